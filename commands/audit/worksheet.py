"""The worksheet of an inspection: one line per file drawn, and room for what is found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from commands.office_desk import Office
from commands.output import Column
from commands.sheets import Target, put_table
from commands.speech import say
from rules.text import Text
from workflow.states import EVENT_LABELS, STATE_LABELS, Event

if TYPE_CHECKING:
    from workflow.case import Case
    from workflow.inspection.sample import Sample

_STEPS = (
    Event.NOMINATE,
    Event.ENROL,
    Event.OPEN_FILE,
    Event.ADMIT,
    Event.HOLD_CEREMONY,
    Event.RECOGNISE,
)
_COLUMNS = (
    Column(key="ref", heading=Text("Mã hồ sơ", "Reference"), kind="ref"),
    Column(key="name", heading=Text("Họ và tên", "Name")),
    Column(key="unit", heading=Text("Tổ chức", "Unit")),
    Column(key="state", heading=Text("Bước", "State")),
    *(Column(key=event.value, heading=EVENT_LABELS[event], kind="day") for event in _STEPS),
    Column(key="waived", heading=Text("Điều kiện đã bỏ qua", "Waived conditions")),
    Column(key="late", heading=Text("Việc làm sau hạn", "Done after the deadline")),
    Column(key="papers", heading=Text("Giấy tờ cần xem", "Papers to look at")),
    Column(key="complete", heading=Text("Đủ / thiếu", "Complete / missing")),
    Column(key="finding", heading=Text("Khuyết điểm, vi phạm", "Findings")),
    Column(key="remedy", heading=Text("Kiến nghị", "Recommendation")),
    Column(key="note", heading=Text("Ghi chú", "Note")),
)


def put_worksheet(office: Office, target: Target, drawn: Sample) -> None:
    """Write the worksheet of a sample; names are those that whoever draws may see.

    Raises:
        SheetError: the file is there, or cannot be written.
    """
    store = office.store()
    names = {one.code: one.name for one in store.unit_rows()}
    late: dict[str, list[str]] = {}
    for step in store.late_steps():
        what = say(office.rulebook()[step.rule].title)
        late.setdefault(step.case_ref, []).append(f"{what} (+{step.days})")
    rows = []
    for ref in drawn.refs:
        found = store.dossier(ref)
        if found is None:
            continue
        case = found.case
        rows.append(
            {
                "ref": ref,
                "name": found.person.name,
                "unit": names.get(case.unit, case.unit),
                "state": say(STATE_LABELS[case.state]),
                **_days(case),
                "waived": ", ".join(case.waived),
                "late": "; ".join(late.get(ref, ())),
                "papers": "; ".join(_papers(case)),
            }
        )
    number = "—" if drawn.number is None else str(drawn.number)
    title = Text(
        f"Phiếu kiểm tra hồ sơ – mẫu {number}, hạt giống {drawn.seed},"
        f" {drawn.size}/{drawn.population}",
        f"Inspection worksheet – sample {number}, seed {drawn.seed},"
        f" {drawn.size}/{drawn.population}",
    )
    put_table(
        office,
        target,
        "audit-sample",
        title,
        _COLUMNS,
        rows,
        unit=None if drawn.unit is None else names[drawn.unit],
    )


def _days(case: Case) -> dict[str, Any]:
    days: dict[str, date | None] = {event.value: case.day_of(event) for event in _STEPS}
    if case.decided_on is not None and days[Event.RECOGNISE.value] is not None:
        days[Event.RECOGNISE.value] = case.decided_on
    return days


def _papers(case: Case) -> Iterator[str]:
    """The papers of every step that was taken, each once, in the order of the procedure."""
    from workflow.papers import PAPERS  # noqa: PLC0415 - only a worksheet pays

    seen = {
        paper.key: say(paper.label)
        for event in _STEPS
        if case.day_of(event) is not None
        for paper in PAPERS.get(event, ())
    }
    yield from seen.values()
