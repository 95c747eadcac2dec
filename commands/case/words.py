"""Facts, entries and people in an officer's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from commands.erased import ERASED
from commands.output import day
from commands.speech import language, say
from rules.text import Text
from workflow import deeds
from workflow.annual_grades import grade_title
from workflow.case import Fact
from workflow.fact_labels import CHOICE_LABELS
from workflow.fact_table import FACTS
from workflow.facts import Field
from workflow.reasons import REASON_LABELS, Reason

_ISO_MONTH = len("2009-12")
_ISO_DAY = len("2009-12-31")
_DECEMBER = 12
_ABOUT = ("purpose", "about")
_VOTE = frozenset({"electors", "present", "for", "against"})
_TOLD = _VOTE | {"roster", "left_out_moved", "left_out_exempt"}


def unsealed(value: Any, kept: Mapping[str, str]) -> Any:
    """A value with what was sealed opened again, however deep; a mark where it was erased."""
    if isinstance(value, Mapping):
        if value.keys() == {"sealed"}:
            return kept.get(value["sealed"], say(ERASED))
        return {name: unsealed(one, kept) for name, one in value.items()}
    if isinstance(value, list):
        return [unsealed(one, kept) for one in value]
    return value


def deed(fields: Mapping[str, Any]) -> str:
    """What an entry of the log says was done."""
    return say(deeds.deed(fields))


def reason_shown(code: str) -> str:
    """A reason code in words."""
    return say(REASON_LABELS[Reason(code)])


def fact_shown(fact: Fact, kept: Mapping[str, str]) -> str:
    """A fact on one line: what it is, its document, and what it holds."""
    spec = FACTS[fact.kind]
    parts = [say(spec.label)]
    if fact.document is not None:
        parts.append(say(Text(f"số {fact.document}", f"no. {fact.document}")))
    if fact.issuer is not None:
        parts.append(fact.issuer)
    votes = _votes(fact.data) if fact.data.keys() >= _VOTE else []
    parts += [
        _field_shown(field, unsealed(fact.data[field.name], kept))
        for field in spec.fields
        if field.name in fact.data and not (votes and field.name in _TOLD)
    ]
    return " · ".join(parts + votes)


def _votes(data: Mapping[str, Any]) -> list[str]:
    yes, no, all_of_them, there = (data[k] for k in ("for", "against", "electors", "present"))
    told = Text(
        f"{yes}/{all_of_them} tán thành, {no} không tán thành, {there} có mặt",
        f"{yes}/{all_of_them} for, {no} against, {there} present",
    )
    if data.get("roster", all_of_them) != all_of_them:
        left_out = data["roster"] - all_of_them
        told = Text(
            f"{told.vi} ({data['roster']} đảng viên chính thức, không tính {left_out})",
            f"{told.en} ({data['roster']} full members, {left_out} left out)",
        )
    return [say(told)]


def _field_shown(field: Field, value: Any) -> str:
    """A field with its label, unless the value says by itself what it is about."""
    label = _lowered(say(field.label))
    if field.name in _ABOUT:
        about = CHOICE_LABELS[value]
        return say(Text(f"về {about.vi}", f"on {about.en}"))
    if field.choices:
        said = say(CHOICE_LABELS[value])
        return f"{label}: {said}" if field.choices == ("yes", "no") else said
    if field.name == "who":
        return str(value)
    if field.name == "grade":
        return say(grade_title(value))
    return f"{label}: {day(date.fromisoformat(value)) if field.kind is date else value}"


def _lowered(label: str) -> str:
    return label[:1].lower() + label[1:]


def born_shown(born: str | None, today: date) -> str | None:
    """A birth as people write it, with the age where it is certain; None when not known."""
    if born is None:
        return None
    low, high = _ages(born, today)
    age = str(high) if low == high else f"{low}–{high}"
    return say(Text(f"{birth(born)} ({age} tuổi)", f"{birth(born)} (aged {age})"))


def birth(born: str) -> str:
    """A birth as far as it is known, as people write it: a day, a month or a year."""
    if language() == "en" or len(born) < _ISO_MONTH:
        return born
    return "/".join(reversed(born.split("-")))


def _ages(born: str, today: date) -> tuple[int, int]:
    """The least and the greatest age that what is known of a birth allows."""
    parts = [int(part) for part in born.split("-")]
    year = parts[0]
    first = (*parts[1:], *(1,) * (3 - len(parts)))
    last = (*parts[1:], *(_DECEMBER, 31)[len(parts) - 1 :])
    now = (today.month, today.day)
    whole = today.year - year
    return whole - (now < last), whole - (now < first)
