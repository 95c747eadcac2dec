"""A full disk is said in words and loses nothing; when there is room, the work goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
_OWN_MOUNTS = (
    ["unshare", "--mount"]
    if os.geteuid() == 0
    else ["unshare", "--user", "--map-root-user", "--mount"]
)


def _in_two_megabytes(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script where a folder is a disk of its own, of two megabytes; nobody else sees it."""
    mount = f'mount -t tmpfs -o size=2m none "{folder}"'
    mounted = f'{mount} && exec "{sys.executable}" "{HERE / script}" "{folder}"'
    return subprocess.run(
        [*_OWN_MOUNTS, "sh", "-c", mounted],
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def _may_mount(folder: Path) -> bool:
    asked = [*_OWN_MOUNTS, "mount", "-t", "tmpfs", "-o", "size=1m", "none", str(folder)]
    try:
        return subprocess.run(asked, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def test_a_full_disk_is_said_loses_nothing_and_does_not_end_the_work(tmp_path):
    if not _may_mount(tmp_path):
        pytest.skip("this machine lets nobody mount a small disk of their own")

    done = _in_two_megabytes(tmp_path, "filling.py")

    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout)
    assert told["refused"] == "Kho dữ liệu không dùng được: đĩa đã đầy; chưa ghi gì."
    assert (told["entries"], told["intact"], told["sound"]) == (told["acked"], True, True)
    assert told["goes_on"] == 1
    assert told["typed"]["code"] in {1, 10}
    assert "đầy" in told["typed"]["said"]
    assert told["backed"]["code"] in {1, 10}
    assert "đầy" in told["backed"]["said"]
    assert [name for name in told["left"] if name.startswith((".ketnap", "sao"))] == []
