"""What is recorded around a screening, as one table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rules.text import Text
from workflow.facts import Field


class FindingKind(StrEnum):
    """The kinds of finding that an officer records."""

    REVIEW = "review"
    VIEW = "view"
    OPINION = "opinion"
    VOTE = "vote"
    HELPER = "helper"
    REPORT = "report"
    APPLICATION = "application"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSpec:
    """What a kind of finding holds."""

    kind: FindingKind
    label: Text
    fields: tuple[Field, ...] = ()
    documented: bool = False


def _number(name: str, vi: str, en: str, *, required: bool = True) -> Field:
    return Field(name=name, label=Text(vi, en), kind=int, required=required)


def _agrees(vi: str, en: str) -> Field:
    return Field(name="result", label=Text(vi, en), choices=("list", "not-list"))


FINDINGS: dict[FindingKind, FindingSpec] = {
    spec.kind: spec
    for spec in (
        FindingSpec(
            kind=FindingKind.REVIEW,
            label=Text("Chi ủy rà soát theo tiêu chí", "Review by the cell committee"),
            fields=(
                Field(
                    name="result",
                    label=Text("Kết quả", "Result"),
                    choices=("below-standard", "meets-standard"),
                ),
            ),
        ),
        FindingSpec(
            kind=FindingKind.VIEW,
            label=Text("Ý kiến của Mặt trận, đoàn thể, đơn vị", "View of Front, unions or unit"),
            fields=(
                Field(
                    name="from",
                    label=Text("Nơi cho ý kiến", "Given by"),
                    choices=("front", "unit", "mass-organisation"),
                ),
                _agrees("Ý kiến", "View"),
            ),
        ),
        FindingSpec(
            kind=FindingKind.OPINION,
            label=Text("Ý kiến của cấp ủy cấp trên trực tiếp", "Opinion of the direct superior"),
            documented=True,
            fields=(_agrees("Ý kiến", "Opinion"),),
        ),
        FindingSpec(
            kind=FindingKind.VOTE,
            label=Text("Chi bộ bỏ phiếu kín từng người", "Ballot of the cell on this member"),
            fields=(
                _number(
                    "electors",
                    "Đảng viên chính thức, trừ người được miễn",
                    "Full members, exempted ones left out",
                ),
                _number("exempted", "Số người được miễn", "Exempted members", required=False),
                _number("present", "Có mặt", "Present"),
                _number("for", "Tán thành đưa vào danh sách", "For listing"),
                _number("against", "Không tán thành", "Against"),
                Field(
                    name="ballot",
                    label=Text("Cách bỏ phiếu", "How they voted"),
                    choices=("secret", "open"),
                ),
            ),
        ),
        FindingSpec(
            kind=FindingKind.HELPER,
            label=Text("Phân công đảng viên giúp đỡ", "Helper assigned"),
            fields=(Field(name="who", label=Text("Đảng viên giúp đỡ", "Helper"), private=True),),
        ),
        FindingSpec(
            kind=FindingKind.REPORT,
            label=Text("Báo cáo kết quả giáo dục, giúp đỡ", "Report on the help"),
            documented=True,
            fields=(
                Field(
                    name="result",
                    label=Text("Kết quả", "Result"),
                    choices=("progress", "no-progress"),
                ),
            ),
        ),
        FindingSpec(
            kind=FindingKind.APPLICATION,
            label=Text("Đơn xin ra khỏi Đảng", "Application to leave the Party"),
        ),
    )
}

FINDING_CHOICES: dict[str, Text] = {
    "below-standard": Text("chưa đạt tiêu chí", "below standard"),
    "meets-standard": Text("đạt tiêu chí", "meets the standard"),
    "front": Text("Ban công tác Mặt trận", "the Front committee"),
    "unit": Text("lãnh đạo đơn vị", "the head of the unit"),
    "mass-organisation": Text("đoàn thể", "a mass organisation"),
    "list": Text("đưa vào danh sách", "list the member"),
    "not-list": Text("không đưa vào danh sách", "do not list the member"),
    "progress": Text("có tiến bộ", "progress"),
    "no-progress": Text("không tiến bộ", "no progress"),
    "secret": Text("phiếu kín", "in secret"),
    "open": Text("biểu quyết công khai", "in the open"),
}
