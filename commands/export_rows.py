"""The rows of each exported list, as the store has them today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commands.speech import say
from commands.titles import RuleTitles
from commands.urgency import days_late, line_late
from office.case_rows import case_row, exported_fields, names_somebody
from office.unit_names import UnitNames
from office.writing import Column, OutCell, list_columns
from rules.rulebook import Rulebook
from rules.text import Text
from storage.store import SqlStore
from workflow.case import Deadline
from workflow.facts import FactKind
from workflow.listing import CaseFilter, CaseLine, TaskLine
from workflow.ports import Dossier
from workflow.states import STATE_LABELS, Event, State
from workflow.unit import STATUS_LABELS

_ALL_YEARS = (1, 9999)
_FOR_GOOD = date(9999, 12, 31)
_ENDED = (State.CLOSED, State.STRUCK_OFF)
_LISTED = tuple(state for state in State if state not in _ENDED)


# What a unit inherited is history: a list that is read into another store knows nothing of it.
_UNIT_FIELDS = ("code", "name", "parent", "kind", "status", "from_on", "until_on", "members")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which rows an export shows; empty does not filter.

    `ended` adds those whose case was closed and those struck off, where no state is named.
    """

    states: tuple[State, ...] = ()
    units: tuple[str, ...] = ()
    overdue: bool = False
    personal: bool = False
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list ready to be written; `left_out` counts people who ended and were not asked for.

    `refs` are the cases whose people it tells of.
    """

    title: Text
    columns: Sequence[Column]
    rows: Sequence[Sequence[OutCell]]
    left_out: int = 0
    refs: Sequence[str] = ()


def cases(store: SqlStore, today: date, wanted: Wanted) -> Listed:
    """People with their days and papers, in the columns of the import list."""
    names = UnitNames(store.units(today))
    fields = exported_fields(personal=wanted.personal)
    default = tuple(State) if wanted.ended else _LISTED
    lines = _lines(store, today, wanted, wanted.states or default)
    silent = not wanted.states and not wanted.ended
    left_out = len(_lines(store, today, wanted, _ENDED)) if silent else 0
    rows: list[list[OutCell]] = []
    for line in lines:
        found = store.dossier(line.ref)
        if found is not None:
            row = listed_case(store, found, names)
            rows.append([row[field] for field in fields])
    return Listed(
        title=Text("Danh sách theo dõi kết nạp", "Candidates and members"),
        columns=list_columns("cases", only=fields),
        rows=rows,
        left_out=left_out,
        refs=[line.ref for line in lines],
    )


def units(store: SqlStore, today: date, wanted: Wanted) -> Listed:
    """Organisations in the columns of the import list."""
    found = [unit for unit in store.units(today) if not wanted.units or unit.code in wanted.units]
    return Listed(
        title=Text("Danh sách tổ chức đảng", "Party organisations"),
        columns=list_columns("units", only=_UNIT_FIELDS),
        rows=[
            [
                unit.code,
                unit.name,
                unit.parent,
                unit.kind,
                STATUS_LABELS[unit.status].vi,
                unit.from_on,
                unit.until_on,
                unit.members,
            ]
            for unit in found
        ],
    )


def quota(store: SqlStore, today: date, wanted: Wanted) -> Listed:
    """Targets and results of all years in the columns of the import list."""
    names = UnitNames(store.units(today))
    return Listed(
        title=Text("Chỉ tiêu kết nạp các năm", "Yearly quotas"),
        columns=list_columns("quota"),
        rows=[
            [
                one.year,
                names.label(one.unit),
                one.target,
                one.class_target,
                one.base,
                one.admitted,
                one.reason,
            ]
            for one in store.quotas(*_ALL_YEARS)
            if not wanted.units or one.unit in wanted.units
        ],
    )


def due(store: SqlStore, today: date, rulebook: Rulebook, wanted: Wanted) -> Listed:
    """Open deadlines, the most urgent first."""
    names = UnitNames(store.units(today))
    titles = RuleTitles(rulebook)
    rows: list[list[OutCell]] = []
    for task in store.tasks(_FOR_GOOD, wanted.units):
        left = (task.due_on - today).days
        over = days_late(task.rule, task.due_on, today, held=task.held is not None)
        if (wanted.overdue and not over) or (wanted.states and task.state not in wanted.states):
            continue
        rows.append(
            [
                task.ref,
                task.name,
                names.label(task.unit),
                say(STATE_LABELS[task.state]),
                titles.get(task.rule, task.rule),
                task.start_on,
                task.due_on,
                max(left, 0),
                over,
                remark(task, rulebook, held=task.held is not None),
            ]
        )
    return Listed(title=Text("Việc đến hạn", "Open deadlines"), columns=_DUE, rows=rows)


def _lines(
    store: SqlStore, today: date, wanted: Wanted, states: tuple[State, ...]
) -> list[CaseLine]:
    found = store.cases(CaseFilter(states=states, units=wanted.units))
    return [line for line in found if not wanted.overdue or line_late(line, today)]


def listed_case(store: SqlStore, found: Dossier, names: UnitNames) -> dict[str, OutCell]:
    """A case as a row of lists, by field; the decision as its fact or, without one, its step."""
    case = found.case
    kept = store.unsealed(case.ref) if names_somebody(case) else {}
    paper: Mapping[str, str] = {}
    step = case.steps.get(Event.ADMIT.value)
    if step is not None and case.latest(FactKind.DECISION, purpose="admission") is None:
        entries = store.entries(case.ref)
        paper = next(one for one in entries if one.seq == step).fields.get("document", {})
    return case_row(case, found.person, names.label(case.unit), kept, paper)


def remark(one: TaskLine | Deadline, rulebook: Rulebook, *, held: bool) -> str:
    """What is to be known of a deadline: it stands still, its day may move, its basis is unsure."""
    wording = rulebook.wording(one.version)
    words: Iterator[Text] = (
        text
        for here, text in (
            (held, Text("đang tạm dừng", "on hold")),
            (one.estimated or one.provisional, Text("tạm tính", "estimated")),
            (wording is None or not wording.verified, Text("chưa xác minh", "unverified")),
        )
        if here
    )
    return ", ".join(map(say, words))


def _column(name: str, vi: str, en: str, kind: str = "text") -> Column:
    return Column(id=name, heading=Text(vi, en), kind=kind)


_DUE = (
    _column("ref", "Mã hồ sơ", "Reference"),
    _column("name", "Họ và tên", "Full name", "name"),
    _column("unit", "Chi bộ", "Unit"),
    _column("state", "Bước", "State"),
    _column("task", "Việc phải làm", "Task"),
    _column("start_on", "Tính từ ngày", "Counted from", "date"),
    _column("due_on", "Hạn", "Due on", "date"),
    _column("left", "Còn (ngày)", "Days left", "count"),
    _column("over", "Quá (ngày)", "Days over", "count"),
    _column("remark", "Ghi chú", "Note"),
)
