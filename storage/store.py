"""A store: one database behind workflow's ports."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sqlalchemy import Engine

from storage.accounts import AccountReading
from storage.apart import ApartReading
from storage.calendar_reading import CalendarReading
from storage.erasing import unfinished_erasures
from storage.faults import translated
from storage.holder_reading import HolderReading
from storage.hot import HotPath
from storage.numbers import NumberReading
from storage.records import RecordReading
from storage.screenings import ScreeningReading
from storage.sightings import SightingBook
from storage.source_reading import SourceReading
from storage.succession import SuccessionReading
from storage.vault import vault_of
from workflow.account import CLOCK, Seat
from workflow.change import Change
from workflow.ports import Dossier, Line

if TYPE_CHECKING:
    from storage.alerts import SqlAlerts
    from storage.audit_rows import AuditRows
    from storage.figures import Figures
    from storage.sealing import SealedTree
    from workflow.admittee import Admittee


class SqlStore(
    ScreeningReading,
    RecordReading,
    ApartReading,
    CalendarReading,
    HolderReading,
    SuccessionReading,
    AccountReading,
    SourceReading,
    NumberReading,
    SightingBook,
):
    """SQLite or PostgreSQL, the same in every answer; used by one thread at a time."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)

    @cached_property
    def _hot(self) -> HotPath:
        return HotPath(self.engine)

    @cached_property
    def audit(self) -> AuditRows:
        """Rows as stored, for a verification."""
        from storage.audit_rows import AuditRows  # noqa: PLC0415 - only a verification pays

        return AuditRows(self.engine)

    @cached_property
    def tree(self) -> SealedTree:
        """The Merkle tree over the log, and its checkpoints."""
        from storage.sealing import SealedTree  # noqa: PLC0415 - only sealing and proofs pay

        return SealedTree(self.engine)

    @cached_property
    def figures(self) -> Figures:
        """Counts for plans and reports."""
        from storage.figures import Figures  # noqa: PLC0415 - only plans and reports pay

        return Figures(self.engine)

    @cached_property
    def alerts(self) -> SqlAlerts:
        """Alerts, messages and heartbeats, for the clock."""
        from storage.alerts import SqlAlerts  # noqa: PLC0415 - only the clockwork pays

        return SqlAlerts(self.engine)

    def dossier(self, ref: str) -> Dossier | None:
        """A case and its person by full reference."""
        return self._hot.dossier(ref)

    def person_corrected_since(self, ref: str) -> bool:
        """Whether what is known of the person of a case was corrected after the moment read."""
        del ref  # the present is the newest there is
        return False

    def sees_whole(self, units: Collection[str] | None) -> bool:
        """Whether all cases of these units are seen, or of every unit (None)."""
        del units  # nobody is hidden here
        return True

    def admitted_in(self, year: int) -> Mapping[str, int]:
        """How many were admitted in a year, under the unit that proposed them then."""
        return {one.unit: one.count for one in self.figures.admissions(year, year)}

    def line_above(self, code: str, on: date, name: str | None = None) -> Line:
        """A unit and those above it on a day, and the unit that a name stands for."""
        return self._hot.line_above(code, on, name)

    def seat(self, name: str) -> Seat:
        """What an account may rest on; a store without users is a desk of one.

        Whoever may run the clock is asked where they begin it (`allow_clock`).
        """
        return Seat(name=name) if name == CLOCK else self._hot.seat(name)

    def newest_checkpoint(self) -> str | None:
        """The note of the largest checkpoint, which stands below every letter and list."""
        return self.tree.newest_checkpoint()

    def keys_missing(self) -> Path | None:
        """Where the key store of people's data should lie and does not; None where all is well."""
        # Every command asks: a statement as SQL has nothing to be put together for.
        with translated(), self.engine.connect() as connection:
            named = connection.exec_driver_sql("SELECT id FROM keyring").scalar()
        return vault_of(self.engine).missing(named)

    def keys_to_destroy(self) -> int:
        """How many keys of erased people still lie there, because nobody could destroy them."""
        with translated():
            return len(unfinished_erasures(self.engine))

    def allow_copy(self) -> None:
        """Let everything be copied; a store with users refuses it to most of them."""

    def allow_whole_log(self) -> None:
        """Let the log be taken away as a whole; users who see a part of it are refused."""

    def allow_clock(self) -> None:
        """Let the clockwork be run, or rehearsed; a store with users refuses it to most of them."""

    def commit(self, change: Change) -> None:
        """Write a change, whole or not at all.

        Raises:
            LostRaceError: somebody else moved one of the cases or streams first.
            TryAgainError: the store stayed busy for longer than its patience.
        """
        self._hot.commit(change)

    @contextmanager
    def aside(self) -> Iterator[SqlStore]:
        """The same database for another thread; ends without closing what others use."""
        other = SqlStore(self.engine)
        try:
            yield other
        finally:
            other._leave()

    def admittees(self, first: date, last: date) -> Sequence[Admittee]:
        """Everybody whose standing admission was decided between two days, with the person."""
        return self.figures.admitted(first, last)

    def names_of(self, refs: Sequence[str]) -> Mapping[str, str]:
        """The names of the people of some cases, by reference."""
        return self.figures.names(refs)

    def close(self) -> None:
        """Give every connection back; once more does no harm."""
        self._leave()
        self.engine.dispose()

    def _leave(self) -> None:
        hot = self.__dict__.pop("_hot", None)
        if hot is not None:
            hot.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()
