"""What the annual classification says of a member: worth a look; by itself it forbids nothing."""

from __future__ import annotations

from collections.abc import Iterator

from rules.grades import grades
from rules.text import Text
from workflow.annual_grades import grades_of
from workflow.inquiry import Inquiry
from workflow.outcomes import Notice


def grade_of_concern(ask: Inquiry) -> Iterator[Notice]:
    """The grade of the newest year, given by the day, where it is one to look at.

    A member without a grade is passed over in silence: no source that was read asks for one.
    """
    found = next(iter(grades_of(ask.case, ask.on).items()), None)
    grade = None if found is None else grades().of(found[1])
    if found is None or grade is None or not grade.concern:
        return
    yield Notice(
        kind="annual-grade",
        text=Text(
            f"xếp loại năm {found[0]}: {grade.title.vi}",
            f"grade of {found[0]}: {grade.title.en}",
        ),
        source=grades().source,
        confidence=grades().confidence,
    )
