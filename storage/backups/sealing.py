"""Encryption of bundles in the age format: whoever makes one needs only the reader's public key."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from rules.text import Text
from workflow.errors import InputError, RefusedError, RejectedInputError

_MAGIC = b"age-encryption.org/"
_LONGEST_KEY_FILE = 65_536


def is_sealed(bundle: Path) -> bool:
    """Whether a file is encrypted in the age format."""
    with bundle.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def new_identity(path: Path) -> str:
    """Make a key for opening bundles, in a new file of its owner alone; its public half.

    Raises:
        RefusedError: there is such a file already.
        OSError: it cannot be written.
    """
    import pyrage  # noqa: PLC0415 - only encrypted bundles pay

    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise RefusedError(
            Text(f"Đã có tệp {path}; chưa ghi gì.", f"{path} exists; nothing was written.")
        ) from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"# public key: {public}\n{identity}\n")
    return public


def recipients_of(path: Path) -> Sequence[Any]:
    """The public keys in a file, one a line; a key file of `new_identity` serves as well.

    Raises:
        InputError: there is none, or a line is no key.
    """
    import pyrage  # noqa: PLC0415 - as above

    def read(line: str) -> Any:
        if line.startswith("AGE-SECRET-KEY-"):
            return pyrage.x25519.Identity.from_str(line).to_public()
        return pyrage.x25519.Recipient.from_str(line)

    return _keys(path, read)


def identities_of(path: Path) -> Sequence[Any]:
    """The private keys in a file, one a line.

    Raises:
        InputError: there is none, or a line is no key.
    """
    import pyrage  # noqa: PLC0415 - as above

    return _keys(path, pyrage.x25519.Identity.from_str)


def _keys(path: Path, read: Any) -> Sequence[Any]:
    import pyrage  # noqa: PLC0415 - as above

    try:
        with path.open("rb") as file:
            lines = file.read(_LONGEST_KEY_FILE).decode().splitlines()
        typed = [line.strip() for line in lines]
        keys = [read(line) for line in typed if line and not line.startswith("#")]
    except (OSError, ValueError, pyrage.IdentityError, pyrage.RecipientError):
        keys = []
    if not keys:
        raise InputError(
            Text(
                f"{path} không có khóa nào đọc được (mỗi dòng một khóa age1… hoặc"
                " AGE-SECRET-KEY-…).",
                f"{path} holds no key that can be read (one age1… or AGE-SECRET-KEY-… a line).",
            ),
            following=Text("ketnap db backup-key TỆP", "ketnap db backup-key FILE"),
        )
    return keys


@contextmanager
def sealing(to: IO[bytes], recipients: Sequence[Any]) -> Iterator[IO[bytes]]:
    """A stream whose bytes reach `to` encrypted; nothing readable touches a disk."""
    import pyrage  # noqa: PLC0415 - as above

    inlet, outlet = os.pipe()
    failed: list[BaseException] = []

    def work() -> None:
        try:
            with os.fdopen(inlet, "rb") as reader:
                pyrage.encrypt_io(reader, to, recipients)
        except pyrage.EncryptError as fault:  # what `to` said, in its words
            failed.append(OSError(str(fault)))
        except BaseException as fault:  # noqa: BLE001 - handed to the thread that waits
            failed.append(fault)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        with os.fdopen(outlet, "wb") as writer:
            yield writer
    except BrokenPipeError:
        if not failed:
            raise
    finally:
        worker.join()
    if failed:
        raise failed[0]


def unseal(bundle: Path, target: Path, identities: Sequence[Any]) -> None:
    """Decrypt a bundle into a new file of its owner alone.

    Raises:
        RejectedInputError: none of the keys opens it, or it was changed.
    """
    import pyrage  # noqa: PLC0415 - as above

    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with bundle.open("rb") as reader, os.fdopen(handle, "wb") as writer:
            pyrage.decrypt_io(reader, writer, identities)
    except (pyrage.DecryptError, OSError) as fault:
        if getattr(fault, "errno", None) is not None:  # the disk, not the bundle
            raise
        raise RejectedInputError(
            Text(
                f"Không mở được {bundle.name}: khóa không đúng, hoặc gói đã bị sửa.",
                f"{bundle.name} cannot be opened: the key is another, or the bundle was changed.",
            ),
            following=Text("--identity TỆP_KHÓA", "--identity KEY_FILE"),
        ) from fault
