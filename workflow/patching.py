"""What a correction sets: the values of one entry, read as they would be when first recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from audit import Entry
from rules.text import Text
from workflow.actions.nominate import paper
from workflow.actions.record import read_values
from workflow.errors import InputError, NotFoundError, RefusedError
from workflow.fact_table import FACTS
from workflow.facts import FactKind, FactSpec
from workflow.inquiry import shown
from workflow.states import TRANSITIONS, Event
from workflow.typed_day import read_day

# A person taken over half-way may be given the days that the list did not know.
_INTAKE_DAYS = tuple(dict.fromkeys(event.value for event, _, _ in TRANSITIONS))


def entry_at(entries: Sequence[Entry], of: int) -> Entry:
    """The entry of a case by its number.

    Raises:
        NotFoundError: there is no such entry.
    """
    if not 1 <= of <= len(entries):
        raise NotFoundError(
            Text(
                f"Hồ sơ có {len(entries)} mục, không có mục {of}.",
                f"The case has {len(entries)} entries; there is no entry {of}.",
            )
        )
    return entries[of - 1]


def read_patch(
    target: Entry,
    *,
    on: date | None,
    values: Mapping[str, str],
    document: str | None,
    issuer: str | None,
    void: bool,
    today: date,
) -> dict[str, Any]:
    """What a correction of an entry sets; values that name a person are not sealed yet.

    The day of a recognition is the day of its decision: its effect follows the probation.

    Raises:
        InputError: nothing to correct, or a value that cannot be read.
        RefusedError: an entry of a kind that is not corrected, or a day that has not come.
    """
    _correctable(target, void=void)
    patch: dict[str, Any] = _values(target, values, today)
    if on is not None:
        _not_in_the_future(on, today)
        recognition = target.fields.get("event") == Event.RECOGNISE.value
        patch["decided_on" if recognition else "effective_on"] = on.isoformat()
    patch.update(paper(document, issuer) or {})
    if void:
        patch["void"] = True
    if not patch:
        raise InputError(
            Text(
                "Chưa nói sửa gì: --on, --number, --issuer, --set hoặc --void.",
                "Say what to correct: --on, --number, --issuer, --set or --void.",
            )
        )
    return patch


def private_fields(target: Entry) -> frozenset[str]:
    """The fields of an entry whose values may name a person."""
    spec = _spec(target)
    fields = () if spec is None else spec.fields
    return frozenset(field.name for field in fields if field.private)


def _correctable(target: Entry, *, void: bool) -> None:
    kind = target.fields["kind"]
    if kind not in {"transition", "fact", "intake"}:
        raise RefusedError(
            Text(
                f"Mục {target.seq} ({kind}) không sửa; hãy ghi một việc mới.",
                f"Entry {target.seq} ({kind}) is not corrected; record a new step.",
            )
        )
    if void and kind != "fact":
        raise RefusedError(
            Text(
                "Chỉ một sự việc (fact) có thể bị coi là không có; bước đã ghi thì dùng annul.",
                "Only a fact can be voided; a transition is answered by annul.",
            )
        )


def _values(target: Entry, values: Mapping[str, str], today: date) -> dict[str, Any]:
    allowed = _allowed(target)
    unknown = sorted(values.keys() - set(allowed))
    if unknown:
        listed = ", ".join(sorted(allowed)) or "–"
        raise InputError(
            Text(
                f"Mục {target.seq} không có {', '.join(unknown)}; sửa được: {listed}.",
                f"Entry {target.seq} has no {', '.join(unknown)}; it has: {listed}.",
            )
        )
    spec = _spec(target)
    if spec is None:
        return {name: _day(value, today) for name, value in values.items()}
    if not values:
        return {}
    old = target.fields.get("data", {})
    whole = {name: "x" if isinstance(value, Mapping) else str(value) for name, value in old.items()}
    read = read_values(spec, {**whole, **values}, "–")
    return {name: read[name] for name in values}


def _allowed(target: Entry) -> tuple[str, ...]:
    spec = _spec(target)
    if spec is not None:
        return tuple(field.name for field in spec.fields)
    return (*_INTAKE_DAYS, "decided_on") if target.fields["kind"] == "intake" else ()


def _spec(target: Entry) -> FactSpec | None:
    if target.fields["kind"] != "fact":
        return None
    return FACTS[FactKind(target.fields["event"])]


def _day(value: str, today: date) -> str:
    day = read_day(value.strip())
    _not_in_the_future(day, today)
    return day.isoformat()


def _not_in_the_future(day: date, today: date) -> None:
    if day > today:
        raise RefusedError(Text(f"Ngày {shown(day)} chưa tới.", f"{day} has not come yet."))
