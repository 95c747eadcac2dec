"""What a step of a screening did, in the words of an officer and of a program."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

from commands.case.lists import rule_titles
from commands.case.telling import REPLAYED, due_shown
from commands.case.words import deed
from commands.erased import named
from commands.fitting import fitted
from commands.moments import moment
from commands.office_desk import Office
from commands.output import Column, day
from commands.prose import DRY_RUN, tell_or_emit
from commands.refusing import notice_lines, notice_row
from commands.speech import say
from rules.text import Text
from workflow.screening.screening import Screening
from workflow.screening.states import SCREENING_STATE_LABELS, ScreeningEvent, ScreeningState
from workflow.screening.steps import Screened

_COLUMNS = tuple(
    Column(key=key, heading=Text(key, key))
    for key in ("ref", "case", "seq", "before", "state", "effective_on", "recorded_at", "replayed")
)

# Where one step comes before all others; elsewhere the officer has to weigh.
_NEXT = {
    ScreeningState.REVIEW: ScreeningEvent.ENLIST,
    ScreeningState.LISTED: ScreeningEvent.HELP,
}


def tell_screened(office: Office, done: Screened, *, dry_run: bool) -> None:
    """Report an accepted step: what was written, what it opened and closed, what comes next."""
    if dry_run or done.replayed:
        lines = [say(DRY_RUN if dry_run else REPLAYED), *plan_lines(office, done)]
    else:
        told = notice_lines(done.notices)
        lines = [f"✓ {_written(done)}", *_after(office, done, written=True), *told]
    if not dry_run:
        lead = say(Text("Tiếp theo", "Next"))
        lines.append(f"  {lead}: {following(done.screening)}")
    rows = [_row(done, dry_run=dry_run)]
    tell_or_emit(office, lines[:1] if office.quiet else lines, "screened", _COLUMNS, rows)


def show_plan(office: Office, done: Screened) -> None:
    """The step as it would be written, beside the question whether to write it."""
    for line in plan_lines(office, done):
        click.echo(fitted(line), err=True)


def plan_lines(office: Office, done: Screened) -> list[str]:
    """The member, the step itself, and what it opens and closes."""
    instant = datetime.fromisoformat(done.entry.fields["recorded_at"])
    recorded = moment(instant, office.desk().zone)
    number = done.entry.seq
    entry = Text(f"  Mục {number}: {_step(done)}.", f"  Entry {number}: {_step(done)}.")
    when = Text(f"  Ghi nhận {recorded}.", f"  Recorded {recorded}.")
    member, *rest = _after(office, done, written=done.replayed)
    return [member, say(entry), say(when), *rest, *notice_lines(done.notices)]


def following(one: Screening) -> str:
    """The command that an officer most likely wants next."""
    if one.state in _NEXT:
        return f"ketnap screen why {one.ref} {_NEXT[one.state]}"
    return f"ketnap screen show {one.ref}" if one.open else f"ketnap case show {one.case}"


def _written(done: Screened) -> str:
    number, ref = done.entry.seq, done.screening.ref
    if number == 1:
        return say(
            Text(
                f"Đã mở lượt rà soát {ref}: {_step(done)}.",
                f"Opened screening {ref}: {_step(done)}.",
            )
        )
    return say(
        Text(f"Đã ghi mục {number}: {_step(done)}.", f"Entry {number} written: {_step(done)}.")
    )


def _step(done: Screened) -> str:
    fields, one = done.entry.fields, done.screening
    on = day(date.fromisoformat(fields["effective_on"]))
    if "to" not in fields:
        return say(Text(f"{deed(fields)}, ngày {on}", f"{deed(fields)}, {on}"))
    now = say(SCREENING_STATE_LABELS[one.state])
    way = now if done.before is None else f"{say(SCREENING_STATE_LABELS[done.before])} → {now}"
    return say(Text(f"{way}, hiệu lực {on}", f"{way}, effective {on}"))


def _after(office: Office, done: Screened, *, written: bool) -> list[str]:
    """Who it is about, and what follows from the step."""
    lines = [_member(office, done.screening)]
    titles = rule_titles(office)
    opens = Text("Mở hạn", "Opens") if written else Text("Sẽ mở hạn", "Would open")
    closes = Text("Đóng hạn", "Closes") if written else Text("Sẽ đóng hạn", "Would close")
    lines += [
        f"  {say(opens)}: {titles[one.rule]} — {due_shown(office, one)}" for one in done.opened
    ]
    lines += [f"  {say(closes)}: {titles[one.rule]} — {day(one.due_on)}" for one in done.closed]
    left = done.screening.left_on
    if left is not None:
        told = Text(
            f"Ra khỏi Đảng ngày {day(left)}; nếu sau này xét kết nạp lại, tính từ ngày ấy.",
            f"Left the Party on {day(left)}; a later re-admission is counted from that day.",
        )
        lines.append(f"  {say(told)}")
    return lines


def _member(office: Office, one: Screening) -> str:
    store = office.store()
    known = store.dossier(one.case)
    who, code = ("", "") if known is None else (named(known.person.name), known.case.unit)
    unit = store.unit(code, office.today())
    return f"  {who} ({one.ref}, {one.case}) · {code if unit is None else unit.name}"


def _row(done: Screened, *, dry_run: bool) -> dict[str, Any]:
    fields, one = done.entry.fields, done.screening
    return {
        "ref": one.ref,
        "case": one.case,
        "seq": done.entry.seq,
        "before": None if done.before is None else done.before.value,
        "state": one.state.value,
        "effective_on": fields["effective_on"],
        "recorded_at": fields["recorded_at"],
        "digest": done.entry.digest,
        "opened": [{"rule": it.rule, "due_on": it.due_on} for it in done.opened],
        "closed": [{"rule": it.rule, "due_on": it.due_on} for it in done.closed],
        "left_on": one.left_on,
        "notices": [notice_row(it) for it in done.notices],
        "dry_run": dry_run,
        "replayed": done.replayed,
    }
