"""What the annual classification says of a member who is screened: shown, and refuses nothing.

No source that was read says which grade is a breach of the standards of a member, so a grade opens
no screening and closes none; whoever decides has to see it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rules.text import Text
from workflow.annual_grades import grade_title, grades_of, newest_of_concern, noticed
from workflow.case import Case
from workflow.law import Law
from workflow.outcomes import Notice
from workflow.screening.grounds import GROUND_RULES, Ground
from workflow.screening.states import ScreeningEvent

_JUDGING = frozenset(
    {
        ScreeningEvent.OPEN,
        ScreeningEvent.ENLIST,
        ScreeningEvent.CLEAR,
        ScreeningEvent.PROPOSE_REMOVAL,
        ScreeningEvent.REMOVE,
    }
)
"""Events at which somebody judges the member."""


def grade_notices(
    case: Case, ground: Ground, event: ScreeningEvent, on: date, law: Law
) -> Iterator[Notice]:
    """The grades to look at before an event of a screening.

    On the ground of standards that were breached year after year these are the grades of as many
    years as the law names, the missing ones too; on the other grounds the newest grade, where it
    is of concern. Law: R16.5.
    """
    if event not in _JUDGING:
        return
    if ground is Ground.STANDARDS_BREACHED:
        yield from _year_after_year(case, on, law)
    else:
        yield from newest_of_concern(case, on)


def _year_after_year(case: Case, on: date, law: Law) -> Iterator[Notice]:
    """The grades of the years that the ground speaks of, the newest first."""
    version = law.look(GROUND_RULES[Ground.STANDARDS_BREACHED], on)
    if version is None:
        return
    given = grades_of(case, on)
    newest = on.year if on.year in given else on.year - 1
    years = [newest - back for back in range(version.number)]
    titles = [None if year not in given else grade_title(given[year]) for year in years]
    missing = [year for year, title in zip(years, titles, strict=True) if title is None]
    none = Text("chưa có trên hồ sơ", "not on file")
    told = [(year, title or none) for year, title in zip(years, titles, strict=True)]
    vi = "; ".join(f"{year}: {title.vi}" for year, title in told)
    en = "; ".join(f"{year}: {title.en}" for year, title in told)
    remedy = f"ketnap review set … {case.ref} --year {missing[0]}" if missing else None
    yield noticed(
        Text(
            f"lý do này nói về {version.number} năm liền; xếp loại {vi}",
            f"this ground speaks of {version.number} years in a row; grades: {en}",
        ),
        None if remedy is None else Text(remedy, remedy),
    )
