"""Taking a backup: a copy of one moment, verified, labelled, in one bundle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from audit import Signed
from storage.address import Address, address_of
from storage.backups.bundle import digest_of, write_bundle
from storage.backups.copying import copy_rows
from storage.backups.manifest import Manifest
from storage.backups.workplace import workplace
from storage.engine import open_engine
from storage.faults import translated
from storage.schema import HEAD, backup_sqlite, create_store, open_store
from workflow.verification import Verification, verify


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A bundle that was made, and what a verification said of the copy in it."""

    bundle: Path
    manifest: Manifest
    found: Verification


def back_up(
    address: Address,
    target: Path,
    *,
    now: datetime,
    recipients: Sequence[Any] = (),
    elsewhere: Sequence[Signed] = (),
) -> Backup:
    """Back a store up while it is in use.

    Args:
        address: The store, on either database.
        target: The new bundle.
        now: The instant, aware.
        recipients: Public keys for which it is encrypted; none for a bundle that anybody can read.
        elsewhere: Checkpoints kept outside the store, which its log must fit.

    Raises:
        NotFoundError: there is no store.
        RefusedError: the target exists, or the schema is not this program's.
        IntegrityError: the copy's pages are not sound.
        OSError: the bundle cannot be written.
    """
    with workplace(address, else_in=target.absolute().parent) as folder:
        copy = folder / "store.db"
        copy_store(address, copy)
        with open_store(address_of(str(copy))) as store:
            found = verify(store.audit, elsewhere=elsewhere)
            checkpoint = store.tree.newest_checkpoint()
        manifest = Manifest(
            schema=HEAD,
            program=version("ketnap-desk"),
            made_at=now,
            entries=found.entries,
            root=found.root,
            verdict=found.verdict.value,
            size=copy.stat().st_size,
            sha256=digest_of(copy),
        )
        write_bundle(target, copy, manifest, checkpoint=checkpoint, recipients=recipients)
    return Backup(bundle=target, manifest=manifest, found=found)


def copy_store(address: Address, copy: Path) -> None:
    """One moment of a store, on either database, as a new SQLite file."""
    open_store(address).close()  # there, and of this program's schema
    if address.path is not None:
        backup_sqlite(address.path, copy)
        return
    create_store(address_of(str(copy))).close()
    origin, target = open_engine(address), open_engine(address_of(str(copy)), migrating=True)
    try:
        with translated(), origin.connect() as reading, target.connect() as writing:
            reading.exec_driver_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            writing.exec_driver_sql("BEGIN IMMEDIATE")
            copy_rows(reading, writing)
            writing.exec_driver_sql("COMMIT")
            writing.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            reading.exec_driver_sql("ROLLBACK")
    finally:
        origin.dispose()
        target.dispose()
