"""Units and quotas: registers of the office, each with its own chain in the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from audit import Entry
from rules.text import Text
from workflow.actions.files import file_entry, refuse_same_file
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, RefusedError
from workflow.quota import Quota
from workflow.unit import Unit


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
    request: str | None = None,
    dry_run: bool = False,
) -> Registered:
    """Register units; parents may stand in the same list, in any order.

    Raises:
        InputError: a code twice, an unknown parent, or a parent that is its own descendant.
        ConflictError: the same file was taken in before.
    """
    asked = {"codes": [unit.code for unit in units]} if file is None else {"sha256": file.sha256}
    draft = Draft.begin(desk, "units", request, asked)
    if request is not None and draft.done_before() is not None:
        return Registered(rows=len(units), entries=())
    if file is not None:
        refuse_same_file(desk, file.sha256)
    _check_tree(desk, units)
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


def unit_data(unit: Unit) -> dict[str, Any]:
    """A unit as its entry tells it."""
    told = {
        "code": unit.code,
        "name": unit.name,
        "status": unit.status.value,
        "kind": unit.kind,
        "parent": unit.parent,
        "members": unit.members,
        "until": None if unit.until_on is None else unit.until_on.isoformat(),
    }
    return {key: value for key, value in told.items() if value is not None}


def set_quotas(
    desk: Desk,
    quotas: Sequence[Quota],
    *,
    file: FileName | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Registered:
    """Set or revise yearly quotas; earlier figures stay in the log with their reason.

    Raises:
        InputError: a negative figure, or a revision without a reason.
        ConflictError: the same file was taken in before, or somebody revised it meanwhile.
    """
    told = [[quota.year, quota.unit, quota.target, quota.admitted] for quota in quotas]
    asked = {"rows": told} if file is None else {"sha256": file.sha256}
    draft = Draft.begin(desk, "quota", request, asked)
    if request is not None and draft.done_before() is not None:
        return Registered(rows=len(quotas), entries=())
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
            text=draft.seal(stream, quota.reason),
            data=quota_data(quota),
        )
        entry = draft.entry(stream, head, fields)
        heads[stream] = (entry.seq, entry.digest)
        draft.quotas.append(replace(quota, seq=entry.seq))
        entries.append(entry)
    if file is not None:
        file_entry(draft, "quota", file.name, file.sha256, len(quotas))
    if not dry_run:
        draft.commit(rows=len(quotas))
    return Registered(rows=len(quotas), entries=entries)


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


def _check_tree(desk: Desk, units: Sequence[Unit]) -> None:
    known = {unit.code: unit.parent for unit in desk.store.units(desk.today())}
    problems: list[Text] = []
    for unit in units:
        if unit.code in known:
            problems.append(Text(f"mã {unit.code} đã có", f"code {unit.code} is taken"))
        known[unit.code] = unit.parent
    for unit in units:
        if unit.parent is not None and unit.parent not in known:
            problems.append(
                Text(
                    f"{unit.code}: không có cấp trên {unit.parent}",
                    f"{unit.code}: there is no superior {unit.parent}",
                )
            )
        elif _circular(unit.code, known):
            problems.append(
                Text(
                    f"{unit.code}: cấp trên vòng lại chính nó",
                    f"{unit.code}: it is its own superior",
                )
            )
    if problems:
        raise InputError(
            Text("Chưa ghi tổ chức nào.", "No unit was registered."), why=tuple(problems)
        )


def _circular(code: str, parents: dict[str, str | None]) -> bool:
    seen = {code}
    above = parents.get(code)
    while above is not None:
        if above in seen:
            return True
        seen.add(above)
        above = parents.get(above)
    return False
