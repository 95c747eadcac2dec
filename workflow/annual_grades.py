"""The grades that a member got in the annual classifications, by the facts of the case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from rules.grades import grades
from rules.text import Text
from workflow.case import Case
from workflow.errors import InputError
from workflow.facts import FactKind
from workflow.outcomes import Notice


def grades_of(case: Case, by: date | None = None) -> Mapping[int, str]:
    """The grades of a member by year, the newest year first; only those given by a day."""
    found = {
        int(fact.data["year"]): str(fact.data["grade"])
        for fact in case.facts_of(FactKind.CLASSIFICATION)
        if by is None or fact.on <= by
    }
    return dict(sorted(found.items(), reverse=True))


def of_concern(code: str) -> bool:
    """Whether a grade is one to look at before a decision on the member."""
    grade = grades().of(code)
    return grade is not None and grade.concern


def years_of_concern(given: Mapping[int, str], year: int) -> int:
    """For how many years in a row, back from a year, the grade was one to look at; 0 for none."""
    years = 0
    while of_concern(given.get(year - years, "")):
        years += 1
    return years


def noticed(said: Text, remedy: Text | None = None) -> Notice:
    """A notice on yearly grades; as sure as the grades are, which nobody has verified."""
    known = grades()
    return Notice(
        kind="annual-grade",
        text=said,
        source=known.source,
        confidence=known.confidence,
        remedy=remedy,
    )


def newest_of_concern(case: Case, by: date) -> Iterator[Notice]:
    """The grade of the newest year, given by a day, where it is one to look at.

    A member without a grade is passed over in silence: no source that was read asks for one.
    """
    year, code = next(iter(grades_of(case, by).items()), (0, ""))
    if of_concern(code):
        title = grade_title(code)
        yield noticed(Text(f"xếp loại năm {year}: {title.vi}", f"grade of {year}: {title.en}"))


def refuse_unknown_grade(code: str) -> None:
    """Refuse a grade that is not among the data.

    Raises:
        InputError: it is not; the grades are listed.
    """
    known = grades()
    if known.of(code) is None:
        listed = ", ".join(known.codes)
        raise InputError(
            Text(
                f"Không có mức xếp loại “{code[:40]}”; các mức: {listed}.",
                f"There is no grade “{code[:40]}”; the grades are: {listed}.",
            )
        )


def grade_title(code: str) -> Text:
    """What a grade is called; the code itself where the data do not know it any more."""
    found = grades().of(code)
    return Text(code, code) if found is None else found.title
