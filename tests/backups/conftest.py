"""A store with something in it, and a place for bundles."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import a_case, a_desk, at, units

from storage.address import Address, address_of
from storage.backups.taking import Backup, back_up
from storage.engine import open_engine
from storage.key_places import key_place
from storage.store import SqlStore


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    """A store with a city and one case."""
    desk = a_desk(store)
    units(desk)
    a_case(desk)
    return store


@pytest.fixture
def place(request: pytest.FixtureRequest, store: SqlStore) -> Address:
    """Where the store is."""
    sqlite = store.engine.dialect.name == "sqlite"
    return address_of(str(request.getfixturevalue("sqlite_path" if sqlite else "made_pg")))


@pytest.fixture
def taken(filled: SqlStore, place: Address, tmp_path: Path) -> Backup:
    """A bundle of that store; the store itself is closed again."""
    filled.close()
    return back_up(place, tmp_path / "sao.ketnap", now=at("2026-11-23"))


@pytest.fixture
def carry_keys(place: Address) -> Callable[[Address], None]:
    """Carry the keys of people to where another store looks for them; no bundle holds them."""

    def carry(new: Address) -> None:
        origin, target = (_keys(one) for one in (place, new))
        target.parent.mkdir(parents=True, exist_ok=True)
        for mark in ("", ".master"):
            shutil.copy(f"{origin}{mark}", f"{target}{mark}")

    return carry


def _keys(address: Address) -> Path:
    engine = open_engine(address)
    found = key_place(engine)
    engine.dispose()
    return found
