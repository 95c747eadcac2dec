"""A case as a row of the list of people, so that what was exported can be imported again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from office.headings import fields_of
from office.writing import OutCell
from workflow.case import Case, Fact
from workflow.facts import FactKind
from workflow.person import Person
from workflow.states import Event

OPEN_FIELDS = (
    "ref",
    "name",
    "unit",
    "sympathiser_on",
    "helper",
    "certificate_no",
    "certificate_on",
    "certificate_issuer",
    "file_on",
    "cell_vote_on",
    "cell_resolution_no",
    "decision_no",
    "decision_on",
    "decision_issuer",
    "decision_received_on",
    "ceremony_on",
    "member_cv_on",
    "new_member_certificate_no",
    "new_member_certificate_on",
    "recognised_on",
    "state",
)
"""The fields of a list that holds names, and nothing else that is personal."""

WITHHELD = frozenset({"note"})
"""Fields that are never exported: what an officer noted stays with the case."""


def exported_fields(*, personal: bool) -> tuple[str, ...]:
    """The fields of an exported list, in the order of the import list."""
    return tuple(
        field.id
        for field in fields_of("cases")
        if field.id in OPEN_FIELDS or (personal and field.id not in WITHHELD)
    )


def case_row(
    case: Case, person: Person, unit: str, kept: Mapping[str, str], paper: Mapping[str, str]
) -> dict[str, OutCell]:
    """The values of a case by field id; what is not known is None.

    Args:
        case: The case.
        person: Whose it is.
        unit: What the list writes for its unit.
        kept: Values kept apart from the case's log, by digest; erased ones are not there.
        paper: Number and issuer of the admission decision as the log has them, where no fact does.
    """
    certificate = case.latest(FactKind.CERTIFICATE)
    resolution = case.latest(FactKind.RESOLUTION, body="cell", purpose="admission")
    decision = case.latest(FactKind.DECISION, purpose="admission")
    receipt = case.latest(FactKind.DECISION_RECEIPT)
    new_member = case.latest(FactKind.NEW_MEMBER_CERTIFICATE)
    admitted = case.day_of(Event.ADMIT)
    return {
        "ref": case.ref,
        "name": person.name,
        "born": person.born,
        "sex": person.sex,
        "ethnic": person.ethnic,
        "religion": person.religion,
        "hometown": person.hometown,
        "residence": person.residence,
        "occupation": person.occupation,
        "education": person.education,
        "identity_no": person.identity_no,
        "unit": unit,
        "sympathiser_on": case.day_of(Event.NOMINATE),
        "helper": _who(case.latest(FactKind.HELPER), kept),
        "certificate_no": _document(certificate),
        "certificate_on": _day(certificate),
        "certificate_issuer": _issuer(certificate),
        "file_on": case.day_of(Event.OPEN_FILE),
        "cell_vote_on": _day(resolution),
        "cell_resolution_no": _document(resolution),
        "decision_no": _document(decision) or paper.get("number") if admitted else None,
        "decision_on": admitted,
        "decision_issuer": _issuer(decision) or paper.get("issuer") if admitted else None,
        "decision_received_on": _day(receipt),
        "ceremony_on": case.day_of(Event.HOLD_CEREMONY),
        "member_cv_on": _day(case.latest(FactKind.MEMBER_CV)),
        "new_member_certificate_no": _document(new_member),
        "new_member_certificate_on": _day(new_member),
        "recognised_on": case.decided_on,
        "state": case.state.value,
        "referrer": _who(case.latest(FactKind.REFERRAL), kept),
        "tags": "; ".join(person.tags) or None,
    }


def names_somebody(case: Case) -> bool:
    """Whether a row of this case needs values that are kept apart from the log."""
    return any(fact.kind in {FactKind.HELPER, FactKind.REFERRAL} for fact in case.facts)


def _who(fact: Fact | None, kept: Mapping[str, str]) -> str | None:
    if fact is None:
        return None
    who: Any = fact.data.get("who")
    return kept.get(who["sealed"]) if isinstance(who, Mapping) else None


def _document(fact: Fact | None) -> str | None:
    return None if fact is None else fact.document


def _issuer(fact: Fact | None) -> str | None:
    return None if fact is None else fact.issuer


def _day(fact: Fact | None) -> date | None:
    return None if fact is None else fact.on
