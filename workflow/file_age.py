"""How old an admission file is, and what makes one that is too old fresh again.

Law R7.10: a file that the cell has not considered in time is not begun anew. The recommendations,
the resolution of the union that recommends, and the opinions are made again; with the last of them
missing it stays too old.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.rule import Version
from workflow.case import Case, Fact
from workflow.facts import FactKind
from workflow.law import Law
from workflow.states import Event

_RULE = "file-age"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Something to be made again: a kind of fact with these values, so many times."""

    kind: FactKind
    wanted: dict[str, str]
    missing: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAge:
    """A file as it stands on a day.

    Attributes:
        made_on: Since when its age is counted: when it was made, or made fresh.
        seq: The entry behind that day.
        ends_on: The last day on which the cell may consider it.
        stale_from: The last day of the file before it was made fresh, or of this one where it is
            too old; what is older belongs to a file that no longer counts. None while it is young.
        missing: What has still to be made again; nothing while it is young enough.
        version: The wording that counts its months.
    """

    made_on: date
    seq: int
    ends_on: date
    stale_from: date | None
    missing: tuple[Piece, ...]
    version: Version


def age_of_file(case: Case, law: Law, on: date) -> FileAge | None:
    """The file of a case on a day; None before there is one, or where no wording is known."""
    made = case.day_of(Event.OPEN_FILE)
    if made is None:
        return None
    seq, stale = case.steps[Event.OPEN_FILE.value], None
    while (version := law.look(_RULE, made)) is not None:
        ends = law.due(version, made)
        if on <= ends:
            return FileAge(
                made_on=made, seq=seq, ends_on=ends, stale_from=stale, missing=(), version=version
            )
        again = [fact for fact in case.facts if ends < fact.on <= on]
        missing = _missing(case, law, made, again)
        if missing:
            return FileAge(
                made_on=made,
                seq=seq,
                ends_on=ends,
                stale_from=ends,
                missing=missing,
                version=version,
            )
        first = min((fact for fact in again if _renews(fact)), key=lambda fact: (fact.on, fact.seq))
        made, seq, stale = first.on, first.seq, ends
    return None


def _renews(fact: Fact) -> bool:
    if fact.kind is FactKind.OPINION:
        return bool(fact.data["purpose"] == "admission")
    return fact.kind is FactKind.RECOMMENDATION


def _missing(case: Case, law: Law, made: date, again: list[Fact]) -> tuple[Piece, ...]:
    given = case.facts_of(FactKind.RECOMMENDATION)
    unions = dict.fromkeys(
        fact.data["by"]
        for fact in given
        if fact.data["by"] != "member" and fact.data.get("youth_age") != "no"
    )
    rule = "recommenders-with-organisation" if unions else "recommenders"
    version = law.look(rule, made)
    wanted = 0 if version is None else version.number
    pieces = [
        Piece(
            kind=FactKind.RECOMMENDATION,
            wanted={"by": "member"},
            missing=wanted - _count(again, by="member"),
        ),
        *(
            Piece(
                kind=FactKind.RECOMMENDATION,
                wanted={"by": union},
                missing=1 - _count(again, by=union),
            )
            for union in unions
        ),
        *(
            Piece(
                kind=FactKind.OPINION,
                wanted={"source": source, "purpose": "admission"},
                missing=1 - _count(again, source=source, purpose="admission"),
            )
            for source in ("workplace", "residence")
        ),
    ]
    return tuple(piece for piece in pieces if piece.missing > 0)


def _count(facts: list[Fact], **wanted: str) -> int:
    return sum(
        _renews(fact) and all(fact.data.get(key) == value for key, value in wanted.items())
        for fact in facts
    )
