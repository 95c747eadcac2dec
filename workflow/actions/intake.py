"""Take over people from earlier records: one entry each, with only what is known.

Somebody who is half-way is accepted half-way. We did not witness the earlier steps, and the entry
says so by its kind (`intake`); deadlines run from the days it gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from audit import Entry, genesis
from workflow.actions.files import file_entry, refuse_same_file
from workflow.actions.nominate import reference
from workflow.case import Case, Deadline, Fact
from workflow.change import CaseWrite, Numbering
from workflow.deadlines import deadlines_of
from workflow.desk import Desk
from workflow.drafting import Draft, opening
from workflow.facts import FactKind
from workflow.person import Person
from workflow.ports import Done
from workflow.states import Event, State


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFact:
    """One fact as a list tells it. A value that may name a person stands in `private`."""

    kind: str
    on: date
    document: str | None = None
    issuer: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    private: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """One person of a list: who, where, how far, and what is known. Days are legal days.

    `on` is the day since which the person is known to stand there. A `note` may say something
    about a person, so it is kept beside the log.
    """

    person: Person
    unit: str
    state: State
    on: date
    days: Mapping[Event, date] = field(default_factory=dict)
    facts: Sequence[KnownFact] = ()
    decided_on: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """What taking over a file did."""

    refs: Sequence[str]
    deadlines: int
    entry: Entry | None
    replayed: bool = False


def take_over(
    desk: Desk,
    newcomers: Sequence[Newcomer],
    *,
    file_name: str,
    sha256: str,
    request: str | None = None,
    dry_run: bool = False,
) -> TakenOver:
    """Open a case for everybody in a file, in one transaction, with one entry for the file.

    Raises:
        ConflictError: this very file (by SHA-256) was taken in before.
    """
    draft = Draft.begin(desk, "import", request, {"sha256": sha256})
    done = draft.done_before() if request is not None else None
    if done is not None:
        return _replayed(done)
    refuse_same_file(desk, sha256)
    year = draft.today.year
    series = f"HS-{year}"
    seen = desk.store.counter(series)
    draft.numbering = Numbering(name=series, seen=seen, next=seen + len(newcomers))
    refs = [reference(year, seen + number) for number in range(1, len(newcomers) + 1)]
    taking = _Taking(draft)
    opened = sum(map(taking.take_in, refs, newcomers))
    entry = file_entry(draft, "cases", file_name, sha256, len(newcomers))
    if not dry_run:
        draft.commit(refs=[refs[0], refs[-1]] if refs else [], deadlines=opened)
    return TakenOver(refs=refs, deadlines=opened, entry=entry)


def _replayed(done: Done) -> TakenOver:
    """What the first call of this request did."""
    refs: list[str] = list(done.result["refs"])
    if refs:
        first_, last = (ref.rpartition("-") for ref in refs)
        refs = [
            f"{first_[0]}-{number:0{len(first_[2])}d}"
            for number in range(int(first_[2]), int(last[2]) + 1)
        ]
    return TakenOver(refs=refs, deadlines=int(done.result["deadlines"]), entry=None, replayed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pattern:
    """What people who stand alike have in common: of a long list most rows repeat a few of them."""

    fields: Mapping[str, Any]
    data: Mapping[str, Any]
    days: Mapping[str, date]
    steps: Mapping[str, int]
    since: date
    papers: tuple[Fact, ...]
    opened: tuple[Deadline, ...]


class _Taking:
    """Many first entries with one reading of the clock and of the law."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._common = draft.fields("intake", draft.today)
        self._patterns: dict[Any, _Pattern] = {}

    def take_in(self, ref: str, newcomer: Newcomer) -> int:
        """Put one person's entry, case and person in the draft; how many deadlines it opens."""
        draft, person = self._draft, newcomer.person
        commitment = person.commitment()
        draft.sealed.append((ref, commitment))
        draft.people.append(person)
        pattern = self._pattern(newcomer)
        data = {**pattern.data, "person": person.id, "commitment": commitment.digest}
        facts = pattern.papers
        named = [fact for fact in newcomer.facts if fact.private]
        if named:
            told = [_told(draft, ref, fact) for fact in named]
            data["facts"] = [*data.get("facts", ()), *told]
            facts = (*facts, *map(_fact, named, told))
        fields = {**pattern.fields, "unit": newcomer.unit, "data": data}
        if newcomer.note is not None:
            fields["text"] = draft.seal(ref, newcomer.note)
        entry = Entry.seal(ref, 1, genesis(ref), fields)
        case = Case(
            ref=ref,
            person=person.id,
            unit=newcomer.unit,
            state=newcomer.state,
            since=pattern.since,
            seq=1,
            head=entry.digest,
            opened_on=newcomer.on,
            days=pattern.days,
            steps=pattern.steps,
            decided_on=newcomer.decided_on,
            facts=facts,
            deadlines=pattern.opened,
        )
        draft.entries.append(entry)
        draft.cases.append(CaseWrite(case=case, seen=0, opened=pattern.opened))
        return len(pattern.opened)

    def _pattern(self, newcomer: Newcomer) -> _Pattern:
        key = (
            self._draft.law.at(newcomer.unit).calendar,
            newcomer.state,
            newcomer.on,
            newcomer.decided_on,
            *newcomer.days.items(),
            *[
                (one.kind, one.on, one.document, one.issuer, *one.data.items(), *one.private)
                for one in newcomer.facts
            ],
        )
        found = self._patterns.get(key)
        if found is None:
            found = self._patterns[key] = self._new_pattern(newcomer)
        return found

    def _new_pattern(self, newcomer: Newcomer) -> _Pattern:
        days = {event.value: day for event, day in newcomer.days.items()}
        papers = [fact for fact in newcomer.facts if not fact.private]
        told = [_told(self._draft, "", fact) for fact in papers]
        facts = tuple(map(_fact, papers, told))
        opened = self._opened(newcomer, days)
        data: dict[str, Any] = {}
        if days:
            data["days"] = {name: day.isoformat() for name, day in days.items()}
        if told:
            data["facts"] = told
        if newcomer.decided_on is not None:
            data["decided_on"] = newcomer.decided_on.isoformat()
        return _Pattern(
            fields={
                **self._common,
                "effective_on": newcomer.on.isoformat(),
                "to": newcomer.state.value,
                "opens": [opening(one, 1) for one in opened] or None,
                # Each entry names the wordings that it relied on itself.
                "rules": sorted({one.version for one in opened}) or None,
            },
            data=data,
            days=days,
            steps=dict.fromkeys(days, 1),
            since=max(days.values(), default=newcomer.on),
            papers=facts,
            opened=opened,
        )

    def _opened(self, newcomer: Newcomer, days: Mapping[str, date]) -> tuple[Deadline, ...]:
        """The clocks that run: they depend on where somebody stands and on days, not on who."""
        case = Case(
            ref="",
            person="",
            unit=newcomer.unit,
            state=newcomer.state,
            since=newcomer.on,
            seq=1,
            head="",
            opened_on=newcomer.on,
            days=days,
            steps=dict.fromkeys(days, 1),
            decided_on=newcomer.decided_on,
            facts=tuple(_fact(one, {"data": one.data}) for one in newcomer.facts),
        )
        return deadlines_of(case, self._draft.law)


def _fact(known: KnownFact, told: Mapping[str, Any]) -> Fact:
    """The fact that `workflow.fold` reads from the entry, without reading it back."""
    return Fact(
        kind=FactKind(known.kind),
        on=known.on,
        seq=1,
        document=known.document,
        issuer=known.issuer,
        data=told.get("data", {}),
    )


def _told(draft: Draft, ref: str, fact: KnownFact) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": fact.kind, "on": fact.on.isoformat()}
    if fact.document is not None:
        told["document"] = fact.document
    if fact.issuer is not None:
        told["issuer"] = fact.issuer
    if fact.data or fact.private:
        data = dict(fact.data)
        for name, value in fact.private.items():
            data[name] = draft.seal(ref, value)
        told["data"] = data
    return told
