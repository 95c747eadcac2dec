"""Change what a unit is from a day on: tier, delegation, profile, superior, size; or end it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from audit import Entry
from rules.text import Text
from workflow.actions.nominate import paper
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, RefusedError
from workflow.finding import find_unit
from workflow.inquiry import shown
from workflow.names import clean_text
from workflow.standing import misplaced
from workflow.unit import Profile, Unit, UnitStatus
from workflow.unit_history import ENDED, Told, unit_data, unit_history


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """A unit on both sides of a day; `after` is None where it ended. `entry` tells of it."""

    before: Unit
    after: Unit | None
    entry: Entry | None


def history_of(desk: Desk, typed: str) -> tuple[Told, ...]:
    """Every row of a unit, found by its code on any day or by what it is called today.

    Raises:
        NotFoundError: nothing, or more than one unit, goes by it.
    """
    return unit_history(_entries(desk, typed))


def change_status(
    desk: Desk,
    typed: str,
    status: UnitStatus,
    *,
    on: date | None = None,
    delegated: bool | None = None,
    profile: Profile | None = None,
    ordinary: bool = False,
    parent: str | None = None,
    members: int | None = None,
    document: str | None = None,
    issuer: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Altered:
    """Begin a new row of a unit on a day; the row before ends on the eve.

    Args:
        desk: Where the action takes place.
        typed: Code, or (part of) the name today.
        status: What the unit is from that day on.
        on: The first day (default: today); a day to come is fine, the register is dated.
        delegated: Whether a grassroots committee may decide; None: as it was, where it was one.
        profile: What sets its authority apart; None: as it was.
        ordinary: Nothing sets it apart any more.
        parent: Its superior from then on, by code or name; None: as it was.
        members: Its full members from then on, 0 or more; None: as they were.
        document: Number of the decision behind it.
        issuer: Who issued that.
        request: Request id; the same one is never carried out twice.
        dry_run: Decide and report, write nothing.

    Raises:
        InputError: the tiers do not allow it, or only grassroots committees are delegated.
        RefusedError: the day lies outside the unit's life, or nothing would change.
        NotFoundError: no such unit.
    """
    entries = _entries(desk, typed)
    rows = unit_history(entries)
    code = rows[0].unit.code
    asked = {"code": code, "status": status.value, "on": on, "delegated": delegated}
    draft = Draft.begin(desk, "unit-status", request, {**asked, "document": document})
    day = on or draft.today
    before = _on(rows, day)
    if request is not None and draft.done_before() is not None:
        return Altered(before=before, after=before, entry=None)
    changed = replace(
        before,
        status=status,
        delegated=_delegated(before, status, delegated),
        profile=None if ordinary else profile or before.profile,
        parent=before.parent if parent is None else find_unit(desk, parent).code,
        members=before.members if members is None else members,
        from_on=day,
        until_on=None,
        inherits=before.inherits if before.from_on == day else (),
    )
    if changed == replace(before, from_on=day, until_on=None, inherits=changed.inherits):
        raise RefusedError(
            Text(
                f"Tổ chức {code} đã như vậy từ {shown(before.from_on)}; không có gì để đổi.",
                f"Unit {code} is so already, since {before.from_on}; there is nothing to change.",
            )
        )
    _check_place(desk, changed, day)
    fields = draft.fields(
        "unit",
        day,
        event="status",
        document=paper(document, issuer),
        data=unit_data(changed),
    )
    return _write(draft, entries, before, fields, dry_run=dry_run)


def end_unit(
    desk: Desk,
    typed: str,
    *,
    on: date | None = None,
    document: str | None = None,
    issuer: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Altered:
    """Name the last day of a unit, for instance of a level that was ended (R15.1).

    Raises:
        RefusedError: the day lies outside the unit's last row, or units stand below it then.
        NotFoundError: no such unit.
    """
    entries = _entries(desk, typed)
    rows = unit_history(entries)
    code = rows[0].unit.code
    asked = {"code": code, "on": on, "document": document}
    draft = Draft.begin(desk, "unit-end", request, asked)
    day = on or draft.today
    before = _on(rows, day)
    if request is not None and draft.done_before() is not None:
        return Altered(before=before, after=None, entry=None)
    if before != rows[-1].unit:
        raise RefusedError(
            Text(
                f"Tổ chức {code} còn thay đổi từ {shown(rows[-1].unit.from_on)}; không thể kết"
                f" thúc ngày {shown(day)}.",
                f"Unit {code} changes on {rows[-1].unit.from_on}; it cannot end on {day}.",
            )
        )
    next_day = day + timedelta(days=1)
    below = [unit for unit in desk.store.units(next_day) if unit.parent == code]
    if below:
        raise RefusedError(
            Text(
                f"Còn {len(below)} tổ chức trực thuộc {code}; hãy chuyển hoặc kết thúc trước.",
                f"{len(below)} units stand below {code}; move or end them first.",
            ),
            why=tuple(
                Text(f"{one.code} · {one.name}", f"{one.code} · {one.name}") for one in below
            ),
            following=Text(
                f"ketnap unit status {below[0].code} {below[0].status} --parent … --on …",
                f"ketnap unit status {below[0].code} {below[0].status} --parent … --on …",
            ),
        )
    fields = draft.fields(
        "unit", day, event=ENDED, document=paper(document, issuer), data={"code": code}
    )
    return _write(draft, entries, before, fields, dry_run=dry_run)


def _entries(desk: Desk, typed: str) -> Sequence[Entry]:
    found = desk.store.entries(f"unit/{clean_text(typed)}")
    return found or desk.store.entries(f"unit/{find_unit(desk, typed).code}")


def _on(rows: Sequence[Told], day: date) -> Unit:
    first, last = rows[0].unit, rows[-1].unit
    for row in rows:
        if row.unit.from_on <= day and (row.unit.until_on is None or day <= row.unit.until_on):
            return row.unit
    if day < first.from_on:
        raise RefusedError(
            Text(
                f"Ngày {shown(day)} trước ngày {first.code} có trong danh sách"
                f" ({shown(first.from_on)}).",
                f"{day} lies before the first day of {first.code} ({first.from_on}).",
            )
        )
    raise RefusedError(
        Text(
            f"Tổ chức {last.code} đã kết thúc ngày {shown(last.until_on or day)}.",
            f"Unit {last.code} ended on {last.until_on}.",
        )
    )


def _delegated(before: Unit, status: UnitStatus, asked: bool | None) -> bool:
    if asked and status is not UnitStatus.GRASSROOTS:
        raise InputError(
            Text(
                "Chỉ cấp ủy cơ sở (grassroots) mới được ủy quyền quyết định.",
                "Only a grassroots committee is delegated to decide.",
            )
        )
    if asked is None:
        return before.delegated and status is before.status
    return asked


def _check_place(desk: Desk, unit: Unit, day: date) -> None:
    there = {one.code: one for one in desk.store.units(day)}
    above = None if unit.parent is None else there.get(unit.parent)
    problems = list(
        misplaced(unit, above, [one for one in there.values() if one.parent == unit.code])
    )
    if unit.parent is not None and above is None:
        problems.append(
            Text(
                f"cấp trên {unit.parent} không có trong ngày {shown(day)}",
                f"the superior {unit.parent} does not exist on {day}",
            )
        )
    if _circular(unit, {code: one.parent for code, one in there.items()}):
        problems.append(
            Text(f"{unit.code}: cấp trên vòng lại chính nó", f"{unit.code}: its own superior")
        )
    if problems:
        raise InputError(
            Text(
                f"Chưa đổi tổ chức {unit.code}: trái với hệ thống tổ chức ngày {shown(day)}.",
                f"Unit {unit.code} was not changed: the tiers of {day} do not allow it.",
            ),
            why=tuple(problems),
        )


def _circular(unit: Unit, parents: dict[str, str | None]) -> bool:
    above, seen = unit.parent, {unit.code}
    while above is not None and above not in seen:
        seen.add(above)
        above = parents.get(above)
    return above is not None


def _write(
    draft: Draft,
    entries: Sequence[Entry],
    before: Unit,
    fields: dict[str, object],
    *,
    dry_run: bool,
) -> Altered:
    """Put the entry and every row that it changes in the draft."""
    newest = entries[-1]
    entry = draft.entry(newest.stream, (newest.seq, newest.digest), fields)
    old = {row.unit.from_on: row.unit for row in unit_history(entries)}
    rows = [row.unit for row in unit_history([*entries, entry])]
    draft.units += [unit for unit in rows if unit.from_on not in old]
    draft.changed_units += [
        unit for unit in rows if unit.from_on in old and unit != old[unit.from_on]
    ]
    if not dry_run:
        draft.commit(rows=1)
    day = date.fromisoformat(str(fields["effective_on"]))
    after = next((unit for unit in rows if unit.from_on == day), None)
    return Altered(before=before, after=None if fields["event"] == ENDED else after, entry=entry)
