"""Private keys in files that only their owner can read, or as systemd hands them to a service.

Never in the database: whoever administers that could sign a log written anew.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from audit import NoteError, PrivateKey, PublicKey
from rules.text import Text
from workflow.errors import InputError, NotFoundError

CREDENTIAL = "ketnap-log-key"
"""The name under which systemd's LoadCredential= hands the key over."""

_OTHERS = 0o077
_WITNESS = "witness.key"


@dataclass(frozen=True, slots=True)
class KeyFolder:
    """A folder with a file per key, named by the key's id."""

    path: Path

    def place(self, public: PublicKey) -> Path:
        """Where the private half of a key is kept."""
        return self.path / f"{public.id.hex()}.key"

    def find(self, public: PublicKey) -> PrivateKey:
        """The private half of a key: from systemd's credentials, else from its file.

        Raises:
            NotFoundError: this machine does not hold it.
            InputError: its file can be read by others, or holds something else.
        """
        credentials = os.environ.get("CREDENTIALS_DIRECTORY")
        if credentials and (handed := Path(credentials) / CREDENTIAL).is_file():
            return _read(handed, public)
        place = self.place(public)
        if not place.is_file():
            raise NotFoundError(
                Text(
                    f"Máy này không giữ khóa {public.id.hex()} để ký ({place}).",
                    f"This machine does not hold the key {public.id.hex()} ({place}).",
                ),
                following=Text("ketnap audit key list", "ketnap audit key list"),
            )
        _require_private(place)
        return _read(place, public)

    def keep(self, key: PrivateKey) -> Path:
        """Write a new key to its file, mode 0600, before anything else is done with it."""
        place = self.place(key.public())
        _write(place, key)
        return place

    def witness(self) -> PrivateKey | None:
        """This machine's own key as a witness of other logs; None where it has none yet.

        Raises:
            InputError: its file can be read by others, or holds something else.
        """
        place = self.path / _WITNESS
        if not place.is_file():
            return None
        _require_private(place)
        return _read(place, None)

    def keep_witness(self, key: PrivateKey) -> None:
        """Write the witness's own key."""
        _write(self.path / _WITNESS, key)

    def discard(self, public: PublicKey) -> None:
        """Take back a key that came to nothing."""
        self.place(public).unlink(missing_ok=True)


def _write(place: Path, key: PrivateKey) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(key.secret_text() + "\n")
        file.flush()
        os.fsync(file.fileno())


def _require_private(place: Path) -> None:
    if os.name == "posix" and place.stat().st_mode & _OTHERS:
        raise InputError(
            Text(
                f"Người khác đọc được tệp khóa {place}; chưa dùng khóa này.",
                f"Others can read the key file {place}; the key was not used.",
            ),
            following=Text(f"chmod 600 {place}", f"chmod 600 {place}"),
        )


def _read(place: Path, public: PublicKey | None) -> PrivateKey:
    """The key in a file; `public` is the one that it must be, where one is meant."""
    try:
        key = PrivateKey.read(place.read_text("utf-8").strip())
    except (NoteError, UnicodeDecodeError):
        key = None
    if key is None or (public is not None and key.public() != public):
        named = "" if public is None else f" {public.id.hex()}"
        raise InputError(
            Text(
                f"Tệp {place} không giữ khóa{named} cần dùng.",
                f"The file {place} does not hold the key{named} that is meant.",
            )
        )
    return key
