"""A legal base as people and programs read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands.output import Column
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from datetime import date

    from workflow.registers.legal import LegalBase

LEVELS = ("centre", "province", "district", "commune", "grassroots")
COLUMNS = (
    Column(key="ref", heading=Text("Mã", "Ref"), kind="ref"),
    Column(key="paper", heading=Text("Số, ký hiệu", "Number"), kind="ref"),
    Column(key="issued_on", heading=Text("Ngày", "Date"), kind="day"),
    Column(key="issuer", heading=Text("Nơi ban hành", "Issuer")),
    Column(key="level", heading=Text("Cấp", "Level"), spare=2),
    Column(key="title", heading=Text("Về việc", "Subject"), spare=1),
    Column(key="implements", heading=Text("Thực hiện", "Implements"), kind="ref", spare=3),
    Column(key="status", heading=Text("Hiệu lực", "Status")),
    Column(key="review_on", heading=Text("Hạn rà soát", "Review due"), kind="day", wide=True),
)


def base_row(one: LegalBase, on: date) -> dict[str, Any]:
    """The columns of a base on a day."""
    from workflow.registers.legal import LEVEL_LABELS  # noqa: PLC0415 - help stays instant

    valid = one.in_force(on)
    status = (
        Text("còn hiệu lực", "in force")
        if valid
        else Text(f"thay bằng {one.superseded_by}", f"superseded by {one.superseded_by}")
    )
    return {
        "ref": one.ref,
        "paper": str(one.paper),
        "number": one.paper.number,
        "symbol": one.paper.symbol,
        "issuer": one.issuer,
        "level": one.level.value,
        "level_shown": say(LEVEL_LABELS[one.level]),
        "issued_on": one.issued_on,
        "title": one.title,
        "implements": one.implements,
        "status": "in-force" if valid else "superseded",
        "status_shown": say(status),
        "superseded_by": one.superseded_by,
        "superseded_on": one.superseded_on,
        "review_on": one.review_on,
        "citation": one.citation,
    }
