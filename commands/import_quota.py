"""Rows of a list of quotas, judged and set."""

from __future__ import annotations

from typing import cast

from commands.import_plan import Asked, Plan, Written
from office.judging import judged
from office.lists import ParsedList
from office.quota_rows import quota_of, quota_reasons
from office.sheet import Sheet
from office.unit_names import UnitNames
from rules.text import Text
from storage.store import SqlStore
from workflow.actions.registers import FileName, set_quotas
from workflow.desk import Desk


def plan_quota(
    desk: Desk, _store: SqlStore, sheet: Sheet, parsed: ParsedList, asked: Asked
) -> Plan:
    """What a list of quotas would bring in."""
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
