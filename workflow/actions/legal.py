"""Put papers in the register of legal bases, replace them, and set the day of their review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rules.text import Text
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, RefusedError
from workflow.inquiry import shown
from workflow.names import clean_text
from workflow.registers.events import RecordEvent
from workflow.registers.legal import (
    IN_FORCE,
    SUPERSEDED,
    LegalBase,
    Level,
    PaperNumber,
    base_of,
    find_base,
    legal_bases,
)
from workflow.registers.register import Register
from workflow.registers.steps import keep, written_before
from workflow.registers.writing import begun, find_record, went_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A paper as an officer enters it; `implements` and `supersedes` are citations."""

    number: str
    issuer: str
    level: Level
    issued_on: date
    title: str | None = None
    implements: str | None = None
    supersedes: str | None = None
    review_on: date | None = None


def add_base(
    desk: Desk, given: Given, *, request: str | None = None, dry_run: bool = False
) -> LegalBase:
    """Put a paper in the register, and end the one whose place it takes.

    Raises:
        InputError: no number or issuer, or a day that has not come.
        RefusedError: this very paper is there already, or the one it replaces was replaced.
        NotFoundError: a paper that it names is not there, or is not the only one.
    """
    paper = PaperNumber.read(given.number)
    issuer = clean_text(given.issuer)
    draft = Draft.begin(desk, "legal", request, {"number": str(paper), "on": given.issued_on})
    before = written_before(draft, request)
    if before is not None:
        return base_of(before)
    if not issuer:
        raise InputError(Text("Thiếu nơi ban hành (--issuer).", "Who issued it? (--issuer)"))
    if given.issued_on > draft.today:
        raise InputError(
            Text(
                f"Ngày ban hành {shown(given.issued_on)} chưa tới.",
                f"The paper's day, {given.issued_on}, has not come.",
            )
        )
    data: dict[str, Any] = {
        "level": given.level.value,
        "title": None if given.title is None else clean_text(given.title) or None,
        "review_on": None if given.review_on is None else given.review_on.isoformat(),
    }
    if given.implements is not None:
        data["implements"] = find_base(desk.store, given.implements).ref
    old = None if given.supersedes is None else find_base(desk.store, given.supersedes)
    record = begun(
        draft,
        Register.LEGAL,
        RecordEvent.LEGAL_ADDED,
        IN_FORCE,
        {key: value for key, value in data.items() if value is not None},
        on=given.issued_on,
        document=str(paper),
        issuer=issuer,
    )
    made = base_of(record)
    for other in legal_bases(desk.store):
        if other.key == made.key:
            raise RefusedError(
                Text(
                    f"Danh mục đã có {other.citation} ({other.ref}).",
                    f"The register has {other.citation} already ({other.ref}).",
                )
            )
    if old is not None:
        _supersede(draft, old, made, made.issued_on)
    keep(draft, record, dry_run=dry_run)
    return made


def supersede_base(
    desk: Desk,
    typed: str,
    by: str,
    *,
    on: date | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> LegalBase:
    """Tell that a paper took the place of another one from a day on (default: its own day).

    Raises:
        RefusedError: it was replaced before, by itself, or from a day before its own.
        NotFoundError: one of them is not there, or is not the only one.
    """
    old, new = find_base(desk.store, typed), find_base(desk.store, by)
    draft = Draft.begin(desk, "legal-supersede", request, {"old": old.ref, "new": new.ref})
    before = written_before(draft, request)
    if before is not None:
        return base_of(before)
    record = _supersede(draft, old, new, on or new.issued_on)
    keep(draft, record, dry_run=dry_run)
    return base_of(record)


def review_base(
    desk: Desk,
    typed: str,
    review_on: date | None,
    *,
    request: str | None = None,
    dry_run: bool = False,
) -> LegalBase:
    """Set the day by which a paper is to be reviewed next; None: no more.

    Raises:
        NotFoundError: it is not there, or is not the only one.
    """
    base = find_base(desk.store, typed)
    draft = Draft.begin(desk, "legal-review", request, {"base": base.ref, "on": review_on})
    before = written_before(draft, request)
    if before is not None:
        return base_of(before)
    record = went_on(
        draft,
        find_record(desk, Register.LEGAL, base.ref),
        RecordEvent.LEGAL_REVIEWED,
        {"review_on": None if review_on is None else review_on.isoformat()},
        on=draft.today,
    )
    keep(draft, record, dry_run=dry_run)
    return base_of(record)


def _supersede(draft: Draft, old: LegalBase, new: LegalBase, on: date) -> Any:
    if old.superseded_by is not None:
        raise RefusedError(
            Text(
                f"{old.citation} đã được thay thế bằng {old.superseded_by}.",
                f"{old.citation} was superseded by {old.superseded_by}.",
            )
        )
    if old.ref == new.ref or on < old.issued_on:
        raise RefusedError(
            Text(
                f"{new.citation} không thay thế {old.citation} từ {shown(on)} được.",
                f"{new.citation} cannot supersede {old.citation} from {on}.",
            )
        )
    patch: Mapping[str, Any] = {"superseded_by": new.ref, "superseded_on": on.isoformat()}
    record = find_record(draft.desk, Register.LEGAL, old.ref)
    return went_on(
        draft, record, RecordEvent.LEGAL_SUPERSEDED, patch, on=draft.today, to=SUPERSEDED
    )
