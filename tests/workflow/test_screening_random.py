"""Officers do random things in a screening on random days; its log always tells what became of it.

The reference model knows only which event leads where. Whether the law allows one is the engine's
to say; what must follow when it does, or does not, is the model's.
"""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from typing import Any

import pytest
from builders import a_desk, log_rows, units
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from screenings import a_member, opened, take_screening_to
from stores import empty_postgresql

from storage.address import address_of
from storage.schema import open_store
from workflow.errors import KetnapError
from workflow.screening.deadlines import deadlines_of_screening
from workflow.screening.deciding import decide
from workflow.screening.facts import FindingKind
from workflow.screening.fold import fold_screening
from workflow.screening.recording import record_finding
from workflow.screening.states import CloseReason, ScreeningEvent, ScreeningState
from workflow.verification import verify

LEADS = {
    "review": {"enlist": "listed", "clear": "cleared", "close": "closed"},
    "listed": {"help": "helped", "close": "closed"},
    "helped": {"clear": "cleared", "propose-removal": "removal_proposed", "close": "closed"},
    "removal_proposed": {"remove": "removed", "resign": "resigned", "close": "closed"},
    "cleared": {},
    "removed": {},
    "resigned": {},
    "closed": {},
}
BALLOT = {"electors": "9", "present": "9", "ballot": "secret"}
VALUES: dict[FindingKind, list[dict[str, str]]] = {
    FindingKind.REVIEW: [{"result": "below-standard"}],
    FindingKind.VIEW: [{"from": "front", "result": "list"}],
    FindingKind.OPINION: [{"result": "list"}],
    FindingKind.VOTE: [
        BALLOT | {"for": "6", "against": "3"},
        BALLOT | {"for": "5", "against": "4"},
    ],
    FindingKind.HELPER: [{"who": "Lê Văn Tám"}],
    FindingKind.REPORT: [{"result": "progress"}, {"result": "no-progress"}],
    FindingKind.APPLICATION: [{}],
}
WAY = (
    ScreeningState.REVIEW,
    ScreeningState.LISTED,
    ScreeningState.HELPED,
    ScreeningState.REMOVAL_PROPOSED,
)


class Officers(RuleBasedStateMachine):
    """One screening, several officers, and a model that only knows the table."""

    store: Any

    @initialize(far=st.sampled_from(WAY))
    def open_a_screening_and_take_it_some_way(self, far):
        self.clean()
        self.desk = a_desk(self.store)
        units(self.desk)
        self.ref = opened(self.desk, a_member(self.desk))
        take_screening_to(self.desk, self.ref, far)
        self.state = far.value
        self.day = self.now().since
        self.entries = self.now().seq

    def clean(self):
        """Empty the store for a new example."""

    def now(self):
        return self.store.screening(self.ref).screening

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

    def _decide(self, event: ScreeningEvent, days: int) -> None:
        on = self.day + timedelta(days=days)
        code = CloseReason.OTHER if event is ScreeningEvent.CLOSE else None
        accepted = self._try(
            lambda: decide(
                self.desk,
                self.ref,
                event,
                on=on,
                document="1-QĐ",
                issuer="TP",
                reason_code=code,
                approved_by="hoa",
            )
        )
        if accepted:
            self.state, self.day = LEADS[self.state][event.value], on

    @rule(event=st.sampled_from(ScreeningEvent), days=st.integers(-10, 400))
    def decide_at_random(self, event, days):
        self._decide(event, days)

    @rule(data=st.data(), days=st.integers(0, 400))
    def decide_as_the_table_allows(self, data, days):
        ways = sorted(LEADS[self.state])
        if ways:
            self._decide(ScreeningEvent(data.draw(st.sampled_from(ways))), days)

    @rule(data=st.data(), kind=st.sampled_from(FindingKind), days=st.integers(-30, 400))
    def record_a_finding(self, data, kind, days):
        values = data.draw(st.sampled_from(VALUES[kind]))
        on = self.day + timedelta(days=days)
        accepted = self._try(
            lambda: record_finding(self.desk, self.ref, kind, values, on=on, document="S-1")
        )
        assert accepted is (bool(LEADS[self.state]) and on <= date(2026, 11, 23))

    @invariant()
    def the_log_tells_the_screening_and_every_table_follows_from_it(self):
        one = self.now()
        assert fold_screening(self.store.entries(self.ref)) == one
        assert (one.state.value, one.seq, one.since) == (self.state, self.entries, self.day)
        assert one.deadlines == deadlines_of_screening(one, self.desk.law())
        assert verify(self.store.audit).breaks == ()


def _run(officers: type[Officers], *, long_form: bool) -> None:
    examples, steps = (150, 40) if long_form else (12, 15)
    run_state_machine_as_test(
        officers,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, database=None
        ),
    )


def test_random_officers_cannot_break_a_screening_on_sqlite(empty_sqlite, tmp_path, long_form):
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
def test_random_officers_cannot_break_a_screening_on_postgresql(made_pg, long_form):
    class OnPostgres(Officers):
        def clean(self):
            empty_postgresql(made_pg)
            self.store = open_store(address_of(made_pg))

        def teardown(self):
            self.store.close()

    _run(OnPostgres, long_form=long_form)
