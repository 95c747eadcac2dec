"""Units and quotas: registers of the office, each with its own chain in the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from audit import Entry
from rules.text import Text
from workflow.actions.files import file_entry, refuse_same_file
from workflow.approval import cuts
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, RefusedError
from workflow.names import fold
from workflow.quota import Quota
from workflow.registers.legal import cited
from workflow.tiers import Forest, Place
from workflow.unit import Unit
from workflow.unit_history import unit_data


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What was put in a register."""

    rows: int
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileName:
    """A file that rows came from."""

    name: str
    sha256: str


def add_units(
    desk: Desk,
    units: Sequence[Unit],
    *,
    file: FileName | None = None,
    roots: bool = False,
    request: str | None = None,
    dry_run: bool = False,
) -> Registered:
    """Register units; parents may stand in the same list, in any order.

    `roots`: units without a parent may stand beside the root there is.

    Raises:
        InputError: a unit cannot stand where it is wanted (`workflow.tiers`); all reasons at once.
        ConflictError: the same file was taken in before.
    """
    asked = {"codes": [unit.code for unit in units]} if file is None else {"sha256": file.sha256}
    draft = Draft.begin(desk, "units", request, asked)
    if request is not None and draft.done_before() is not None:
        return Registered(rows=len(units), entries=())
    if file is not None:
        refuse_same_file(desk, file.sha256)
    _check_tree(desk, units, roots=roots)
    entries = []
    for unit in units:
        stream = f"unit/{unit.code}"
        fields = draft.fields("unit", unit.from_on, event="add", data=unit_data(unit))
        entries.append(draft.entry(stream, None, fields))
        draft.units.append(unit)
    if file is not None:
        file_entry(draft, "units", file.name, file.sha256, len(units))
    if not dry_run:
        draft.commit(rows=len(units))
    return Registered(rows=len(units), entries=entries)


def set_quotas(
    desk: Desk,
    quotas: Sequence[Quota],
    *,
    file: FileName | None = None,
    approved_by: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Registered:
    """Set or revise yearly quotas; earlier figures stay in the log with their reason.

    `approved_by` is the second person, whom a cut needs: named at a desk of one, and by their own
    word in a store that has users.

    Raises:
        InputError: a negative figure, or a revision without a reason.
        RefusedError: a cut at a desk of one that names no second person.
        NotFoundError: a base that fits several papers of the register.
        ConflictError: the same file was taken in before, or somebody revised it meanwhile.
    """
    told = [[quota.year, quota.unit, quota.target, quota.admitted] for quota in quotas]
    asked = {"rows": told} if file is None else {"sha256": file.sha256}
    draft = Draft.begin(desk, "quota", request, asked)
    if request is not None and draft.done_before() is not None:
        return Registered(rows=len(quotas), entries=())
    quotas = _with_bases(desk, quotas)
    if file is not None:
        refuse_same_file(desk, file.sha256)
    streams = [f"quota/{quota.year}/{quota.unit}" for quota in quotas]
    heads = dict(desk.store.heads(streams))
    entries = []
    for stream, quota in zip(streams, quotas, strict=True):
        head = heads.get(stream)
        _check_quota(quota, revises=head is not None)
        fields = draft.fields(
            "quota",
            draft.today,
            event="set" if head is None else "revise",
            unit=quota.unit,
            document=None if quota.base is None else {"number": quota.base},
            approved_by=approved_by,
            text=draft.seal(stream, quota.reason),
            data=quota_data(quota),
        )
        entry = draft.entry(stream, head, fields)
        heads[stream] = (entry.seq, entry.digest)
        draft.quotas.append(replace(quota, seq=entry.seq))
        entries.append(entry)
    _refuse_cut_alone(draft, quotas, approved_by)
    if file is not None:
        file_entry(draft, "quota", file.name, file.sha256, len(quotas))
    if not dry_run:
        draft.commit(rows=len(quotas))
    return Registered(rows=len(quotas), entries=entries)


def _refuse_cut_alone(draft: Draft, quotas: Sequence[Quota], approved_by: str | None) -> None:
    """In a store with users the draft asks for the second person's own word."""
    if not (quotas and draft.seat.alone and approved_by is None):
        return
    years = [one.year for one in quotas]
    if cuts(quotas, draft.desk.store.quotas(min(years), max(years))):
        raise RefusedError(
            Text(
                "Hạ chỉ tiêu cần người thứ hai (--approved-by); chưa ghi gì.",
                "Cutting a target needs a second person (--approved-by); nothing was written.",
            )
        )


def _with_bases(desk: Desk, quotas: Sequence[Quota]) -> Sequence[Quota]:
    """The quotas with the whole citation of every base that the register of papers knows.

    Raises:
        NotFoundError: a base fits several papers; they are listed.
    """
    known: dict[str, str] = {}
    for typed in dict.fromkeys(quota.base for quota in quotas if quota.base is not None):
        paper = cited(desk.store, typed)
        known[typed] = typed if paper is None else paper.citation
    return [replace(one, base=known[one.base]) if one.base else one for one in quotas]


def quota_data(quota: Quota) -> dict[str, Any]:
    """A quota as its entry tells it."""
    told = {
        "year": quota.year,
        "target": quota.target,
        "class_target": quota.class_target,
        "admitted": quota.admitted,
    }
    return {key: value for key, value in told.items() if value is not None}


def _check_quota(quota: Quota, *, revises: bool) -> None:
    figures = (quota.target, quota.class_target, quota.admitted)
    if any(figure is not None and figure < 0 for figure in figures):
        raise InputError(
            Text(
                f"Chỉ tiêu {quota.year} của {quota.unit} không thể âm.",
                f"The quota {quota.year} of {quota.unit} cannot be negative.",
            )
        )
    if revises and quota.reason is None:
        raise RefusedError(
            Text(
                f"Chỉ tiêu {quota.year} của {quota.unit} đã giao: điều chỉnh cần --reason.",
                f"The quota {quota.year} of {quota.unit} is set: a revision needs --reason.",
            )
        )


def _check_tree(desk: Desk, units: Sequence[Unit], *, roots: bool) -> None:
    places = [Place.of(unit) for unit in units]
    forest = Forest(map(Place.of, desk.store.units(desk.today())), places)
    seen: set[str] = set()
    problems: list[Text] = []
    for place in places:
        found = [problem for _, problem in forest.faults(place, roots=roots)]
        if fold(place.code) in seen:
            found.insert(0, Text("mã nêu hai lần", "the code is given twice"))
        seen.add(fold(place.code))
        problems += [Text(f"{place.code}: {one.vi}", f"{place.code}: {one.en}") for one in found]
    if problems:
        raise InputError(
            Text("Chưa ghi tổ chức nào.", "No unit was registered."),
            why=tuple(problems),
            following=Text("ketnap unit tree", "ketnap unit tree"),
        )
