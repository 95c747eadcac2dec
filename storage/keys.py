"""One key per person, kept outside the database, so that destroying it erases backups too.

A key store is a SQLite file of its own (0600) in which each person's key stands wrapped by a master
key, which is a second file (0600): whoever copies the database has neither, whoever copies the
key store alone cannot open it. A key is durable before the row that needs it is written.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from rules.text import Text
from workflow.errors import IntegrityError, RefusedError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE = 12
_AT_ONCE = 500
"""People asked for in one query: well below the variables that SQLite takes."""
_INDEX = "index"
_MADE = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS person_key (person TEXT PRIMARY KEY, wrapped BLOB);
"""
_CONDEMNED = "CREATE TABLE IF NOT EXISTS condemned (person TEXT PRIMARY KEY)"


class KeyStore:
    """The keys of one office's people; `id` is the name by which a database knows it.

    A destroyed key leaves an empty row, so that nobody's key is ever made a second time.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        self._master_path = path.with_name(path.name + ".master")
        if create:
            _private(path)
            if not self._master_path.exists():
                _write_private(self._master_path, secrets.token_bytes(KEY_BYTES))
        self._master = _master(self._master_path)
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA busy_timeout = 10000")
        self._connection.execute("PRAGMA synchronous = EXTRA")
        self._connection.execute("PRAGMA secure_delete = ON")
        if create:
            self._connection.executescript(_MADE)
            self._connection.execute(
                "INSERT OR IGNORE INTO about VALUES ('id', ?)", (secrets.token_hex(16),)
            )
        self.id = str(self._connection.execute("SELECT value FROM about").fetchone()[0])
        self._known: dict[str, bytes | None] = {}
        self._ciphers: dict[bytes, AESGCM] = {}

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def key(self, person: str) -> bytes | None:
        """A person's key; None where it was destroyed, or never was.

        Raises:
            IntegrityError: the master key is another than the one that wrapped it.
        """
        if person not in self._known:
            self.learn([person])
        return self._known[person]

    def keys(self, people: Iterable[str]) -> Mapping[str, bytes]:
        """The keys of people, made and durable where there were none yet.

        Raises:
            RefusedError: a key was destroyed: that person was erased.
        """
        wanted = list(dict.fromkeys(people))
        self.learn(wanted)
        missing = [person for person in wanted if self._known[person] is None]
        if missing:
            made = {person: secrets.token_bytes(KEY_BYTES) for person in missing}
            rows = [(person, self._wrap(person, key)) for person, key in made.items()]
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._connection.executemany("INSERT INTO person_key VALUES (?, ?)", rows)
            except sqlite3.IntegrityError:
                self._connection.execute("ROLLBACK")
                raise _erased() from None
            self._connection.execute("COMMIT")
            self._known.update(made)
        return {person: key for person in wanted if (key := self._known[person]) is not None}

    def learn(self, people: Iterable[str]) -> None:
        """Read the keys of those not asked for yet, many in one query.

        Raises:
            IntegrityError: the master key is another than the one that wrapped them.
        """
        unknown = [person for person in people if person not in self._known]
        for start in range(0, len(unknown), _AT_ONCE):
            some = unknown[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            asked = f"SELECT person, wrapped FROM person_key WHERE person IN ({marks})"  # noqa: S608 - marks alone
            self._known.update(dict.fromkeys(some))
            for person, wrapped in self._connection.execute(asked, some):
                if wrapped is not None:
                    self._known[person] = self._open(person, wrapped)

    def index_key(self) -> bytes:
        """The key of the index by identity number."""
        return self.keys([_INDEX])[_INDEX]

    def condemn(self, person: str) -> None:
        """Write down that a person's key shall go, durably, before the erasure is committed."""
        self._connection.execute(_CONDEMNED)
        self._connection.execute("INSERT OR IGNORE INTO condemned VALUES (?)", (person,))

    def condemned(self) -> tuple[str, ...]:
        """Whose keys were to go, and are still there."""
        named = "SELECT 1 FROM sqlite_master WHERE name = 'condemned'"
        if self._connection.execute(named).fetchone() is None:
            return ()
        rows = self._connection.execute("SELECT person FROM condemned ORDER BY person")
        return tuple(str(person) for (person,) in rows)

    def destroy(self, person: str) -> None:
        """Destroy a person's key for ever; what it closed can be opened nowhere any more."""
        self._known[person] = None
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._connection.execute(
                "INSERT INTO person_key VALUES (?, NULL)"
                " ON CONFLICT (person) DO UPDATE SET wrapped = NULL",
                (person,),
            )
            self._connection.execute(_CONDEMNED)
            self._connection.execute("DELETE FROM condemned WHERE person = ?", (person,))
            self._connection.execute("COMMIT")
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise

    def rotate(self) -> int:
        """Wrap every key by a new master key; how many there are.

        The new master is durable before anything is wrapped by it, the old one goes last: after a
        power cut either opens the store.
        """
        fresh = secrets.token_bytes(KEY_BYTES)
        coming = self._master_path.with_name(self._master_path.name + ".new")
        _write_private(coming, fresh)
        asked = "SELECT person, wrapped FROM person_key WHERE wrapped IS NOT NULL"
        opened = {
            person: self._open(person, key) for person, key in self._connection.execute(asked)
        }
        before, self._master = self._master, fresh
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._connection.executemany(
                "UPDATE person_key SET wrapped = ? WHERE person = ?",
                [(self._wrap(person, key), person) for person, key in opened.items()],
            )
            self._connection.execute("COMMIT")
        except BaseException:
            self._master = before
            self._connection.execute("ROLLBACK")
            raise
        coming.replace(self._master_path)
        return len(opened)

    def _wrap(self, person: str, key: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher(self._master).encrypt(nonce, key, person.encode())

    def _open(self, person: str, wrapped: bytes) -> bytes:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - 30 ms

        coming = self._master_path.with_name(self._master_path.name + ".new")
        for master in chain([self._master], _masters(coming)):
            try:
                told = wrapped[:_NONCE], wrapped[_NONCE:], person.encode()
                return self._cipher(master).decrypt(*told)
            except InvalidTag:
                continue
        raise IntegrityError(
            Text(
                f"Khóa chủ {self._master_path} không mở được kho khóa {self.path}.",
                f"The master key {self._master_path} does not open the key store {self.path}.",
            ),
            following=Text(
                "đặt lại đúng tệp khóa chủ", "put the right master key file back in its place"
            ),
        )

    def _cipher(self, master: bytes) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as above

        found = self._ciphers.get(master)
        if found is None:
            found = self._ciphers[master] = AESGCM(master)
        return found


def _masters(coming: Path) -> Iterator[bytes]:
    """The master key of a rotation that was cut off, where there is one."""
    if coming.exists():
        yield _master(coming)


def _erased() -> RefusedError:
    return RefusedError(
        Text(
            "Người này đã được xóa dữ liệu cá nhân; không ghi gì thêm về họ được nữa.",
            "The personal data of this person were erased; nothing more is written about them.",
        )
    )


def _private(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _write_private(path: Path, secret: bytes) -> None:
    """A new file of 0600, durable with its name before this returns."""
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        os.write(handle, secret)
        os.fsync(handle)
    finally:
        os.close(handle)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _master(path: Path) -> bytes:
    try:
        secret = path.read_bytes()
    except FileNotFoundError:
        secret = b""
    if len(secret) != KEY_BYTES:
        raise IntegrityError(
            Text(f"Thiếu hoặc hỏng tệp khóa chủ {path}.", f"The master key {path} is missing."),
            following=Text(
                "chép lại tệp ấy từ nơi cất giữ khóa",
                "bring that file back from where keys are kept",
            ),
        )
    return secret
