"""Somebody's own deadlines: those of which they are told at any rung."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rules.text import Text
from scheduler.detail import Detail
from scheduler.posts import Reader
from scheduler.tick import Audience, Bell, carriers_of
from workflow.errors import NotFoundError, NotPermittedError
from workflow.names import fold
from workflow.reminders import Addressee, DigestLine

_ORDER = (Detail.REF, Detail.NAME, Detail.FULL)


def agenda_of(bell: Bell, person: str, detail: Detail, today: date) -> Sequence[DigestLine]:
    """The open deadlines of which somebody is told, on any day.

    Raises:
        NotFoundError: nobody, or more than one, who is told goes by that name or address.
        NotPermittedError: their inbox may not be told that much.
    """
    audience = Audience.on(bell, today)
    reader = _reader(audience.readers, person)
    _allow(bell, reader.addressee, detail)
    return audience.rounds().open_for(reader.addressee, today)


def _reader(readers: Mapping[Addressee, Reader], person: str) -> Reader:
    key = fold(person)
    found = [
        one
        for one in readers.values()
        if key == fold(one.addressee.address)
        or any(post.name is not None and key == fold(post.name) for post in one.posts)
    ]
    if len(found) == 1:
        return found[0]
    raise NotFoundError(
        Text(
            f"“{person[:40]}” không chỉ đúng một người nhận nhắc việc.",
            f"“{person[:40]}” is not one person who is told.",
        ),
        why=tuple(Text(one.addressee.address, one.addressee.address) for one in found),
        following=Text("ketnap role list", "ketnap role list"),
    )


def _allow(bell: Bell, inbox: Addressee, detail: Detail) -> None:
    carrier = carriers_of(bell).get(inbox.channel)
    allowed = Detail.REF if carrier is None else carrier.detail(inbox.address)
    if _ORDER.index(detail) > _ORDER.index(allowed):
        raise NotPermittedError(
            Text(
                f"Địa chỉ {inbox.address} chỉ được nhận mức “{allowed}”, không phải “{detail}”.",
                f"The inbox {inbox.address} may be told “{allowed}”, not “{detail}”.",
            ),
            following=Text(f"--detail {allowed}", f"--detail {allowed}"),
        )
