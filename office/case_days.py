"""What the days of a list of people say: how far somebody has come, and what cannot be.

Days stand in an order that no file can change: the cell resolves before the committee decides, the
decision comes before the ceremony, recognition after the probation (admission-rules.md, R4-R9).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from office.cells import Value
from office.headings import fields_of
from rules.errors import NoWordingError
from rules.months import add_months, months_between_by_month
from rules.rulebook import Rulebook
from rules.text import Text
from workflow.states import STATE_LABELS, State

Reason = tuple[str, Text]

_IN_ORDER = (
    "sympathiser_on",
    "file_on",
    "cell_vote_on",
    "decision_on",
    "decision_received_on",
    "ceremony_on",
    "recognised_on",
)
_AFTER_CEREMONY = ("member_cv_on", "new_member_certificate_on")
DAYS = frozenset({*_IN_ORDER, *_AFTER_CEREMONY, "certificate_on"})
"""The fields of a list of people that hold a day."""

_REACHED = (
    (State.FULL_MEMBER, ("recognised_on",)),
    (State.PROBATION, ("ceremony_on", *_AFTER_CEREMONY)),
    (State.ADMITTED, ("decision_on", "decision_received_on")),
    (State.VERIFICATION, ("file_on", "cell_vote_on")),
    (State.COURSE, ("certificate_on",)),
)
_RANK = {state: rank for rank, state in enumerate(State)}
# A number means nothing in the log without the day of its paper.
_NUMBERED = (
    ("certificate_no", "certificate_on"),
    ("cell_resolution_no", "cell_vote_on"),
    ("decision_no", "decision_on"),
    ("new_member_certificate_no", "new_member_certificate_on"),
)
_MONTH = len("2009-12")
_YEARS = 12


def state_of(values: Mapping[str, Value]) -> State:
    """The state a row tells of, or the furthest that its days prove."""
    told = values.get("state")
    return _furthest(values)[0] if told is None else State(str(told))


def impossible_days(
    values: Mapping[str, Value], today: date, rulebook: Rulebook
) -> Iterator[Reason]:
    """Every reason why the days of a row cannot be true."""
    days = {name: day for name, day in values.items() if name in DAYS and isinstance(day, date)}
    yield from _in_the_future(days, values.get("born"), today)
    yield from _out_of_order(days)
    yield from _before_the_end_of_probation(days, rulebook)
    yield from _beyond_the_state(values)
    for number, day in _NUMBERED:
        if number in values and day not in values:
            label = _label(day)
            yield (
                number,
                Text(
                    f"có số mà chưa có “{label.vi}”; xin ghi thêm ngày hoặc để trống số",
                    f"a number without “{label.en}”; add the day or leave the number out",
                ),
            )


def too_young(values: Mapping[str, Value], today: date, rulebook: Rulebook) -> Iterator[Reason]:
    """Not of age, by month, for a step beyond the awareness course (R1.1)."""
    born = values.get("born")
    if not isinstance(born, str) or _RANK[state_of(values)] <= _RANK[State.COURSE]:
        return
    met = next((day for name in _IN_ORDER[2:] if isinstance(day := values.get(name), date)), today)
    try:
        limits = rulebook.on("age", met).value
    except NoWordingError:
        return
    # Where the month is not known the oldest that somebody can be counts.
    month = date(int(born[:4]), int(born[5:7]) if len(born) >= _MONTH else 1, 1)
    least = limits["least"] if isinstance(limits, Mapping) else 0
    if months_between_by_month(month, met) < int(least) * _YEARS:
        yield (
            "born",
            Text(
                f"chưa đủ {least} tuổi tính theo tháng → chỉ nhận tới bước Lớp nhận thức",
                f"not yet {least} by month → only taken up to the awareness course",
            ),
        )


def probation_end(ceremony: date, rulebook: Rulebook) -> date | None:
    """The day that a probation ends; None where no wording was in force when it began."""
    try:
        version = rulebook.on("probation", ceremony)
    except NoWordingError:
        return None
    return add_months(ceremony, version.number)


def _in_the_future(days: Mapping[str, date], born: Value | None, today: date) -> Iterator[Reason]:
    if not days and born is None:
        return
    first = min(days.values(), default=today)
    sensible = max(days.values(), default=today) <= today
    if sensible and (not isinstance(born, str) or born <= first.isoformat()[: len(born)]):
        return
    for name, day in days.items():
        if day > today:
            yield (
                name,
                Text(
                    f"ngày chưa tới (hôm nay {_shown(today)})",
                    f"the day has not come yet (today is {today})",
                ),
            )
    if isinstance(born, str):
        if born > today.isoformat()[: len(born)]:
            yield "born", Text("ngày sinh chưa tới", "a birth that has not come yet")
        for name, day in days.items():
            if day.isoformat()[: len(born)] < born:
                yield name, Text("trước ngày sinh", "before the birth")


def _out_of_order(days: Mapping[str, date]) -> Iterator[Reason]:
    before: str | None = None
    for name in _IN_ORDER:
        day = days.get(name)
        if day is None:
            continue
        if before is not None and day < days[before]:
            yield name, _earlier(before, days[before])
        else:
            before = name
    issued = days.get("certificate_on")
    later = next((name for name in _IN_ORDER[2:] if name in days), None)
    if issued is not None and later is not None and days[later] < issued:
        label = _label(later)
        yield (
            "certificate_on",
            Text(
                f"sau “{label.vi}” ({_shown(days[later])})",
                f"after “{label.en}” ({days[later]})",
            ),
        )
    for name in _AFTER_CEREMONY:
        if name in days and "ceremony_on" in days and days[name] < days["ceremony_on"]:
            yield name, _earlier("ceremony_on", days["ceremony_on"])


def _before_the_end_of_probation(days: Mapping[str, date], rulebook: Rulebook) -> Iterator[Reason]:
    ceremony, recognised = days.get("ceremony_on"), days.get("recognised_on")
    if ceremony is None or recognised is None or recognised < ceremony:
        return
    ends = probation_end(ceremony, rulebook)
    if ends is not None and recognised < ends:
        yield (
            "recognised_on",
            Text(
                f"chưa hết thời gian dự bị ({_shown(ceremony)} – {_shown(ends)})",
                f"before the probation was over ({ceremony} – {ends})",
            ),
        )


def _beyond_the_state(values: Mapping[str, Value]) -> Iterator[Reason]:
    told = values.get("state")
    if told is None:
        return
    furthest, proof = _furthest(values)
    state = State(str(told))
    if proof is not None and furthest is not State.COURSE and _RANK[furthest] > _RANK[state]:
        label, step = _label(proof), STATE_LABELS[furthest]
        yield (
            "state",
            Text(
                f"đã có “{label.vi}”, tức là ở bước {step.vi}",
                f"there is “{label.en}”, which means {step.en}",
            ),
        )


def _furthest(values: Mapping[str, Value]) -> tuple[State, str | None]:
    for state, fields in _REACHED:
        for field in fields:
            if field in values:
                return state, field
    return State.NOMINATED, None


def _earlier(before: str, day: date) -> Text:
    label = _label(before)
    return Text(f"trước “{label.vi}” ({_shown(day)})", f"before “{label.en}” ({day})")


@cache
def _labels() -> Mapping[str, Text]:
    return {field.id: field.heading for field in fields_of("cases")}


def _label(field: str) -> Text:
    return _labels()[field]


def _shown(day: date) -> str:
    return f"{day:%d/%m/%Y}"
