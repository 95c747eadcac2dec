"""One command for many cases: each is judged alone, and what is refused is named with its reasons.

Nothing is written where anything is refused, unless the officer asks for those that are allowed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rules.text import Text
from workflow.drafting import Draft
from workflow.errors import (
    ConflictError,
    EventRefusedError,
    InputError,
    KetnapError,
    RefusedError,
)
from workflow.outcomes import Moved, Unmet
from workflow.ports import Dossier
from workflow.registers.record import Record

_COUNTED = re.compile(r"\d+", re.ASCII)
_REFUSALS = (RefusedError, ConflictError, InputError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One case that could not be taken along, and why."""

    ref: str
    name: str
    error: KetnapError

    @property
    def unmet(self) -> tuple[Unmet, ...]:
        """The conditions of the law that are not met; empty where it was refused for another."""
        return self.error.unmet if isinstance(self.error, EventRefusedError) else ()

    @property
    def reasons(self) -> tuple[Text, ...]:
        """Every reason in words."""
        return self.error.why or (self.error.what,)


class BatchRefusedError(RefusedError):
    """Some of many could not be taken along, and nothing was written."""

    def __init__(self, refusals: Sequence[Refusal], asked: int) -> None:
        count = len(refusals)
        super().__init__(
            Text(
                f"Chưa ghi gì: {count} trong {asked} người chưa được.",
                f"Nothing was written: {count} of {asked} cannot be taken along.",
            ),
            why=tuple(
                Text(f"{one.ref} · {one.name}: {reason.vi}", f"{one.ref} · {one.name}: {reason.en}")
                for one in refusals
                for reason in one.reasons
            ),
            following=None
            if count == asked
            else Text(
                "để ghi những người còn lại: thêm --only-allowed",
                "to write the others: add --only-allowed",
            ),
        )
        self.refusals = tuple(refusals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batched:
    """What one command did to a record and to many cases."""

    record: Record
    moved: tuple[Moved, ...] = ()
    refused: tuple[Refusal, ...] = ()
    replayed: bool = False

    @property
    def refs(self) -> tuple[str, ...]:
        """The cases that were taken along, in order."""
        return tuple(dict.fromkeys(one.case.ref for one in self.moved))


def each(
    draft: Draft,
    dossiers: Iterable[Dossier],
    step: Callable[[Dossier], Iterable[Moved]],
    *,
    only_allowed: bool,
) -> tuple[tuple[Moved, ...], tuple[Refusal, ...]]:
    """Draft a step for each case, with the wordings of the law that it rests on itself.

    Raises:
        BatchRefusedError: something is refused and only all together were asked for, or nothing
            is allowed at all.
    """
    moved: list[Moved] = []
    refused: list[Refusal] = []
    allowed = 0
    for dossier in dossiers:
        try:
            with draft.one_of_many():
                done = tuple(step(dossier))
        except _REFUSALS as error:
            case, person = dossier.case, dossier.person
            refused.append(Refusal(ref=case.ref, name=person.name, error=error))
        else:
            moved += done
            allowed += 1
    if refused and not (only_allowed and allowed):
        raise BatchRefusedError(refused, allowed + len(refused))
    return tuple(moved), tuple(refused)


def numbers_from(first: str, count: int) -> list[str]:
    """Document numbers in sequence: ``099-QĐ/TU``, ``100-QĐ/TU``, … from the first one.

    Raises:
        InputError: there is nothing to count in it.
    """
    found = _COUNTED.search(first)
    if found is None:
        raise InputError(
            Text(
                f"Số đầu tiên “{first[:40]}” không có chữ số để đếm tiếp; ví dụ 101-QĐ/TU.",
                f"The first number “{first[:40]}” holds nothing to count on from; like 101-QĐ/TU.",
            )
        )
    begins, digits, rest = first[: found.start()], found[0], first[found.end() :]
    width = len(digits)
    return [f"{begins}{int(digits) + more:0{width}d}{rest}" for more in range(count)]
