"""How sure the law behind a due day is: what rests on an unverified wording says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from commands.office_desk import Office
from commands.output import day
from commands.speech import language, say
from rules.rule import Version
from rules.text import Text
from workflow.case import Deadline

_PROVISIONAL = Text("tạm tính, chờ ghi ngày nhận", "provisional until receipt is recorded")
_ESTIMATED = Text("tạm tính theo lịch dự kiến", "estimated, calendar not decided yet")
_UNVERIFIED = Text("chưa xác minh", "unverified")


def wording(office: Office, name: str) -> Version | None:
    """The wording that a deadline names, as ``ceremony@2026-07-26``; None where it is gone."""
    return office.rulebook().wording(name)


def unverified(office: Office, name: str) -> bool:
    """Whether a wording is not verified; one that is gone cannot be."""
    found = wording(office, name)
    return found is None or not found.verified


def uncertain(office: Office, one: Deadline) -> str:
    """What makes a due day less than certain, in brackets; nothing where it is certain."""
    doubts = []
    if one.provisional:
        doubts.append(say(_PROVISIONAL))
    elif one.estimated:
        doubts.append(say(_ESTIMATED))
    if unverified(office, one.version):
        doubts.append(say(_UNVERIFIED))
    return f" ({'; '.join(doubts)})" if doubts else ""


def marked(office: Office, title: str, name: str) -> str:
    """A title in a table: a mark before it, never cut off, where its wording is not verified."""
    return f"! {title}" if unverified(office, name) else title


def legend(rows: Sequence[Mapping[str, Any]]) -> str:
    """What the mark means, below a table that has one; nothing below any other."""
    told = Text(" !: căn cứ chưa xác minh.", " !: the source is unverified.")
    return say(told) if any(row["confidence"] not in (None, "high") for row in rows) else ""


def next_due(office: Office, due_on: date | None, name: str | None) -> dict[str, Any]:
    """The next due day in a list, with a mark where its wording is not verified."""
    if due_on is None or name is None:
        return {"next_due": due_on, "confidence": None}
    doubt = " !" if unverified(office, name) else ""
    return {
        "next_due": due_on,
        "next_due_shown": f"{day(due_on)}{doubt}",
        "confidence": grounds(office, name)["confidence"],
    }


def grounds(office: Office, name: str) -> dict[str, Any]:
    """Source and confidence of a wording, for programs."""
    found = wording(office, name)
    return {
        "source": None if found is None else found.source.cite(language()),
        "confidence": None if found is None else found.confidence.value,
    }
