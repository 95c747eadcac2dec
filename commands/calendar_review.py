"""What a decision about days did, for people and for programs: the review list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from commands.office_desk import Office
from commands.output import Column, day
from commands.speech import language
from rules.text import Text

if TYPE_CHECKING:
    from workflow.actions.decide_days import Asked
    from workflow.reworking import Review, Reworked

COLUMNS = (
    Column(key="case", heading=Text("Mã", "Case"), kind="ref"),
    Column(key="name", heading=Text("Họ và tên", "Name")),
    Column(key="unit", heading=Text("Tổ chức", "Unit")),
    Column(key="rule", heading=Text("Việc", "Rule")),
    Column(key="old_due", heading=Text("Hạn cũ", "Old"), kind="day"),
    Column(key="new_due", heading=Text("Hạn mới", "New"), kind="day"),
    Column(key="because", heading=Text("Vì ngày", "Because of")),
)


def review_row(one: Review) -> dict[str, Any]:
    """One moved deadline for programs."""
    return {
        "case": one.ref,
        "name": one.person,
        "unit": one.unit,
        "rule": one.rule,
        "old_due": one.old,
        "new_due": one.new,
        "because": [found.isoformat() for found in one.because],
        "because_shown": ", ".join(day(found) for found in one.because),
    }


def review_lines(office: Office, asked: Asked | None, found: Reworked) -> Iterator[Text]:
    """What was decided, the review list, and what became certain."""
    if found.replayed:
        yield Text(
            "✓ Yêu cầu này đã được ghi từ trước; không ghi lần hai.",
            "✓ This request was carried out before; nothing was written twice.",
        )
        return
    if asked is not None:
        yield _headline(asked, found)
    if found.moved:
        yield Text(f"{len(found.moved)} hạn dời:", f"{len(found.moved)} deadlines move:")
    else:
        yield Text("Không hạn nào dời.", "No deadline moves.")
    for one in found.moved:
        title = office.rulebook()[one.rule].title
        because = ", ".join(day(it) for it in one.because)
        why = Text(f" (vì {because})", f" ({because})") if because else Text("", "")
        head = f"  {one.ref} {one.person} ({one.unit}) · "
        dates = f": {day(one.old)} → {day(one.new)}"
        yield Text(f"{head}{title.vi}{dates}{why.vi}", f"{head}{title.en}{dates}{why.en}")
    if found.settled:
        yield Text(
            f"{found.settled} hạn giữ nguyên ngày và không còn là tạm tính.",
            f"{found.settled} deadlines keep their day and are estimates no longer.",
        )
    if found.unsettled:
        yield Text(
            f"{found.unsettled} hạn giữ nguyên ngày và lại là tạm tính.",
            f"{found.unsettled} deadlines keep their day and are estimates again.",
        )


def _headline(asked: Asked, found: Reworked) -> Text:
    first = found.decisions[0]
    listed = ", ".join(_runs(sorted(asked.days)))
    scope = Text("", "")
    if first.unit is not None:
        scope = Text(f" cho {first.unit} và các cấp dưới", f" for {first.unit} and all below")
    if asked.off is None:
        return Text(
            f"✓ Bỏ quyết định về {listed}{scope.vi}.",
            f"✓ Taken back: the decision about {listed}{scope.en}.",
        )
    what = Text("Ngày nghỉ", "Days off") if asked.off else Text("Ngày làm việc", "Days worked")
    cited = first.source.cite(language())
    name = first.name.to(language())
    return Text(
        f"✓ {what.vi}{scope.vi}: {listed} — {name} ({cited}).",
        f"✓ {what.en}{scope.en}: {listed} — {name} ({cited}).",
    )


def _runs(days: list[date]) -> Iterator[str]:
    """Days in a row as one: 04/02/2027 → 10/02/2027."""
    first = last = days[0]
    for one in [*days[1:], None]:
        if one is not None and one == last + timedelta(days=1):
            last = one
            continue
        yield day(first) if first == last else f"{day(first)} → {day(last)}"
        if one is not None:
            first = last = one
