"""An office with a clock that a test moves by hand."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from builders import a_case, a_desk, at, take_to, units
from sqlalchemy import update
from sqlmodel import col, select

from rules.calendar import Calendar
from rules.rulebook import Rulebook
from scheduler.hours import load_hours
from scheduler.ladder import load_ladders
from scheduler.pipeline import load_pipeline
from scheduler.settings import Recipient, Security, Settings, Smtp
from scheduler.tick import Bell, TickResult, retry, tick
from storage.tables import AlertRow, DeadlineRow
from workflow.actions.roles import NewHolder, add_holder
from workflow.desk import office_zone
from workflow.inbox import Channel, Rhythm
from workflow.reminders import Role
from workflow.states import State

RULEBOOK = Rulebook.open()
CALENDAR = Calendar.open()
LADDERS = load_ladders(RULEBOOK.ids())
HOURS = load_hours(RULEBOOK.ids())
PIPELINE = load_pipeline()


class Office:
    """A store, its recipients, and what was shown on the terminal."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.alerts = store.alerts
        self.shown: list[str] = []
        self.cases = 0
        self.laid = replace(a_desk(store), rulebook=RULEBOOK, calendar=CALENDAR)
        self.settings = Settings()
        self.ladders = LADDERS
        self.now = at("2024-08-02")
        self.zone = office_zone()

    def desk(self) -> Any:
        moment = self.now
        return replace(self.laid, clock=lambda: moment)

    def a_case(self, state: State = State.PROBATION) -> str:
        """A case taken to a state on 2 August 2024 (for probation: ceremony on 1 August)."""
        if not self.store.units(date(2024, 8, 2)):
            units(self.desk())
        self.cases += 1
        ref = a_case(self.desk(), born=f"19{70 + self.cases}-05-02")
        take_to(self.desk(), ref, state)
        return ref

    @staticmethod
    def by_terminal(role: Role, unit: str = "DV", desk: str = "quầy 1") -> Recipient:
        return Recipient(
            unit=unit,
            role=role,
            channel=Channel.TERMINAL,
            address=desk,
            rhythm=Rhythm.AT_ONCE,
        )

    @staticmethod
    def by_mail(address: str, rhythm: Rhythm = Rhythm.AT_ONCE) -> Recipient:
        return Recipient(
            unit="DV",
            role=Role.CELL_SECRETARY,
            channel=Channel.SMTP,
            address=address,
            rhythm=rhythm,
        )

    @classmethod
    def everybody(cls) -> tuple[Recipient, ...]:
        """One desk at the top that has every role."""
        return tuple(cls.by_terminal(role, unit="TP") for role in Role)

    @staticmethod
    def a_mail_server(server: Any) -> Smtp:
        return Smtp(
            host=server.host,
            port=server.port,
            security=Security.NONE,
            sender="ketnap@dang-bo.example",
            domain="dang-bo.example",
            timeout=1,
        )

    def a_holder(self, role: Role, name: str, unit: str = "DV", **more: Any) -> Any:
        """Somebody in the register of roles, since the first day of 2024, read on the screen."""
        new = NewHolder(
            role=role,
            name=name,
            channel=more.pop("channel", Channel.TERMINAL),
            address=more.pop("address", name),
            rhythm=more.pop("rhythm", None),
        )
        more.setdefault("begins", date(2024, 1, 1))
        return add_holder(self.desk(), unit, new, **more)

    def tell(self, *recipients: Recipient, smtp: Smtp | None = None) -> None:
        self.settings = Settings(smtp=smtp, recipients=recipients)

    def claim(self, until: Any) -> Any:
        """Hold the next mail until a moment, as a process that is about to send it does."""
        today = self.now.astimezone(self.zone).date()
        return self.alerts.claim(["smtp"], self.now, self.now, until, today)

    def bell(self) -> Bell:
        return Bell(
            alerts=self.alerts,
            ladders=self.ladders,
            hours=HOURS,
            pipeline=PIPELINE,
            calendar=CALENDAR,
            settings=self.settings,
            rulebook=RULEBOOK,
            clock=lambda: self.now,
            zone=self.zone,
            show=self.shown.append,
            desk=self.clocks_desk,
        )

    @contextmanager
    def clocks_desk(self) -> Any:
        """Where the clock itself writes."""
        with self.store.aside() as aside:
            yield replace(self.desk(), store=aside, actor="ketnap")

    def forget_rule(self, rule: str, named: str) -> None:
        """Leave open deadlines of a rule that no book knows any more."""
        table: Any = DeadlineRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
        with self.store.engine.connect() as connection:
            connection.execute(update(table).where(table.c.rule == rule).values(rule=named))

    def tick(self, day: str | None = None) -> TickResult:
        if day is not None:
            self.now = at(day)
        return tick(self.bell())

    def bell_without_screen(self) -> Bell:
        return replace(self.bell(), show=None)

    def bell_that_writes_nothing(self, day: str) -> Bell:
        """A bell on a day whose clock asks for nothing in a case."""
        self.now = at(day)
        return replace(self.bell(), desk=None)

    def bell_that_stops(self) -> Bell:
        return replace(self.bell(), stopping=lambda: True)

    def tick_with(self, bell: Bell) -> TickResult:
        return tick(bell)

    def retry(self, after: timedelta = timedelta(0)) -> Any:
        self.now += after
        return retry(self.bell())

    def rungs(self, rule: str) -> list[int]:
        """The rungs raised for a rule, in the order of their numbers."""
        return [rung for _, rung in self.raised(rule)]

    def raised(self, rule: str) -> list[tuple[int, int]]:
        """The deadline and rung of each alert of a rule, in the order of their numbers."""
        asked = (
            select(AlertRow.deadline_id, AlertRow.rung)
            .join(DeadlineRow, col(AlertRow.deadline_id) == DeadlineRow.id)
            .where(DeadlineRow.rule == rule)
            .order_by(col(AlertRow.id))
        )
        with self.store.session() as session:
            return list(session.exec(asked))

    def lines(self, rule: str, *, everything: bool = True) -> list[Any]:
        today = self.now.astimezone(self.zone).date()
        return [one for one in self.alerts.alerts(today, everything=everything) if one.rule == rule]


@pytest.fixture
def office(store: Any) -> Office:
    """An office on 2 August 2024; its tests run on both databases."""
    return Office(store)


@pytest.fixture
def small_office(sqlite_store: Any) -> Office:
    """The same, for what has nothing to do with the database."""
    return Office(sqlite_store)
