"""On a disk of two megabytes: write until it is full, then make room and go on. Says JSON.

Started as ``filling.py FOLDER``, inside a mount namespace of its own where FOLDER is a small tmpfs.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from builders import a_case, a_desk, units
from click.testing import CliRunner

import cli
from storage.address import address_of
from storage.schema import check_store, create_store, open_store
from workflow.actions.pause import note
from workflow.errors import OutsideServiceError
from workflow.verification import verify

_LONG = "Ghi chú " + "dài " * 400


def _typed(place: Path, *words: str) -> dict[str, Any]:
    done = CliRunner().invoke(cli.ketnap, list(words), env={"KETNAP_DB": str(place)})
    return {"code": done.exit_code, "said": done.stderr}


def main(folder: Path) -> None:
    """Fill the disk."""
    place, filler = folder / "kho.db", folder / "filler"
    filler.write_bytes(b"x" * 400_000)
    acked = 0
    with create_store(address_of(str(place))) as store:
        desk = a_desk(store)
        units(desk)
        ref = a_case(desk)
        acked = store.entry_count()
        try:
            while True:
                note(desk, ref, _LONG)
                acked += 1
        except OutsideServiceError as full:
            refused = full.what.vi
    while _room(folder):  # what the closing merged may have left
        pass
    # As long as what did not fit: a shorter one may fit into what the write-ahead log has left.
    typed = _typed(place, "case", "note", "1", _LONG)
    backed = _typed(place, "db", "backup", str(folder / "sao.ketnap"))
    left = sorted(one.name for one in folder.iterdir())
    (folder / "more").unlink(missing_ok=True)
    filler.unlink()
    with open_store(address_of(str(place))) as store:
        found = verify(store.audit)
        sound = check_store(store).sound
        note(a_desk(store), ref, "Có chỗ rồi")
        again = verify(store.audit)
    print(  # noqa: T201 - the test listens
        json.dumps(
            {
                "refused": refused,
                "acked": acked,
                "entries": found.entries,
                "intact": found.intact and again.intact,
                "sound": sound,
                "goes_on": again.entries - found.entries,
                "typed": typed,
                "backed": backed,
                "left": left,
            }
        )
    )


def _room(folder: Path) -> bool:
    """Use up what room there is; whether there was some."""
    try:
        with (folder / "more").open("ab") as file:
            file.write(b"x" * 4096)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    main(Path(sys.argv[1]))
