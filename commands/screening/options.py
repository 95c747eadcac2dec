"""What several commands of a screening let one type, and what its codes mean."""

from __future__ import annotations

import click

from commands.refs import complete_screening
from commands.speech import say
from rules.text import Text
from workflow.screening.states import (
    CLOSE_LABELS,
    SCREENING_EVENT_LABELS,
    CloseReason,
    ScreeningEvent,
)

the_screening = click.argument("ref", shell_complete=complete_screening)
STEPS = {
    event: label
    for event, label in SCREENING_EVENT_LABELS.items()
    if event not in {ScreeningEvent.OPEN, ScreeningEvent.CLOSE}
}
STEP = click.Choice([event.value for event in STEPS])
STEPS_TOLD = (
    Text("Bước", "Events"),
    [(event.value, label) for event, label in STEPS.items()],
)
CLOSE_REASON = click.Choice([reason.value for reason in CloseReason])
CLOSE_TOLD = (
    Text("Mã lý do", "Reason codes"),
    [(reason.value, label) for reason, label in CLOSE_LABELS.items()],
)


def reason_of(code: str) -> str:
    """A reason for closing in words."""
    return say(CLOSE_LABELS[CloseReason(code)])
