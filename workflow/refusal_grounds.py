"""What a refusal rests on where no wording of the law asks for it."""

from __future__ import annotations

from rules.rule import Version
from rules.source import Source
from rules.text import Text
from rules.units import Confidence
from workflow.outcomes import Unmet
from workflow.recording import Recording

_OF_THE_REGISTER = Source(
    text=Text("nguyên tắc của sổ theo dõi này", "a rule of this register"),
)
_NOT_KNOWN = Source(
    text=Text("chưa biết quy định của ngày ấy", "no wording is known for that day"),
)
# Days in order and not ahead of time, a reason, a second person: the register asks, not the law.
_OURS = frozenset(
    {
        "day",
        "decision",
        "full-member",
        "hold",
        "one-screening",
        "order",
        "reason",
        "second-person",
        "unit",
    }
)


def refusal(
    condition: str,
    problem: Text,
    version: Version | None,
    command: str,
    *,
    absolute: bool = False,
    also: Version | None = None,
) -> Unmet:
    """An unmet condition: what asks for it, and the command that would meet it.

    Args:
        condition: Its name.
        problem: What is wrong.
        version: The wording that asks for it; None where the register itself does, or where no
            wording is known for the day.
        command: What to type, without the program's name; ``…`` stands for what is to be filled in.
        absolute: Whether it is never waived.
        also: A further wording it leans on; the refusal is as sure as the less sure of the two.
    """
    source, confidence = _ground(condition, version)
    if also is not None:
        confidence = confidence.with_(also.confidence)
    return Unmet(
        condition=condition,
        problem=problem,
        source=source,
        confidence=confidence,
        remedy=Text(f"ketnap {command}", f"ketnap {command}"),
        absolute=absolute,
        paper=(command.kind, command.wanted) if isinstance(command, Recording) else None,
    )


def _ground(condition: str, version: Version | None) -> tuple[Source, Confidence]:
    if version is not None:
        return version.source, version.confidence
    if condition in _OURS:
        return _OF_THE_REGISTER, Confidence.HIGH
    return _NOT_KNOWN, Confidence.LOW
