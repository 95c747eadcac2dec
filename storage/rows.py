"""From values to rows and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from audit.json_text import encode
from rules.decision import Decision
from storage.tables import QuotaRow
from workflow.case import Case, Deadline
from workflow.change import Change, Closing
from workflow.holder import Holder
from workflow.names import fold, title_key
from workflow.person import Person
from workflow.posting import Resend, Return
from workflow.quota import Quota
from workflow.reminders import Answer
from workflow.several import joined, parted
from workflow.snapshot import case_columns
from workflow.unit import Profile, Unit, UnitStatus


class CaseRows:
    """The columns of many new cases: those that stand alike share all but who and where.

    Standing alike is told by identity of days, facts and deadlines, so this must not outlive the
    change that holds the cases.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], dict[str, Any]] = {}

    def __call__(self, case: Case) -> dict[str, Any]:
        """What `case_columns` gives."""
        key = (
            id(case.days),
            id(case.steps),
            id(case.facts),
            id(case.deadlines),
            case.state,
            case.since,
            case.seq,
            case.held,
            case.moving_to,
            case.decided_on,
            case.opened_on,
        )
        alike = self._known.get(key)
        if alike is None:
            alike = self._known[key] = case_columns(case)
        return {
            **alike,
            "ref": case.ref,
            "person": case.person,
            "unit": case.unit,
            "head": case.head,
        }


def person_values(person: Person) -> dict[str, Any]:
    """The columns of a person row."""
    return {
        "id": person.id,
        "name": person.name,
        "name_key": person.name_key,
        "name_sort": person.name_sort,
        "born": person.born,
        "sex": person.sex,
        "ethnic": person.ethnic,
        "religion": person.religion,
        "hometown": person.hometown,
        "residence": person.residence,
        "occupation": person.occupation,
        "education": person.education,
        "identity_no": person.identity_no,
        "identity_key": None,
        "tags": joined(person.tags),
    }


def person_of(values: Mapping[str, Any]) -> Person:
    """The person that a row tells of."""
    told = {name: value for name, value in values.items() if name != "identity_key"}
    return Person(**{**told, "tags": parted(values["tags"])})


def deadline_values(
    stream: str, case: str | None, one: Deadline, opened_on: date
) -> dict[str, Any]:
    """The columns of a new deadline row."""
    return {
        "stream": stream,
        "case_ref": case,
        "rule": one.rule,
        "version": one.version,
        "started_by": one.started_by,
        "opened_by": one.opened_by,
        "start_on": one.start_on.isoformat(),
        "due_on": one.due_on.isoformat(),
        "opened_on": opened_on.isoformat(),
        "estimated": one.estimated,
        "provisional": one.provisional,
    }


def closing_values(one: Closing) -> dict[str, Any]:
    """What closing a deadline sets, and which one."""
    return {
        "stream_": one.stream,
        "rule_": one.rule,
        "started": one.started_by,
        "how": one.how,
        "by": one.closed_by,
        "on": one.closed_on.isoformat(),
    }


def marking_values(ref: str, one: Deadline) -> dict[str, Any]:
    """What marking a deadline sets, and which one."""
    return {
        "stream_": ref,
        "rule_": one.rule,
        "started": one.started_by,
        "unsure": one.estimated,
    }


def calendar_values(one: Decision) -> dict[str, Any]:
    """The columns of a decided day."""
    return {
        "year": one.day.year,
        "seq": one.seq,
        "day": one.day.isoformat(),
        "off_duty": one.off,
        "unit": one.unit,
        "name": one.name.vi,
        "document": one.source.document,
        "announced_on": None if one.announced_on is None else one.announced_on.isoformat(),
        "recorded_on": one.recorded_on.isoformat(),
    }


def request_values(change: Change) -> dict[str, Any]:
    """The columns of a request row."""
    return {
        "id": change.request,
        "action": change.action,
        "fingerprint": change.fingerprint,
        "recorded_on": change.recorded_on.isoformat(),
        "result": encode(change.result),
    }


def unit_values(unit: Unit) -> dict[str, Any]:
    """The columns of a unit row."""
    return {
        "code": unit.code,
        "from_on": unit.from_on.isoformat(),
        "until_on": None if unit.until_on is None else unit.until_on.isoformat(),
        "name": unit.name,
        "name_key": fold(unit.name),
        "name_sort": title_key(unit.name),
        "status": unit.status.value,
        "kind": unit.kind,
        "parent": unit.parent,
        "members": unit.members,
        "delegated": unit.delegated,
        "profile": None if unit.profile is None else unit.profile.value,
        "inherits": joined(unit.inherits),
    }


def unit_of(values: Mapping[str, Any]) -> Unit:
    """The unit that the columns of a row tell of; SQLite's driver gives days as text."""
    profile = values["profile"]
    return Unit(
        code=values["code"],
        name=values["name"],
        status=UnitStatus(values["status"]),
        kind=values["kind"],
        parent=values["parent"],
        from_on=_day(values["from_on"]),
        until_on=None if values["until_on"] is None else _day(values["until_on"]),
        members=values["members"],
        delegated=bool(values["delegated"]),
        profile=None if profile is None else Profile(profile),
        inherits=parted(values["inherits"]),
    )


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def answer_values(answer: Answer) -> dict[str, Any]:
    """What an officer's answer sets in the row of an alert, and which one."""
    return {
        "alert": answer.alert,
        "state": answer.state.value,
        "by": answer.by,
        "at": _instant(answer.at),
        "second": answer.approved_by,
        "until": None if answer.until_on is None else answer.until_on.isoformat(),
        "why": answer.reason,
    }


def handing_values(answer: Answer) -> dict[str, Any]:
    """What a hand-over sets in the row of an alert, and which one."""
    return {"alert": answer.alert, "post": answer.handed_to}


def holder_end_values(holder: Holder) -> dict[str, Any]:
    """What the end of a term sets in the row of a holder, and which one."""
    until = None if holder.until_on is None else holder.until_on.isoformat()
    return {"unit_": holder.unit, "seq_": holder.seq, "until": until}


def resend_values(again: Resend) -> dict[str, Any]:
    """What sending a message once more sets."""
    at = _instant(again.at)
    return {"message": again.message, "under": again.under, "at": at, "made": at}


def return_values(one: Return) -> dict[str, Any]:
    """What a message that came back sets."""
    return {**asdict(one), "at": _instant(one.at)}


def _instant(at: datetime) -> str:
    """An instant as both databases take it: UTC, without saying so."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def quota_values(quota: Quota) -> dict[str, Any]:
    """The columns of a quota row."""
    return asdict(quota)


def quota_of(row: QuotaRow) -> Quota:
    """The quota that a row tells of."""
    return Quota(**row.model_dump())
