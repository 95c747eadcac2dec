"""Who is named before they are old enough for the cell to consider their admission."""

from __future__ import annotations

from datetime import date

from rules.age import least_age, of_age_from
from rules.text import Text
from workflow.inquiry import shown
from workflow.law import Law
from workflow.outcomes import Notice
from workflow.partial_day import born_month
from workflow.person import Person


def too_young_yet(law: Law, person: Person, on: date) -> tuple[Notice, ...]:
    """From which day the cell may consider the admission of somebody too young on a day (R1.1).

    The law asks for the age at the cell's meeting, not at the nomination, so nothing is refused.
    The wording is the one in force on the day; nothing is said where none is known for it, or
    where the month of birth is not known.
    """
    version, born = law.look("age", on), born_month(person.born)
    if version is None or born is None:
        return ()
    first, least = of_age_from(version, born), least_age(version)
    if on >= first:
        return ()
    return (
        Notice(
            kind="too-young-yet",
            text=Text(
                f"chưa đủ {least} tuổi tính theo tháng; chi bộ xét kết nạp được sớm nhất từ"
                f" {shown(first)}",
                f"not yet {least} by month; the cell may consider admission from {first} at the"
                " earliest",
            ),
            source=version.source,
            confidence=version.confidence,
        ),
    )
