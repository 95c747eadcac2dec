"""Closing and opening what is kept of people: each value under its person's key, tied to its place.

AES-256-GCM; what is authenticated beside the value is ``table.column.row``, so that a value moved
to another person or column does not open. Without the key a value is shown as locked.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from rules.text import Text
from storage.key_places import earlier_key_place, key_place
from storage.keys import KeyStore
from workflow.errors import IntegrityError, RefusedError
from workflow.names import identity_form
from workflow.person import LOCKED

CLOSED_COLUMNS = ("ethnic", "religion", "hometown", "residence", "identity_no")
"""Columns of `person` that stand closed; name, birth and education are what a search needs."""

_MARK = "k1:"
_NONCE = 12
_SPLIT = ":"


class Vault:
    """The keys of one database's people, found when they are first needed."""

    def __init__(self, engine: Engine) -> None:
        self._place = key_place(engine)
        earlier = earlier_key_place(engine)
        self._places = (self._place,) if earlier is None else (self._place, earlier)
        self._named: str | None = None

    @cached_property
    def _keys(self) -> KeyStore | None:
        """The key store, where it is there and is the one that the database names.

        A store whose keys were made under the earlier name goes on using them there.
        """
        for place in self._places:
            found = _at(place)
            if found is not None and self._named in {None, found.id}:
                return found
        return None

    def ready(self, cursor: Any) -> KeyStore:
        """The key store for a write; the first one makes it, and names it in the database.

        Raises:
            RefusedError: the database names a key store that is not there.
        """
        if self._named is None:
            cursor.execute("SELECT id FROM keyring")
            row = cursor.fetchone()
            if row is None:
                # Never one of the earlier name: it may be that of another server's database.
                keys = _at(self._place) or KeyStore(self._place, create=True)
                self.__dict__["_keys"] = keys
                cursor.execute(f"INSERT INTO keyring (id) VALUES ('{keys.id}')")  # noqa: S608 - our own hex
                return keys
            self.name(row[0])
        if self._keys is None:
            raise no_keys(self._place)
        return self._keys

    def name(self, known: str) -> None:
        """Take note of the key store that the database names."""
        if self._named != known:
            self._named = known
            held = self.__dict__.get("_keys")
            if held is None or held.id != known:
                self.__dict__.pop("_keys", None)

    def close_person(self, keys: KeyStore, values: Mapping[str, Any]) -> dict[str, Any]:
        """The columns of a person row with what is sensitive closed, and its index.

        Raises:
            RefusedError: a value is locked, or the person was erased.
        """
        person = values["id"]
        closed = dict(values)
        if any(values[name] == LOCKED for name in CLOSED_COLUMNS):
            raise no_keys(self._place)
        told = {name: values[name] for name in CLOSED_COLUMNS if values[name] is not None}
        key = keys.keys([person])[person]
        for name, value in told.items():
            closed[name] = _close(key, value, f"person.{name}.{person}")
        number = values["identity_no"]
        closed["identity_key"] = None if number is None else index_of(keys, number)
        return closed

    def open_person(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The columns of a person row as they were before they were closed, or locked."""
        person = values["id"]
        return {
            name: self._opened(person, value, f"person.{name}.{person}")
            if name in CLOSED_COLUMNS and value is not None
            else value
            for name, value in values.items()
            if name != "identity_key"
        }

    def open_people(self, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The columns of many person rows, their keys read together."""
        closed = [row["id"] for row in rows if any(map(is_closed, map(row.get, CLOSED_COLUMNS)))]
        self.learn(closed)
        return [self.open_person(row) for row in rows]

    def learn(self, people: Collection[str]) -> None:
        """Read the keys of these people together, where the keys are here."""
        if self._keys is not None:
            with suppress(IntegrityError):  # the master key is another: locked
                self._keys.learn(people)

    def number(self, person: str, value: str | None) -> str | None:
        """An identity number as it was before it was closed; None where it is locked."""
        found = self._opened(person, value, f"person.identity_no.{person}")
        return None if found == LOCKED else found

    def index(self, named: str | None, number: str) -> str:
        """What a number is searched by; nothing in a database that names no key store.

        Raises:
            RefusedError: the key store that the database names is not there.
        """
        if named is None:
            return ""
        self.name(named)
        if self._keys is None:
            raise no_keys(self._place)
        return index_of(self._keys, number)

    def close_sealed(self, key: bytes, person: str, values: dict[str, Any]) -> dict[str, Any]:
        """The columns of a value kept apart from the log, closed together with its salt."""
        both = f"{values['salt']}{_SPLIT}{values['value']}"
        closed = _close(key, both, f"sealed.value.{person}")
        return {**values, "salt": "", "value": closed}

    def open_sealed(self, person: str | None, salt: str, value: str) -> tuple[str, str] | None:
        """Salt and value kept apart from the log; None where they are locked.

        What its key does not open was altered, and is given as it stands: it proves nothing.
        """
        if not is_closed(value):
            return salt, value
        key = None if person is None else self._key(person)
        if key is None:
            return None
        found = _open(key, value, f"sealed.value.{person}")
        if found == LOCKED or salt:
            return salt, value
        opened, _, told = found.partition(_SPLIT)
        return opened, told

    def rotate(self) -> tuple[Path, int]:
        """Wrap every key by a new master key; where they lie, and how many there are.

        Raises:
            RefusedError: the key store is not there.
        """
        if self._keys is None:
            raise no_keys(self._place)
        return self._keys.path, self._keys.rotate()

    def missing(self, named: str | None) -> Path | None:
        """Where the key store that the database names should lie and does not; else None."""
        if named is None:
            return None
        self.name(named)
        return self._place if self._keys is None else None

    def require(self, cursor: Any) -> None:
        """Refuse an erasure while the keys that it would destroy are somewhere else.

        Raises:
            RefusedError: the key store is not there.
        """
        self.ready(cursor)

    def condemn(self, person: str) -> None:
        """Write down, outside the database, that a person's key goes once this is committed.

        Raises:
            RefusedError: the key store is not there.
        """
        if self._keys is None:
            raise no_keys(self._place)
        self._keys.condemn(person)

    def condemned(self) -> tuple[str, ...]:
        """Whose keys were to go and are still there, as far as the key store is at hand."""
        # Looked for only where a file lies: whoever makes the key store later is found then.
        if not any(place.is_file() for place in self._places) or self._keys is None:
            return ()
        try:
            return self._keys.condemned()
        except sqlite3.Error:
            return ()  # not for this account to read

    def destroy(self, person: str) -> None:
        """Destroy a person's key.

        Raises:
            RefusedError: the key store is not there.
        """
        if self._keys is None:
            raise no_keys(self._place)
        self._keys.destroy(person)

    def _key(self, person: str) -> bytes | None:
        """A person's key, where it is at hand and the master key opens it."""
        try:
            return None if self._keys is None else self._keys.key(person)
        except IntegrityError:
            return None

    def _opened(self, person: str, value: str | None, place: str) -> str | None:
        if value is None or not is_closed(value):
            return value
        key = self._key(person)
        return LOCKED if key is None else _open(key, value, place)


def _at(place: Path) -> KeyStore | None:
    """The key store of a place; None where there is none that this account can use."""
    if not place.is_file():
        return None
    try:
        return KeyStore(place)
    except (OSError, sqlite3.Error, IntegrityError):
        return None  # not for this account to read, or without its master key: locked


def no_keys(place: Path) -> RefusedError:
    """The refusal of a write that needs keys which are not there."""
    return RefusedError(
        Text(
            f"Không có kho khóa {place}: dữ liệu cá nhân đang khóa, không ghi được.",
            f"The key store {place} is not there: personal data are locked, nothing is written.",
        ),
        following=Text(
            "chép kho khóa (và tệp .master) về chỗ cũ, hoặc nêu thư mục bằng KETNAP_KEYS",
            "put the key store (and its .master) back, or name its folder by KETNAP_KEYS",
        ),
    )


def index_of(keys: KeyStore, number: str) -> str:
    """What an identity number is searched by: a keyed hash that tells nothing without the key."""
    plain = identity_form(number).encode()
    return hmac.new(keys.index_key(), plain, hashlib.sha256).hexdigest()


def is_closed(value: Any) -> bool:
    """Whether a stored value is a closed one."""
    return isinstance(value, str) and value.startswith(_MARK)


def _close(key: bytes, value: str, place: str) -> str:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - 30 ms

    nonce = secrets.token_bytes(_NONCE)
    whole = nonce + AESGCM(key).encrypt(nonce, value.encode(), place.encode())
    return _MARK + base64.b64encode(whole).decode()


def _open(key: bytes, value: str, place: str) -> str:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as above

    try:
        whole = base64.b64decode(value[len(_MARK) :], validate=True)
        return AESGCM(key).decrypt(whole[:_NONCE], whole[_NONCE:], place.encode()).decode()
    except (InvalidTag, ValueError):
        return LOCKED  # altered, or of another person: it is not opened


_VAULTS: WeakKeyDictionary[Engine, Vault] = WeakKeyDictionary()


def vault_of(engine: Engine) -> Vault:
    """The one vault of an engine."""
    if engine not in _VAULTS:
        _VAULTS[engine] = Vault(engine)
    return _VAULTS[engine]
