"""The grades that a member got in the annual classifications, by the facts of the case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rules.grades import grades
from rules.text import Text
from workflow.case import Case
from workflow.errors import InputError
from workflow.facts import FactKind


def grades_of(case: Case, by: date | None = None) -> Mapping[int, str]:
    """The grades of a member by year, the newest year first; only those given by a day."""
    found = {
        int(fact.data["year"]): str(fact.data["grade"])
        for fact in case.facts_of(FactKind.CLASSIFICATION)
        if by is None or fact.on <= by
    }
    return dict(sorted(found.items(), reverse=True))


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
