"""Telling an officer what another one did first."""

from __future__ import annotations

from datetime import datetime

from rules.text import Text
from workflow.deeds import deed
from workflow.errors import ConflictError
from workflow.ports import Store
from workflow.registers.register import Register, register_of
from workflow.screening.screening import SERIES
from workflow.zone import office_zone


def noun_of(ref: str) -> str:
    """The noun of the command line under which a reference is looked at."""
    register = register_of(ref)
    if register is not None:
        return register.noun
    return "screen" if ref.startswith(SERIES) else "case"


def shown_in_list(ref: str) -> bool:
    """Whether what a reference stands for is looked at in its list, and has no page of its own."""
    return register_of(ref) in {Register.INCIDENT, Register.ASSIGNMENT, Register.FINDING}


def look_at(ref: str) -> Text:
    """The command that shows what a reference stands for."""
    what = "list" if shown_in_list(ref) else f"show {ref.rpartition('/')[2]}"
    command = f"ketnap {noun_of(ref)} {what}"
    return Text(command, command)


def moved_meanwhile(store: Store, ref: str, seen: int) -> ConflictError:
    """The conflict that tells what happened to a case after entry number `seen`."""
    later = [entry for entry in store.entries(ref) if entry.seq > seen]
    if not later:
        return ConflictError(
            Text(
                f"Hồ sơ {ref} chưa tới mục {seen}; hãy xem lại rồi làm lại.",
                f"Case {ref} has not reached entry {seen}; look again, then try again.",
            )
        )
    last = later[-1].fields
    what = deed(last)
    instant = datetime.fromisoformat(last["recorded_at"]).astimezone(office_zone())
    return ConflictError(
        Text(
            f"Hồ sơ {ref} vừa được {last['actor']} ghi “{what.vi}” lúc"
            f" {instant:%d/%m/%Y %H:%M}; chưa ghi gì thêm.",
            f"Case {ref} was moved by {last['actor']} (“{what.en}”,"
            f" {instant:%Y-%m-%d %H:%M}); nothing was written.",
        ),
        following=look_at(ref),
    )
