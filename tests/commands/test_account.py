"""Who types is the account of the process, whatever the environment says."""

from __future__ import annotations

import json
import os
import pwd
import subprocess
import sys

import pytest

_ASK = "from commands import account; print(account.of_process())"


@pytest.mark.parametrize("name", ["LOGNAME", "USER", "LNAME", "USERNAME"])
def test_nobody_becomes_another_by_a_variable(name: str) -> None:
    own = pwd.getpwuid(os.getuid()).pw_name

    said = subprocess.run(
        [sys.executable, "-c", _ASK],
        env={**os.environ, name: "hoa"},
        capture_output=True,
        check=True,
        text=True,
    )

    assert said.stdout == f"{own}\n"


def test_a_command_is_written_down_under_the_account_of_its_process(tmp_path) -> None:
    env = {**os.environ, "KETNAP_DB": str(tmp_path / "s.db"), "LOGNAME": "hoa", "USER": "hoa"}
    typed = [sys.executable, "-c", "import cli; cli.main()"]
    unit = ["unit", "add", "TP", "--name", "Đảng bộ", "--status", "superior"]
    for words in (["db", "init"], [*unit, "--from", "01/01/2020"]):
        subprocess.run([*typed, *words], env=env, check=True, capture_output=True)

    told = subprocess.run(
        [*typed, "audit", "log", "-o", "json"], env=env, check=True, capture_output=True
    )

    actors = {one["actor"] for one in json.loads(told.stdout)["items"]}
    assert actors == {pwd.getpwuid(os.getuid()).pw_name}


def test_an_account_that_the_system_cannot_name_is_its_number() -> None:
    said = subprocess.run(
        [sys.executable, "-c", f"import os; os.getuid = lambda: 4294967001; {_ASK}"],
        env={**os.environ, "LOGNAME": "hoa"},
        capture_output=True,
        check=True,
        text=True,
    )

    assert said.stdout == "uid:4294967001\n"
