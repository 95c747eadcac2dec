"""The units and the image start commands that exist, as somebody without rights."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
SERVICES = ("ketnap.service", "ketnap-tick.service")
HARDENING = {
    "NoNewPrivileges": "true",
    "ProtectSystem": "strict",
    "ProtectHome": "true",
    "PrivateTmp": "true",
    "PrivateDevices": "true",
    "CapabilityBoundingSet": "",
    "MemoryDenyWriteExecute": "true",
    "UMask": "0077",
    "User": "ketnap",
}


def settings(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in (DEPLOY / name).read_text(encoding="utf-8").splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


def resolves(words: list[str]) -> bool:
    """Whether the command line finds the command and knows the options."""
    return CliRunner().invoke(cli.ketnap, [*words, "--help"]).exit_code == 0


@pytest.mark.parametrize("name", SERVICES)
def test_a_unit_starts_a_command_that_there_is(name):
    (start,) = settings(name)["ExecStart"]
    program, *words = shlex.split(start)

    assert program == "/opt/ketnap/bin/ketnap"
    assert resolves(words)


@pytest.mark.parametrize("name", SERVICES)
def test_a_unit_may_do_no_more_than_it_needs(name):
    found = settings(name)

    assert {key: found[key][0] for key in HARDENING} == HARDENING
    assert "@system-service" in found["SystemCallFilter"]


def test_the_timer_keeps_the_offices_hours_and_catches_up():
    found = settings("ketnap-tick.timer")

    assert [one for one in found["OnCalendar"] if one.endswith(" Asia/Ho_Chi_Minh")] == [
        "*-*-* 06:00:00 Asia/Ho_Chi_Minh",
        "*-*-* 07:30:00 Asia/Ho_Chi_Minh",
    ]
    assert found["Persistent"] == ["true"]


def test_the_image_starts_and_checks_commands_that_there_are():
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    commands = [re.findall(r'"([^"]+)"', line) for line in re.findall(r"CMD (\[.*\])", text)]

    assert [words[0] for words in commands] == ["ketnap", "run"]
    assert all(resolves([word for word in words if word != "ketnap"]) for words in commands)
    assert re.search(r"^USER ketnap$", text, re.MULTILINE)


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine"
)
@pytest.mark.parametrize("name", [*SERVICES, "ketnap-tick.timer"])
def test_systemd_itself_finds_nothing_wrong(name):
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(DEPLOY / name)],
        capture_output=True,
        text=True,
        check=False,
    )
    about_the_unit = [
        line
        for line in said.stderr.splitlines()
        if "Unknown" in line or "Failed to parse" in line or "ignoring" in line
    ]
    assert about_the_unit == []
