"""Drafting the entries of a record: the first one with its number, and those after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from audit import Entry, genesis
from rules.text import Text
from workflow.actions.nominate import paper
from workflow.change import RecordWrite
from workflow.deadlines import Changes
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import NotFoundError
from workflow.names import clean_text
from workflow.ports import Store
from workflow.registers.events import RecordEvent
from workflow.registers.record import KIND, Record, fold_record
from workflow.registers.register import Register

_SHOWN = 8


def next_number(store: Store, register: Register, year: int) -> str:
    """The number that the next record of a year gets; two officers never get the same one."""
    begins = f"{register.prefix}-{year}-"
    taken = [ref for ref in store.record_refs(register) if ref.startswith(begins)]
    return register.numbered(year, 1 + max((int(ref[len(begins) :]) for ref in taken), default=0))


def begun(
    draft: Draft,
    register: Register,
    event: RecordEvent,
    state: str,
    data: Mapping[str, Any],
    *,
    on: date,
    ref: str | None = None,
    unit: str | None = None,
    document: str | None = None,
    issuer: str | None = None,
    moved: Changes | None = None,
    about: str | None = None,
) -> Record:
    """Draft the first entry of a record, under the next number of its register unless one is given.

    What may say something about a person is sealed under the record's stream before it comes here.
    `moved` are the deadlines that it opens, `about` the case of the person whom they are about.
    """
    number = ref or next_number(draft.desk.store, register, draft.today.year)
    stream = register.stream(number)
    fields = draft.fields(
        KIND,
        on,
        event=event.value,
        to=state,
        unit=unit,
        document=paper(document, issuer),
        data=dict(data),
    )
    closings = () if moved is None else draft.telling(stream, 1, fields, moved)
    entry = Entry.seal(stream, 1, genesis(stream), fields)
    record = fold_record([entry])
    draft.entries.append(entry)
    opened = () if moved is None else moved.opened
    draft.records.append(
        RecordWrite(record=record, seen=0, case=about, opened=opened, closings=closings)
    )
    return record


def went_on(
    draft: Draft,
    record: Record,
    event: RecordEvent,
    patch: Mapping[str, Any],
    *,
    on: date,
    to: str | None = None,
    unit: str | None = None,
    document: str | None = None,
    issuer: str | None = None,
    moved: Changes | None = None,
    about: str | None = None,
    text: Mapping[str, str] | None = None,
) -> Record:
    """Draft the next entry of a record: only what it changes, and what it does to its deadlines.

    `unit` is where it was done (default: whose the record is), `about` the case of the person whom
    the deadlines that it opens are about, `text` why, sealed.
    """
    fields = draft.fields(
        KIND,
        on,
        event=event.value,
        to=to,
        unit=unit or record.unit,
        document=paper(document, issuer),
        text=text,
        data=dict(patch) or None,
    )
    number = record.seq + 1
    closings = () if moved is None else draft.telling(record.stream, number, fields, moved)
    entry = Entry.seal(record.stream, number, record.head, fields)
    after = record.after(entry)
    draft.entries.append(entry)
    draft.records.append(
        RecordWrite(
            record=after,
            seen=record.seq,
            case=about,
            opened=() if moved is None else moved.opened,
            closings=closings,
            marked=() if moved is None else moved.marked,
        )
    )
    return after


def find_record(desk: Desk, register: Register, typed: str) -> Record:
    """The one record of a register that its number, or a unique tail of it, stands for.

    Raises:
        NotFoundError: nothing, or more than one record, goes by it.
    """
    asked = clean_text(typed).upper()
    found = desk.store.record(register.stream(asked))
    if found is not None:
        return found
    fits = [one for one in desk.store.records(register) if asked and one.ref.endswith(asked)]
    if len(fits) == 1:
        return fits[0]
    label = register.label
    if fits:
        raise NotFoundError(
            Text(
                f"“{asked}” chỉ nhiều {label.vi}; hãy gõ đủ số.",
                f"“{asked}” stands for more than one {label.en}; type the whole number.",
            ),
            why=tuple(Text(one.ref, one.ref) for one in fits[:_SHOWN]),
        )
    command = f"ketnap {register.listing}"
    raise NotFoundError(
        Text(f"Không có {label.vi} “{asked}”.", f"There is no {label.en} “{asked}”."),
        following=Text(command, command),
    )
