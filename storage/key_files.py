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
        if os.name == "posix" and place.stat().st_mode & _OTHERS:
            raise InputError(
                Text(
                    f"Người khác đọc được tệp khóa {place}; chưa dùng khóa này.",
                    f"Others can read the key file {place}; the key was not used.",
                ),
                following=Text(f"chmod 600 {place}", f"chmod 600 {place}"),
            )
        return _read(place, public)

    def keep(self, key: PrivateKey) -> Path:
        """Write a new key to its file, mode 0600, before anything else is done with it."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = self.place(key.public())
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(key.secret_text() + "\n")
            file.flush()
            os.fsync(file.fileno())
        return place

    def discard(self, public: PublicKey) -> None:
        """Take back a key that came to nothing."""
        self.place(public).unlink(missing_ok=True)


def _read(place: Path, public: PublicKey) -> PrivateKey:
    try:
        key = PrivateKey.read(place.read_text("utf-8").strip())
    except (NoteError, UnicodeDecodeError):
        key = None
    if key is None or key.public() != public:
        raise InputError(
            Text(
                f"Tệp {place} không giữ khóa {public.id.hex()} của nhật ký.",
                f"The file {place} does not hold the log's key {public.id.hex()}.",
            )
        )
    return key
