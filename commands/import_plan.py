"""What a file would bring in: rows judged against the store, and the action that writes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import cast

from commands.heirs import succession
from commands.output import day
from commands.reorganised import said
from office.cells import Value
from office.footer import without_footer
from office.headings import ListName, fields_of, heading_key, match_headings
from office.judging import Reasons, filled, judged, readable
from office.lists import ParsedList, parse_list
from office.newcomers import Ground, Known, case_reasons, newcomer, tags_in, without_clock
from office.quota_rows import quota_of, quota_reasons
from office.sheet import Sheet
from office.unit_names import UnitNames
from office.unit_rows import Tree, unit_of, unit_reasons
from planning.source_groups import grouped
from rules.text import Text
from storage.known import known_people
from storage.store import SqlStore
from workflow.actions.intake import take_over
from workflow.actions.registers import FileName, add_units, set_quotas
from workflow.actions.reorganise import reorganise
from workflow.desk import Desk
from workflow.errors import InputError
from workflow.finding import find_unit
from workflow.states import STATE_LABELS
from workflow.twins import twins_of
from workflow.unit import STATUS_LABELS

ACTIONS: dict[ListName, str] = {
    "cases": "import",
    "units": "units",
    "quota": "quota",
    "referrals": "referral",
    "enrolments": "class-enrol",
    "results": "class-result",
    "decisions": "sitting-decide",
    "grades": "review",
}
"""The action of `workflow` that writes each list; its name stands in the request."""


_SHOWN_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the officer asked for."""

    path: Path
    sheet: str | None = None
    mapping: tuple[str, ...] = ()
    encoding: str | None = None
    unit: str | None = None
    on: date | None = None
    year: int | None = None
    reason: str | None = None
    approved_by: str | None = None
    another: bool = False
    roots: bool = False
    request: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written, in words and for programs."""

    said: Text
    following: str
    refs: tuple[str, ...] = ()
    deadlines: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a file would bring in.

    `remarks` are worth an officer's look and stop nothing; `skipped` is how many lines under the
    table are no rows of it.
    """

    parsed: ParsedList
    remarks: Sequence[Text]
    write: Callable[[], Written]
    skipped: int = 0


Planner = Callable[[Desk, SqlStore, Sheet, ParsedList, Asked], Plan]
"""Judges the rows of a list that was read, and says how they are written."""


def plan_for(
    listname: ListName,
    desk: Desk,
    store: SqlStore,
    sheet: Sheet,
    asked: Asked,
    planner: Planner | None = None,
) -> Plan:
    """The plan for a file that has been read; `planner` is that of a list of another noun.

    Raises:
        SheetError: a required column is missing, or --map does not fit.
        InputError: --map cannot be read.
        NotFoundError: --unit names no unit.
    """
    given: dict[str, Value] = {}
    mapping = _mapping(asked.mapping, listname)
    match = match_headings(sheet.headings, listname, mapping=mapping, ids=sheet.fields)
    sheet, skipped = without_footer(sheet, listname, match)
    if asked.unit is not None:
        given["unit"] = find_unit(desk, asked.unit).code
        sheet = filled(sheet, match.columns.get("unit"), str(given["unit"]))
    if asked.year is not None:
        given["year"] = asked.year
    parsed = parse_list(sheet, listname, mapping=mapping, encoding=asked.encoding, given=given)
    plan = (planner or _PLANNERS[listname])(desk, store, sheet, parsed, asked)
    return replace(plan, skipped=skipped)


def _cases(desk: Desk, store: SqlStore, sheet: Sheet, parsed: ParsedList, asked: Asked) -> Plan:
    ground = Ground(
        units=UnitNames(store.units(desk.today())),
        today=desk.today(),
        rulebook=desk.rulebook,
        known=_known(store, parsed),
        another=asked.another,
    )
    parsed = judged(
        sheet, parsed, lambda values: case_reasons(values, ground), encoding=asked.encoding
    )

    def write() -> Written:
        people = [newcomer(row.values, ground) for row in parsed.rows]
        done = take_over(
            desk,
            people,
            file_name=sheet.file_name,
            sha256=sheet.sha256,
            request=asked.request,
        )
        first, last = done.refs[0], done.refs[-1]
        count = len(done.refs)
        return Written(
            said=Text(
                f"Đã nhập {count} người ({first} – {last}), mở {done.deadlines} hạn.",
                f"{count} people imported ({first} – {last}); {done.deadlines} deadlines opened.",
            ),
            following="ketnap next",
            refs=(first, last),
            deadlines=done.deadlines,
        )

    remarks = [*_clockless(parsed), *_ungrouped(parsed)]
    return Plan(parsed=parsed, remarks=remarks, write=write)


def _units(desk: Desk, _store: SqlStore, sheet: Sheet, parsed: ParsedList, asked: Asked) -> Plan:
    today = desk.today()
    begins = asked.on or today
    units = desk.store.units(today)
    listed = [row.values for row in parsed.rows]
    listed += [values for _, values in readable(parsed, asked.encoding)]
    tree = Tree.of(listed, units, begins)
    parsed = judged(
        sheet,
        parsed,
        lambda values: unit_reasons(values, tree, today, roots=asked.roots),
        encoding=asked.encoding,
    )
    parsed = _without_orphans(sheet, parsed, tree, asked.encoding)
    made = [unit_of(row.values, tree, begins) for row in parsed.rows]
    plan = succession(parsed, tree, [unit for unit, _ in made])
    file = FileName(name=sheet.file_name, sha256=sheet.sha256)

    def write() -> Written:
        if plan is not None:
            rearranged = reorganise(desk, plan, file=file, request=asked.request)
            return Written(
                said=Text(
                    f"Đã nhập {len(made)} tổ chức, {sum(rearranged.cases.values())} hồ sơ đi theo.",
                    f"{len(made)} units imported; {sum(rearranged.cases.values())} cases follow.",
                ),
                following="ketnap unit tree",
            )
        done = add_units(
            desk,
            [unit for unit, _ in made],
            file=file,
            roots=asked.roots,
            request=asked.request,
        )
        return Written(
            said=Text(f"Đã nhập {done.rows} tổ chức.", f"{done.rows} units imported."),
            following="ketnap unit tree",
        )

    remarks: list[Text] = []
    if plan is not None and not parsed.problems:
        remarks += said(reorganise(desk, plan, dry_run=True))
    undated = sum("from_on" not in row.values for row in parsed.rows)
    if undated:
        remarks.append(
            Text(
                f"{undated} tổ chức không ghi ngày hiệu lực: tính từ {day(begins)}"
                " (đặt ngày khác bằng --on).",
                f"{undated} units without a first day: taken from {begins} on (set it by --on).",
            )
        )
    inferred = Counter(unit.status for unit, guessed in made if guessed)
    if inferred:
        each = [(STATUS_LABELS[status], count) for status, count in inferred.items()]
        remarks.append(
            Text(
                "Cấp suy theo tên và vị trí trong cây: "
                + ", ".join(f"{count} {label.vi}" for label, count in each)
                + ".",
                "Tiers inferred from name and place in the tree: "
                + ", ".join(f"{count} {label.en}" for label, count in each)
                + ".",
            )
        )
    return Plan(parsed=parsed, remarks=remarks, write=write)


def _quota(desk: Desk, _store: SqlStore, sheet: Sheet, parsed: ParsedList, asked: Asked) -> Plan:
    units = UnitNames(desk.store.units(desk.today()))
    years = [cast("int", row.values["year"]) for row in parsed.rows]
    rows = desk.store.quotas(min(years), max(years)) if years else ()
    before = {(quota.year, quota.unit): quota for quota in rows}
    parsed = judged(
        sheet,
        parsed,
        lambda values: quota_reasons(values, units, before, asked.reason),
        encoding=asked.encoding,
    )

    def write() -> Written:
        quotas = [quota_of(row.values, units, before, asked.reason) for row in parsed.rows]
        file = FileName(name=sheet.file_name, sha256=sheet.sha256)
        done = set_quotas(
            desk, quotas, file=file, approved_by=asked.approved_by, request=asked.request
        )
        return Written(
            said=Text(f"Đã nhập {done.rows} chỉ tiêu.", f"{done.rows} quotas imported."),
            following="ketnap quota history",
        )

    return Plan(parsed=parsed, remarks=(), write=write)


_PLANNERS: dict[ListName, Planner] = {"cases": _cases, "units": _units, "quota": _quota}


def _mapping(typed: Sequence[str], listname: ListName) -> Mapping[str, str]:
    """Headings to field ids; a field may be named by its id or by its own heading."""
    named = {
        heading_key(spelling): field.id
        for field in fields_of(listname)
        for spelling in (field.id, field.heading.vi, field.heading.en)
    }
    decided: dict[str, str] = {}
    for one in typed:
        heading, sign, name = one.rpartition("=")
        if not sign or not heading.strip() or not name.strip():
            raise InputError(
                Text(
                    f'--map “{one[:60]}” không đọc được; viết --map "Tên cột=trường".',
                    f'--map “{one[:60]}” cannot be read; write --map "Heading=field".',
                )
            )
        decided[heading] = named.get(heading_key(name), name.strip())
    return decided


def _known(store: SqlStore, parsed: ParsedList) -> Known:
    names: dict[tuple[str, str], list[tuple[str, str | None]]] = {}
    refs: dict[str, str] = {}
    for one in known_people(store):
        refs[one.ref] = one.name_key
        if one.born is not None:
            names.setdefault((one.name_key, one.born), []).append((one.ref, one.identity_no))
    listed = (row.values.get("identity_no") for row in parsed.rows)
    twins = twins_of(store, [str(number) for number in listed if number is not None])
    identities = {form: twin.followed for form, twin in twins.items()}
    return Known(by_name=names, by_identity=identities, by_ref=refs)


def _clockless(parsed: ParsedList) -> list[Text]:
    """How many people cannot be reminded of anything, because the list lacks the day."""
    labels = {field.id: field.heading for field in fields_of("cases")}
    found = Counter(filter(None, (without_clock(row.values) for row in parsed.rows)))
    return [
        Text(
            f"{count} người ở bước {STATE_LABELS[state].vi} không có “{labels[field].vi}”:"
            " chưa tính được hạn.",
            f"{count} people in {STATE_LABELS[state].en} without “{labels[field].en}”:"
            " no deadline can be worked out.",
        )
        for (state, field), count in found.items()
    ]


def _ungrouped(parsed: ParsedList) -> list[Text]:
    """Words in the column of source groups that stand for no group of the closed list."""
    unknown: Counter[str] = Counter()
    for row in parsed.rows:
        if "tags" in row.values:
            unknown.update(grouped(tags_in(str(row.values["tags"]))).unknown)
    if not unknown:
        return []
    listed = ", ".join(f"“{word}”" for word, _ in unknown.most_common(_SHOWN_WORDS))
    count = sum(unknown.values())
    return [
        Text(
            f"{count} chỗ ghi nhóm nguồn ngoài danh mục, giữ nguyên nhưng không tính vào nhóm nào:"
            f" {listed}. Danh mục: ketnap source groups",
            f"{count} source groups that are not in the list, kept and counted under none:"
            f" {listed}. The list: ketnap source groups",
        )
    ]


def _without_orphans(
    sheet: Sheet, parsed: ParsedList, tree: Tree, encoding: str | None
) -> ParsedList:
    """The list without units whose superior is itself among the rejected rows."""
    while True:
        good = {str(row.values["code"]) for row in parsed.rows}

        def orphaned(values: Mapping[str, Value], good: set[str] = good) -> Reasons:
            code = str(values.get("code"))
            above = tree.parents.get(code)
            if code not in good or above is None or above in good or above in tree.registered:
                return ()
            return [
                (
                    "parent",
                    Text(
                        f"cấp trên {above} nằm ở dòng có lỗi",
                        f"its superior {above} stands on a row with a problem",
                    ),
                )
            ]

        found = judged(sheet, parsed, orphaned, encoding=encoding)
        if len(found.rows) == len(parsed.rows):
            return parsed
        parsed = found
