"""Put somebody in a role of a unit from a day on, and end it: the dated register of who is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rules.text import Text
from workflow.actions.nominate import paper
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, NotFoundError, RefusedError
from workflow.finding import find_unit
from workflow.holder import ENDED, Holder, holder_data, role_stream
from workflow.inbox import Channel, Rhythm, unfit, usual_rhythm
from workflow.names import TextError, clean_text, fold
from workflow.reminders import Role

_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHolder:
    """What an officer says about somebody who takes up a role."""

    role: Role
    name: str
    channel: Channel
    address: str
    rhythm: Rhythm | None = None
    language: str = "vi"


def add_holder(
    desk: Desk,
    unit: str,
    new: NewHolder,
    *,
    begins: date | None = None,
    until: date | None = None,
    document: str | None = None,
    issuer: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Holder:
    """Register who holds a role from a day on (default: today), a day to come included.

    Raises:
        InputError: a name or an address that cannot be one, or an end before the beginning.
        NotFoundError: no such unit.
        RefusedError: the same inbox has that role there on one of these days already.
    """
    code = find_unit(desk, unit).code
    asked = {"unit": code, "role": new.role.value, "name": new.name, "address": new.address}
    draft = Draft.begin(desk, "role", request, {**asked, "from": begins, "until": until})
    there = [one for one in desk.store.holders() if one.unit == code]
    done = None if request is None else draft.done_before()
    if done is not None:
        return next(one for one in there if one.seq == done.result["seq"])
    stream = role_stream(code)
    head = desk.store.heads([stream]).get(stream)
    holder = Holder(
        unit=code,
        seq=1 if head is None else head[0] + 1,
        role=new.role,
        name=_text(new.name, "--name"),
        channel=new.channel,
        address=_text(new.address, "--address"),
        rhythm=new.rhythm or usual_rhythm(new.channel),
        language=new.language,
        from_on=begins or draft.today,
        until_on=until,
    )
    _check(holder, there)
    name, address = draft.seal(stream, holder.name), draft.seal(stream, holder.address)
    data = holder_data(holder, name, address)
    fields = draft.fields(
        "role",
        holder.from_on,
        event="add",
        unit=code,
        document=paper(document, issuer),
        data={key: value for key, value in data.items() if value is not None},
    )
    draft.entry(stream, head, fields)
    draft.holders.append(holder)
    if not dry_run:
        draft.commit(stream=stream, seq=holder.seq)
    return holder


def end_holder(
    desk: Desk,
    unit: str,
    role: Role,
    *,
    name: str | None = None,
    on: date | None = None,
    document: str | None = None,
    issuer: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Holder:
    """Name the last day on which somebody holds a role (default: today).

    Raises:
        NotFoundError: nobody, or more than one person, holds it on that day; `name` says which.
    """
    code = find_unit(desk, unit).code
    asked = {"unit": code, "role": role.value, "name": name, "on": on}
    draft = Draft.begin(desk, "role-end", request, asked)
    day = on or draft.today
    there = [one for one in desk.store.holders() if one.unit == code]
    done = None if request is None else draft.done_before()
    if done is not None:
        return next(one for one in there if one.seq == done.result["of"])
    found = _the_one(there, code, role, name, day)
    stream = role_stream(code)
    fields = draft.fields(
        "role",
        day,
        event=ENDED,
        unit=code,
        document=paper(document, issuer),
        data={"of": found.seq, "role": role.value},
    )
    entry = draft.entry(stream, desk.store.heads([stream])[stream], fields)
    ended = replace(found, until_on=day)
    draft.ended_holders.append(ended)
    if not dry_run:
        draft.commit(stream=stream, seq=entry.seq, of=found.seq)
    return ended


def _text(typed: str, hint: str) -> str:
    try:
        cleaned = clean_text(typed, limit=_LONGEST)
    except TextError as problem:
        raise InputError(
            Text(
                f"Không nhận được {hint}: {problem.text.vi}.",
                f"{hint} cannot be taken: {problem.text.en}.",
            )
        ) from None
    if not cleaned:
        raise InputError(Text(f"{hint} không được để trống.", f"{hint} must not be empty."))
    return cleaned


def _check(new: Holder, there: Sequence[Holder]) -> None:
    problem = unfit(new.channel, new.address)
    if problem is not None:
        raise InputError(
            Text("Chưa ghi vai trò nào.", "No role was registered."),
            why=(problem,),
            following=Text("--by … --address …", "--by … --address …"),
        )
    if new.until_on is not None and new.until_on < new.from_on:
        raise InputError(
            Text(
                f"Ngày cuối {new.until_on:%d/%m/%Y} trước ngày đầu {new.from_on:%d/%m/%Y}.",
                f"The last day {new.until_on} lies before the first {new.from_on}.",
            )
        )
    same = [
        one
        for one in there
        if (one.role, one.addressee) == (new.role, new.addressee) and _touch(one, new)
    ]
    if same:
        since = same[0].from_on
        raise RefusedError(
            Text(
                f"Địa chỉ này đã giữ vai trò {new.role} của {new.unit} từ {since:%d/%m/%Y}.",
                f"This address has the role {new.role} of {new.unit} already, since {since}.",
            ),
            following=Text(
                f"ketnap role end {new.unit} {new.role} --on …",
                f"ketnap role end {new.unit} {new.role} --on …",
            ),
        )


def _touch(one: Holder, other: Holder) -> bool:
    """Whether two terms share a day."""
    ends = [one.until_on or date.max, other.until_on or date.max]
    return max(one.from_on, other.from_on) <= min(ends)


def _the_one(there: Sequence[Holder], unit: str, role: Role, name: str | None, day: date) -> Holder:
    held = [one for one in there if one.role is role and one.holds(day)]
    if name is not None:
        key = fold(name)
        held = [one for one in held if key in (fold(one.name), fold(one.address))]
    if len(held) == 1:
        return held[0]
    listed = tuple(
        Text(f"{one.name} · {one.address}", f"{one.name} · {one.address}") for one in held
    )
    if held:
        raise NotFoundError(
            Text(
                f"Ngày {day:%d/%m/%Y} có {len(held)} người giữ vai trò {role} của {unit};"
                " hãy nêu tên.",
                f"{len(held)} people hold the role {role} of {unit} on {day}; name one.",
            ),
            why=listed,
            following=Text("--name “…”", "--name “…”"),
        )
    raise NotFoundError(
        Text(
            f"Ngày {day:%d/%m/%Y} không ai{'' if name is None else f' tên “{name[:40]}”'} giữ vai"
            f" trò {role} của {unit}.",
            f"Nobody{'' if name is None else f' called “{name[:40]}”'} holds the role {role} of"
            f" {unit} on {day}.",
        ),
        following=Text(f"ketnap role list --unit {unit}", f"ketnap role list --unit {unit}"),
    )
