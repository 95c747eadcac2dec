"""Answer a mistake with a `correct` entry; nothing is ever edited.

All that followed from the corrected entry is worked out again, and each deadline that moved is
reported old → new.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from audit import Entry
from rules.text import Text
from workflow.case import Case, Deadline
from workflow.deadlines import Changes, changes
from workflow.desk import Desk
from workflow.drafting import Draft, trial
from workflow.errors import InputError, RefusedError
from workflow.facts import FactKind
from workflow.finding import find_case
from workflow.fold import fold, history
from workflow.outcomes import Moved
from workflow.patching import entry_at, private_fields, read_patch
from workflow.personal import read_text, tidied
from workflow.probation import probation_of
from workflow.recommenders import refuse_second_from
from workflow.replay import replayed
from workflow.states import Event

_REASON_LIMIT = 2000
_REASON = Text("Lý do", "Reason")
_MAIN_PATH = (
    Event.NOMINATE,
    Event.ENROL,
    Event.OPEN_FILE,
    Event.ADMIT,
    Event.HOLD_CEREMONY,
    Event.RECOGNISE,
)
_PERSON_FIELDS = (
    "name",
    "born",
    "sex",
    "ethnic",
    "religion",
    "hometown",
    "residence",
    "occupation",
    "education",
    "identity_no",
)


def correct(
    desk: Desk,
    ref: str,
    of: int,
    *,
    effective_on: date | None = None,
    values: Mapping[str, str] | None = None,
    document: str | None = None,
    issuer: str | None = None,
    void: bool = False,
    reason: str,
    request: str | None = None,
    dry_run: bool = False,
) -> Moved:
    """Correct entry number `of` of a case: its legal day, document, values, or that it ever was.

    For a recognition the day is that of the decision. When the day of a ceremony changes, the
    effect of a recognition that followed from it changes with it, in the same entry.

    Raises:
        InputError: nothing to correct, or a value that cannot be read.
        RefusedError: an entry of a kind that is not corrected; a day that breaks the order.
        NotFoundError: no such case or entry.
    """
    case = find_case(desk, ref).case
    given = dict(values or {})
    asked = {
        "ref": case.ref,
        "of": of,
        "on": effective_on,
        "values": given,
        "document": document,
        "issuer": issuer,
        "void": void,
    }
    draft = Draft.begin(desk, "correct", request, asked)
    done = draft.done_before() if request is not None else None
    if done is not None:
        return replayed(desk, done)
    entries = desk.store.entries(case.ref)
    target = entry_at(entries, of)
    patch = read_patch(
        target,
        on=effective_on,
        values=given,
        document=document,
        issuer=issuer,
        void=void,
        today=draft.today,
    )
    if target.fields.get("event") == FactKind.RECOMMENDATION and "who" in patch:
        days = (effective_on, *(fact.on for fact in case.facts if fact.seq == of))
        on = next((day for day in days if day is not None), draft.today)
        refuse_second_from(desk.store, case, str(patch["who"]), on=on, law=draft.law, besides=of)
    for name in private_fields(target) & patch.keys():
        patch[name] = draft.seal(case.ref, patch[name])
    data: dict[str, Any] = {"of": of, "set": patch}
    fields = draft.fields(
        "correct",
        draft.today,
        unit=case.unit,
        text=draft.seal(case.ref, read_text(reason, _REASON, limit=_REASON_LIMIT)),
        data=data,
    )
    after = fold([*entries, trial(case, fields)])
    effect = _effect_of_recognition(entries, after, draft)
    if effect is not None:
        data["also"] = [effect]
        after = fold([*entries, trial(case, fields)])
    _still_in_order([*entries, trial(case, fields)], after)
    moved = draft.write(case, after, fields, changes(case, after, draft.law))
    if not dry_run:
        draft.commit(stream=case.ref, seq=moved.entry.seq)
    gone = tuple((old, None) for old in case.deadlines if _void(moved, old))
    return replace(moved, superseded=(*moved.superseded, *gone))


def correct_person(
    desk: Desk,
    ref: str,
    values: Mapping[str, str],
    *,
    reason: str,
    request: str | None = None,
    dry_run: bool = False,
) -> Moved:
    """Correct what is known of the person; the log gets a new commitment, never the values.

    Raises:
        InputError: an unknown field, or a value that cannot be read.
        NotFoundError: no such case.
    """
    dossier = find_case(desk, ref)
    case = dossier.case
    unknown = sorted(set(values) - set(_PERSON_FIELDS))
    if unknown or not values:
        listed = ", ".join(_PERSON_FIELDS)
        raise InputError(
            Text(
                f"Không có mục {', '.join(unknown) or '–'}; sửa được: {listed}.",
                f"No such field {', '.join(unknown) or '–'}; these can be corrected: {listed}.",
            )
        )
    draft = Draft.begin(desk, "correct", request, {"ref": case.ref, "person": dict(values)})
    done = draft.done_before() if request is not None else None
    if done is not None:
        return replayed(desk, done)
    given: dict[str, Any] = dict(values)
    person = tidied(replace(dossier.person, **given), draft.today)
    commitment = person.commitment()
    draft.sealed.append((case.ref, commitment))
    draft.people.append(person)
    fields = draft.fields(
        "correct",
        draft.today,
        unit=case.unit,
        text=draft.seal(case.ref, read_text(reason, _REASON, limit=_REASON_LIMIT)),
        data={"of": 1, "set": {"commitment": commitment.digest}},
    )
    moved = draft.write(case, replace(case, seq=case.seq + 1), fields, Changes())
    if not dry_run:
        draft.commit(stream=case.ref, seq=moved.entry.seq)
    return moved


def _void(moved: Moved, old: Deadline) -> bool:
    """Whether a deadline fell away with nothing in its place."""
    replaced = {one for one, _ in moved.superseded}
    return old in moved.closed and old not in replaced


def _effect_of_recognition(
    entries: Sequence[Entry], after: Case, draft: Draft
) -> dict[str, Any] | None:
    """A recognition takes effect when the probation ended, also when that day is corrected."""
    step = after.steps.get(Event.RECOGNISE.value)
    probation = probation_of(after, draft.law)
    if step is None or probation is None or entries[step - 1].fields["kind"] != "transition":
        return None
    if after.day_of(Event.RECOGNISE) == probation.ends_on:
        return None
    return {"of": step, "set": {"effective_on": probation.ends_on.isoformat()}}


def _still_in_order(entries: Sequence[Entry], after: Case) -> None:
    """A corrected day must not turn the order of the steps around."""
    for fields, before, _ in history(entries):
        if before is None or fields["kind"] != "transition":
            continue
        day = date.fromisoformat(fields.get("data", {}).get("decided_on", fields["effective_on"]))
        since = max(before.since, before.decided_on or before.since)
        if day < since:
            raise _reversed(fields["event"], day, before.state.value, since)
    days = [(event, after.day_of(event)) for event in _MAIN_PATH]
    known = [(event, found) for event, found in days if found is not None]
    for (first, earlier), (second, later) in pairwise(known):
        if later < earlier:
            raise _reversed(second.value, later, first.value, earlier)


def _reversed(second: str, later: date, first: str, earlier: date) -> RefusedError:
    return RefusedError(
        Text(
            f"Sửa như vậy thì {second} ({later:%d/%m/%Y}) đứng trước {first} ({earlier:%d/%m/%Y}).",
            f"Corrected so, {second} ({later}) would lie before {first} ({earlier}).",
        )
    )
