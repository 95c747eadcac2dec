"""A write from rehearsal to deed: shown, confirmed, carried out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from commands.asking import Grade, Terms, confirm
from commands.office_desk import Office
from commands.refusing import told_to_programs

_Done_co = TypeVar("_Done_co", covariant=True)
_Shown = TypeVar("_Shown")


class Attempt(Protocol[_Done_co]):
    """An action with all it needs but whether to write."""

    def __call__(self, *, dry_run: bool) -> _Done_co:
        """Carry the action out, or only say what it would do."""


def carry_out(
    office: Office,
    terms: Terms,
    attempt: Attempt[_Shown],
    grade: Grade,
    show: Callable[[_Shown], None],
) -> _Shown:
    """Ask where the write deserves it, then do it, or only rehearse it.

    Raises:
        EventRefusedError: as the action raised it; a program gets its conditions as JSON.
    """
    with told_to_programs(office):
        confirm(lambda: show(attempt(dry_run=True)), grade, terms)
        return attempt(dry_run=terms.dry_run)
