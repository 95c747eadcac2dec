"""Finding a case or a unit by what an officer types."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches

from rules.text import Text
from workflow.desk import Desk
from workflow.errors import NotFoundError
from workflow.listing import CaseFilter
from workflow.names import clean_text, fold
from workflow.ports import Dossier
from workflow.unit import Unit

_SHOWN = 8
_FIRST_UNIT = Text(
    "ketnap unit add · ketnap import units TỆP", "ketnap unit add · ketnap import units FILE"
)


def find_case(desk: Desk, typed: str) -> Dossier:
    """The one case that a reference, a unique tail of one, or a unique (part of a) name stands for.

    A whole name goes before a part of one; accents are optional.

    Raises:
        NotFoundError: nothing, or more than one case, goes by it; the candidates are listed.
    """
    asked = clean_text(typed)
    found = desk.store.dossier(asked.upper())
    if found is not None:
        return found
    refs = _by_tail(desk, asked.upper()) or _by_name(desk, asked)
    only = desk.store.dossier(refs[0]) if len(refs) == 1 else None
    if only is not None:
        return only
    if refs:
        raise _several_cases(desk, asked, refs)
    raise NotFoundError(
        Text(f"Không có hồ sơ “{asked}”.", f"There is no case “{asked}”."),
        following=Text(f'ketnap find "{asked}"', f'ketnap find "{asked}"'),
    )


def _by_tail(desk: Desk, tail: str) -> Sequence[str]:
    if not tail.replace("-", "").isalnum():
        return ()
    return [ref for ref in desk.store.refs_like(tail, _SHOWN + 1) if ref.endswith(tail)]


def _by_name(desk: Desk, asked: str) -> Sequence[str]:
    key = fold(asked)
    if not key:
        return ()
    whole = desk.store.refs_named(key, _SHOWN + 1)
    if whole:
        return whole
    lines = desk.store.cases(CaseFilter(name_key=key, limit=_SHOWN + 1))
    return [line.ref for line in lines]


def _several_cases(desk: Desk, asked: str, refs: Sequence[str]) -> NotFoundError:
    found = [one for ref in refs[:_SHOWN] if (one := desk.store.dossier(ref)) is not None]
    listed = [
        f"{one.case.ref} · {one.person.name} · {one.person.born or '—'} · {one.case.unit}"
        for one in found
    ]
    more = " …" if len(refs) > _SHOWN else ""
    return NotFoundError(
        Text(
            f"“{asked}” chỉ nhiều hồ sơ{more}; hãy gõ đủ mã.",
            f"“{asked}” stands for several cases{more}; type the whole reference.",
        ),
        why=tuple(Text(line, line) for line in listed),
    )


def find_unit(desk: Desk, typed: str) -> Unit:
    """The one unit that a code or a (part of a) name stands for, as it is today.

    Accents are optional; a code or a whole name goes before a part of a name.

    Raises:
        NotFoundError: nothing, or more than one unit, goes by it.
    """
    return find_unit_on(desk, typed, desk.today())


def find_unit_on(desk: Desk, typed: str, on: date) -> Unit:
    """The same as it is on a day.

    Raises:
        NotFoundError: nothing, or more than one unit, goes by it then.
    """
    asked = clean_text(typed)
    exact = desk.store.unit(asked, on)
    if exact is not None:
        return exact
    key = fold(asked)
    units = desk.store.units(on)
    found = [unit for unit in units if key in (fold(unit.code), fold(unit.name))]
    if key and not found:
        found = [unit for unit in units if f" {key} " in f" {fold(unit.name)} "]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFoundError(
            Text(
                f"“{asked}” chỉ nhiều tổ chức; hãy gõ mã.",
                f"“{asked}” stands for several units; type the code.",
            ),
            why=tuple(
                Text(f"{unit.code} · {unit.name}", f"{unit.code} · {unit.name}")
                for unit in found[:_SHOWN]
            ),
        )
    raise _no_unit(asked, units)


def _no_unit(asked: str, units: Sequence[Unit]) -> NotFoundError:
    names = {fold(unit.name): unit.name for unit in units}
    near = get_close_matches(fold(asked), names, n=1)
    hint = Text("", "")
    if near:
        hint = Text(f" Gần nhất: {names[near[0]]}.", f" The nearest is {names[near[0]]}.")
    return NotFoundError(
        Text(
            f"Không có tổ chức “{asked}”.{hint.vi}",
            f"There is no unit “{asked}”.{hint.en}",
        ),
        following=Text("ketnap unit list", "ketnap unit list") if units else _FIRST_UNIT,
    )
