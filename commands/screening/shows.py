"""`ketnap screen show`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click

from commands.case.portrait import aligned, deadline_lines, section, unit_shown
from commands.case.rows import deadline_row, entry_row
from commands.case.words import unsealed
from commands.erased import named
from commands.fitting import fitted
from commands.office_desk import Office
from commands.output import day
from commands.past import reads_past
from commands.screening.lists import SCREENING_COLUMNS, line_rows
from commands.screening.options import reason_of, the_screening
from commands.screening.words import finding_shown
from commands.skin import Command
from commands.speech import say
from rules.rule import Version
from rules.text import Text
from workflow.annual_grades import grade_title, grades_of
from workflow.screening.deadlines import HELP, help_ends_on
from workflow.screening.facts import FindingKind
from workflow.screening.finding import find_screening
from workflow.screening.grounds import ground_law, ground_shown
from workflow.screening.listing import ScreeningFile, ScreeningLine
from workflow.screening.machine import screening_machine
from workflow.screening.states import (
    SCREENING_EVENT_LABELS,
    SCREENING_STATE_LABELS,
    ScreeningEvent,
    ScreeningState,
)


@click.command(
    "show",
    cls=Command,
    words=Text(
        "Một lượt rà soát: đang ở bước nào, vì sao, hạn nào đang chạy, đã có gì.",
        "One screening: where it stands, why, which deadline runs, what is on file.",
    ),
    examples=("ketnap screen show 0003", "ketnap screen show SL-2026-0003 -o json"),
    exits=(0, 2, 3),
)
@the_screening
@reads_past
@click.pass_obj
def show(office: Office, ref: str) -> None:
    """Show one screening."""
    desk, today = office.desk(), office.today()
    found = find_screening(desk, ref)
    one = found.screening
    kept = desk.store.unsealed(one.ref)
    entries = desk.store.entries(one.ref)
    if office.output in {None, "table", "wide"}:
        for line in _portrait(office, found, kept, entries[-1].fields.get("reason")):
            click.echo(fitted(line))
        return
    (row,) = line_rows(office, [_line(found)])
    row["seq"] = one.seq
    row["help_ends_on"] = help_ends_on(one, desk.law())
    row["entries"] = [entry_row(entry, kept) for entry in entries]
    row["findings"] = [
        {
            "kind": it.kind.value,
            "on": it.on,
            "seq": it.seq,
            "document": it.document,
            "issuer": it.issuer,
            "data": {name: unsealed(value, kept) for name, value in it.data.items()},
        }
        for it in one.findings
    ]
    row["deadlines"] = [deadline_row(office, it, today) for it in one.deadlines]
    office.emit("screen", SCREENING_COLUMNS, [row])


def _line(found: ScreeningFile) -> ScreeningLine:
    one, following = found.screening, found.screening.next_deadline
    return ScreeningLine(
        ref=one.ref,
        case=one.case,
        name=found.person.name,
        unit=found.case.unit,
        ground=one.ground,
        state=one.state,
        since=one.since,
        next_due=None if following is None else following.due_on,
        next_rule=None if following is None else following.rule,
        next_version=None if following is None else following.version,
    )


def _portrait(
    office: Office, found: ScreeningFile, kept: Mapping[str, str], reason: str | None
) -> list[str]:
    one = found.screening
    lines = [f"{one.ref} · {named(found.person.name)}"]
    lines += aligned(list(_standing(office, found, kept, reason)))
    running = deadline_lines(office, one.deadlines, office.today())
    lines += section(Text("Hạn đang chạy", "Deadlines"), running)
    findings = sorted(one.findings, key=lambda it: (it.on, it.seq))
    told = [f"{day(it.on)}  {finding_shown(it, kept)}" for it in findings]
    lines += section(Text("Đã có", "On file"), told)
    return lines + section(Text("Có thể làm tiếp", "Possible next"), _next(found))


def _standing(
    office: Office, found: ScreeningFile, kept: Mapping[str, str], reason: str | None
) -> Iterator[tuple[Text, str]]:
    one, law = found.screening, office.desk().law()
    state, since = say(SCREENING_STATE_LABELS[one.state]), day(one.since)
    yield Text("Bước", "State"), say(Text(f"{state} từ {since}", f"{state} since {since}"))
    if one.state is ScreeningState.CLOSED and reason is not None:
        yield Text("Dừng vì", "Closed because"), reason_of(reason)
    yield Text("Hồ sơ", "Case"), one.case
    yield Text("Tổ chức", "Unit"), unit_shown(office, found.case.unit, office.today())
    opened = one.day_of(ScreeningEvent.OPEN) or one.since
    yield Text("Lý do", "Ground"), say(ground_shown(one.ground, law.rulebook, opened))
    wording = ground_law(one.ground, opened, law)
    yield Text("Căn cứ", "Source"), _cited(wording)
    helper = one.latest(FindingKind.HELPER)
    if helper is not None:
        yield Text("Người giúp đỡ", "Helper"), str(unsealed(helper.data["who"], kept))
    began, ends = one.day_of(ScreeningEvent.HELP), help_ends_on(one, law)
    if began is not None and ends is not None:
        length = law.on(HELP, began)
        yield Text("Giúp đỡ đến hết", "Help runs until"), f"{day(ends)} ({_cited(length)})"
    graded = "; ".join(
        f"{year}: {say(grade_title(code))}" for year, code in grades_of(found.case).items()
    )
    if graded:
        yield Text("Xếp loại hằng năm", "Annual grades"), graded
    if one.left_on is not None:
        yield Text("Ra khỏi Đảng", "Left the Party"), day(one.left_on)


def _cited(wording: Version) -> str:
    """Where a wording stands, and how sure that is."""
    source, sure = wording.source, wording.confidence.label
    return say(Text(f"{source.cite('vi')}; {sure.vi}", f"{source.cite('en')}; {sure.en}"))


def _next(found: ScreeningFile) -> list[str]:
    """What may be done now, each with the command that tells what it takes."""
    one = found.screening
    steps = [
        (
            say(SCREENING_EVENT_LABELS[event]),
            f"close {one.ref} …" if event is ScreeningEvent.CLOSE else f"why {one.ref} {event}",
        )
        for event in screening_machine().possible(one.state)
    ]
    wide = max((len(label) for label, _ in steps), default=0)
    return [f"{label:<{wide}}  ketnap screen {command}" for label, command in steps]
