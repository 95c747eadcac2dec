"""A fresh store per test, on SQLite and on PostgreSQL; the tests say only `store`."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from engines import share_compiled

import storage
from storage.address import Address, address_of
from storage.checkpoint_folder import folder_beside
from storage.engine import open_engine
from storage.schema import create_store, open_store
from storage.store import SqlStore

share_compiled()


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite store, made once and copied for each test."""
    path = tmp_path_factory.mktemp("empty") / "ketnap.db"
    create_store(address_of(str(path))).close()
    return path


def copy_store(source: Path, target: Path) -> None:
    """Copy a store's file with the keys of its people, which lie beside it."""
    shutil.copy(source, target)
    for mark in (".keys", ".keys.master"):
        keys = source.with_name(source.name + mark)
        if keys.exists():
            shutil.copy(keys, target.with_name(target.name + mark))


def older_store(address: Address, version: str) -> None:
    """An empty store as an earlier release made it."""
    engine = open_engine(address, migrating=True)
    config = Config()
    config.set_main_option("script_location", str(Path(storage.__file__).parent / "migrations"))
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        connection.exec_driver_sql("COMMIT")
    engine.dispose()


@pytest.fixture
def sqlite_path(empty_sqlite: Path, tmp_path: Path) -> Path:
    """A fresh SQLite store's file."""
    path = tmp_path / "ketnap.db"
    shutil.copy(empty_sqlite, path)
    return path


@pytest.fixture
def sqlite_store(sqlite_path: Path) -> Iterator[SqlStore]:
    """A fresh SQLite store."""
    with open_store(address_of(str(sqlite_path))) as store:
        yield store


@pytest.fixture(scope="session")
def made_pg(pg_url: str) -> str:
    """This worker's PostgreSQL store, made once and emptied for each test."""
    create_store(address_of(pg_url)).close()
    return pg_url


@pytest.fixture
def pg_store(made_pg: str) -> Iterator[SqlStore]:
    """This worker's PostgreSQL store, emptied."""
    empty_postgresql(made_pg)
    with open_store(address_of(made_pg)) as store:
        yield store


def empty_postgresql(url: str) -> None:
    """Empty every table as the superuser that tests run as; the guards refuse anybody else."""
    # What was signed of the log that was there speaks of no other.
    shutil.rmtree(folder_beside(address_of(url), None).path, ignore_errors=True)
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        # A test fills a few tables of thirty: to truncate them all makes some two hundred files.
        names = connection.execute(
            "SELECT quote_ident(tablename) FROM pg_tables"
            " WHERE schemaname = current_schema() AND tablename <> 'alembic_version'"
        ).fetchall()
        asked = "SELECT '{0}' WHERE EXISTS (SELECT 1 FROM {0})"
        filled = " UNION ALL ".join(asked.format(name) for (name,) in names)
        for (name,) in connection.execute(filled).fetchall():  # type: ignore[arg-type]
            connection.execute(f"DELETE FROM {name}")  # type: ignore[arg-type]  # noqa: S608
        connection.execute(
            "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)"
            " FROM pg_sequences WHERE schemaname = current_schema() AND last_value IS NOT NULL"
        )


def renew_postgresql(url: str) -> None:
    """Empty every table so that its files are new: no dead row, no page, no guess from before."""
    empty_postgresql(url)
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute("SET session_replication_role = replica")
        names = connection.execute(
            "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables"
            " WHERE schemaname = current_schema() AND tablename <> 'alembic_version'"
        ).fetchone()
        assert names is not None
        connection.execute(f"TRUNCATE {names[0]}")  # type: ignore[arg-type]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest) -> SqlStore:
    """A fresh store; each test that takes it runs on both databases."""
    found: SqlStore = request.getfixturevalue(
        "sqlite_store" if request.param == "sqlite" else "pg_store"
    )
    return found


def damage_page(path: Path, table: str) -> None:
    """Overwrite the first page of a table in a store's file."""
    connection = sqlite3.connect(path)
    page, size = (
        connection.execute(question, values).fetchone()[0]
        for question, values in (
            ("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)),
            ("PRAGMA page_size", ()),
        )
    )
    connection.close()
    whole = bytearray(path.read_bytes())
    whole[(page - 1) * size : page * size] = b"\x07" * size
    path.write_bytes(whole)
