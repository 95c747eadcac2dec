"""The rows of the sheets that a committee keeps on its wall: progress, probation, verification."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from commands.case.words import unsealed
from commands.export_rows import Listed, Wanted, listed_case, remark
from commands.filing import counts_of
from commands.places import places_of
from commands.quota_forecast import between
from commands.report_reading import report_of
from commands.speech import language, say
from commands.urgency import days_late
from commands.yearbook import league_of, tally
from office.unit_names import UnitNames
from office.writing import Column, OutCell
from planning.periods import Period
from rules.text import Text
from workflow.case import Case, Deadline, Fact
from workflow.facts import FactKind
from workflow.listing import CaseFilter
from workflow.probation import probation_of
from workflow.states import State

if TYPE_CHECKING:
    from commands.office_desk import Office
    from planning.league import LeagueRow, LeagueTotal
    from workflow.law import Law

_FAULTS = {
    "person": Text("do đảng viên", "the member's"),
    "organisation": Text("do tổ chức", "the organisation's"),
    "none": Text("không do ai", "nobody's"),
}
_IN_TIME = Text("trong hạn", "in time")
_ANSWERED = Text("đã trả lời", "answered")
_WAITING = Text("đang chờ", "waiting")


def progress(office: Office, year: int) -> Listed:
    """Each organisation's target, result and what is on the way, as of today; the last line sums.

    Who has no target comes last; the sum of the forecasts is a range of its own.
    """
    store, today = office.store(), office.today()
    period = Period.year(year).until(today)
    book = tally(store, year, today)
    table = league_of(store, year, today, book=book)
    waiting = store.figures.waiting() if year >= today.year else ()
    places = places_of(book, (one.unit for one in waiting))
    files = {code: count for code, _, count in counts_of(store, year, today, book)}
    held_against = report_of(office, period, None, book=book)
    before = {line.unit: len(line.before) for line in held_against.units}
    checked = {
        code: sum(
            one.count
            for one in waiting
            if one.unit in place.units and one.state is State.VERIFICATION
        )
        for code, place in places.items()
    }
    besides = [
        (
            checked[row.unit],
            files[row.unit].returned if row.unit in files else 0,
            before.get(row.unit, 0),
        )
        for row in table.rows
    ]
    rows = [_progress(row, row.name, *more) for row, more in zip(table.rows, besides, strict=True)]
    sums = [sum(column) for column in zip(*besides, strict=True)] or [0, 0, 0]
    rows.append(_progress(table.total, say(Text("Cộng", "Total")), *sums))
    return Listed(
        title=Text(f"Tiến độ kết nạp đảng viên năm {year}", f"Progress of admissions in {year}"),
        columns=_PROGRESS,
        rows=rows,
    )


def probation(office: Office, wanted: Wanted) -> Listed:
    """Probationary members, by the end of their twelve months, with what is late and why."""
    desk = office.desk()
    law = desk.law()
    names = UnitNames(desk.store.units(office.today()))
    found: list[tuple[date, list[OutCell]]] = []
    lines = desk.store.cases(CaseFilter(states=(State.PROBATION,), units=wanted.units))
    for line in lines:
        dossier = desk.store.dossier(line.ref)
        if dossier is not None:
            case = dossier.case
            due = case.deadline("recognition-cell")
            if wanted.overdue and _over(case, due, office.today()) == 0:
                continue
            row = listed_case(office.store(), dossier, names)
            ends = _ends(case, law)
            shown: list[OutCell] = [
                *(row[name] for name in ("name", "born", "unit", "decision_no", "decision_on")),
                row["ceremony_on"],
                ends,
                None if due is None else due.due_on,
                row["new_member_certificate_on"],
                row["helper"],
                _standing(case, due, office),
                _fault(case.latest(FactKind.LATE_EXPLANATION)),
            ]
            found.append((ends or date.max, shown))
    rows = [row for _, row in sorted(found, key=lambda one: (one[0], str(one[1][0])))]
    return Listed(
        title=Text("Đảng viên dự bị và hạn xét công nhận", "Probationary members and deadlines"),
        columns=_PROBATION,
        rows=rows,
    )


def letters(office: Office, wanted: Wanted) -> Listed:
    """Letters of verification of open files: to whom, when, by when, answered when; no content."""
    store = office.store()
    rows: list[list[OutCell]] = []
    states = (State.NOMINATED, State.COURSE, State.VERIFICATION)
    for line in store.cases(CaseFilter(states=states, units=wanted.units)):
        dossier = store.dossier(line.ref)
        case = None if dossier is None else dossier.case
        if case is not None and case.facts_of(FactKind.VERIFICATION_LETTER):
            rows += _letters(case, store.unsealed(case.ref), office, overdue=wanted.overdue)
    return Listed(
        title=Text("Theo dõi thẩm tra lý lịch", "Verification letters"),
        columns=_LETTERS,
        rows=sorted(rows, key=lambda row: (row[5] is not None, str(row[4] or "9999"), str(row[0]))),
    )


def _progress(
    row: LeagueRow | LeagueTotal, name: str, checked: int, returned: int, before: int
) -> list[OutCell]:
    return [
        name,
        row.target,
        row.admitted,
        row.percent.text(language()),
        checked,
        returned,
        row.in_pipeline,
        between(row.forecast_low, row.forecast_high),
        before,
    ]


def _ends(case: Case, law: Law) -> date | None:
    found = probation_of(case, law)
    return None if found is None else found.ends_on


def _over(case: Case, due: Deadline | None, today: date) -> int:
    if due is None:
        return 0
    return days_late(due.rule, due.due_on, today, held=case.held is not None)


def _standing(case: Case, due: Deadline | None, office: Office) -> str:
    over = _over(case, due, office.today())
    said = say(_over_by(over) if over else _IN_TIME)
    if due is None:
        return said
    more = remark(due, office.rulebook(), held=case.held is not None)
    return f"{said}; {more}" if more else said


def _over_by(days: int) -> Text:
    return Text(f"quá hạn {days} ngày", f"{days} days over")


def _fault(explained: Fact | None) -> str | None:
    return None if explained is None else say(_FAULTS[explained.data["fault"]])


def _letters(
    case: Case, kept: Mapping[str, str], office: Office, *, overdue: bool
) -> Iterator[list[OutCell]]:
    replies = {fact.data["letter"]: fact for fact in case.facts_of(FactKind.VERIFICATION_REPLY)}
    dues = {one.started_by: one for one in _running(case.deadlines)}
    for letter in case.facts_of(FactKind.VERIFICATION_LETTER):
        reply, due = replies.get(letter.document or ""), dues.get(letter.seq)
        over = 0 if reply is not None else _over(case, due, office.today())
        if overdue and not over:
            continue
        state = say(_ANSWERED if reply is not None else _WAITING)
        if reply is None and due is not None:
            state = _standing(case, due, office)
        yield [
            case.ref,
            unsealed(letter.data.get("addressee"), kept),
            letter.document,
            letter.on,
            None if due is None else due.due_on,
            None if reply is None else reply.on,
            state,
        ]


def _running(deadlines: Iterable[Deadline]) -> Iterator[Deadline]:
    return (one for one in deadlines if one.rule.startswith("verification-reply"))


def _column(name: str, vi: str, en: str, kind: str = "text") -> Column:
    return Column(id=name, heading=Text(vi, en), kind=kind)


_PROGRESS = (
    _column("unit", "Đơn vị", "Unit"),
    _column("target", "Chỉ tiêu", "Target", "count"),
    _column("admitted", "Đã kết nạp", "Admitted", "count"),
    _column("percent", "Tỷ lệ", "Percent"),
    _column("in_verification", "Đang thẩm tra", "In verification", "count"),
    _column("returned", "Đã trả lại", "Returned", "count"),
    _column("in_pipeline", "Nguồn còn lại", "Source left", "count"),
    _column("forecast", "Dự báo", "Forecast"),
    _column("before", "Cùng kỳ", "Same period last year", "count"),
)
_PROBATION = (
    _column("name", "Họ và tên", "Full name", "name"),
    _column("born", "Ngày sinh", "Born", "born"),
    _column("unit", "Chi bộ", "Unit"),
    _column("decision_no", "Số QĐ", "Decision"),
    _column("decision_on", "Ngày QĐ", "Decided on", "date"),
    _column("ceremony_on", "Ngày kết nạp", "Ceremony", "date"),
    _column("ends_on", "Hết dự bị", "Probation ends", "date"),
    _column("due_on", "Hạn xét", "Consider by", "date"),
    _column("class_on", "Lớp đảng viên mới", "New-member class", "date"),
    _column("helper", "Người giúp đỡ", "Helper", "name"),
    _column("standing", "Tình trạng", "Standing"),
    _column("fault", "Lý do chậm", "Why late"),
)
_LETTERS = (
    _column("ref", "Mã hồ sơ", "Reference"),
    _column("addressee", "Nơi gửi", "Addressee"),
    _column("letter", "Số CV", "Letter"),
    _column("sent_on", "Ngày gửi", "Sent on", "date"),
    _column("due_on", "Hạn", "Due on", "date"),
    _column("answered_on", "Ngày trả lời", "Answered on", "date"),
    _column("state", "Trạng thái", "State"),
)
