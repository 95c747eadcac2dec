"""One step of a screening from rehearsal to report."""

from __future__ import annotations

from commands.asking import Grade, Terms
from commands.doing import Attempt, carry_out
from commands.office_desk import Office
from commands.screening.telling import show_plan, tell_screened
from workflow.screening.steps import Screened


def do(
    office: Office, terms: Terms, attempt: Attempt[Screened], *, grade: Grade = Grade.MODERATE
) -> None:
    """Ask where the step deserves it, take it, and tell what came of it."""
    done = carry_out(office, terms, attempt, grade, lambda one: show_plan(office, one))
    tell_screened(office, done, dry_run=terms.dry_run)
