"""What a correction sets: the values of one entry, read as they would be when first recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from audit import Entry
from rules.text import Text
from workflow.actions.nominate import paper
from workflow.actions.record import read_values
from workflow.errors import InputError, NotFoundError, RefusedError
from workflow.fact_table import FACTS
from workflow.facts import FactKind, FactSpec
from workflow.fold import history
from workflow.inquiry import shown
from workflow.states import TRANSITIONS, Event
from workflow.typed_day import read_day

# How an entry names the paper behind it, and how a fact within a first entry does.
_PAPER = (("number", "document"), ("issuer", "issuer"))
# A person taken over half-way may be given the days that the list did not know.
_INTAKE_DAYS = tuple(dict.fromkeys(event.value for event, _, _ in TRANSITIONS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a correction is about: an entry, or one fact that a first entry holds.

    `fields` are its fields as corrected so far; `fact` is the number of the fact within its entry.
    """

    seq: int
    fact: int | None
    fields: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """The kind of the entry; a fact within one is a fact like any other."""
        return str(self.fields["kind"])

    @property
    def spec(self) -> FactSpec | None:
        """What such a fact holds; None where it is no fact."""
        return FACTS[FactKind(self.fields["event"])] if self.kind == "fact" else None

    @property
    def private(self) -> frozenset[str]:
        """The fields whose values may name a person."""
        fields = () if self.spec is None else self.spec.fields
        return frozenset(field.name for field in fields if field.private)


def target_at(entries: Sequence[Entry], of: int, fact: str | None = None) -> Target:
    """The entry of a case by its number; with `fact` a fact in it, by its number or its kind.

    Raises:
        NotFoundError: there is no such entry, or not one such fact in it; what there is is listed.
    """
    if not 1 <= of <= len(entries):
        raise NotFoundError(
            Text(
                f"Hồ sơ có {len(entries)} mục, không có mục {of}.",
                f"The case has {len(entries)} entries; there is no entry {of}.",
            )
        )
    fields = next(now for now, _, after in history(entries) if after.seq == of)
    if fact is None:
        return Target(seq=of, fact=None, fields=fields)
    known = fields.get("data", {}).get("facts", ())
    asked = fact.lstrip("0")
    found = [
        (number, one)
        for number, one in enumerate(known, 1)
        if asked == str(number) or fact == one["kind"]
    ]
    if len(found) != 1:
        raise _which_fact(of, fact, known)
    number, one = found[0]
    return Target(seq=of, fact=number, fields=_as_entry(one))


def _as_entry(one: Mapping[str, Any]) -> dict[str, Any]:
    """A fact within an entry, as the entry of a fact tells it."""
    document = {name: one[key] for name, key in _PAPER if key in one}
    return {
        "kind": "fact",
        "event": one["kind"],
        "effective_on": one["on"],
        "document": document,
        "data": one.get("data", {}),
    }


def _which_fact(of: int, typed: str, known: Sequence[Mapping[str, Any]]) -> NotFoundError:
    listed = tuple(
        Text(
            f"{of}.{number}: {FACTS[FactKind(one['kind'])].label.vi}, {one['on']}",
            f"{of}.{number}: {FACTS[FactKind(one['kind'])].label.en}, {one['on']}",
        )
        for number, one in enumerate(known, 1)
    )
    return NotFoundError(
        Text(
            f"“{typed[:40]}” không chỉ đúng một sự việc trong mục {of}; mục này giữ"
            f" {len(known)} sự việc.",
            f"“{typed[:40]}” is not one fact of entry {of}, which holds {len(known)}.",
        ),
        why=listed,
    )


def read_patch(
    target: Target,
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


def _correctable(target: Target, *, void: bool) -> None:
    if target.kind not in {"transition", "fact", "intake", "transfer"}:
        raise RefusedError(
            Text(
                f"Mục {target.seq} ({target.kind}) không sửa; hãy ghi một việc mới.",
                f"Entry {target.seq} ({target.kind}) is not corrected; record a new step.",
            )
        )
    if void and target.kind != "fact":
        raise RefusedError(
            Text(
                "Chỉ một sự việc (fact) có thể bị coi là không có; bước đã ghi thì dùng annul.",
                "Only a fact can be voided; a transition is answered by annul.",
            )
        )


def _values(target: Target, values: Mapping[str, str], today: date) -> dict[str, Any]:
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
    spec = target.spec
    if spec is None:
        return {name: _day(value, today) for name, value in values.items()}
    if not values:
        return {}
    old = target.fields.get("data", {})
    whole = {name: "x" if isinstance(value, Mapping) else str(value) for name, value in old.items()}
    if "roster" in {*old, *values} and "electors" not in values:
        whole.pop("electors", None)  # the base follows from the roster again
    read = read_values(spec, {**whole, **values}, "–")
    derived = {"electors"} & read.keys() - whole.keys() - values.keys()
    return {name: read[name] for name in (*values, *derived)}


def _allowed(target: Target) -> tuple[str, ...]:
    if target.spec is not None:
        return tuple(field.name for field in target.spec.fields)
    return (*_INTAKE_DAYS, "decided_on") if target.kind == "intake" else ()


def _day(value: str, today: date) -> str:
    day = read_day(value.strip())
    _not_in_the_future(day, today)
    return day.isoformat()


def _not_in_the_future(day: date, today: date) -> None:
    if day > today:
        raise RefusedError(Text(f"Ngày {shown(day)} chưa tới.", f"{day} has not come yet."))
