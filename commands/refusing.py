"""A refusal in words and as a program reads it: every unmet condition, its source, its remedy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from commands.fitting import fitted
from commands.office_desk import Office
from commands.speech import language, say
from rules.text import Text
from workflow.errors import EventRefusedError
from workflow.outcomes import Notice, Unmet


def missing_lines(missing: Sequence[Unmet]) -> list[str]:
    """Each condition with its legal source, and below it the command that mends it.

    A command is never broken over lines, so that it can be copied.
    """
    lines = []
    for one in missing:
        lines.append(fitted(f"  - {say(one.sentence())}"))
        lines.append(f"      → {say(one.remedy)}")
    return lines


def unmet_row(one: Unmet) -> dict[str, Any]:
    """One unmet condition for a program."""
    return {
        "condition": one.condition,
        "problem": say(one.problem),
        "source": one.source.cite(language()),
        "confidence": one.confidence.value,
        "remedy": say(one.remedy),
    }


def notice_lines(notices: Sequence[Notice]) -> list[str]:
    """Each notice with its source, and below it the command that settles it."""
    lines = []
    for one in notices:
        lines.append(fitted(f"  ! {say(one.sentence())}"))
        if one.remedy is not None:
            lines.append(f"      → {say(one.remedy)}")
    return lines


def notice_row(one: Notice) -> dict[str, Any]:
    """One notice for a program."""
    source = None if one.source is None else say(Text(one.source.cite("vi"), one.source.cite("en")))
    return {
        "kind": one.kind,
        "text": say(one.text),
        "source": source,
        "confidence": None if one.confidence is None else one.confidence.value,
        "remedy": None if one.remedy is None else say(one.remedy),
    }


@contextmanager
def told_to_programs(office: Office) -> Iterator[None]:
    """Print a refusal on stdout too where JSON was asked for; it is raised all the same.

    Raises:
        EventRefusedError: as it came.
    """
    try:
        yield
    except EventRefusedError as refused:
        if office.wants_json:
            office.emit_one(
                "refusal",
                {
                    "ref": refused.ref or None,
                    "event": refused.event,
                    "allowed": False,
                    "unmet": [unmet_row(one) for one in refused.unmet],
                    **refused.more(),
                },
            )
        raise
