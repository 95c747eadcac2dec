"""The export of a log: everything that a verification needs, in files that any program can read."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import audit.standalone
from audit import Entry, NoteError, Root, Signed
from rules.text import Text
from storage.audit_rows import MomentRows
from storage.store import SqlStore
from workflow.checkpoints.keys import KEY_STREAM
from workflow.errors import IntegrityError, RefusedError

FORMAT = "ketnap-bundle/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What was exported: where, how many entries, how many of them sealed, and the root."""

    path: Path
    entries: int
    sealed: int
    checkpoints: int
    root: str


def export_bundle(
    store: SqlStore,
    target: Path,
    *,
    values: bool = True,
    ready: Callable[[], None] = lambda: None,
) -> Bundle:
    """Write the log of one moment to a new folder, or to a new ZIP file where the name ends so.

    Only its owner can read it: with `values` it holds what is kept apart from the log. `ready` is
    called once it may be written, before anything is.

    Raises:
        NotPermittedError: there are units beyond this account's scope.
        RefusedError: something stands there already.
        IntegrityError: the log is damaged so that it cannot be written down.
    """
    if target.exists():
        raise RefusedError(
            Text(f"Đã có {target}; chưa ghi gì.", f"{target} exists; nothing was written.")
        )
    store.allow_whole_log()
    ready()
    packed = target.suffix.lower() == ".zip"
    folder = target.with_name(f"{target.name}.part")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    try:
        with store.audit.moment() as rows:
            made = _Writing(folder, rows).write(values=values)
        if packed:
            _pack(folder, target)
            shutil.rmtree(folder)
        else:
            folder.rename(target)
    except (NoteError, ValueError, TypeError, LookupError, AttributeError) as odd:
        shutil.rmtree(folder, ignore_errors=True)
        raise IntegrityError(
            Text("Nhật ký hỏng, không xuất được.", "The log is damaged and cannot be exported."),
            following=Text("ketnap audit verify", "ketnap audit verify"),
        ) from odd
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Bundle(path=target, **made)


class _Writing:
    """One bundle on its way to the disk."""

    def __init__(self, folder: Path, rows: MomentRows) -> None:
        self._folder = folder
        self._rows = rows
        self._files: dict[str, dict[str, Any]] = {}
        self._root = Root()
        self._sealed = 0
        self._keys: list[str] = []

    def write(self, *, values: bool) -> dict[str, Any]:
        self._put("entries.ndjson", self._entries())
        self._put("keys.txt", (f"{key}\n" for key in self._keys))
        checkpoints = list(self._rows.checkpoints())
        for size, note in checkpoints:
            self._put(f"checkpoints/{size:012d}.txt", [str(Signed.read(note).note)])
        if values:
            self._put("values.ndjson", self._values())
        source = Path(audit.standalone.__file__).read_text("utf-8")
        self._put("verify.py", [source])
        told = {
            "format": FORMAT,
            "origin": self._keys[0].partition("+")[0] if self._keys else None,
            "entries": self._root.size,
            "sealed": self._sealed,
            "root": self._root.hexdigest(),
            "files": self._files,
        }
        text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        _private(self._folder / "manifest.json", lambda file: file.write(text.encode()))
        return {
            "entries": self._root.size,
            "sealed": self._sealed,
            "checkpoints": len(checkpoints),
            "root": self._root.hexdigest(),
        }

    def _entries(self) -> Iterator[str]:
        for leaf in self._rows.leaves():
            row = leaf.stored
            if row is None:
                raise LookupError(f"leaf {leaf.number}")
            self._sealed += leaf.number is not None
            self._root.add(row.body.encode())
            if row.stream == KEY_STREAM:
                self._keys.append(Entry.read(row.body).fields["data"]["key"])
            yield _line(
                leaf=leaf.number,
                stream=row.stream,
                seq=row.seq,
                previous=row.previous,
                digest=row.digest,
                body=row.body,
            )

    def _values(self) -> Iterator[str]:
        for stream, kept in self._rows.sealed_rows():
            if kept.locked:
                continue  # what nobody here can open proves nothing to a reader either
            yield _line(stream=stream, digest=kept.digest, salt=kept.salt, value=kept.value)

    def _put(self, name: str, lines: Iterable[str]) -> None:
        digest, count = hashlib.sha256(), 0

        def pour(file: Any) -> None:
            nonlocal count
            for line in lines:
                part = line.encode()
                digest.update(part)
                count += len(part)
                file.write(part)

        place = self._folder / name
        place.parent.mkdir(mode=0o700, exist_ok=True)
        _private(place, pour)
        self._files[name] = {"bytes": count, "sha256": digest.hexdigest()}


def _line(**told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"


def _private(place: Path, pour: Callable[[Any], Any]) -> None:
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        pour(file)


def _pack(folder: Path, target: Path) -> None:
    def pour(file: Any) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            for one in sorted(folder.rglob("*")):
                if one.is_file():
                    packed.write(one, one.relative_to(folder).as_posix())

    _private(target, pour)
