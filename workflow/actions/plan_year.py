"""Set or revise the plan of a year: the paper it rests on, and the day before which files come."""

from __future__ import annotations

from datetime import date
from typing import Any

from rules.text import Text
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, RefusedError
from workflow.finding import find_unit
from workflow.names import clean_text
from workflow.registers.events import RecordEvent
from workflow.registers.legal import cited
from workflow.registers.plans import OPEN, YearPlan, plan_of, plan_ref
from workflow.registers.register import Register
from workflow.registers.steps import keep, written_before
from workflow.registers.writing import begun, went_on


def plan_year(
    desk: Desk,
    year: int,
    typed: str,
    *,
    base: str | None = None,
    files_before: date | None = None,
    reason: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> YearPlan:
    """Set the plan of a unit and year, or revise it; what is not given stays as it was.

    Raises:
        InputError: nothing to set, or a file date in another year.
        RefusedError: a revision without a reason.
        NotFoundError: no such unit, or a base that fits several papers.
    """
    unit = find_unit(desk, typed).code
    if base is None and files_before is None:
        raise InputError(
            Text(
                "Cần --base hoặc --files-before.",
                "Give --base or --files-before.",
            )
        )
    if files_before is not None and files_before.year != year:
        raise InputError(
            Text(
                f"Hạn nộp hồ sơ {files_before:%d/%m/%Y} không thuộc năm {year}.",
                f"The file date {files_before} lies outside {year}.",
            )
        )
    asked = {"year": year, "unit": unit, "base": base, "before": files_before}
    draft = Draft.begin(desk, "plan", request, asked)
    before = written_before(draft, request)
    if before is not None:
        return plan_of(before)
    ref = plan_ref(year, unit)
    found = desk.store.record(Register.PLAN.stream(ref))
    data: dict[str, Any] = {"year": year}
    if base is not None:
        paper = cited(desk.store, base)
        data["base"] = clean_text(base) if paper is None else paper.citation
    if files_before is not None:
        data["files_before"] = files_before.isoformat()
    stream = Register.PLAN.stream(ref)
    if found is None:
        record = begun(
            draft,
            Register.PLAN,
            RecordEvent.PLAN_SET,
            OPEN,
            data,
            on=draft.today,
            ref=ref,
            unit=unit,
        )
    else:
        if reason is None:
            raise RefusedError(
                Text(
                    f"Kế hoạch {year} của {unit} đã có: điều chỉnh cần --reason.",
                    f"The plan {year} of {unit} is set: a revision needs --reason.",
                )
            )
        data["reason"] = draft.seal(stream, clean_text(reason))
        record = went_on(draft, found, RecordEvent.PLAN_REVISED, data, on=draft.today)
    keep(draft, record, dry_run=dry_run)
    return plan_of(record)
