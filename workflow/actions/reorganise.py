"""Rearrange units on a day, in one change: units, cases, offers, targets; deadlines run on.

Alerts and deadlines hang on their case, and whoever is told is found by the unit of the case: they
follow without a write of their own. History stays: nothing that lies before the day is touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from workflow.actions.files import file_entry, refuse_same_file
from workflow.actions.nominate import paper
from workflow.actions.registers import FileName, quota_data
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.inquiry import shown
from workflow.quota import Quota
from workflow.registers.events import RecordEvent
from workflow.reorganising.cases import relocate
from workflow.reorganising.checks import refuse_ahead, refuse_misshapen, refuse_planned
from workflow.reorganising.plan import Reorganisation
from workflow.reorganising.records import hand_on
from workflow.reorganising.register import register, stream_of
from workflow.reorganising.remaining import Estate, Handed, handed_on
from workflow.reorganising.shape import Shape, shape_of
from workflow.unit_history import unit_history

_FOR_GOOD = 9999


@dataclass(frozen=True, slots=True, kw_only=True)
class Reorganised:
    """What a reorganisation does, or would do.

    Attributes:
        plan: What was asked.
        shape: What becomes of the units.
        cases: How many cases go from one unit to another, by both.
        deadlines: Open deadlines that go with them, by the unit they leave.
        alerts: Alerts that stand on those, by the unit they leave.
        holders: How many hold a role in each unit that ends; they go on for its heir until that
            has somebody of its own.
        accounts: Accounts whose scope is a unit that ends, by that unit: it is not handed on, since
            the heir may be larger; whoever administers users grants it anew.
        incidents: How many incidents with personal data go from one unit to another, by both.
        assignments: How many assignments go from one unit to another, by both.
        findings: The same of findings of inspections about the units themselves.
        offers: Cases offered to a unit that ends; they are offered to its heir from now on.
        quotas: Targets before and after.
        replayed: Whether the request had been carried out before.
    """

    plan: Reorganisation
    shape: Shape
    cases: Mapping[tuple[str, str], int] = field(default_factory=dict)
    deadlines: Mapping[str, int] = field(default_factory=dict)
    alerts: Mapping[str, int] = field(default_factory=dict)
    holders: Mapping[str, int] = field(default_factory=dict)
    accounts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    incidents: Mapping[tuple[str, str], int] = field(default_factory=dict)
    assignments: Mapping[tuple[str, str], int] = field(default_factory=dict)
    findings: Mapping[tuple[str, str], int] = field(default_factory=dict)
    offers: int = 0
    quotas: Sequence[Handed] = ()
    replayed: bool = False


def reorganise(
    desk: Desk,
    plan: Reorganisation,
    *,
    file: FileName | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Reorganised:
    """Carry a reorganisation out, whole or not at all; `dry_run` decides and writes nothing.

    `file` is the list of units that it stood in; the same list is never taken in twice.

    Raises:
        InputError: the register would not be one; all reasons at once.
        RefusedError: the day has not come, or a unit changes later already.
        LostRaceError: somebody wrote to one of the cases or units, or put a case in a unit that
            ends, meanwhile.
    """
    asked = _asked(plan) if file is None else {"sha256": file.sha256}
    draft = Draft.begin(desk, "reorganise" if file is None else "units", request, asked)
    before = {unit.code: unit for unit in desk.store.units(plan.on)}
    shape = shape_of(plan, before)
    if request is not None and draft.done_before() is not None:
        return Reorganised(plan=plan, shape=shape, replayed=True)
    if file is not None:
        refuse_same_file(desk, file.sha256)
    if not dry_run:
        refuse_ahead(plan, draft.today)
    codes = (*shape.founded, *shape.changed, *shape.ended)
    streams = desk.store.histories([stream_of(code) for code in codes])
    histories = {code: streams.get(stream_of(code), ()) for code in codes}
    used = {code: histories[code] for code in shape.founded if histories[code]}
    refuse_misshapen(plan, before, shape, used)
    refuse_planned(plan, {code: unit_history(told) for code, told in histories.items() if told})
    cited = paper(plan.document, plan.issuer)
    register(draft, plan, shape, histories, cited)
    left = [one.unit for one in plan.legacies]
    moved = list(relocate(draft, plan, desk.store.standing_cases(left), cited)) if left else []
    store = desk.store
    incidents, assignments, findings = (
        Counter(hand_on(draft, plan, standing(left), event) if left else ())
        for standing, event in (
            (store.standing_incidents, RecordEvent.INCIDENT_MOVED),
            (store.standing_assignments, RecordEvent.ASSIGNMENT_MOVED),
            (store.findings_on, RecordEvent.FINDING_MOVED),
        )
    )
    quotas = _quotas(draft, plan)
    draft.emptied += [one.unit for one in plan.legacies if one.ends]
    if file is not None:
        file_entry(draft, "units", file.name, file.sha256, len(plan.founded))
    if not dry_run:
        draft.commit(cases=len(moved), units=len(codes))
    from_to = Counter((case.unit, to.unit) for case, to in moved if case.unit != to.unit)
    going = [case for case, to in moved if case.unit != to.unit]
    deadlines: Counter[str] = Counter()
    alerts: Counter[str] = Counter()
    for case in going:
        deadlines[case.unit] += case.deadlines
        alerts[case.unit] += case.alerts
    return Reorganised(
        plan=plan,
        shape=shape,
        cases=from_to,
        deadlines=deadlines,
        alerts=alerts,
        holders=Counter(one.unit for one in desk.store.holders(plan.on) if one.unit in plan.ended),
        accounts=_accounts(desk, plan, max(plan.on, draft.today)),
        incidents=incidents,
        assignments=assignments,
        findings=findings,
        offers=sum(case.moving_to != to.moving_to for case, to in moved),
        quotas=quotas,
    )


def _accounts(desk: Desk, plan: Reorganisation, day: date) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for account in desk.store.accounts():
        scopes = {one.unit for one in account.grants_on(day)}
        for unit in sorted(scope for scope in scopes if scope in plan.ended):
            found.setdefault(unit, []).append(account.name)
    return {unit: tuple(names) for unit, names in sorted(found.items())}


def _asked(plan: Reorganisation) -> dict[str, object]:
    return {
        "turn": plan.turn.value,
        "on": plan.on,
        "founded": [unit.code for unit in plan.founded],
        "altered": [[unit.code, unit.name, unit.parent] for unit in plan.altered],
        "legacies": [
            [one.unit, one.heir, dict(one.given), dict(one.shares), one.ends]
            for one in plan.legacies
        ],
        "document": plan.document,
    }


def _quotas(draft: Draft, plan: Reorganisation) -> list[Handed]:
    """Revise the targets of the day's year and of every later one that has some."""
    store = draft.desk.store
    if not plan.legacies:
        return []
    rows = store.quotas(plan.on.year, _FOR_GOOD)
    years = sorted({one.year for one in rows})
    eve = {unit.code: unit for unit in store.units(plan.eve)}
    reason = _reason(plan)
    handed: list[Handed] = []
    for year in years:
        estate = Estate(
            quotas={one.unit: one for one in rows if one.year == year},
            admitted=store.admitted_in(year),
            trained=store.enrolled_in(year) if _trains(rows, year) else {},
            eve=eve,
            plan=plan,
        )
        handed += handed_on(estate, year, reason)
    heads = store.heads([f"quota/{one.year}/{one.unit}" for one in handed])
    for one in handed:
        stream = f"quota/{one.year}/{one.unit}"
        head = heads.get(stream)
        fields = draft.fields(
            "quota",
            plan.on,
            event="set" if head is None else "revise",
            unit=one.unit,
            document=None if one.after.base is None else {"number": one.after.base},
            text=draft.seal(stream, reason),
            data=quota_data(one.after),
        )
        entry = draft.entry(stream, head, fields)
        draft.quotas.append(replace(one.after, seq=entry.seq))
    return handed


def _trains(rows: Sequence[Quota], year: int) -> bool:
    return any(one.class_target is not None for one in rows if one.year == year)


def _reason(plan: Reorganisation) -> str:
    """Why a target was revised, as its history tells it."""
    said = f"Sắp xếp tổ chức từ {shown(plan.on)}"
    return said if plan.document is None else f"{said} ({plan.document})"
