"""A unit as people and programs read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands.output import Column
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from workflow.unit import Unit

STATUSES = ("superior", "grassroots", "departmental", "cell")
PROFILES = ("province", "army", "police", "grassroots-cell")
UNIT_COLUMNS = (
    Column(key="code", heading=Text("Mã", "Code"), kind="ref"),
    Column(key="name", heading=Text("Tên", "Name")),
    Column(key="status", heading=Text("Cấp", "Tier")),
    Column(key="kind", heading=Text("Loại hình", "Kind")),
    Column(key="parent", heading=Text("Cấp trên", "Superior"), kind="ref"),
    Column(key="from_on", heading=Text("Từ ngày", "From"), kind="day"),
    Column(key="until_on", heading=Text("Đến ngày", "Until"), kind="day", wide=True),
    Column(key="delegated", heading=Text("Được ủy quyền", "Delegated"), wide=True),
    Column(key="profile", heading=Text("Diện riêng", "Profile"), wide=True),
    Column(key="inherits", heading=Text("Kế thừa từ", "Inherits from"), wide=True),
    Column(key="members", heading=Text("Đảng viên", "Members"), kind="number", wide=True),
)


def tier(unit: Unit) -> str:
    """What the unit is in the tiers of the Party, in words."""
    from workflow.unit import STATUS_LABELS  # noqa: PLC0415 - help does not need it

    return say(STATUS_LABELS[unit.status])


def unit_row(unit: Unit) -> dict[str, Any]:
    """The columns of a unit."""
    from workflow.unit import PROFILE_LABELS  # noqa: PLC0415 - help does not need it

    profile = unit.profile
    return {
        "code": unit.code,
        "name": unit.name,
        "status": unit.status.value,
        "status_shown": tier(unit),
        "kind": unit.kind,
        "parent": unit.parent,
        "from_on": unit.from_on,
        "until_on": unit.until_on,
        "members": unit.members,
        "inherits": ", ".join(unit.inherits) or None,
        "delegated": unit.delegated,
        "delegated_shown": say(Text("có", "yes")) if unit.delegated else None,
        "profile": None if profile is None else profile.value,
        "profile_shown": None if profile is None else say(PROFILE_LABELS[profile]),
    }
