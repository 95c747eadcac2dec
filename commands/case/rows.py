"""A case, its entries, facts and deadlines as a program reads them (DESIGN 9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from audit import Entry
from commands.case.words import deed, unsealed
from commands.office_desk import Office
from commands.sureness import grounds
from commands.urgency import days_late
from workflow.case import Case, Deadline, Fact
from workflow.law import Law
from workflow.person import Person
from workflow.probation import party_age_from, probation_of
from workflow.states import Event


def case_row(case: Case, person: Person, law: Law, today: date) -> dict[str, Any]:
    """Where a case stands: the columns of a list, and the days of membership."""
    following = case.next_deadline
    due_on = None if following is None else following.due_on
    rule = None if following is None else following.rule
    found = probation_of(case, law)
    return {
        "ref": case.ref,
        "name": person.name,
        "state": case.state.value,
        "unit": case.unit,
        "since": case.since,
        "next_due": due_on,
        "next_rule": rule,
        "overdue_days": days_late(rule, due_on, today, held=case.held is not None),
        "waived": len(case.waived),
        "seq": case.seq,
        "held": case.held,
        "moving_to": case.moving_to,
        "born": person.born,
        "probation_ends_on": None if found is None else found.ends_on,
        "recognised_on": case.decided_on,
        "effective_on": case.day_of(Event.RECOGNISE),
        "party_age_from": party_age_from(case),
        "overrides": list(case.waived),
    }


def entry_row(entry: Entry, kept: Mapping[str, str]) -> dict[str, Any]:
    """One line of the log."""
    fields = entry.fields
    text = fields.get("text")
    return {
        "seq": entry.seq,
        "kind": fields["kind"],
        "event": fields.get("event"),
        "what": deed(fields),
        "from": fields.get("from"),
        "to": fields.get("to"),
        "effective_on": fields["effective_on"],
        "recorded_at": fields["recorded_at"],
        "actor": fields["actor"],
        "approved_by": fields.get("approved_by"),
        "document": fields.get("document", {}).get("number"),
        "reason": fields.get("reason"),
        "text": None if text is None else unsealed(text, kept),
        "data": {name: unsealed(value, kept) for name, value in fields.get("data", {}).items()},
        "rules": list(fields.get("rules", ())),
        "digest": entry.digest,
    }


def fact_row(fact: Fact, kept: Mapping[str, str]) -> dict[str, Any]:
    """One recorded fact."""
    return {
        "kind": fact.kind.value,
        "on": fact.on,
        "seq": fact.seq,
        "document": fact.document,
        "issuer": fact.issuer,
        "data": {name: unsealed(value, kept) for name, value in fact.data.items()},
    }


def deadline_row(office: Office, one: Deadline, today: date) -> dict[str, Any]:
    """One open deadline, with the source it rests on."""
    return {
        "rule": one.rule,
        "version": one.version,
        "started_by": one.started_by,
        "start_on": one.start_on,
        "due_on": one.due_on,
        "estimated": one.estimated,
        "provisional": one.provisional,
        "overdue_days": days_late(one.rule, one.due_on, today, held=False),
        **grounds(office, one.version),
    }
