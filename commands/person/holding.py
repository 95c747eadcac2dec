"""Everything that a store holds on one person, as one value: for the person, not for the office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from commands.case.words import birth
from commands.erased import ERASED, named
from commands.output import day
from commands.speech import language, say
from rules.text import Text

if TYPE_CHECKING:
    from workflow.desk import Desk

_LABELS = {
    "name": Text("Họ tên", "Name"),
    "born": Text("Ngày sinh", "Born"),
    "sex": Text("Giới tính", "Sex"),
    "ethnic": Text("Dân tộc", "Ethnic group"),
    "religion": Text("Tôn giáo", "Religion"),
    "hometown": Text("Quê quán", "Home town"),
    "residence": Text("Nơi ở", "Residence"),
    "occupation": Text("Nghề nghiệp", "Occupation"),
    "education": Text("Học vấn", "Education"),
    "identity_no": Text("Số định danh", "Identity number"),
}


def held_on(desk: Desk, ref: str) -> dict[str, Any]:
    """The person of a case with all that names them, every kept value in its place.

    That is: their cases, screenings, requests about their data, what inspections found in their
    cases, and what was answered to reminders about any of these.

    Raises:
        NotFoundError: no such case.
    """
    from workflow.finding import find_case  # noqa: PLC0415 - help stays instant
    from workflow.registers.register import Register  # noqa: PLC0415 - as above
    from workflow.screening.listing import ScreeningFilter  # noqa: PLC0415 - as above

    person = find_case(desk, ref).person
    refs = list(desk.store.refs_of(person.id))
    streams = list(refs)
    for one in refs:
        streams += [line.ref for line in desk.store.screenings(ScreeningFilter(case=one))]
    for one in refs:
        for register in (Register.REQUEST, Register.FINDING):
            streams += [record.stream for record in desk.store.records_of(register, one)]
    reminders = [
        f"alert/{one.id}"
        for stream in streams
        for one in desk.store.alerts_on(stream, settled=True)
    ]
    streams += [stream for stream in reminders if desk.store.entries(stream)]
    known = {name: value for name, value in asdict(person).items() if name in _LABELS}
    return {
        "person": {"id": person.id, **known, "tags": list(person.tags)},
        "cases": refs,
        "records": [
            {
                "ref": stream,
                "entries": [
                    _filled(dict(entry.fields), kept) for entry in desk.store.entries(stream)
                ],
            }
            for stream in streams
            for kept in (desk.store.unsealed(stream),)
        ],
    }


def cases_of(held: Mapping[str, Any]) -> list[str]:
    """References of the cases of the person."""
    return list(held["cases"])


def lines_of(held: Mapping[str, Any]) -> Iterator[str]:
    """The same as people read it: who, then each record with what was written and when."""
    from workflow.deeds import deed  # noqa: PLC0415 - help stays instant

    for name, label in _LABELS.items():
        yield f"{say(label)}: {_read(name, held['person'][name])}"
    for record in held["records"]:
        yield ""
        yield record["ref"]
        for fields in record["entries"]:
            text = fields.get("text")
            said = f" — {text}" if isinstance(text, str) else ""
            on = day(date.fromisoformat(fields["effective_on"]))
            yield f"  {fields['seq']}. {on} {say(deed(fields))}{said}"


def _read(name: str, value: str | None) -> str:
    """A value as people read it: a birth in their order, a code as its word."""
    from office.vocabulary import label_of  # noqa: PLC0415 - as above

    if value is None:
        return "—"
    if name == "name":
        return named(value)
    if name == "born":
        return birth(value)
    return value if language() == "en" else label_of(name, value)


def _filled(value: Any, kept: Mapping[str, str]) -> Any:
    """An entry's fields with the kept value where its digest stands; an erased one says so."""
    if isinstance(value, Mapping):
        if set(value) == {"sealed"}:
            return kept.get(value["sealed"], say(ERASED))
        return {name: _filled(item, kept) for name, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, kept) for item in value]
    return value
