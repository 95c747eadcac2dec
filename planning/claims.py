"""Published figures held against our own: what agrees, what is off by how much, and why.

Acceptance test of the source article: a published total of 372 against 85 + 150 + 147 = 382.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planning.history import History
from planning.hypotheses import explain_figure, explain_sum
from planning.percent import UNKNOWN, Percent
from planning.printed import Explanation, Figure
from rules.text import Text
from workflow.errors import InputError

TOTAL = "total"
"""The claim on all admitted in the period."""
TARGET = "target"
"""The claim on the sum of the targets of the years that have a result."""

_CLAIM = re.compile(r"\s*([A-Za-z0-9]{1,20})\s*=\s*(\d{1,9})\s*", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What became of one published figure.

    Attributes:
        claim: Its name: "total", "target", a year, or "8/9".
        stated: The figure as published.
        computed: Ours; "—" when there is nothing to compute it from.
        agrees: Whether they are the same.
        difference: Stated less computed, for counts that can be computed: 372 − 382 = −10.
        summary: The finding in one sentence.
        hypotheses: What would explain a difference, each with its arithmetic; the likely one first.
    """

    claim: str
    stated: str
    computed: str
    agrees: bool
    difference: int | None
    summary: Text
    hypotheses: tuple[Text, ...]


def read_claim(text: str) -> tuple[str, int]:
    """The name and the number in "total=372".

    Raises:
        InputError: The text is not of that form.
    """
    match = _CLAIM.fullmatch(text)
    if match is None:
        raise InputError(
            Text(
                vi=f"Không đọc được số công bố “{text}”.",
                en=f"Cannot read the claim “{text}”.",
            ),
            following=Text(
                vi="Viết theo dạng TÊN=SỐ, ví dụ: total=372",
                en="Write it as NAME=NUMBER, for instance: total=372",
            ),
        )
    name, number = match.groups()
    return name.lower(), int(number)


def check_claims(
    history: History, claims: Mapping[str, int], figures: Sequence[Figure] = ()
) -> tuple[Finding, ...]:
    """Hold each published count and each published percentage against the table.

    Args:
        history: The years of the period.
        claims: Published counts by name: `total` (all admitted), `target` (all targets), or a
            year of the period (admitted in it).
        figures: Published percentages with their two numbers. One that belongs to a year of the
            table (same numbers) also speaks for that year when a total is explained.

    Raises:
        InputError: A claim has a name that the table does not know.
    """
    counted = tuple(_count(history, name, stated, figures) for name, stated in claims.items())
    return counted + tuple(_percentage(figure) for figure in figures)


def _count(history: History, name: str, stated: int, figures: Sequence[Figure]) -> Finding:
    computed = _computed(history, name)
    agrees = stated == computed
    difference = None if computed is None else stated - computed
    hypotheses: tuple[Text, ...] = ()
    if name == TOTAL and difference:
        hypotheses = explain_sum(history, difference, figures)
    return Finding(
        claim=name,
        stated=str(stated),
        computed=UNKNOWN if computed is None else str(computed),
        agrees=agrees,
        difference=difference,
        summary=_count_summary(name, stated, computed),
        hypotheses=hypotheses,
    )


def _computed(history: History, name: str) -> int | None:
    total = history.total
    known: dict[str, int | None] = {
        TOTAL: total.admitted if total else None,
        TARGET: total.target if total else None,
    }
    known |= {str(row.year): row.admitted for row in history.rows}
    if name not in known:
        possible = ", ".join(known)
        raise InputError(
            Text(
                vi=f"Không có số liệu nào tên “{name}” trong kỳ này.",
                en=f"There is no figure named “{name}” in this period.",
            ),
            following=Text(vi=f"Các tên dùng được: {possible}", en=f"Names to use: {possible}"),
        )
    return known[name]


def _count_summary(name: str, stated: int, computed: int | None) -> Text:
    noun = {
        TOTAL: Text(vi="tổng", en="total"),
        TARGET: Text(vi="tổng chỉ tiêu", en="total of targets"),
    }.get(name, Text(vi=f"năm {name} kết nạp", en=f"admitted in {name}:"))
    source = (
        Text(vi="cộng theo năm", en="the years add up to")
        if name in {TOTAL, TARGET}
        else Text(vi="theo số liệu", en="on record")
    )
    if computed is None:
        return Text(
            vi=f"Chưa có số liệu để đối chiếu: {noun.vi} {stated}.",
            en=f"Nothing on record to hold it against: {noun.en} {stated}.",
        )
    if stated == computed:
        return Text(
            vi=f"Số công bố khớp: {noun.vi} {stated}.",
            en=f"The published figure agrees: {noun.en} {stated}.",
        )
    off = abs(stated - computed)
    return Text(
        vi=f"Số công bố không khớp: {noun.vi} {stated}, {source.vi} {computed} (lệch {off}).",
        en=f"The published figures disagree: {noun.en} {stated}, "
        f"{source.en} {computed} (off by {off}).",
    )


def _percentage(figure: Figure) -> Finding:
    percent = Percent.of(figure.part, figure.whole)
    agrees = figure.explanation is Explanation.ROUNDED
    pair = f"{figure.part}/{figure.whole}"
    stated = Text(vi=f"{figure.percent.replace('.', ',')} %", en=f"{figure.percent} %")
    if agrees:
        summary = Text(
            vi=f"Tỷ lệ công bố khớp: {pair} = {stated.vi}.",
            en=f"The published percentage agrees: {pair} = {stated.en}.",
        )
    else:
        summary = Text(
            vi=f"Tỷ lệ công bố không khớp: {pair} in là {stated.vi}, tính ra {percent.text('vi')}.",
            en=f"The published percentage disagrees: {pair} is printed as {stated.en}, "
            f"it comes to {percent.text('en')}.",
        )
    return Finding(
        claim=pair,
        stated=figure.percent,
        computed=percent.plain() or UNKNOWN,
        agrees=agrees,
        difference=None,
        summary=summary,
        hypotheses=() if agrees else (explain_figure(figure),),
    )
