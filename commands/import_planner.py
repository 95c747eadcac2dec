"""A file that was read, and the planner that judges its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from commands.import_cases import plan_cases
from commands.import_plan import Asked, Plan, Planner
from commands.import_quota import plan_quota
from commands.import_units import plan_units
from office.cells import Value
from office.footer import without_footer
from office.headings import ListName, fields_of, heading_key, match_headings
from office.judging import filled
from office.lists import parse_list
from office.sheet import Sheet
from rules.text import Text
from storage.store import SqlStore
from workflow.desk import Desk
from workflow.errors import InputError
from workflow.finding import find_unit

_PLANNERS: dict[ListName, Planner] = {"cases": plan_cases, "units": plan_units, "quota": plan_quota}


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
