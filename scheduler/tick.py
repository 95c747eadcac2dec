"""One pass of the clock: what is due is raised, given to its people, and carried out.

It may be run at any moment, by several processes at once and twice in a row: what is due is worked
out from the deadlines, and what was done is kept by the database's unique keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rules.calendar import Calendar
from rules.errors import UnknownRuleError
from rules.rulebook import Rulebook
from rules.text import Text
from scheduler.carriers import Carrier, TerminalCarrier
from scheduler.delivery import Delivered, deliver
from scheduler.explanations import ask_for_letters
from scheduler.heartbeat import CHECKPOINT, DELIVERY, TICK, beat
from scheduler.hours import Hours
from scheduler.ladder import Ladders
from scheduler.mail import MailCarrier
from scheduler.notify import NotifyCarrier
from scheduler.periods import ask_for_periods
from scheduler.pipeline import Pipeline, load_pipeline
from scheduler.posts import Post, Reader, posts_of, readers_of
from scheduler.rounds import Rounds
from scheduler.routing import Router
from scheduler.settings import Settings
from scheduler.slots import Diary
from scheduler.telling import PassTelling
from scheduler.wording import Words
from workflow.desk import Desk
from workflow.inbox import Rhythm
from workflow.reminders import Addressee, AlertStore, Closed, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class TickResult:
    """What one pass did, and what is left.

    Attributes:
        raised: New alerts.
        returned: Alerts whose snooze was over.
        messages: New digests, one for each inbox.
        sent: Digests accepted by the other side.
        failed: Tries that were not; they wait for another.
        waiting: Digests not sent yet, with those of channels that this pass does not serve.
        dead: Digests given up, in all; somebody has to look at them.
        unaddressed: Alerts for which nobody is configured, up to the topmost unit.
    """

    raised: int
    returned: int
    messages: int
    sent: int
    failed: int
    waiting: int
    dead: int
    unaddressed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bell:
    """What every pass needs; laid once.

    Attributes:
        desk: Opens the clock's own desk, for what it writes in a case; None: it writes nothing.
        proof: The newest checkpoint of the log in one line, for the foot of a message.
        seal: Seals the log and signs a checkpoint of it; None: this service signs nothing.
        show: Prints a digest; None where there is no screen, and terminal digests wait.
        stopping: Asked before each message; True ends the pass early, nothing is lost.
    """

    alerts: AlertStore
    ladders: Ladders
    hours: Hours
    calendar: Calendar
    settings: Settings
    rulebook: Rulebook
    clock: Callable[[], datetime]
    zone: ZoneInfo
    pipeline: Pipeline = field(default_factory=load_pipeline)
    proof: Callable[[], Text | None] = lambda: None
    seal: Callable[[], str] | None = None
    show: Callable[[str], None] | None = None
    desk: Callable[[], AbstractContextManager[Desk]] | None = None
    stopping: Callable[[], bool] = bool


def tick(bell: Bell, carriers: Mapping[str, Carrier] | None = None) -> TickResult:
    """One whole pass: sweep, plan, deliver; by `carriers` instead of the bell's own, if given.

    Raises:
        TryAgainError: the store stayed busy; the next pass does what this one did not.
        OutsideServiceError: the store cannot be reached.
    """
    now = bell.clock()
    today = now.astimezone(bell.zone).date()
    alerts = bell.alerts
    returned = alerts.wake(today)
    audience = Audience.on(bell, today)
    paths = {code: audience.diary.path(code) for code in audience.diary.places}
    _ask_for_periods(bell)
    raised = alerts.sweep(bell.ladders.steps(alerts.open_rules(), paths), today, now)
    looked_for = bell.pipeline.steps(today, alerts.file_days(today.year, today))
    raised += alerts.sweep_targets(looked_for, today, now)
    _ask_why(bell)
    planned = alerts.plan(lambda closed: audience.telling(now, closed), now, today)
    done = audience.deliver(carriers)
    ledger = alerts.ledger()
    result = TickResult(
        raised=raised,
        returned=returned,
        messages=planned.messages,
        sent=done.sent,
        failed=done.failed,
        waiting=ledger.get("waiting", 0),
        dead=ledger.get("dead", 0),
        unaddressed=planned.unaddressed,
    )
    said = f"raised={raised} messages={planned.messages} sent={done.sent} failed={done.failed}"
    beat(alerts, TICK, now, bell.clock(), said)
    return result


def _ask_for_periods(bell: Bell) -> None:
    if bell.desk is not None:
        with bell.desk() as desk:
            ask_for_periods(desk)


def _ask_why(bell: Bell) -> None:
    if bell.desk is not None and bell.ladders.explained:
        with bell.desk() as desk:
            rules, days = bell.ladders.explained, bell.ladders.explained_after
            ask_for_letters(desk, bell.alerts, rules, days)


def retry(bell: Bell) -> Delivered:
    """One pass over waiting messages, for the minutes between two ticks.

    What counts in hours cannot wait for the next sweep: it is raised and planned here as well.
    """
    now = bell.clock()
    today = now.astimezone(bell.zone).date()
    audience = Audience.on(bell, today)
    _raise_hours(bell, audience, today, now)
    done = audience.deliver()
    said = f"sent={done.sent} failed={done.failed}"
    beat(bell.alerts, DELIVERY, now, bell.clock(), said)
    return done


def _raise_hours(bell: Bell, audience: Audience, today: date, now: datetime) -> None:
    paths = {code: audience.diary.path(code) for code in audience.diary.places}
    steps = bell.ladders.steps(bell.hours.always, paths)
    if bell.alerts.sweep_between(steps, today, now) is not None:
        # Whatever was raised now: a pass that was killed in between has raised it already.
        bell.alerts.plan(lambda closed: audience.telling(now, closed), now, today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Everybody who can be told on one day, and the hours they keep."""

    bell: Bell
    posts: Sequence[Post]
    readers: Mapping[Addressee, Reader]
    diary: Diary

    @classmethod
    def on(cls, bell: Bell, today: date) -> Audience:
        """Who holds a role on a day, the units as they are then, the calendar as it is known."""
        posts = posts_of(bell.settings.recipients, bell.alerts.holders(today))
        diary = Diary(
            hours=bell.hours,
            zone=bell.zone,
            calendar=bell.calendar.reloaded(),
            places=bell.alerts.places(today),
        )
        return cls(bell=bell, posts=posts, readers=readers_of(posts), diary=diary)

    def telling(self, now: datetime, closed: Closed) -> PassTelling:
        """Who is told of what, and when."""
        return PassTelling(
            router=Router(self.posts, self.diary.places),
            ladders=self.bell.ladders,
            pipeline=self.bell.pipeline,
            readers=self.readers,
            diary=self.diary,
            now=now,
            closed=closed,
        )

    def rounds(self) -> Rounds:
        """What is open for each of them."""
        return Rounds(
            alerts=self.bell.alerts,
            ladders=self.bell.ladders,
            posts=self.posts,
            inboxes=frozenset(
                inbox for inbox, one in self.readers.items() if one.rhythm is Rhythm.MONTHLY
            ),
            diary=self.diary,
        )

    def deliver(self, carriers: Mapping[str, Carrier] | None = None) -> Delivered:
        """Carry out what waits, by the bell's own carriers or by others."""
        bell = self.bell
        return deliver(
            bell.alerts,
            readers=self.readers,
            diary=self.diary,
            rounds=self.rounds(),
            carriers=carriers_of(bell) if carriers is None else carriers,
            words=_words(bell, self.diary.places),
            clock=bell.clock,
            stopping=bell.stopping,
        )


def carriers_of(bell: Bell) -> Mapping[str, Carrier]:
    """The ways out that this office has, by channel."""
    found: list[Carrier] = []
    if bell.settings.smtp is not None:
        found.append(MailCarrier(bell.settings.smtp))
    if bell.settings.outlets:
        found.append(NotifyCarrier(bell.settings.outlets))
    if bell.show is not None:
        found.append(TerminalCarrier(bell.show))
    return {one.channel.value: one for one in found}


def words_of(bell: Bell, today: date) -> Words:
    """Names for codes, as they are on a day."""
    return _words(bell, bell.alerts.places(today))


def checkpoint(bell: Bell) -> str | None:
    """Seal what is new and sign the log as it is; what was done, in short.

    Raises:
        KetnapError: this machine holds no key, or the log no longer fits what was signed before.
    """
    if bell.seal is None:
        return None
    now = bell.clock()
    said = bell.seal()
    beat(bell.alerts, CHECKPOINT, now, bell.clock(), said)
    return said


def _words(bell: Bell, places: Mapping[str, Place]) -> Words:
    rulebook = bell.rulebook

    def rule(name: str) -> Text:
        try:
            return rulebook[name].title
        except UnknownRuleError:  # a local rule that was taken away; its deadlines still stand
            return Text(name, name)

    def verified(version: str) -> bool:
        found = rulebook.wording(version)
        return found is not None and found.verified

    def unit(code: str) -> str:
        place = places.get(code)
        return code if place is None else place.name

    return Words(rule=rule, verified=verified, unit=unit, proof=bell.proof())
