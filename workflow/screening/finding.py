"""Find a screening by what an officer types."""

from __future__ import annotations

from rules.text import Text
from workflow.desk import Desk
from workflow.errors import NotFoundError
from workflow.finding import find_case
from workflow.names import clean_text
from workflow.screening.listing import ScreeningFile, ScreeningFilter
from workflow.screening.screening import SERIES

_SHOWN = 8


def find_screening(desk: Desk, typed: str) -> ScreeningFile:
    """The one screening that a reference, a unique tail of one, or a member stands for.

    A member, by the whole reference of the case or by name, stands for the newest screening of
    theirs; the tail of a case's reference does not, because screenings have numbers of their own.

    Raises:
        NotFoundError: nothing, or more than one screening, goes by it.
    """
    asked = clean_text(typed).upper()
    found = desk.store.screening(asked)
    if found is not None:
        return found
    refs = _by_tail(desk, asked)
    if len(refs) > 1:
        raise NotFoundError(
            Text(
                f"“{asked}” chỉ nhiều lượt rà soát; hãy gõ đủ mã.",
                f"“{asked}” stands for several screenings; type the whole reference.",
            ),
            why=tuple(Text(ref, ref) for ref in refs[:_SHOWN]),
        )
    if not refs and not asked.startswith(SERIES) and not _a_number(asked):
        member = find_case(desk, typed).case.ref
        refs = [one.ref for one in desk.store.screenings(ScreeningFilter(case=member))][-1:]
    only = desk.store.screening(refs[0]) if refs else None
    if only is not None:
        return only
    raise NotFoundError(
        Text(f"Không có lượt rà soát “{asked}”.", f"There is no screening “{asked}”."),
        following=Text("ketnap screen list", "ketnap screen list"),
    )


def _a_number(typed: str) -> bool:
    return typed.replace("-", "").isdecimal()


def _by_tail(desk: Desk, tail: str) -> list[str]:
    if not tail.replace("-", "").isalnum():
        return []
    return list(desk.store.screening_refs_like(tail, _SHOWN + 1))
