"""Answer a mistake with a `correct` entry; nothing is ever edited.

All that followed from the corrected entry is worked out again, and each deadline that moved is
reported old → new.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from audit import Entry
from rules.text import Text
from workflow.actions.advance import refuse_own_approval
from workflow.case import Case, Deadline
from workflow.consequences import Standing, consequences
from workflow.deadlines import changes, deadlines_of
from workflow.desk import Desk
from workflow.drafting import Draft, trial
from workflow.errors import InputError
from workflow.extension import refuse_too_long
from workflow.facts import FactKind
from workflow.finding import find_case
from workflow.fold import fold
from workflow.lapses import waived_lapses
from workflow.order import refuse_reversed, refuse_transfers_reversed
from workflow.outcomes import Moved
from workflow.patching import Target, read_patch, target_at
from workflow.person import Person
from workflow.personal import read_text, tidied
from workflow.ports import Dossier
from workflow.probation import probation_of
from workflow.recheck import Account, made_unlawful
from workflow.recommenders import refuse_second_from
from workflow.replay import replayed
from workflow.states import Event
from workflow.twins import refuse_taken

_REASON_LIMIT = 2000
_REASON = Text("Lý do", "Reason")
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
    fact: str | None = None,
    effective_on: date | None = None,
    values: Mapping[str, str] | None = None,
    document: str | None = None,
    issuer: str | None = None,
    void: bool = False,
    reason: str,
    overrides: Collection[str] = (),
    approved_by: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Moved:
    """Correct entry number `of` of a case: its legal day, document, values, or that it ever was.

    `fact` names one of the facts that a first entry holds, by its number or its kind. For a
    recognition the day is that of the decision. When the day of a ceremony changes, the effect of a
    recognition that followed from it changes with it, in the same entry.

    A correction after which a step of the present round would not have been lawful is refused,
    unless its conditions are among `overrides` and a second person approves; marked for ever.

    Raises:
        InputError: nothing to correct, or a value that cannot be read.
        CorrectionRefusedError: a later step would no longer be lawful; each one is named.
        RefusedError: an entry of a kind that is not corrected; a day that breaks the order.
        NotFoundError: no such case, entry or fact.
    """
    dossier = find_case(desk, ref)
    case = dossier.case
    given = dict(values or {})
    asked = {
        "ref": case.ref,
        "of": of,
        "fact": fact,
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
    target = target_at(entries, of, fact)
    patch = read_patch(
        target,
        on=effective_on,
        values=given,
        document=document,
        issuer=issuer,
        void=void,
        today=draft.today,
    )
    _refuse_impossible(draft, case, target, patch)
    for name in sorted(target.private & patch.keys()):
        patch[name] = draft.seal(case.ref, patch[name])
    data: dict[str, Any] = {"of": of, "set": patch}
    if target.fact is not None:
        data["fact"] = target.fact
    fields = _fields(draft, case, reason, data, approved_by)
    after = fold([*entries, trial(case, fields)])
    effect = _effect_of_recognition(entries, after, draft)
    if effect is not None:
        data["also"] = [effect]
        after = fold([*entries, trial(case, fields)])
    corrected = [*entries, trial(case, fields)]
    refuse_reversed(corrected, after)
    refuse_transfers_reversed(entries, corrected)
    before = Account(entries=entries, person=dossier.person)
    lapsed = _waive(draft, case, before, replace(before, entries=corrected), overrides, approved_by)
    was = Standing(case=case, person=dossier.person)
    moved = _write(draft, was, replace(was, case=after), fields, entries, lapsed)
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
    overrides: Collection[str] = (),
    approved_by: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Moved:
    """Correct what is known of the person; the log gets a new commitment, never the values.

    Raises:
        InputError: an unknown field, or a value that cannot be read.
        ConflictError: the identity number is somebody else's.
        CorrectionRefusedError: a step would not have been lawful for such a person.
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
    refuse_taken(desk.store, dossier.person, person)
    draft.people.append(person)
    cases = (dossier, *_other_cases(draft, dossier))
    moved, *_ = [_prove(draft, one, person, reason, overrides, approved_by) for one in cases]
    if not dry_run:
        draft.commit(stream=case.ref, seq=moved.entry.seq)
    return moved


def _prove(
    draft: Draft,
    dossier: Dossier,
    person: Person,
    reason: str,
    overrides: Collection[str],
    approved_by: str | None,
) -> Moved:
    """A commitment to the corrected person in one of that person's cases."""
    case = dossier.case
    entries = draft.desk.store.entries(case.ref)
    before = Account(entries=entries, person=dossier.person)
    lapsed = _waive(draft, case, before, replace(before, person=person), overrides, approved_by)
    commitment = person.commitment()
    draft.sealed.append((case.ref, commitment))
    data: dict[str, Any] = {"of": 1, "set": {"commitment": commitment.digest}}
    fields = _fields(draft, case, reason, data, approved_by)
    was = Standing(case=case, person=dossier.person)
    now = Standing(case=replace(case, seq=case.seq + 1), person=person)
    return _write(draft, was, now, fields, entries, lapsed)


def _other_cases(draft: Draft, dossier: Dossier) -> Iterator[Dossier]:
    """A re-admission is one more case of the same person, who is proved in each of them."""
    store, mine = draft.desk.store, dossier.case.ref
    found = (store.dossier(ref) for ref in store.refs_of(dossier.person.id) if ref != mine)
    return (one for one in found if one is not None)


def _fields(
    draft: Draft, case: Case, reason: str, data: dict[str, Any], approved_by: str | None
) -> dict[str, Any]:
    return draft.fields(
        "correct",
        draft.today,
        unit=case.unit,
        text=draft.seal(case.ref, read_text(reason, _REASON, limit=_REASON_LIMIT)),
        approved_by=approved_by,
        data=data,
    )


def _refuse_impossible(draft: Draft, case: Case, target: Target, patch: Mapping[str, Any]) -> None:
    """What a fact of this kind could not have been recorded with, it is not corrected to.

    Raises:
        RefusedError: a second recommendation by one member, or an extension beyond the law.
    """
    kind = target.fields.get("event")
    data = target.fields.get("data", {})
    if kind == FactKind.RECOMMENDATION and "who" in patch:
        # The name as sealed tells this one fact from all others, also within a first entry.
        others = tuple(one for one in case.facts if one.data.get("who") != data["who"])
        rest, who = replace(case, facts=others), str(patch["who"])
        on = date.fromisoformat(patch.get("effective_on", target.fields["effective_on"]))
        refuse_second_from(draft.desk.store, rest, who, on=on, law=draft.law)
    if kind != FactKind.EXTENSION or not {"days", "purpose"} & patch.keys():
        return
    whole = {**data, **patch}
    if case.deadline(f"{whole['purpose']}-decision") is not None:
        others = tuple(one for one in case.facts if one.seq != target.seq)
        refuse_too_long(replace(case, facts=others), whole, draft.law)


def _waive(
    draft: Draft,
    case: Case,
    before: Account,
    after: Account,
    overrides: Collection[str],
    approved_by: str | None,
) -> list[dict[str, Any]]:
    """The steps that would no longer be lawful, waived; refused where they are not."""
    refuse_own_approval(draft.desk, approved_by)
    return waived_lapses(
        case.ref,
        case.state,
        made_unlawful(draft.desk.store, before, after, draft.desk.law(), draft.today),
        overrides=overrides,
        approver=approved_by,
    )


def _write(
    draft: Draft,
    was: Standing,
    now: Standing,
    fields: dict[str, Any],
    entries: Sequence[Entry],
    lapsed: list[dict[str, Any]],
) -> Moved:
    """Put the correction in the draft, with everything that moves told in its entry."""
    data = fields["data"]
    done = changes(was.case, now.case, draft.law)
    closed = {(one.rule, one.started_by) for one in done.closed}
    standing = draft.desk.store.alerts_on(was.case.ref)
    alerts = [one.id for one in standing if (one.rule, one.started_by) in closed]
    then = replace(now, case=replace(now.case, deadlines=deadlines_of(now.case, draft.desk.law())))
    store, law = draft.desk.store, draft.desk.law()
    found = consequences(store, was, then, entries, alerts, law, draft.today)
    if found.summary():
        data["moved"] = found.summary()
    if lapsed:
        data["unlawful"] = lapsed
        data["overrides"] = sorted({one for step in lapsed for one in step["conditions"]})
        waived = tuple(sorted({*now.case.waived, *data["overrides"]}))
        now = replace(now, case=replace(now.case, waived=waived))
    return replace(draft.write(was.case, now.case, fields, done), consequences=found)


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
