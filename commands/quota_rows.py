"""One quota as a row: what was asked, what was done, and on which document it rests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands.output import Column
from commands.speech import language
from rules.text import Text

if TYPE_CHECKING:
    from commands.citing import Citing
    from commands.tallies import Tally
    from workflow.quota import Quota

COLUMNS = (
    Column(key="unit", heading=Text("Mã", "Code"), kind="ref"),
    Column(key="name", heading=Text("Tổ chức", "Unit")),
    Column(key="target", heading=Text("Chỉ tiêu", "Target"), kind="number"),
    Column(key="class_target", heading=Text("Lớp nhận thức", "Course"), kind="number"),
    Column(key="admitted", heading=Text("Kết nạp", "Admitted"), kind="number"),
    Column(key="percent", heading=Text("Tỷ lệ", "Percent"), kind="percent"),
    Column(key="base", heading=Text("Văn bản", "Document")),
)


def quota_row(book: Tally, quota: Quota, citing: Citing | None = None) -> dict[str, Any]:
    """A quota with its result, as a program reads it and as it is shown.

    `citing` tells on which paper it rests where it names none of its own.
    """
    from planning.percent import Percent  # noqa: PLC0415 - help does not count

    admitted = book.admitted(quota.unit)
    percent = Percent.of(admitted, quota.target)
    return {
        "year": quota.year,
        "unit": quota.unit,
        "name": book.name(quota.unit),
        "target": quota.target,
        "class_target": quota.class_target,
        "admitted": admitted,
        "percent": percent.plain(),
        "percent_shown": percent.text(language()),
        **({"base": quota.base} if citing is None else citing.columns(book, quota)),
    }
