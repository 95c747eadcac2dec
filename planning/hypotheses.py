"""What would explain a published figure that does not agree; each answer carries its arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planning.history import History
from planning.percent import Percent
from planning.printed import (
    Explanation,
    Figure,
    integer_targets,
    places_of,
    printed_value,
)
from rules.text import Language, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    """A year with all that speaks for or against its figure.

    Attributes:
        percent: The percentage as published, else as our own figures give it.
        targets: The whole targets that give exactly this percentage.
        corrected: The result if this year alone carried the difference.
    """

    year: int
    target: int
    percent: str
    targets: tuple[int, ...]
    corrected: Percent

    @property
    def agrees(self) -> bool:
        """Whether figure, target and percentage of the year fit together."""
        return self.target in self.targets

    @property
    def may_be_off(self) -> bool:
        """Whether the corrected result is possible and would print as the same percentage."""
        value = printed_value(self.percent)
        return not self.impossible and self.corrected.rounded(places_of(value)) == value

    @property
    def impossible(self) -> bool:
        """Whether the year would end below zero."""
        return (self.corrected.part or 0) < 0

    @property
    def fitting(self) -> str:
        """The targets that fit, first to last: "144", "144–147"."""
        first, last = self.targets[0], self.targets[-1]
        return str(first) if first == last else f"{first}–{last}"

    def shown(self, language: Language) -> str:
        """The year with its corrected result beside what was printed."""
        if self.impossible:
            words = "impossible, below zero" if language == "en" else "không thể, số sẽ âm"
            return f"{self.year}: {words}"
        percent = self.percent if language == "en" else self.percent.replace(".", ",")
        word = "printed" if language == "en" else "đã in"
        return f"{self.year}: {self.corrected.with_figures(language)} ({word} {percent} %)"


def explain_sum(history: History, difference: int, figures: Sequence[Figure]) -> tuple[Text, ...]:
    """Why a published total differs from the sum of its years: the total, or one of the years.

    Args:
        history: The years.
        difference: Published total less the sum of the years; not 0.
        figures: Published percentages; those of a year's own numbers are taken as its printed one.

    Returns:
        Two hypotheses, the likely one first; one alone when a year lacks a percentage above 0.00,
        for then nothing speaks for or against its figure.
    """
    published = {(figure.part, figure.whole): figure.percent for figure in figures}
    years = []
    for row in history.rows:
        if row.admitted is None:
            continue
        if row.target is None or not row.percent.rounded():
            return (_unproven(row.year),)
        percent = published.get((row.admitted, row.target), f"{row.percent.rounded():f}")
        years.append(
            _Year(
                year=row.year,
                target=row.target,
                percent=percent,
                targets=integer_targets(row.admitted, percent) if printed_value(percent) else (),
                corrected=Percent.of(row.admitted + difference, row.target),
            )
        )
    total_wrong, year_wrong = _total_is_wrong(years), _a_year_is_wrong(years, difference)
    if all(year.agrees for year in years):
        return total_wrong, year_wrong
    return year_wrong, total_wrong


def _unproven(year: int) -> Text:
    return Text(
        vi=f"Năm {year} chưa có tỷ lệ nên chưa thể kết luận sai ở tổng hay ở số của một năm.",
        en=f"{year} has no percentage, so neither the total nor a year can be singled out.",
    )


def _total_is_wrong(years: Sequence[_Year]) -> Text:
    if disagreeing := [str(year.year) for year in years if not year.agrees]:
        names = ", ".join(disagreeing)
        return Text(
            vi=f"Sai ở tổng: chưa chắc, vì tỷ lệ đã in của {names} không khớp với số của năm.",
            en=f"The total is wrong: not certain, for the percentage printed for {names} "
            "does not fit the year's figures.",
        )
    targets = ", ".join(year.fitting for year in years)
    return Text(
        vi=f"Cả {len(years)} tỷ lệ theo năm đều khớp với số theo năm (chỉ tiêu {targets}) "
        "→ nhiều khả năng sai ở tổng.",
        en=f"Each of the {len(years)} yearly percentages fits its year's figures "
        f"(targets {targets}) → most likely the total is wrong.",
    )


def _a_year_is_wrong(years: Sequence[_Year], difference: int) -> Text:
    much = abs(difference)
    vi_way, en_way = ("thừa", "too high") if difference < 0 else ("thiếu", "too low")
    vi_cases = "; ".join(year.shown("vi") for year in years)
    en_cases = "; ".join(year.shown("en") for year in years)
    if possible := [str(year.year) for year in years if year.may_be_off]:
        names = ", ".join(possible)
        vi_verdict, en_verdict = f"có thể là {names}", f"it may be {names}"
    else:
        vi_verdict = "trái với tỷ lệ đã in, năm nào cũng vậy"
        en_verdict = "contradicts the printed percentage, whichever the year"
    return Text(
        vi=f"Nếu số của một năm {vi_way} {much}: {vi_cases} → {vi_verdict}.",
        en=f"If one year's figure is {much} {en_way}: {en_cases} → {en_verdict}.",
    )


def explain_figure(figure: Figure) -> Text:
    """What leads from the two printed numbers to a printed percentage that is not theirs."""
    swapped = f"{figure.whole}/{figure.part}"
    match figure.explanation:
        case Explanation.TRUNCATED:
            return Text(
                vi="Do cắt bỏ phần lẻ thay vì làm tròn.",
                en="The further digits were cut off instead of rounded.",
            )
        case Explanation.SWAPPED:
            return Text(
                vi=f"Do đổi chỗ hai số: tỷ lệ đã in là của {swapped}.",
                en=f"The two numbers are swapped: the printed percentage is that of {swapped}.",
            )
        case Explanation.SWAPPED_AND_TRUNCATED:
            return Text(
                vi=f"Do đổi chỗ hai số và cắt bỏ phần lẻ: tỷ lệ đã in là của {swapped}.",
                en="The two numbers are swapped and the further digits cut off: "
                f"the printed percentage is that of {swapped}.",
            )
        case _ if figure.whole == 0:
            return Text(
                vi="Số đứng sau là 0 nên không có tỷ lệ nào: đề nghị xem lại văn bản gốc.",
                en="Nothing is a percentage of 0: please look at the document itself.",
            )
        case _:
            return Text(
                vi="Cắt phần lẻ hay đổi chỗ hai số đều không ra tỷ lệ này: "
                "đề nghị xem lại văn bản gốc.",
                en="Neither cutting digits off nor swapping the numbers gives it: "
                "please look at the document itself.",
            )
