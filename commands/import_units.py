"""Rows of a list of organisations, judged and added to the tree, or put in the place of others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from commands.heirs import succession
from commands.import_plan import Asked, Plan, Written
from commands.output import day
from commands.reorganised import said
from office.cells import Value
from office.judging import Reasons, judged, readable
from office.lists import ParsedList
from office.sheet import Sheet
from office.unit_rows import Tree, unit_of, unit_reasons
from rules.text import Text
from storage.store import SqlStore
from workflow.actions.registers import FileName, add_units
from workflow.actions.reorganise import reorganise
from workflow.desk import Desk
from workflow.unit import STATUS_LABELS


def plan_units(
    desk: Desk, _store: SqlStore, sheet: Sheet, parsed: ParsedList, asked: Asked
) -> Plan:
    """What a list of organisations would bring in."""
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
