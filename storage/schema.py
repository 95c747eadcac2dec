"""Making a store, bringing it up to date, checking and copying it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Engine, inspect, text

from rules.text import Text
from storage.address import Address
from storage.claims import claim_numbers
from storage.closing import close_what_is_open
from storage.engine import open_engine, sqlite_module
from storage.erasing import finish_erasures
from storage.faults import translated
from storage.guards import grant_application, missing_guards, put_guards
from storage.pages import page_damage
from storage.reading_only import is_read_only, reading_uri
from storage.refusals import no_store, other_version, something_else
from storage.server_roles import grant_auditor
from storage.store import SqlStore
from workflow.errors import IntegrityError, RefusedError

HEAD = "0016"
_REVISIONS = tuple(f"{number:04d}" for number in range(1, int(HEAD) + 1))
# Every command asks: in SQL of its own, since an inspector's takes 2 ms to be put together.
_IS_THERE = {
    "sqlite": "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'",
    "postgresql": "SELECT to_regclass('alembic_version')",
}
_UPGRADE_LOCK = 7_261_504_119


def open_store(address: Address) -> SqlStore:
    """Open a store that is there and up to date.

    Raises:
        NotFoundError: there is no store at the address.
        InputError: the file there is something else.
        RefusedError: its schema is older or newer than this program.
        OutsideServiceError: the database cannot be reached.
    """
    _require_file(address)
    engine = open_engine(address)
    try:
        _require_head(engine, address)
        with translated():
            finish_erasures(engine)
    except BaseException:
        engine.dispose()
        raise
    return SqlStore(engine)


def _require_head(engine: Engine, address: Address) -> None:
    with translated(), engine.connect() as connection:
        version = _version(connection)
    if version is None:
        raise no_store(address)
    if version != HEAD:
        raise other_version(version, HEAD, older=version in _REVISIONS)


def create_store(address: Address) -> SqlStore:
    """Make a store in an empty place and open it.

    Raises:
        InputError: something else stands there.
        RefusedError: a store is there already.
    """
    if address.path is not None:
        refuse_other_file(address.path)
        address.path.parent.mkdir(parents=True, exist_ok=True)
        if not address.path.exists():
            address.path.touch(mode=0o600)
    engine = open_engine(address, migrating=True)
    try:
        with translated(), engine.connect() as connection:
            if _version(connection) is not None:
                raise RefusedError(
                    Text(
                        f"Đã có kho dữ liệu ở {address.shown}.",
                        f"There is a store at {address.shown} already.",
                    ),
                    following=Text("ketnap db upgrade", "ketnap db upgrade"),
                )
            _refuse_other_tables(connection, address)
            _migrate(connection)
    finally:
        engine.dispose()
    return open_store(address)


class Upgraded(NamedTuple):
    """What an upgrade did.

    Attributes:
        before: The version that the store had.
        copy: Where the copy is that was taken first (None: nothing to do, or PostgreSQL).
        closed: How many people and values stood open before; in the copy they still do.
    """

    before: str
    copy: Path | None = None
    closed: int = 0


def upgrade_store(address: Address) -> Upgraded:
    """Bring a store up to date; of a SQLite file a copy is taken first.

    Raises:
        NotFoundError: there is no store.
        RefusedError: it is newer than this program.
    """
    _require_file(address)
    engine = open_engine(address, migrating=True)
    try:
        with translated(), engine.connect() as connection:
            version = _version(connection)
            if version is None:
                raise no_store(address)
            if version not in _REVISIONS:
                raise other_version(version, HEAD, older=version in _REVISIONS)
            if version == HEAD:
                _repair_guards(connection)
                return Upgraded(version)
            copy = None
            if address.path is not None:
                copy = free_name(address.path, f"truoc-{version}")
                backup_sqlite(address.path, copy)
            return Upgraded(version, copy, _migrate(connection))
    finally:
        engine.dispose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What a look at the database itself found; every list is empty when all is well."""

    damage: Sequence[str]
    orphans: Sequence[str]
    guards_missing: Sequence[str]

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not (self.damage or self.orphans or self.guards_missing)


def check_store(store: SqlStore) -> Health:
    """Ask the database about its pages, its references and the guards of the log."""
    with translated(), store.engine.connect() as connection:
        damage: Sequence[str] = ()
        orphans: Sequence[str] = ()
        if connection.dialect.name == "sqlite":
            damage = page_damage(connection)
        if connection.dialect.name == "sqlite" and not damage:
            found = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            orphans = [f"{row[0]} #{row[1]} → {row[2]}" for row in found]
        return Health(damage=damage, orphans=orphans, guards_missing=missing_guards(connection))


def backup_sqlite(source: Path, target: Path) -> None:
    """Copy by SQLite's own online backup, checked, then renamed into place."""
    driver = sqlite_module()
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".part")
    partial.touch(mode=0o600)
    with translated():
        origin = (
            driver.connect(reading_uri(source), uri=True)
            if is_read_only(source)
            else driver.connect(str(source))
        )
        copy = driver.connect(str(partial))
        try:
            origin.backup(copy)
            found = copy.execute("PRAGMA integrity_check").fetchone()[0]
        finally:
            copy.close()
            origin.close()
    if found != "ok":
        partial.unlink()
        raise IntegrityError(
            Text(
                f"Bản sao không nguyên vẹn ({found}); kho gốc cần được kiểm tra.",
                f"The copy is not sound ({found}); the store itself needs a look.",
            ),
            following=Text("ketnap db check", "ketnap db check"),
        )
    shutil.move(partial, target)


def _migrate(connection: Connection) -> int:
    """Bring the schema up to date; how many people and values had to be closed."""
    from alembic import command  # noqa: PLC0415 - 150 ms that only a migration pays
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with _whole(connection):
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        closed = close_what_is_open(connection)
        claim_numbers(connection)
        put_guards(connection)
        tables = inspect(connection).get_table_names()
        grant_application(connection, tables)
        grant_auditor(connection, tables)
    return closed


def _repair_guards(connection: Connection) -> None:
    if missing_guards(connection):
        with _whole(connection):
            put_guards(connection)


@contextmanager
def _whole(connection: Connection) -> Iterator[None]:
    """One transaction around DDL, begun by hand because the engine is in autocommit mode."""
    sqlite = connection.dialect.name == "sqlite"
    connection.exec_driver_sql("BEGIN IMMEDIATE" if sqlite else "BEGIN")
    try:
        yield
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        raise
    connection.exec_driver_sql("COMMIT")


def _version(connection: Connection) -> str | None:
    """The schema's version; None where there is no store."""
    if connection.exec_driver_sql(_IS_THERE[connection.dialect.name]).scalar() is None:
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return None if row is None else str(row[0])


def _require_file(address: Address) -> None:
    """Look at the file before any driver does: opening an empty one would already write to it.

    Raises:
        NotFoundError: there is no file, or nothing in it.
        InputError: it is something else.
    """
    if address.path is None:
        return
    if not address.path.is_file() or not address.path.stat().st_size:
        raise no_store(address)
    refuse_other_file(address.path)


def refuse_other_file(path: Path) -> None:
    """Leave a folder or another program's file alone.

    Raises:
        InputError: one of these is there.
    """
    if path.is_dir() or (path.exists() and path.stat().st_size and not _is_sqlite(path)):
        raise something_else(str(path))


def _refuse_other_tables(connection: Connection, address: Address) -> None:
    """Another program's file is left alone; on a server its tables may stand beside ours."""
    from storage.every_table import METADATA  # noqa: PLC0415 - only a new store pays

    there = set(inspect(connection).get_table_names())
    if there if address.path is not None else there & METADATA.tables.keys():
        raise something_else(address.shown)


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\x00"


def free_name(path: Path, mark: str) -> Path:
    """A name beside a file that nothing has yet.

    Raises:
        RefusedError: there are a thousand of them already.
    """
    for number in range(1, 1000):
        name = path.with_name(f"{path.stem}.{mark}.{number}{path.suffix}")
        if not name.exists():
            return name
    raise RefusedError(Text("Quá nhiều bản sao.", "Too many copies."))
