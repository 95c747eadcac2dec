"""An office that does random things, from a seed; and what its tables say meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from builders import READY, UNITS, a_desk, letters, recorded

from workflow.actions.advance import advance
from workflow.actions.correct import correct, correct_person
from workflow.actions.intake import KnownFact, Newcomer, take_over
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.pause import hold, note, resume
from workflow.actions.registers import add_units, set_quotas
from workflow.actions.transfer import transfer
from workflow.desk import Desk
from workflow.errors import KetnapError
from workflow.listing import CaseFilter
from workflow.quota import Quota
from workflow.reasons import Reason
from workflow.states import Event, State
from workflow.unit import Unit, UnitStatus

FOR_GOOD = date(9999, 12, 31)
ALL_YEARS = (2000, 2100)
START = datetime(2022, 1, 3, 2, tzinfo=UTC)


class RandomOffice:
    """Several cases, two units and their quotas, in an office whose clock moves on."""

    def __init__(self, store: Any, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - a seed that can be tried again
        self.store = store
        self.now = START
        self.refs: list[str] = []
        add_units(self.desk(), UNITS)

    def desk(self) -> Desk:
        """The desk at this instant."""
        return a_desk(self.store, self.now)

    def today(self) -> date:
        """The office's day."""
        return self.desk().today()

    def work(self, steps: int) -> None:
        """Do so many things, some of which the law refuses."""
        acts: list[Callable[[], Any]] = [self._open, *[self._forward] * 6, self._take_over]
        acts += [self._correct, self._correct_step, self._hold, self._move, self._leave]
        acts += [self._quota, self._unit, self._rename, self._remark]
        for _ in range(steps):
            self.now += timedelta(days=self.random.choice([0, 0, 1, 20, 45]), minutes=7)
            try:
                self.random.choice(acts)()
            except KetnapError:
                continue

    def _day(self, most: int) -> date:
        """A legal day: today, or recorded late."""
        return self.today() - timedelta(
            days=self.random.choice([0, 0, self.random.randint(0, most)])
        )

    def _ref(self) -> str:
        return self.random.choice(self.refs) if self.refs else self._open()

    def _open(self) -> str:
        nominee = Nominee(
            name=f"Phạm {letters(len(self.refs)).title()}",
            born="1995-03-02",
            education="upper-secondary",
        )
        unit = self.random.choice(["DV", "CVA"])
        ref = nominate(self.desk(), nominee, unit, on=self._day(30), document="1-NQ").case.ref
        self.refs.append(ref)
        return ref

    def _take_over(self) -> None:
        days = {Event.ADMIT: self._day(200), Event.HOLD_CEREMONY: self.today()}
        newcomer = Newcomer(
            person=Nominee(name=f"Lê {letters(self.random.randrange(9999)).title()}").person(
                self.today()
            ),
            unit="DV",
            state=State.PROBATION,
            on=self.today(),
            days=days,
            facts=[KnownFact(kind="member-cv", on=self.today())],
        )
        sha = f"{self.random.getrandbits(256):064x}"
        self.refs += take_over(self.desk(), [newcomer], file_name="x.csv", sha256=sha).refs

    def _forward(self) -> None:
        ref = self._ref()
        found = READY.get(self.store.dossier(ref).case.state)
        if found is None:
            return
        event, to, facts, wait = found
        self.now += timedelta(days=wait)
        day = self._day(15)
        for kind, values in facts:
            recorded(self.desk(), ref, kind, values, day)
        self._advance(ref, event, to, self.random.choice([day, self.today()]))

    def _advance(self, ref: str, event: Event, to: State, on: date) -> None:
        advance(
            self.desk(),
            ref,
            event,
            on=on,
            to=to,
            document="1-QĐ",
            issuer="DV",
            reason_code=Reason.OTHER,
            approved_by="hoa",
        )

    def _leave(self) -> None:
        ref = self._ref()
        state = self.store.dossier(ref).case.state
        if state in (State.ADMITTED, State.PROBATION):
            self._advance(ref, Event.ANNUL, State.VERIFICATION, self.today())
        elif state is State.VERIFICATION:
            self._advance(ref, Event.RETURN_FILE, State.COURSE, self.today())
        elif self.random.random() < 0.3:
            self._advance(ref, Event.CLOSE, State.CLOSED, self.today())

    def _correct(self) -> None:
        ref = self._ref()
        facts = [one for one in self.store.dossier(ref).case.facts if one.seq > 1]
        if facts:
            one = self.random.choice(facts)
            on = one.on - timedelta(days=self.random.randint(1, 9))
            void = self.random.random() < 0.3
            correct(
                self.desk(), ref, one.seq, effective_on=None if void else on, void=void, reason="x"
            )

    def _correct_step(self) -> None:
        ref = self._ref()
        case = self.store.dossier(ref).case
        number = self.random.choice(sorted(case.steps.values()))
        on = case.since + timedelta(days=self.random.randint(-9, 9))
        if self.store.entries(ref)[number - 1].fields["kind"] == "transition":
            correct(self.desk(), ref, number, effective_on=on, reason="x")

    def _hold(self) -> None:
        ref = self._ref()
        if self.store.dossier(ref).case.held is None:
            hold(self.desk(), ref, Reason.ABSENT)
        else:
            resume(self.desk(), ref)

    def _move(self) -> None:
        ref = self._ref()
        case = self.store.dossier(ref).case
        if case.moving_to is None:
            to = "CVA" if case.unit == "DV" else "DV"
            transfer(self.desk(), ref, "offer", to=to, on=self._day(5))
        else:
            transfer(self.desk(), ref, self.random.choice(["accept", "decline"]))

    def _quota(self) -> None:
        wanted = Quota(
            year=self.today().year,
            unit=self.random.choice(["TP", "DV", "CVA"]),
            target=self.random.randint(1, 30),
            base="1-NQ/TU",
            reason="điều chỉnh",
        )
        set_quotas(self.desk(), [wanted], approved_by="hoa")

    def _unit(self) -> None:
        name = letters(self.random.randrange(9999))
        unit = Unit(
            code=name.upper(),
            name=f"Chi bộ {name}",
            status=UnitStatus.CELL,
            parent="DV",
            from_on=self._day(100),
        )
        add_units(self.desk(), [unit])

    def _rename(self) -> None:
        correct_person(self.desk(), self._ref(), {"residence": "Khu phố 3"}, reason="x")

    def _remark(self) -> None:
        note(self.desk(), self._ref(), "đã gọi")


def every_read(store: Any, today: date, refs: list[str]) -> dict[str, Any]:
    """The answer of a store to every question that a report asks, in an order of its own."""
    dossiers = {}
    for ref in refs:
        try:
            found = store.dossier(ref)
        except KetnapError:
            found = None
        if found is not None:
            deadlines = sorted(found.case.deadlines, key=repr)
            dossiers[ref] = replace(found.case, deadlines=tuple(deadlines))
    return {
        "dossiers": dossiers,
        "cases": list(store.cases(CaseFilter())),
        "late": list(store.cases(CaseFilter(overdue_on=today, units=("DV",), limit=3))),
        "named": list(store.cases(CaseFilter(name_key="pham", states=(State.PROBATION,)))),
        "refs": list(store.refs_named("pham aaaa", 9)),
        "tasks": sorted(store.tasks(FOR_GOOD), key=repr),
        "near": sorted(store.tasks(today, ("CVA",)), key=repr),
        "estimated": store.estimated_deadlines(),
        "counts": dict(store.counts()),
        "units": list(store.units(today)),
        "unit": store.unit("DV", today),
        "line": store.line_above("DV", today, "Đảng bộ thành phố"),
        "quotas": list(store.quotas(*ALL_YEARS)),
        "admitted": sorted(store.figures.admissions(*ALL_YEARS), key=repr),
        "waiting": sorted(store.figures.waiting(), key=repr),
        "entries": store.entry_count(),
        "log": [entry.digest for entry in store.log({}, limit=40)],
        "corrections": [entry.digest for entry in store.log({"kind": "correct"}, units=["DV"])],
        "heads": dict(store.heads(refs)),
    }


def end_of(day: date, desk: Desk) -> datetime:
    """The last instant of an office's day."""
    return datetime.combine(day, time.max, desk.zone)
