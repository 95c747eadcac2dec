"""The container of a backup: a label and one SQLite store, whatever database it came from."""

from __future__ import annotations

import errno
import hashlib
import lzma
import os
import shutil
import struct
import zipfile
import zlib
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO, Any

from rules.text import Text
from storage.backups.manifest import Manifest, manifest_of
from storage.backups.sealing import is_sealed, sealing, unseal
from workflow.errors import RefusedError, RejectedInputError

_LABEL, _STORE, _CHECKPOINT = "manifest.json", "store.db", "checkpoint.txt"
_BLOCK = 1 << 20
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,  # a way of packing that nobody here uses
    RuntimeError,  # a password
    EOFError,
    LookupError,
    ValueError,
    OverflowError,
)
_LONGEST_LABEL = 65_536


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_bundle(
    target: Path,
    store: Path,
    manifest: Manifest,
    *,
    checkpoint: str | None = None,
    recipients: Sequence[Any] = (),
) -> None:
    """Write a bundle under its final name only when all of it is on the disk.

    `checkpoint` is the newest signed checkpoint of the log, beside the store for whoever only
    wants to look.

    Raises:
        RefusedError: something of that name is there.
        OSError: it cannot be written; what was begun is gone.
    """
    if target.exists():
        raise RefusedError(
            Text(f"Đã có tệp {target}; chưa ghi gì.", f"{target} exists; nothing was written.")
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".part")
    partial.unlink(missing_ok=True)  # an earlier one that was cut off
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            door: AbstractContextManager[IO[bytes]] = (
                sealing(file, recipients) if recipients else nullcontext(file)
            )
            with door as out:
                _pack(out, store, manifest, checkpoint)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    _settle(target.parent)


def _pack(out: IO[bytes], store: Path, manifest: Manifest, checkpoint: str | None) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr(_LABEL, manifest.text())
        if checkpoint is not None:
            packed.writestr(_CHECKPOINT, checkpoint)
        packed.write(store, _STORE)


def _settle(folder: Path) -> None:
    """Let the disk keep the name of a new file as well as its content."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_bundle(
    bundle: Path, folder: Path, identities: Sequence[Any] = ()
) -> tuple[Manifest, Path]:
    """Unpack a bundle into a folder of this process, and hold it to its label.

    Returns:
        The label, and the store it speaks of.

    Raises:
        RejectedInputError: it is no bundle, needs another key, or is not what its label says.
    """
    if not bundle.is_file():
        raise _refused(bundle, Text("không có tệp này", "there is no such file"))
    opened = bundle
    if is_sealed(bundle):
        if not identities:
            raise RejectedInputError(
                Text(f"{bundle.name} được mã hóa.", f"{bundle.name} is encrypted."),
                following=Text("--identity TỆP_KHÓA", "--identity KEY_FILE"),
            )
        opened = folder / "bundle.zip"
        unseal(bundle, opened, identities)
    try:
        with zipfile.ZipFile(opened) as packed:
            manifest = manifest_of(_label(packed))
            store = folder / _STORE
            _unpack(packed, store, manifest)
    except _DAMAGED as fault:
        raise _damaged(bundle) from fault
    except OSError as fault:
        if fault.errno in {None, errno.EINVAL}:  # what a forged place or stream makes of a read
            raise _damaged(bundle) from fault
        raise
    if digest_of(store) != manifest.sha256:
        raise _refused(
            bundle,
            Text("kho bên trong không khớp nhãn", "the store in it is not the one on its label"),
        )
    return manifest, store


def _label(packed: zipfile.ZipFile) -> bytes:
    with packed.open(_LABEL) as file:
        return file.read(_LONGEST_LABEL)


def _unpack(packed: zipfile.ZipFile, store: Path, manifest: Manifest) -> None:
    """Write out as many bytes as the label names, however many a bomb would give."""
    if manifest.size > shutil.disk_usage(store.parent).free:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    handle = os.open(store, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    left = manifest.size
    with packed.open(_STORE) as source, os.fdopen(handle, "wb") as file:
        while left and (block := source.read(min(_BLOCK, left))):
            file.write(block)
            left -= len(block)


def _damaged(bundle: Path) -> RejectedInputError:
    return _refused(
        bundle, Text("không phải gói sao lưu, hoặc bị hỏng", "no bundle, or a damaged one")
    )


def _refused(bundle: Path, why: Text) -> RejectedInputError:
    return RejectedInputError(
        Text(f"Không dùng được gói {bundle.name}.", f"The bundle {bundle.name} cannot be used."),
        why=(why,),
        following=Text("dùng một gói khác", "take another bundle"),
    )
