"""Grounds on which a full member is screened; each is a rule of the law, with its own number.

Law: R16.5. The code of a ground is stored; what it says is read from the rulebook.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from rules.rule import Version
from rules.rulebook import Rulebook
from rules.text import Text
from workflow.law import Law


class Ground(StrEnum):
    """Why a member comes under screening."""

    NO_PARTY_LIFE = "no-party-life"
    CARD_GIVEN_UP = "card-given-up"
    NO_PROGRESS = "no-progress"
    STANDARDS_BREACHED = "standards-breached"
    POLITICAL_STANDARD = "political-standard"


GROUND_RULES: dict[Ground, str] = {
    Ground.NO_PARTY_LIFE: "removal-absence",
    Ground.CARD_GIVEN_UP: "removal-card",
    Ground.NO_PROGRESS: "removal-no-progress",
    Ground.STANDARDS_BREACHED: "removal-standards",
    Ground.POLITICAL_STANDARD: "removal-political",
}

GROUND_LABELS: dict[Ground, Text] = {
    Ground.NO_PARTY_LIFE: Text(
        "bỏ sinh hoạt đảng hoặc không đóng đảng phí trong năm, không có lý do chính đáng",
        "no Party life or no dues within a year, without reason",
    ),
    Ground.CARD_GIVEN_UP: Text(
        "tự ý trả lại hoặc hủy thẻ đảng viên", "gave back or destroyed the member's card"
    ),
    Ground.NO_PROGRESS: Text(
        "suy giảm ý chí phấn đấu, đã được giáo dục mà không tiến bộ",
        "lost will, no progress after education",
    ),
    Ground.STANDARDS_BREACHED: Text(
        "vi phạm tư cách đảng viên nhiều năm liền", "breach of member standards year after year"
    ),
    Ground.POLITICAL_STANDARD: Text(
        "không bảo đảm tiêu chuẩn chính trị", "does not meet the political standard"
    ),
}


def ground_law(ground: Ground, on: date, law: Law) -> Version:
    """The wording of a ground on a day.

    Raises:
        NoWordingError: the law had no such ground then, as far as we know.
    """
    return law.on(GROUND_RULES[ground], on)


def ground_shown(ground: Ground, rulebook: Rulebook, on: date | None = None) -> Text:
    """A ground in words, with the number of the law (on a day, or as it last was)."""
    rule, label = rulebook[GROUND_RULES[ground]], GROUND_LABELS[ground]
    version = rule.versions[-1] if on is None else rule.on(on)
    if not isinstance(version.value, int):
        return label
    unit = rule.unit.label
    return Text(
        f"{label.vi} ({version.value} {unit.vi})", f"{label.en} ({version.value} {unit.en})"
    )
