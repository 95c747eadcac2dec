"""Replays the console blocks of a document, so that what it prints is what the program prints.

Run this file to write the real output into README.md; the test only compares.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
import tempfile
from contextlib import chdir
from datetime import UTC, datetime
from pathlib import Path

import time_machine
from click.testing import CliRunner

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 23, 1, 14, tzinfo=UTC)
_BLOCK = re.compile(r"(```console\n)(.*?)(```)", re.DOTALL)
# The root and digests rest on random salts: a document shows them, and cannot promise them.
_CHANCE = re.compile(r"\b[0-9a-f]{8}…")


def replayed(text: str) -> str:
    """The document with every console block's output as the program prints it now.

    All blocks share one fresh folder and one fixed morning, and the officer's account is `lan`.
    """
    kept = {name: os.environ.get(name) for name in ("KETNAP_DB", "KETNAP_LANG", "LOGNAME")}
    os.environ.update(KETNAP_DB="ketnap.db", KETNAP_LANG="vi", LOGNAME="lan")
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            chdir(folder),
            time_machine.travel(NOW, tick=False),
        ):
            return _BLOCK.sub(lambda found: found[1] + _run(found[2]) + found[3], text)
    finally:
        for name, value in kept.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def settled(text: str) -> str:
    """The document without what rests on chance."""
    return _CHANCE.sub("········…", text)


def _run(block: str) -> str:
    import cli

    lines = []
    for line in block.splitlines():
        if not line.startswith("$ ketnap "):
            continue
        result = CliRunner().invoke(cli.ketnap, shlex.split(line)[2:], prog_name="ketnap")
        lines += [line, *(row.rstrip() for row in result.output.splitlines())]
        if result.exit_code:
            lines.append(f"(mã thoát {result.exit_code})")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    from commands import account

    account.of_process = lambda: "lan"
    readme = ROOT / "README.md"
    readme.write_text(replayed(readme.read_text(encoding="utf-8")), encoding="utf-8")
