"""One case as officers read it: who, where it stands, what runs, what is on file, what is next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from audit import Entry
from commands.case.inspected import findings_told
from commands.case.lists import rule_titles
from commands.case.rows import case_row
from commands.case.screenings import screenings_told
from commands.case.words import born_shown, fact_shown, reason_shown, unsealed
from commands.erased import named
from commands.office_desk import Office
from commands.output import day
from commands.speech import say
from commands.sureness import uncertain
from commands.urgency import left_shown
from rules.text import Text
from workflow.case import Case, Deadline, by_due
from workflow.facts import FactKind
from workflow.fold import history
from workflow.machine import possible
from workflow.person import Person
from workflow.states import EVENT_LABELS, STATE_LABELS, Event


def portrait(
    office: Office,
    case: Case,
    person: Person,
    today: date,
    kept: Mapping[str, str],
    *,
    past: bool,
    entries: Sequence[Entry] = (),
) -> list[str]:
    """The lines of `case show`; a look at the past offers no next step."""
    lines = [f"{case.ref} · {named(person.name)}"]
    standing = list(_standing(office, case, person, today, kept))
    standing += _admission(case, entries)
    standing += _membership(case_row(case, person, office.desk().law(), today))
    standing += screenings_told(office, case)
    standing += findings_told(office, case)
    lines += aligned(standing)
    lines += section(
        Text("Hạn đang chạy", "Deadlines"), deadline_lines(office, case.deadlines, today)
    )
    facts = sorted(case.facts, key=lambda fact: (fact.on, fact.seq))
    told = [f"{day(fact.on)}  {fact_shown(fact, kept)}" for fact in facts]
    lines += section(Text("Đã có", "On file"), told)
    if not past:
        lines += section(Text("Có thể làm tiếp", "Possible next"), _next(case))
    return lines


def _standing(
    office: Office, case: Case, person: Person, today: date, kept: Mapping[str, str]
) -> Iterator[tuple[Text, str]]:
    state, since = say(STATE_LABELS[case.state]), day(case.since)
    yield Text("Bước", "State"), say(Text(f"{state} từ {since}", f"{state} since {since}"))
    yield Text("Tổ chức", "Unit"), unit_shown(office, case.unit, today)
    born = born_shown(person.born, today)
    if born is not None:
        yield Text("Ngày sinh", "Born"), born
    helper = case.latest(FactKind.HELPER)
    if helper is not None:
        yield Text("Người giúp đỡ", "Helper"), str(unsealed(helper.data["who"], kept))
    if case.waived:
        yield Text("Đã bỏ qua", "Waived"), f"[!] {', '.join(case.waived)}"
    if case.held is not None:
        yield Text("Tạm dừng", "On hold"), f"‖ {reason_shown(case.held)}"
    if case.moving_to is not None:
        place = unit_shown(office, case.moving_to, today)
        waits = Text(f"! chờ {place} tiếp nhận", f"! waiting for {place} to accept")
        yield Text("Đang chuyển", "Moving"), say(waits)


def _admission(case: Case, entries: Sequence[Entry]) -> Iterator[tuple[Text, str]]:
    """The decision of admission with its number and issuer, and the ceremony."""
    decided, held = case.day_of(Event.ADMIT), case.day_of(Event.HOLD_CEREMONY)
    fact = case.latest(FactKind.DECISION, purpose="admission")
    if decided is not None:
        step = case.steps.get(Event.ADMIT.value)
        paper: Mapping[str, str] = {}
        for entry, (fields, _, _) in zip(entries, history(entries), strict=True):
            if entry.seq == step:
                paper = fields.get("document") or {}
        number, issuer = paper.get("number"), paper.get("issuer")
        if fact is not None:
            number, issuer = fact.document, fact.issuer
        told = " · ".join(part for part in (day(decided), number, issuer) if part)
        yield Text("Quyết định kết nạp", "Admission decided"), told
    if held is not None:
        yield Text("Lễ kết nạp", "Admission ceremony"), day(held)


def _membership(row: Mapping[str, Any]) -> Iterator[tuple[Text, str]]:
    """The days of membership, as far as there are any.

    Law R10.8: the rights begin with the decision, though its effect is back-dated.
    """
    for key, label in (
        ("probation_ends_on", Text("Hết dự bị", "Probation ends")),
        ("recognised_on", Text("Quyết định công nhận", "Recognition decided")),
        ("recognised_on", Text("Quyền biểu quyết từ", "Voting rights from")),
        ("effective_on", Text("Chính thức từ", "Full member from")),
        ("party_age_from", Text("Tuổi đảng tính từ", "Party age from")),
    ):
        if row[key] is not None:
            yield label, day(row[key])


def unit_shown(office: Office, code: str, today: date) -> str:
    """A unit by name and code."""
    unit = office.store().unit(code, today)
    return code if unit is None else f"{unit.name} ({code})"


def deadline_lines(office: Office, deadlines: Sequence[Deadline], today: date) -> list[str]:
    """Deadlines in the order in which they fall due, with what is left of each."""
    titles = rule_titles(office)
    found = [
        (
            f"{day(one.due_on)}  {titles.get(one.rule, one.rule)}{uncertain(office, one)}",
            left_shown((one.due_on - today).days, rule=one.rule),
        )
        for one in by_due(deadlines)
    ]
    wide = max((len(left) for _, left in found), default=0)
    return [f"{left:<{wide}}  {told}" for told, left in found]


def _next(case: Case) -> list[str]:
    """What may be done now, each with the command that tells what it takes."""
    ref = case.ref
    steps: list[tuple[Text, str]] = []
    if case.held is not None:
        steps.append((Text("Tiếp tục hồ sơ", "Take it off hold"), f"resume {ref}"))
    if case.moving_to is not None:
        steps.append((Text("Tiếp nhận", "Accept it"), f"transfer {ref} --accept"))
        steps.append((Text("Không tiếp nhận", "Decline it"), f"transfer {ref} --decline"))
    steps += [(EVENT_LABELS[event], f"why {ref} {event}") for event in possible(case.state)]
    wide = max((len(say(label)) for label, _ in steps), default=0)
    return [f"{say(label):<{wide}}  ketnap case {command}" for label, command in steps]


def aligned(pairs: Sequence[tuple[Text, str]]) -> list[str]:
    """Labels and what belongs to them, one pair a line."""
    wide = max(len(say(label)) for label, _ in pairs)
    return [f"  {say(label):<{wide}}  {value}" for label, value in pairs]


def section(heading: Text, lines: Sequence[str]) -> list[str]:
    """Lines under a heading; nothing where there are none."""
    return [say(heading), *(f"  {line}" for line in lines)] if lines else []
