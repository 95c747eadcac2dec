"""Reads of screenings: one with its member, and lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from storage.next_wording import next_version
from storage.reading import Reading, ending_in
from storage.rows import person_of
from storage.tables import CaseRow, PersonRow, ScreeningRow
from storage.vault import vault_of
from workflow.screening.grounds import Ground
from workflow.screening.listing import ScreeningFile, ScreeningFilter, ScreeningLine
from workflow.screening.snapshot import thaw_screening
from workflow.screening.states import ScreeningState
from workflow.snapshot import thaw

_SCREENING: Any = ScreeningRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it


class ScreeningReading(Reading):
    """The part of a store that is asked about screenings."""

    def screening(self, ref: str) -> ScreeningFile | None:
        """A screening with its member, by full reference."""
        wanted = (
            select(ScreeningRow, CaseRow, PersonRow)
            .join(CaseRow, col(ScreeningRow.case_ref) == col(CaseRow.ref))
            .join(PersonRow, col(CaseRow.person) == col(PersonRow.id))
            .where(ScreeningRow.ref == ref)
        )
        with self.session() as session:
            row = session.exec(wanted).one_or_none()
            if row is None:
                return None
            screening, case, person = (one.model_dump() for one in row)
        return ScreeningFile(
            screening=thaw_screening(screening),
            case=thaw(case, case["snapshot"]),
            person=person_of(vault_of(self.engine).open_person(person)),
        )

    def screening_refs_like(self, tail: str, limit: int) -> Sequence[str]:
        """References of screenings that end in a tail."""
        wanted = select(ScreeningRow.ref).where(ending_in(col(ScreeningRow.ref), tail))
        with self.session() as session:
            return session.exec(wanted.order_by(col(ScreeningRow.ref)).limit(limit)).all()

    def screenings(self, wanted: ScreeningFilter) -> Sequence[ScreeningLine]:
        """Screenings as lines of a list, in the order of their references."""
        query = (
            select(ScreeningRow, CaseRow.unit, PersonRow.name, next_version(_SCREENING))
            .join(CaseRow, col(ScreeningRow.case_ref) == col(CaseRow.ref))
            .join(PersonRow, col(CaseRow.person) == col(PersonRow.id))
        )
        if wanted.states:
            query = query.where(col(ScreeningRow.state).in_([it.value for it in wanted.states]))
        if wanted.units:
            query = query.where(col(CaseRow.unit).in_(wanted.units))
        if wanted.case is not None:
            query = query.where(ScreeningRow.case_ref == wanted.case)
        if wanted.person is not None:
            query = query.where(CaseRow.person == wanted.person)
        query = query.order_by(col(ScreeningRow.ref)).limit(wanted.limit)
        with self.session() as session:
            return [
                ScreeningLine(
                    ref=row.ref,
                    case=row.case_ref,
                    name=name,
                    unit=unit,
                    ground=Ground(row.ground),
                    state=ScreeningState(row.state),
                    since=row.since,
                    next_due=row.next_due,
                    next_rule=row.next_rule,
                    next_version=version,
                )
                for row, unit, name, version in session.exec(query)
            ]
