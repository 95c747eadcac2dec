"""What an officer types becomes a plan: units are found by code or name, defaults filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from rules.text import Text
from workflow.desk import Desk
from workflow.errors import InputError, NotFoundError
from workflow.finding import find_case, find_unit_on
from workflow.names import clean_text
from workflow.reorganising.plan import Legacy, Reorganisation, Turn
from workflow.unit import Unit, UnitStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """When it happens, and on which paper."""

    on: date
    document: str | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """A unit that is founded by a merger or a split; what is left open is as with those before."""

    code: str
    name: str
    status: UnitStatus | None = None
    kind: str | None = None
    parent: str | None = None

    def unit(self, like: Unit, on: date) -> Unit:
        """The unit from the day on, beside or in the place of another one."""
        return Unit(
            code=self.code,
            name=clean_text(self.name),
            status=self.status or like.status,
            kind=like.kind if self.kind is None else clean_text(self.kind) or None,
            parent=self.parent or like.parent,
            from_on=on,
            delegated=like.delegated and self.status in (None, like.status),
            profile=like.profile if self.status in (None, like.status) else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """How a unit is parted among others: the first takes what nobody else is given.

    `given` maps units below it and cases of it to the unit that takes them, `shares` a unit to its
    part of what is left of the target; all as typed.
    """

    heirs: Sequence[str | Founding]
    given: Mapping[str, str] = field(default_factory=dict)
    shares: Mapping[str, int] = field(default_factory=dict)
    keep: bool = False


def merging(
    desk: Desk, sources: Sequence[str], into: str | Founding, terms: Terms
) -> Reorganisation:
    """Units end, and one takes over from all of them: one that is there, or a new one.

    Raises:
        NotFoundError: one of the units is not there on that day.
        InputError: a new unit whose superior is not clear, or a unit merged into itself.
    """
    left = [_unit(desk, typed, terms.on) for typed in sources]
    founded: tuple[Unit, ...] = ()
    if isinstance(into, Founding):
        made = _placed(desk, into, terms)
        _refuse_unclear(made, left)
        founded, heir = (made.unit(left[0], terms.on),), made.code
    else:
        heir = _unit(desk, into, terms.on).code
    return Reorganisation(
        turn=Turn.MERGE,
        on=terms.on,
        founded=founded,
        legacies=tuple(Legacy(unit=unit.code, heir=heir) for unit in left),
        document=terms.document,
        issuer=terms.issuer,
    )


def parting(
    desk: Desk, typed: str, among: Parting, terms: Terms, turn: Turn = Turn.SPLIT
) -> Reorganisation:
    """One unit is parted among others, and ends or goes on with the rest.

    Raises:
        NotFoundError: a unit or a case is not there.
        InputError: something is given to a unit that takes no part.
    """
    unit = _unit(desk, typed, terms.on)
    founded, heirs = [], []
    for one in among.heirs:
        if isinstance(one, Founding):
            made = _placed(desk, one, terms)
            founded.append(made.unit(unit, terms.on))
            heirs.append(made.code)
        else:
            heirs.append(_unit(desk, one, terms.on).code)
    taking = {*heirs, unit.code} if among.keep else set(heirs)

    def taker(name: str) -> str:
        code = name if name in taking else _unit(desk, name, terms.on).code
        if code not in taking:
            raise _not_taking(code, sorted(taking))
        return code

    legacy = Legacy(
        unit=unit.code,
        heir=unit.code if among.keep else heirs[0],
        given={_part_of(desk, what, unit, terms.on): taker(to) for what, to in among.given.items()},
        shares={taker(to): count for to, count in among.shares.items()},
        ends=not among.keep,
    )
    return Reorganisation(
        turn=turn,
        on=terms.on,
        founded=tuple(founded),
        legacies=(legacy,),
        document=terms.document,
        issuer=terms.issuer,
    )


def moving(desk: Desk, typed: str, parent: str, terms: Terms) -> Reorganisation:
    """A unit comes under another superior, with everything below it.

    Raises:
        NotFoundError: one of them is not there on that day.
    """
    unit = _unit(desk, typed, terms.on)
    above = _unit(desk, parent, terms.on)
    return _altered(Turn.MOVE, replace(unit, parent=above.code), terms)


def renaming(desk: Desk, typed: str, name: str, terms: Terms) -> Reorganisation:
    """A unit bears another name; its code stays.

    Raises:
        NotFoundError: it is not there on that day.
        InputError: an empty name.
    """
    unit = _unit(desk, typed, terms.on)
    told = clean_text(name)
    if not told:
        raise InputError(Text("Tên không được để trống.", "A name cannot be empty."))
    return _altered(Turn.RENAME, replace(unit, name=told), terms)


def _unit(desk: Desk, typed: str, on: date) -> Unit:
    """A unit as it is on the day; one that ended on its eve, so that a request can be repeated.

    Raises:
        NotFoundError: nothing, or more than one unit, goes by it on either day.
    """
    try:
        return find_unit_on(desk, typed, on)
    except NotFoundError:
        with suppress(NotFoundError):
            return find_unit_on(desk, typed, on - timedelta(days=1))
        raise


def _altered(turn: Turn, unit: Unit, terms: Terms) -> Reorganisation:
    return Reorganisation(
        turn=turn,
        on=terms.on,
        altered=(unit,),
        document=terms.document,
        issuer=terms.issuer,
    )


def _placed(desk: Desk, made: Founding, terms: Terms) -> Founding:
    if made.parent is None:
        return made
    return replace(made, parent=_unit(desk, made.parent, terms.on).code)


def _refuse_unclear(made: Founding, left: Sequence[Unit]) -> None:
    if made.parent is None and len({unit.parent for unit in left}) > 1:
        raise InputError(
            Text(
                f"Các tổ chức nhập vào {made.code} có cấp trên khác nhau; hãy nêu --parent.",
                f"The units merged into {made.code} stand under different superiors; give"
                " --parent.",
            )
        )


def _part_of(desk: Desk, typed: str, unit: Unit, on: date) -> str:
    """A unit below, by code, or a case, by reference."""
    below = desk.store.unit(clean_text(typed), on)
    if below is not None:
        return below.code
    case = find_case(desk, typed).case
    if case.unit != unit.code:
        raise InputError(
            Text(
                f"Hồ sơ {case.ref} thuộc {case.unit}, không thuộc {unit.code}.",
                f"Case {case.ref} is of {case.unit}, not of {unit.code}.",
            )
        )
    return case.ref


def _not_taking(code: str, taking: Sequence[str]) -> InputError:
    listed = ", ".join(taking)
    return InputError(
        Text(
            f"{code} không nhận gì trong việc này; các tổ chức nhận: {listed}.",
            f"{code} takes no part in this; those that do: {listed}.",
        )
    )
