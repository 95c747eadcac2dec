"""Do something with a store, killed before its first statement, before its second, and so on.

Started as ``dying.py WHAT URL FOLDER STRIDE``. A child of its own does the work and kills itself
before statement N; then the store must be as it was or as it shall be. N grows by STRIDE until the
work comes to its end by itself. Says a line ``N before|after`` for each, and ``done N`` at the end.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from builders import a_case, a_desk, units
from servers.databases import create_database, named, plain
from sqlalchemy import Engine, event
from stores import copy_store, older_store

from storage.address import Address, address_of
from storage.engine import open_engine
from storage.schema import HEAD, create_store, open_store, upgrade_store
from workflow.actions.pause import note
from workflow.verification import verify

FIRST = "0001"
_NOTES = 20


def make_first(address: Address) -> None:
    """An empty store as the first release made it."""
    older_store(address, FIRST)


def make_unsealed(address: Address) -> None:
    """A store with entries that have no leaf yet."""
    with create_store(address) as store:
        desk = a_desk(store)
        units(desk)
        ref = a_case(desk)
        for number in range(_NOTES):
            note(desk, ref, f"Ghi chú {number}")


def version(address: Address) -> str:
    """The schema of a store."""
    engine = open_engine(address, migrating=True)
    with engine.connect() as connection:
        (found,) = connection.exec_driver_sql("SELECT version_num FROM alembic_version").one()
    engine.dispose()
    return str(found)


def migrated(address: Address) -> str:
    """Old or new, and never between: then the rest of the way, and a store that works."""
    found = version(address)
    upgrade_store(address)
    with open_store(address) as store:
        desk = a_desk(store)
        units(desk)
        a_case(desk)
        assert verify(store.audit).intact
    return {FIRST: "before", HEAD: "after"}[found]


def seal(address: Address) -> None:
    """Seal everything, in small steps."""
    with open_store(address) as store:
        store.tree.seal()


def sealed(address: Address) -> str:
    """Whole steps and no half ones: then the rest, and a log that verifies."""
    with open_store(address) as store:
        before = store.tree.size()
        assert verify(store.audit).intact
        total = store.tree.seal()
        assert (store.tree.unsealed(), total) == (0, store.entry_count())
        assert verify(store.audit).intact
    return "before" if before == 0 else "after"


WORKS: dict[
    str, tuple[Callable[[Address], None], Callable[[Address], Any], Callable[[Address], str]]
] = {
    "upgrade": (make_first, upgrade_store, migrated),
    "seal": (make_unsealed, seal, sealed),
}


def _dies(work: Callable[[Address], Any], address: Address, before: int) -> bool:
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the work failed by itself"
        return os.WIFSIGNALED(status)
    code = 1
    try:
        statements = count(1)

        def counted(*_told: Any) -> None:
            if next(statements) == before:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(Engine, "before_cursor_execute", counted)
        work(address)
        code = 0
    finally:
        os._exit(code)


def main(what: str, url: str, folder: Path, stride: int) -> None:
    """Every statement of the work, one after the other."""
    make, work, look = WORKS[what]
    server = url if "://" in url else None
    first = address_of(create_database(url, "dying_first") if server else str(folder / "first.db"))
    make(first)
    for number in count(1, stride):
        if server:
            address = address_of(_copied(url, number))
        else:
            address = address_of(str(folder / f"{number}.db"))
            copy_store(folder / "first.db", folder / f"{number}.db")
        died = _dies(work, address, number)
        told = look(address)
        print(f"{number} {told}" if died else f"done {number}", flush=True)  # noqa: T201 - heard
        if not died:
            return


def _copied(url: str, number: int) -> str:
    import psycopg
    from psycopg import sql

    name = "dying_now"
    with psycopg.connect(plain(url), autocommit=True) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE dying_first").format(sql.Identifier(name))
        )
    return named(url, name)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
