"""Rows of a list of people become newcomers: each with only what the list knows.

Nothing is worked out that the list does not say, but one thing the law says: a full member is one
from the day the probation ended, however late that was decided (R10.3).
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from office.case_days import impossible_days, probation_end, state_of, too_young
from office.cells import Value
from office.judging import Reasons
from office.refused import Refused
from office.unit_names import UnitNames
from rules.rulebook import Rulebook
from rules.text import Text
from workflow.actions.intake import KnownFact, Newcomer
from workflow.facts import FactKind
from workflow.names import fold, identity_form, sort_key
from workflow.person import Person
from workflow.states import Event, State

_EVENTS = (
    ("sympathiser_on", Event.NOMINATE),
    ("file_on", Event.OPEN_FILE),
    ("decision_on", Event.ADMIT),
    ("ceremony_on", Event.HOLD_CEREMONY),
)
_TAGS = re.compile(r"[;,|\n]+")
# Looked for in the folded name of who referred somebody, the longer words first.
_REFERRERS = (
    ("cong doan", "labour-federation"),
    ("lien doan lao dong", "labour-federation"),
    ("ldld", "labour-federation"),
    ("cdcs", "labour-federation"),
    ("doan", "youth-union"),
    ("chi bo", "cell"),
)
# The day that the clock of a step runs from; without it nobody can be reminded.
_CLOCKS = {
    State.VERIFICATION: "file_on",
    State.ADMITTED: "decision_on",
    State.PROBATION: "ceremony_on",
}
_CELL_ON_ADMISSION = {"body": "cell", "purpose": "admission"}
_ON_ADMISSION = {"purpose": "admission"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """People who already have a case that is not closed, by what a list may tell of them.

    Attributes:
        by_name: Folded name and birth to references, each with the identity number if known.
        by_identity: Identity number, as `identity_form` writes it, to reference; None where the
            cases of that person are over.
        by_ref: Reference to folded name.
    """

    by_name: Mapping[tuple[str, str], Sequence[tuple[str, str | None]]] = field(
        default_factory=dict
    )
    by_identity: Mapping[str, str | None] = field(default_factory=dict)
    by_ref: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the rows of a list are judged on."""

    units: UnitNames
    today: date
    rulebook: Rulebook
    known: Known = field(default_factory=Known)
    another: bool = False


def case_reasons(values: Mapping[str, Value], ground: Ground) -> Reasons:
    """Why a row cannot be taken, all reasons at once; empty when it can."""
    reasons = list(impossible_days(values, ground.today, ground.rulebook))
    reasons.extend(too_young(values, ground.today, ground.rulebook))
    unit = values.get("unit")
    if unit is not None:
        code = ground.units.code(str(unit))
        if isinstance(code, Refused):
            reasons.append(("unit", code.reason))
    ref = here_already(values, ground)
    if ref is not None:
        reasons.append(
            (
                "name",
                Text(
                    f"{HERE_ALREADY.vi} {ref}; nếu là người khác: thêm --another",
                    f"{HERE_ALREADY.en} {ref}; if this is another person: add --another",
                ),
            )
        )
    return reasons


def tags_in(text: str) -> tuple[str, ...]:
    """The source groups that one cell names."""
    return tuple(filter(None, map(str.strip, _TAGS.split(text))))


HERE_ALREADY = Text("có lẽ đã có hồ sơ", "probably has case")
"""How the reason begins that stands beside somebody who is in the store already."""


def here_already(values: Mapping[str, Value], ground: Ground) -> str | None:
    """Reference of the case that this person probably has."""
    known = ground.known
    if not known.by_ref:
        return None
    name, identity = fold(str(values.get("name", ""))), values.get("identity_no")
    ref: str | None = str(values.get("ref", "")).upper()
    # Another store's references may be other people's here: the name must agree.
    if ref and known.by_ref.get(ref) == name:
        return ref
    if identity is not None and (ref := known.by_identity.get(identity_form(str(identity)))):
        return ref
    if ground.another or "born" not in values:
        return None
    for other, number in known.by_name.get((name, str(values["born"])), ()):
        if identity is None or number is None:
            return other
    return None


def without_clock(values: Mapping[str, Value]) -> tuple[State, str] | None:
    """The step of somebody whose deadline cannot be worked out, and the field that is missing."""
    state = state_of(values)
    missing = _CLOCKS.get(state)
    return None if missing is None or missing in values else (state, missing)


def newcomer(values: Mapping[str, Value], ground: Ground) -> Newcomer:
    """The newcomer that a row without reasons tells of."""
    text = cast("Mapping[str, Any]", values)
    name: str = text["name"]
    unit = ground.units.named(text["unit"])
    days: dict[Event, date] = {event: text[key] for key, event in _EVENTS if key in text}
    decided: date | None = text.get("recognised_on")
    if decided is not None and (ceremony := text.get("ceremony_on")) is not None:
        ended = probation_end(ceremony, ground.rulebook)
        if ended is not None:
            days[Event.RECOGNISE] = ended
    facts = _papers(text)
    known = list(days.values()) or [fact.on for fact in facts] or [decided or ground.today]
    since = max(known)
    facts += _people(text, since)
    return Newcomer(
        person=_person(name, text),
        unit=unit,
        state=state_of(values),
        on=since,
        days=days,
        facts=facts,
        decided_on=decided,
        note=text.get("note"),
    )


def _person(name: str, text: Mapping[str, Any]) -> Person:
    get = text.get
    tags = get("tags")
    return Person(
        id=uuid.uuid4().hex,
        name=name,
        name_key=fold(name),
        name_sort=sort_key(name),
        born=get("born"),
        sex=get("sex"),
        ethnic=get("ethnic"),
        religion=get("religion"),
        hometown=get("hometown"),
        residence=get("residence"),
        occupation=get("occupation"),
        education=get("education"),
        identity_no=get("identity_no"),
        tags=() if tags is None else tags_in(tags),
    )


def _papers(text: Mapping[str, Any]) -> list[KnownFact]:
    """The papers whose day the list knows."""
    found: list[KnownFact] = []
    get = text.get
    if (on := get("certificate_on")) is not None:
        found.append(
            KnownFact(
                kind=FactKind.CERTIFICATE.value,
                on=on,
                document=get("certificate_no"),
                issuer=get("certificate_issuer"),
            )
        )
    if (on := get("cell_vote_on")) is not None:
        found.append(
            KnownFact(
                kind=FactKind.RESOLUTION.value,
                on=on,
                document=get("cell_resolution_no"),
                data=_CELL_ON_ADMISSION,
            )
        )
    if (on := get("decision_on")) is not None and (
        "decision_no" in text or "decision_issuer" in text
    ):
        found.append(
            KnownFact(
                kind=FactKind.DECISION.value,
                on=on,
                document=get("decision_no"),
                issuer=get("decision_issuer"),
                data=_ON_ADMISSION,
            )
        )
    if (on := get("decision_received_on")) is not None:
        found.append(KnownFact(kind=FactKind.DECISION_RECEIPT.value, on=on))
    if (on := get("member_cv_on")) is not None:
        found.append(KnownFact(kind=FactKind.MEMBER_CV.value, on=on))
    if (on := get("new_member_certificate_on")) is not None:
        found.append(
            KnownFact(
                kind=FactKind.NEW_MEMBER_CERTIFICATE.value,
                on=on,
                document=get("new_member_certificate_no"),
            )
        )
    return found


def _people(text: Mapping[str, Any], since: date) -> list[KnownFact]:
    """Who helps and who referred: lists give no day, so the step's own stands for it."""
    found: list[KnownFact] = []
    if (who := text.get("helper")) is not None:
        found.append(KnownFact(kind=FactKind.HELPER.value, on=since, private={"who": who}))
    if (by := text.get("referrer")) is not None:
        found.append(
            KnownFact(
                kind=FactKind.REFERRAL.value,
                on=text.get("sympathiser_on", since),
                data={"by": referrer_kind(by)},
                private={"who": by},
            )
        )
    return found


def referrer_kind(text: str) -> str:
    """The kind of organisation that a name tells of, as the fact `referral` knows it."""
    key = fold(text)
    return next((code for words, code in _REFERRERS if words in key), "other")
