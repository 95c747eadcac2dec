"""Checkpoints kept outside the database: a text file each, never overwritten."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from audit import NoteError, Signed
from audit.note import LONGEST
from rules.text import Text
from storage.address import Address
from workflow.errors import InputError, OutsideServiceError

_MOST_BYTES = 4 * LONGEST


@dataclass(frozen=True, slots=True)
class CheckpointFolder:
    """A folder of the checkpoints of one store."""

    path: Path

    def keep(self, signed: Signed) -> Path:
        """Write a checkpoint to a file of its own; one that is there already stands.

        Raises:
            OutsideServiceError: the folder cannot be written to.
        """
        text = str(signed.note)
        mark = hashlib.sha256(text.encode()).hexdigest()[:8]
        place = self.path / f"{signed.checkpoint.size:012d}-{mark}.txt"
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if not place.exists():
                partial = place.with_suffix(".part")
                partial.write_text(text, "utf-8")
                partial.replace(place)
        except OSError as problem:
            raise OutsideServiceError(
                Text(
                    f"Điểm kiểm tra đã có trong kho, chưa ghi được ra {self.path}:"
                    f" {problem.strerror}.",
                    f"The checkpoint is in the store, not in {self.path}: {problem.strerror}.",
                )
            ) from problem
        return place

    def all(self) -> list[Signed]:
        """Every checkpoint there, the smallest first; what is none is passed over."""
        return sorted(self._found(), key=lambda one: one.checkpoint.size)

    def _found(self) -> list[Signed]:
        found = []
        for place in sorted(self.path.glob("*.txt")):
            try:
                found.append(checkpoint_in(place))
            except InputError:
                continue
        return found


def checkpoint_in(path: Path) -> Signed:
    """The checkpoint in a file.

    Raises:
        InputError: it cannot be read, or holds something else.
    """
    try:
        with path.open("rb") as file:
            return Signed.read(file.read(_MOST_BYTES).decode())
    except OSError as problem:
        raise InputError(
            Text(
                f"Không đọc được {path}: {problem.strerror}.",
                f"Cannot read {path}: {problem.strerror}.",
            )
        ) from problem
    except (UnicodeDecodeError, NoteError) as problem:
        raise InputError(
            Text(
                f"{path} không phải điểm kiểm tra đã ký.",
                f"{path} is not a signed checkpoint ({problem}).",
            ),
            following=Text("ketnap audit checkpoint > TỆP", "ketnap audit checkpoint > FILE"),
        ) from problem


def folder_beside(address: Address, named: str | None) -> CheckpointFolder:
    """Where the checkpoints of a store go: as named, else beside its file, else by its address."""
    if named:
        return CheckpointFolder(Path(named))
    if address.path is not None:
        return CheckpointFolder(address.path.with_name(f"{address.path.stem}-checkpoints"))
    mark = hashlib.sha256(address.shown.encode()).hexdigest()[:12]
    return CheckpointFolder(user_data_path("ketnap") / "checkpoints" / mark)
