"""The one policy: asked by the one write path (`Draft`) and the one read path (a store's sight).

It is pure: it looks at who sits there, the table of `workflow.roles`, and the tree of units on a
day. Deny by default: an account without a grant may do nothing, an action without a row nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from audit import Entry
from rules.text import Text
from workflow.account import Seat
from workflow.change import Change
from workflow.errors import NotPermittedError
from workflow.names import fold
from workflow.roles import ACTIONS, DEED_LABELS, MAY, ROLE_LABELS, Deed, Role
from workflow.subtree import subtree
from workflow.unit import Unit

_OF_A_UNIT = frozenset(
    {
        "quota",
        "calendar",
        "alert",
        "role",
        "record",
        "screening",
        "screening-finding",
        "approval",
    }
)
EVERYWHERE = None
"""The place of what concerns every unit: only a grant without a unit covers it."""

Place = frozenset[str | None]
"""Units of which one must lie in scope."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Units in which a deed may be done; `units` is None for every unit there is or will be."""

    units: frozenset[str] | None = frozenset()

    def covers(self, place: Collection[str | None]) -> bool:
        """Whether one of these units lies in it."""
        return self.units is None or any(unit in self.units for unit in place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """Whose cases somebody sees: those of `scope`, and with `referrals` those they nominated.

    A referrer who speaks for organisations also sees whom the lists of these name; `organisations`
    holds them as `workflow.names.fold` writes them.
    """

    seat: Seat
    day: date
    scope: Scope
    referrals: bool = False
    organisations: frozenset[str] = frozenset()

    @property
    def blind(self) -> bool:
        """Whether no case at all can be seen."""
        return self.scope.units == frozenset() and not self.referrals

    @property
    def whole(self) -> bool:
        """Whether everything can be seen."""
        return self.scope.units is None


def scope_of(seat: Seat, roles: Collection[Role], day: date, tree: Iterable[Unit]) -> Scope:
    """Where somebody's grants of these roles reach on a day."""
    if seat.alone:
        return Scope(units=None)
    tops = [one.unit for one in seat.grants_on(day) if one.role in roles]
    if None in tops:
        return Scope(units=None)
    units = list(tree) if tops else []
    return Scope(units=frozenset(code for top in tops if top for code in subtree(units, top)))


def sight_of(seat: Seat, day: date, tree: Iterable[Unit]) -> Sight:
    """What somebody sees on a day.

    Raises:
        NotPermittedError: the store has users and this account is none of them.
    """
    refuse_stranger(seat, day)
    scoped = MAY[Deed.READ_CASES] - {Role.REFERRER}
    grants = seat.grants_on(day)
    return Sight(
        seat=seat,
        day=day,
        scope=scope_of(seat, scoped, day, tree),
        referrals=any(one.role is Role.REFERRER for one in grants),
        organisations=frozenset(
            fold(one.organisation)
            for one in grants
            if one.role is Role.REFERRER and one.organisation is not None
        ),
    )


def may(seat: Seat, deed: Deed, day: date) -> bool:
    """Whether somebody may do a kind of deed at all, wherever."""
    return seat.alone or any(one.role in MAY[deed] for one in seat.grants_on(day))


def require(seat: Seat, action: str, day: date) -> None:
    """Refuse an action that no role of this account allows.

    Raises:
        NotPermittedError: none does.
    """
    deed = ACTIONS.get(action)
    if seat.alone or (deed is not None and may(seat, deed, day)):
        return
    refuse_stranger(seat, day)
    raise not_allowed(seat, deed, day)


def require_places(
    seat: Seat, action: str, change: Change, day: date, tree: Sequence[Unit]
) -> None:
    """Refuse a change that touches a unit out of scope; one that it founds lies below its superior.

    Raises:
        NotPermittedError: it does; the unit is named.
    """
    if seat.alone:
        return
    deed = ACTIONS[action]
    # What the change founds stands where it says; a unit that is there stays where it stood.
    there = {unit.code for unit in tree}
    founded = [unit for unit in change.units if unit.code not in there]
    scope = scope_of(seat, MAY[deed], day, [*tree, *founded])
    for place in sorted(places(change), key=lambda one: sorted(map(str, one))):
        if not scope.covers(place):
            raise out_of_scope(seat, deed, day, place)


def places(change: Change) -> frozenset[Place]:
    """The units that a change touches, each as the units of which one must lie in scope."""
    cases = {write.case.ref: write.case.unit for write in change.cases}
    found = {frozenset[str | None]({unit}) for unit in set(cases.values())}
    answered = {entry.stream for entry in change.entries if _is_answer(entry)}
    if answered:
        kept = {unit for ref, unit in cases.items() if ref not in answered}
        found = {frozenset[str | None]({unit}) for unit in kept}
    return frozenset(found | set(_of_entries(change.entries)))


def _of_entries(entries: Iterable[Entry]) -> Iterator[Place]:
    """The units that entries name beside their case; a file and a user have none."""
    for entry in entries:
        fields = entry.fields
        data = fields.get("data", {})
        match fields["kind"]:
            case "transfer" if fields["event"] != "offer":
                # Who was offered a case answers; the old unit may take its offer back.
                back = {fields["unit"]} if fields["event"] == "decline" else set()
                yield frozenset({data["to"], *back})
            case "unit" if fields["event"] == "add":
                yield frozenset({data.get("parent", EVERYWHERE)})
            case "unit":
                yield frozenset({entry.stream.partition("/")[2]})
                if "parent" in data:
                    yield frozenset({data["parent"]})
            case "record" if "unit" not in fields:
                continue  # a list of people, each of whom has a case with a unit
            case kind if kind in _OF_A_UNIT:
                yield frozenset({fields.get("unit", EVERYWHERE)})


def _is_answer(entry: Entry) -> bool:
    return (entry.fields["kind"], entry.fields.get("event") != "offer") == ("transfer", True)


def refuse_stranger(seat: Seat, day: date) -> None:
    """Refuse an account that the store does not know, or has nothing for.

    Raises:
        NotPermittedError: it is a stranger, disabled, or has no grant that day.
    """
    if seat.alone or seat.grants_on(day):
        return
    if seat.account is None:
        why = Text(
            f"tài khoản {seat.name} chưa được đăng ký", f"the account {seat.name} is not registered"
        )
    elif seat.account.disabled_on is not None:
        why = Text(
            f"tài khoản {seat.name} đã bị khóa từ {seat.account.disabled_on:%d/%m/%Y}",
            f"the account {seat.name} was disabled on {seat.account.disabled_on}",
        )
    else:
        why = Text(
            f"tài khoản {seat.name} chưa được giao vai trò nào ngày {day:%d/%m/%Y}",
            f"the account {seat.name} has no role on {day}",
        )
    raise NotPermittedError(
        Text(
            "Không có quyền: kho này có người dùng, ai không được giao vai trò thì không làm gì.",
            "Not permitted: this store has users, and who has no role may do nothing.",
        ),
        why=(why,),
        following=_ask_for(seat, "officer"),
    )


def not_allowed(seat: Seat, deed: Deed | None, day: date) -> NotPermittedError:
    """The refusal of a deed that none of somebody's roles allows."""
    held = {one.role for one in seat.grants_on(day)}
    roles = [role for role in Role if role in held]
    have = Text(
        ", ".join(ROLE_LABELS[role].vi for role in roles),
        ", ".join(role.value for role in roles),
    )
    label = Text("việc này", "this") if deed is None else DEED_LABELS[deed]
    able = [role for role in Role if deed is not None and role in MAY[deed]]
    wanted = Text(
        " hoặc ".join(ROLE_LABELS[role].vi for role in able) or "không ai",
        " or ".join(role.value for role in able) or "nobody",
    )
    return NotPermittedError(
        Text(f"Không có quyền {label.vi}.", f"Not permitted: {label.en}."),
        why=(
            Text(f"{seat.name} là: {have.vi}", f"{seat.name} is: {have.en}"),
            Text(f"việc này dành cho: {wanted.vi}", f"this is for: {wanted.en}"),
        ),
        following=_ask_for(seat, able[0] if able else None),
    )


def out_of_scope(
    seat: Seat, deed: Deed, day: date, place: Collection[str | None]
) -> NotPermittedError:
    """The refusal of a deed in a unit where somebody's roles do not reach."""
    reach = sorted(one.unit or "*" for one in seat.grants_on(day) if one.role in MAY[deed])
    where = sorted(unit for unit in place if unit is not None)
    there = Text(" hoặc ".join(where) or "mọi tổ chức", " or ".join(where) or "every unit")
    role = next(one.role for one in seat.grants_on(day) if one.role in MAY[deed])
    return NotPermittedError(
        Text(
            f"Không có quyền {DEED_LABELS[deed].vi} ở {there.vi}.",
            f"Not permitted: {DEED_LABELS[deed].en} in {there.en}.",
        ),
        why=(
            Text(
                f"phạm vi của {seat.name}: {', '.join(reach)} và cấp dưới",
                f"the scope of {seat.name}: {', '.join(reach)} and below",
            ),
        ),
        following=_ask_for(seat, role, where[0] if where else None),
    )


def _ask_for(seat: Seat, role: str | None, unit: str | None = None) -> Text:
    """What an administrator would type."""
    if role is None:
        return Text("ketnap user can", "ketnap user can")
    scope = "" if role == Role.ADMIN else f" --unit {unit or '…'}"
    grant = f"grant {seat.name}" if seat.account else f"add {seat.name} --role"
    told = f"ketnap user {grant} {role}{scope}"
    return Text(f"nhờ quản trị: {told}", f"ask an administrator: {told}")
