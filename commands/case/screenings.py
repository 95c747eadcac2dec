"""From a case to the screenings of its member; the case itself stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commands.office_desk import Office
from commands.output import day
from commands.speech import say
from rules.text import Text
from workflow.case import Case
from workflow.screening.listing import ScreeningFilter, ScreeningLine
from workflow.screening.states import SCREENING_STATE_LABELS


def screenings_told(office: Office, case: Case) -> list[tuple[Text, str]]:
    """A line for each screening of a member."""
    return [(Text("Rà soát", "Screening"), _told(line)) for line in _of(office, case)]


def screening_rows(office: Office, case: Case) -> list[dict[str, Any]]:
    """The same for a program."""
    return [
        {"ref": line.ref, "state": line.state.value, "since": line.since, "left_on": line.left_on}
        for line in _of(office, case)
    ]


def _of(office: Office, case: Case) -> Sequence[ScreeningLine]:
    return office.store().screenings(ScreeningFilter(case=case.ref))


def _told(line: ScreeningLine) -> str:
    state, since = say(SCREENING_STATE_LABELS[line.state]), day(line.since)
    told = Text(f"{state} từ {since}", f"{state} since {since}")
    return f"{say(told)} · ketnap screen show {line.ref}"
