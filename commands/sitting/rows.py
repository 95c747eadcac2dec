"""The people of a sitting as rows."""

from __future__ import annotations

from typing import Any

from commands.output import Column
from commands.speech import say
from rules.text import Text
from workflow.ports import Store
from workflow.reasons import REASON_LABELS
from workflow.registers.sittings import Item, Sitting
from workflow.states import EVENT_LABELS

COLUMNS = (
    Column(key="place", heading=Text("TT", "No."), kind="number"),
    Column(key="case", heading=Text("Mã hồ sơ", "Case"), kind="ref"),
    Column(key="name", heading=Text("Họ và tên", "Name")),
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref", spare=2),
    Column(key="event", heading=Text("Việc", "Matter"), spare=1),
    Column(key="ruling", heading=Text("Kết luận", "Ruling")),
    Column(key="votes", heading=Text("Phiếu", "Votes"), kind="ref"),
    Column(key="document", heading=Text("Số QĐ", "Decision"), kind="ref"),
    Column(key="reason", heading=Text("Lý do", "Reason"), spare=3),
)


def item_rows(store: Store, sitting: Sitting) -> list[dict[str, Any]]:
    """The agenda with what was ruled, in its order."""
    return [_row(store, place, one) for place, one in enumerate(sitting.items, 1)]


def _row(store: Store, place: int, item: Item) -> dict[str, Any]:
    dossier, ballot = store.dossier(item.case), item.ballot
    votes = None if ballot is None else f"{ballot.yes}/{ballot.no}"
    if ballot is not None and ballot.blank:
        votes = f"{votes}/{ballot.blank}"
    return {
        "place": place,
        "case": item.case,
        "name": None if dossier is None else dossier.person.name,
        "unit": None if dossier is None else dossier.case.unit,
        "event": item.event.value,
        "event_shown": say(EVENT_LABELS[item.event]),
        "ruling": None if item.ruling is None else item.ruling.value,
        "ruling_shown": None if item.ruling is None else say(item.ruling.label),
        "votes": votes,
        "for": None if ballot is None else ballot.yes,
        "against": None if ballot is None else ballot.no,
        "blank": None if ballot is None else ballot.blank,
        "document": item.document,
        "reason": None if item.reason is None else item.reason.value,
        "reason_shown": None if item.reason is None else say(REASON_LABELS[item.reason]),
    }
