"""One step of a case from rehearsal to report: shown, confirmed, carried out, told."""

from __future__ import annotations

from typing import Protocol

from commands.asking import Grade, Terms
from commands.case.telling import show_plan, tell_moved
from commands.doing import carry_out
from commands.office_desk import Office
from workflow.outcomes import Moved


class Attempt(Protocol):
    """An action with all it needs but whether to write."""

    def __call__(self, *, dry_run: bool) -> Moved:
        """Carry the action out, or only say what it would do."""


def do(
    office: Office,
    terms: Terms,
    attempt: Attempt,
    *,
    grade: Grade = Grade.MODERATE,
    name: str | None = None,
) -> None:
    """Ask where the step deserves it, take it, and tell what came of it.

    `name` is that of a person whom the store does not know yet.

    Raises:
        EventRefusedError: as the action raised it; a program gets its conditions as JSON.
    """

    def show(moved: Moved) -> None:
        show_plan(office, moved, name)

    moved = carry_out(office, terms, attempt, grade, show)
    tell_moved(office, moved, dry_run=terms.dry_run, name=name)
