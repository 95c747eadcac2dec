"""Officers do random things on random days; the log always tells what became of the case.

The reference model is small and knows nothing of conditions: which event leads where, whether the
case is on hold, and where it is moving. Whether the law allows an event is the engine's to say;
what must follow when it does, or does not, is the model's.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from builders import READY, UNITS, a_desk, log_rows, recorded, vote
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from stores import empty_postgresql

from audit import Break, read_stream
from storage.address import address_of
from storage.schema import open_store
from workflow.actions.advance import advance
from workflow.actions.correct import correct
from workflow.actions.decide_days import Asked, decide_days
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.pause import hold, note, resume
from workflow.actions.record import record
from workflow.actions.registers import add_units
from workflow.actions.transfer import transfer
from workflow.deadlines import deadlines_of
from workflow.errors import KetnapError, RefusedError
from workflow.facts import FactKind
from workflow.fold import fold
from workflow.reasons import Reason
from workflow.snapshot import freeze, thaw
from workflow.states import Event, State

LEADS: dict[str, dict[str, set[str]]] = {
    "nominated": {"enrol": {"course"}, "close": {"closed"}},
    "course": {"open-file": {"verification"}, "close": {"closed"}},
    "verification": {
        "admit": {"admitted"},
        "re-enrol": {"course"},
        "return-file": {"verification", "course", "nominated"},
        "close": {"closed"},
    },
    "admitted": {
        "hold-ceremony": {"probation"},
        "annul": {"closed", "verification"},
        "close": {"closed"},
    },
    "probation": {
        "recognise": {"full_member"},
        "strike-off": {"struck_off"},
        "annul": {"closed", "verification"},
        "close": {"closed"},
    },
    "full_member": {"annul": {"closed", "verification"}},
    "closed": {},
    "struck_off": {},
}
GOES_ON_WHILE_HELD = {"strike-off", "annul", "close"}
DAYS = st.integers(0, 60)
VALUES: dict[FactKind, list[dict[str, str]]] = {
    FactKind.CERTIFICATE: [{}],
    FactKind.APPLICATION: [{}],
    FactKind.CV: [{}],
    FactKind.RECOMMENDATION: [{"by": "member", "who": "A"}, {"by": "youth-union", "who": "B"}],
    FactKind.VERIFICATION_LETTER: [{"addressee": "xã"}, {"addressee": "xã", "abroad": "yes"}],
    FactKind.VERIFICATION_REPLY: [{"letter": "S-1", "result": "clear"}],
    FactKind.VERIFICATION_CONCLUSION: [{"result": "clear"}, {"result": "issue"}],
    FactKind.OPINION: [
        {"source": source, "purpose": purpose, "result": "agree"}
        for source in ("workplace", "residence")
        for purpose in ("admission", "recognition")
    ],
    FactKind.VOTE: [
        vote(body, purpose, yes=yes)
        for body in ("cell", "committee")
        for purpose in ("admission", "recognition", "strike-off")
        for yes in (8, 3)
    ],
    FactKind.RESOLUTION: [
        {"body": "cell", "purpose": purpose}
        for purpose in ("admission", "recognition", "strike-off")
    ],
    FactKind.DECISION_RECEIPT: [{}],
    FactKind.HELPER: [{"who": "C"}],
    FactKind.MEMBER_CV: [{}],
    FactKind.NEW_MEMBER_CERTIFICATE: [{}],
    FactKind.EXTENSION: [{"purpose": "admission", "days": "10"}],
}


class Officers(RuleBasedStateMachine):
    """One case, several officers, and a model that only knows the table."""

    store: Any

    @initialize(start=st.dates(date(2019, 1, 1), date(2022, 1, 1)), far=st.sampled_from(range(6)))
    def open_a_case_and_take_it_some_way(self, start, far):
        self.clean()
        self.desk = a_desk(self.store)
        add_units(self.desk, UNITS)
        nominee = Nominee(name="Phạm Thị Bé", born="1995-03", education="upper-secondary")
        self.ref = nominate(self.desk, nominee, "DV", on=start).case.ref
        self.day = start
        self.state = "nominated"
        self.held = False
        self.unit, self.moving_to = "DV", None
        self.entries = 1
        self.fact_numbers: list[int] = []
        for _ in range(far):
            assert self._next_step(days=10)

    def clean(self):
        """Empty the store for a new example."""

    def _try(self, action) -> bool:
        """Whether an action was accepted; a refused one leaves the log as it was."""
        before = log_rows(self.store)
        try:
            action()
        except KetnapError:
            assert log_rows(self.store) == before
            return False
        self.entries += 1
        return True

    def _later(self, days: int) -> date:
        return self.day + timedelta(days=days)

    def _advance(self, event: Event, to: str, days: int) -> bool:
        on = self._later(days)
        accepted = self._try(
            lambda: advance(
                self.desk,
                self.ref,
                event,
                on=on,
                to=State(to),
                document="1-QĐ",
                issuer="DV",
                reason_code=Reason.OTHER,
                approved_by="hoa",
            )
        )
        if accepted:
            assert to in LEADS[self.state].get(event.value, set())
            assert not self.held or event.value in GOES_ON_WHILE_HELD
            self.state, self.held, self.day = to, False, on
            if to in {"closed", "struck_off"}:
                self.moving_to = None
        return accepted

    def _next_step(self, days: int) -> bool:
        """Record what the next step of the main path needs, then take it."""
        event, to, facts, wait = READY[self.state]
        self.day += timedelta(days=wait)
        for kind, values in facts:
            number = self.entries + 1
            if self._try(lambda k=kind, v=values: recorded(self.desk, self.ref, k, v, self.day)):
                self.fact_numbers.append(number)
        return self._advance(event, to.value, days)

    @rule(event=st.sampled_from(Event), to=st.sampled_from(State), days=DAYS)
    def advance_at_random(self, event, to, days):
        self._advance(event, to.value, days)

    @rule(data=st.data(), days=DAYS)
    def advance_as_the_table_allows(self, data, days):
        ways = sorted((event, to) for event, ends in LEADS[self.state].items() for to in ends)
        if ways:
            event, to = data.draw(st.sampled_from(ways))
            self._advance(Event(event), to, days)

    @rule(days=DAYS)
    def prepare_the_next_step_and_take_it(self, days):
        if self.held or self.state not in READY:
            return
        self._next_step(days)

    @rule(data=st.data(), kind=st.sampled_from(sorted(VALUES)), days=st.integers(-400, 60))
    def record_a_fact(self, data, kind, days):
        values = data.draw(st.sampled_from(VALUES[kind]))
        number = self.entries + 1
        on = self._later(days)
        accepted = self._try(
            lambda: record(self.desk, self.ref, kind, values, on=on, document="S-1")
        )
        if kind not in {FactKind.EXTENSION, FactKind.RECOMMENDATION}:  # may be refused
            assert accepted is (self.state not in {"closed", "struck_off"})
        if accepted:
            self.fact_numbers.append(number)

    @rule(text=st.text("abc ", max_size=5))
    def leave_a_note(self, text):
        accepted = self._try(lambda: note(self.desk, self.ref, text))
        assert accepted is bool(text.strip())

    @rule()
    def put_on_hold(self):
        accepted = self._try(lambda: hold(self.desk, self.ref, Reason.ABSENT))
        ended = self.state in {"full_member", "closed", "struck_off"}
        assert accepted is not (ended or self.held)
        self.held = self.held or accepted

    @rule()
    def take_off_hold(self):
        accepted = self._try(lambda: resume(self.desk, self.ref))
        assert accepted is self.held
        self.held = False

    @rule(to=st.sampled_from(["DV", "CVA"]))
    def offer_to_a_unit(self, to):
        accepted = self._try(lambda: transfer(self.desk, self.ref, "offer", to=to))
        ended = self.state in {"closed", "struck_off"}
        assert accepted is not (ended or self.moving_to is not None or to == self.unit)
        if accepted:
            self.moving_to = to

    @rule(step=st.sampled_from(["accept", "decline"]))
    def answer_the_offer(self, step):
        accepted = self._try(lambda: transfer(self.desk, self.ref, step))
        assert accepted is (self.moving_to is not None)
        if accepted and step == "accept":
            self.unit = self.moving_to
        self.moving_to = None

    @rule(data=st.data(), days=st.integers(-30, 30), void=st.booleans())
    def correct_a_fact(self, data, days, void):
        if not self.fact_numbers:
            return
        number = data.draw(st.sampled_from(self.fact_numbers))
        on = None if void else self._later(days)
        accepted = self._try(
            lambda: correct(
                self.desk, self.ref, number, effective_on=on, void=void, reason="ghi nhầm"
            )
        )
        # Refused only where a step that was taken rests on the fact.
        assert accepted or len(self.store.dossier(self.ref).case.steps) > 1

    @rule(data=st.data(), days=st.integers(-40, 40))
    def correct_the_day_of_a_step(self, data, days):
        steps = self.store.dossier(self.ref).case.steps
        number = data.draw(st.sampled_from(sorted(set(steps.values()))))
        entry = self.store.entries(self.ref)[number - 1]
        on = date.fromisoformat(entry.fields["effective_on"]) + timedelta(days=days)
        self._try(
            lambda: correct(self.desk, self.ref, number, effective_on=on, reason="ghi nhầm ngày")
        )
        case = self.store.dossier(self.ref).case
        self.day = max(case.since, case.decided_on or case.since)

    @rule(
        days=st.integers(-20, 60),
        off=st.sampled_from([True, False, None]),
        unit=st.sampled_from([None, "TP", "DV", "CVA"]),
    )
    def decide_a_day_or_take_it_back(self, days, off, unit):
        asked = Asked(
            days=(self._later(days),),
            off=off,
            reason="bão",
            name="nghỉ bão",
            document="7/UB 20/11/2026",
            unit=unit,
        )
        before = log_rows(self.store)
        try:
            decide_days(self.desk, asked)
        except RefusedError:
            assert log_rows(self.store) == before
            return
        self.desk = replace(self.desk, calendar=self.desk.calendar.reloaded())
        written = len(log_rows(self.store)) - len(before)
        assert written in {1, 2}  # the decision, and what it moved in the case
        self.entries += written - 1

    @invariant()
    def the_log_is_whole_and_tells_the_case(self):
        rows = [row for row in log_rows(self.store) if row.stream == self.ref]
        assert not [one for one in read_stream(rows) if isinstance(one, Break)]
        assert len(rows) == self.entries
        case = self.store.dossier(self.ref).case
        assert fold(self.store.entries(self.ref)) == case
        assert (case.state, case.held is not None) == (self.state, self.held)
        assert (case.unit, case.moving_to, case.seq) == (self.unit, self.moving_to, self.entries)

    @invariant()
    def the_open_deadlines_are_those_that_the_case_asks_for(self):
        case = self.store.dossier(self.ref).case
        anew = deadlines_of(case, self.desk.law())
        assert sorted(map(counted, anew)) == sorted(map(counted, case.deadlines))

    @invariant()
    def a_case_survives_its_snapshot(self):
        case = self.store.dossier(self.ref).case
        columns = {
            name: getattr(case, name)
            for name in ("ref", "person", "unit", "state", "since", "seq", "head", "held")
        }
        assert thaw({**columns, "moving_to": case.moving_to}, freeze(case)) == case


def counted(one):
    """What the law and the calendar make of a deadline."""
    return one.rule, one.started_by, one.due_on, one.estimated


def _run(officers: type[Officers], *, long_form: bool) -> None:
    examples, steps = (300, 50) if long_form else (25, 20)
    run_state_machine_as_test(
        officers,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, database=None
        ),
    )


def test_random_officers_cannot_break_a_case_on_sqlite(empty_sqlite, tmp_path, long_form):
    path = tmp_path / "ketnap.db"

    class OnSqlite(Officers):
        def clean(self):
            for leftover in tmp_path.glob("ketnap.db*"):
                leftover.unlink()
            shutil.copy(empty_sqlite, path)
            self.store = open_store(address_of(str(path)))

        def teardown(self):
            self.store.close()

    _run(OnSqlite, long_form=long_form)


@pytest.mark.postgres
def test_random_officers_cannot_break_a_case_on_postgresql(made_pg, long_form):
    class OnPostgres(Officers):
        def clean(self):
            empty_postgresql(made_pg)
            self.store = open_store(address_of(made_pg))

        def teardown(self):
            self.store.close()

    _run(OnPostgres, long_form=long_form)
