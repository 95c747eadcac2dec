"""What a step did, in the words of an officer and of a program."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

from commands.case.moving import moving_lines
from commands.case.words import deed
from commands.erased import named
from commands.fitting import fitted
from commands.moments import moment
from commands.office_desk import Office
from commands.output import Column, day
from commands.prose import DRY_RUN, tell_or_emit
from commands.refusing import notice_lines, notice_row
from commands.speech import say
from commands.sureness import uncertain
from commands.titles import RuleTitles
from rules.text import Text
from workflow.case import Case, Deadline, by_due
from workflow.machine import possible
from workflow.notices import BEFORE_ONLY
from workflow.outcomes import Moved
from workflow.probation import party_age_from
from workflow.states import ENDED_STATES, STATE_LABELS, Event

_COLUMNS = tuple(
    Column(key=key, heading=Text(key, key))
    for key in ("ref", "seq", "before", "state", "effective_on", "recorded_at", "replayed")
)
REPLAYED = Text(
    "✓ Yêu cầu này đã được thực hiện trước đó; không ghi lần hai.",
    "✓ This request was carried out before; nothing is written twice.",
)


def tell_moved(office: Office, moved: Moved, *, dry_run: bool, name: str | None = None) -> None:
    """Report an accepted step: what was written, what it opened and closed, what comes next.

    `name` is that of a person whom the store does not know yet.
    """
    if dry_run:
        lines = [say(DRY_RUN), *plan_lines(office, moved, name)]
    elif moved.replayed:
        lines = [say(REPLAYED), *plan_lines(office, moved, name)]
    else:
        lines = [f"✓ {_written(moved)}", *_after(office, moved, name, done=True)]
        lines += notice_lines([one for one in moved.notices if one.kind not in BEFORE_ONLY])
    if not dry_run:
        lead = say(Text("Tiếp theo", "Next"))
        lines.append(f"  {lead}: {following(moved)}")
    row = moved_row(moved, dry_run=dry_run)
    tell_or_emit(office, lines[:1] if office.quiet else lines, "moved", _COLUMNS, [row])


def show_plan(office: Office, moved: Moved, name: str | None = None) -> None:
    """The step as it would be written, beside the question whether to write it."""
    for line in plan_lines(office, moved, name):
        click.echo(fitted(line), err=True)


def plan_lines(office: Office, moved: Moved, name: str | None) -> list[str]:
    """The person, the step itself, and what it opens and closes."""
    instant = datetime.fromisoformat(moved.entry.fields["recorded_at"])
    recorded = moment(instant, office.desk().zone)
    number = moved.entry.seq
    entry = Text(f"  Mục {number}: {_step(moved)}.", f"  Entry {number}: {_step(moved)}.")
    when = Text(f"  Ghi nhận {recorded}.", f"  Recorded {recorded}.")
    person, *rest = _after(office, moved, name, done=moved.replayed)
    return [person, say(entry), say(when), *rest, *notice_lines(moved.notices)]


def following(moved: Moved) -> str:
    """The command that an officer most likely wants next."""
    case, kind = moved.case, moved.entry.fields["kind"]
    if case.held is not None:
        return f"ketnap case resume {case.ref}"
    if kind == "transfer" and case.moving_to is not None:
        return f"ketnap case transfer {case.ref} --accept"
    if kind in {"transition", "fact"}:
        event = next_event(case)
        if event is not None:
            return f"ketnap case why {case.ref} {event}"
    return f"ketnap case show {case.ref}"


def next_event(case: Case) -> Event | None:
    """The event of the main path that comes next; None at its end."""
    return None if case.state in ENDED_STATES else possible(case.state)[0]


def _written(moved: Moved) -> str:
    fields, case = moved.entry.fields, moved.case
    if fields.get("event") == Event.NOMINATE:
        on = day(date.fromisoformat(fields["effective_on"]))
        return say(
            Text(
                f"Đã mở hồ sơ {case.ref}: {_states(moved)}, hiệu lực {on}.",
                f"Opened case {case.ref}: {_states(moved)}, effective {on}.",
            )
        )
    number = moved.entry.seq
    return say(
        Text(f"Đã ghi mục {number}: {_step(moved)}.", f"Entry {number} written: {_step(moved)}.")
    )


def _step(moved: Moved) -> str:
    """States or deed, with the legal day."""
    fields = moved.entry.fields
    on = day(date.fromisoformat(fields["effective_on"]))
    if fields["kind"] == "transition" and moved.before is not moved.case.state:
        return say(
            Text(f"{_states(moved)}, hiệu lực {on}", f"{_states(moved)}, effective {on}"),
        )
    return say(Text(f"{deed(fields)}, ngày {on}", f"{deed(fields)}, {on}"))


def _states(moved: Moved) -> str:
    now = say(STATE_LABELS[moved.case.state])
    return now if moved.before is None else f"{say(STATE_LABELS[moved.before])} → {now}"


def _after(office: Office, moved: Moved, name: str | None, *, done: bool) -> list[str]:
    """Whose case it is, and what follows from the step."""
    lines = [_person(office, moved.case, name)]
    lines += [f"  {say(line)}" for line in (*_recognised(moved), *_waived(moved))]
    titles = RuleTitles(office.rulebook())
    shown = {old.rule for old, _ in moved.superseded}
    for old, new in moved.superseded:
        title = titles.get(old.rule, old.rule)
        if new is None:
            gone = Text("không còn hạn", "no deadline any more")
            lines.append(f"  {title}: {day(old.due_on)} → {say(gone)}")
        else:
            moves = Text("Hạn dời", "Deadline moves")
            lines.append(f"  {say(moves)}: {title} — {day(old.due_on)} → {day(new)}")
    opens = Text("Mở hạn", "Opens") if done else Text("Sẽ mở hạn", "Would open")
    closes = Text("Đóng hạn", "Closes") if done else Text("Sẽ đóng hạn", "Would close")
    for one in by_due(moved.opened):
        if one.rule not in shown:
            title = titles.get(one.rule, one.rule)
            lines.append(f"  {say(opens)}: {title} — {due_shown(office, one)}")
    for one in by_due(moved.closed):
        if one.rule not in shown:
            lines.append(f"  {say(closes)}: {titles.get(one.rule, one.rule)} — {day(one.due_on)}")
    return lines + moving_lines(office, moved, written=done)


def _person(office: Office, case: Case, name: str | None) -> str:
    store = office.store()
    known = None if name is not None else store.dossier(case.ref)
    who = name if known is None else named(known.person.name)
    unit = store.unit(case.unit, office.today())
    return f"  {who} ({case.ref}) · {case.unit if unit is None else unit.name}"


def _recognised(moved: Moved) -> list[Text]:
    """Both days of a recognition: decided on, effective on (Charter 2011 art. 5)."""
    fields, case = moved.entry.fields, moved.case
    decided, age = case.decided_on, party_age_from(case)
    if fields.get("event") != Event.RECOGNISE or decided is None or age is None:
        return []
    from_on = date.fromisoformat(fields["effective_on"])
    return [
        Text(
            f"Quyết định ngày {day(decided)}; là đảng viên chính thức từ {day(from_on)},"
            f" ngày hết thời gian dự bị; tuổi đảng tính từ {day(age)}.",
            f"Decided on {day(decided)}; full member from {day(from_on)},"
            f" the day probation ended; Party age from {day(age)}.",
        )
    ]


def _waived(moved: Moved) -> list[Text]:
    fields = moved.entry.fields
    waived = ", ".join(fields.get("data", {}).get("overrides", ()))
    if not waived:
        return []
    by = fields["approved_by"]
    return [
        Text(
            f"! Bỏ qua điều kiện: {waived}; người chấp thuận: {by}. Việc này được đánh dấu mãi.",
            f"! Waived: {waived}; approved by {by}. This stays marked for ever.",
        )
    ]


def due_shown(office: Office, one: Deadline) -> str:
    """A due day, with a word where it is not certain."""
    return f"{day(one.due_on)}{uncertain(office, one)}"


def moved_row(moved: Moved, *, dry_run: bool) -> dict[str, Any]:
    """A step as a program reads it."""
    fields = moved.entry.fields
    return {
        "ref": moved.case.ref,
        "seq": moved.entry.seq,
        "before": None if moved.before is None else moved.before.value,
        "state": moved.case.state.value,
        "effective_on": fields["effective_on"],
        "decided_on": fields.get("data", {}).get("decided_on"),
        "recorded_at": fields["recorded_at"],
        "digest": moved.entry.digest,
        "opened": [{"rule": one.rule, "due_on": one.due_on} for one in moved.opened],
        "closed": [{"rule": one.rule, "due_on": one.due_on} for one in moved.closed],
        "moved": [
            {"rule": old.rule, "old": old.due_on, "new": new} for old, new in moved.superseded
        ],
        "notices": [notice_row(one) for one in moved.notices],
        "dry_run": dry_run,
        "replayed": moved.replayed,
        **_consequences(moved),
    }


def _consequences(moved: Moved) -> dict[str, Any]:
    """What a correction moves besides deadlines; nothing of any other step."""
    return {} if moved.consequences is None else {"consequences": moved.consequences.summary()}
