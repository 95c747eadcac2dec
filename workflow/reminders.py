"""Reminders about deadlines: their values, and what the clock asks of a store.

An alert is raised once per deadline and rung. What is due is worked out from the deadlines every
time; nothing here says that something *is* overdue.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from rules.text import Text
from workflow.attempts import Attempt, Failure
from workflow.pipeline import RaisedTarget, TargetLine, TargetStep
from workflow.watching import Gauges, Leader

if TYPE_CHECKING:
    from workflow.holder import Holder


class Role(StrEnum):
    """Who is told, from the nearest to the farthest."""

    HELPER = "helper"
    CELL_SECRETARY = "cell-secretary"
    GRASSROOTS_OFFICER = "grassroots-officer"
    SUPERIOR_OFFICER = "superior-officer"
    AUDITOR = "auditor"


ROLE_LABELS: dict[Role, Text] = {
    Role.HELPER: Text("Đảng viên giúp đỡ", "Helper"),
    Role.CELL_SECRETARY: Text("Bí thư chi bộ", "Cell secretary"),
    Role.GRASSROOTS_OFFICER: Text("Cán bộ cấp ủy cơ sở", "Grassroots officer"),
    Role.SUPERIOR_OFFICER: Text("Cán bộ cấp ủy cấp trên", "Superior's officer"),
    Role.AUDITOR: Text("Cán bộ ủy ban kiểm tra", "Auditor"),
}


class AlertState(StrEnum):
    """How an alert stands; the last two are worked out, never stored."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    INHIBITED = "inhibited"
    SETTLED = "settled"


class Inhibition(StrEnum):
    """Why nobody is reminded of something that is due."""

    HOLD = "hold"
    DISSOLVED = "dissolved"


INHIBITION_LABELS: dict[Inhibition, Text] = {
    Inhibition.HOLD: Text("hồ sơ đang tạm dừng", "inhibited: the case is on hold"),
    Inhibition.DISSOLVED: Text("tổ chức đã kết thúc", "inhibited: the unit is no more"),
}

NEVER_ALONE = frozenset({"probation", "recognition-cell", "recognition-decision"})
"""Rules whose overdue alerts nobody silences alone (a forgotten probationer loses years)."""
OF_THE_OFFICE = frozenset(
    {
        "data-request-reply",
        "data-request-see",
        "data-request-correct",
        "data-request-erase",
        "data-request-restrict",
        "data-request-object",
        "breach-report",
        "finding-mend",
        "assignment-evidence",
    }
)
"""Rules that bind the office, whatever becomes of the case by which a person is known; an incident,
an assignment and a finding about a unit are about nobody's case."""


def heard_anyway(rule: str, due_on: date, today: date) -> bool:
    """Whether neither a hold nor the end of a unit keeps a reminder back on a day."""
    return rule in OF_THE_OFFICE or (rule in NEVER_ALONE and due_on < today)


ALERT_LABELS: dict[AlertState, Text] = {
    AlertState.RAISED: Text("đang nhắc", "raised"),
    AlertState.ACKNOWLEDGED: Text("đã có người nhận việc", "acknowledged"),
    AlertState.SNOOZED: Text("tạm gác", "snoozed"),
    AlertState.INHIBITED: Text("không nhắc", "inhibited"),
    AlertState.SETTLED: Text("đã xong", "settled"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One rung of the ladder that some rules share, as the sweep climbs it.

    Attributes:
        rules: The rules whose deadlines stand on it.
        days: Calendar days from the due day; negative before it.
        following: Days of the rung after this one; None on the last. A deadline that was put on
            record when that one had passed already does not get this one.
        units: Only cases of these units stand on it; None: of every unit.
        but: Cases of these units do not.
    """

    rules: tuple[str, ...]
    days: int
    following: int | None
    units: tuple[str, ...] | None = None
    but: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An alert that has not been given to anybody yet.

    `helper` names who helps in the case, where that was asked for and is known; `handed_to` are
    the posts that took over an alert of the same deadline.
    """

    alert: int
    rule: str
    rung: int
    unit: str
    due_on: date
    helper: str | None = None
    handed_to: tuple[str, ...] = ()

    @property
    def since(self) -> date:
        """The day from which it was to be told."""
        return self.due_on + timedelta(days=self.rung)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """One inbox: a channel and an address on it."""

    channel: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """When an inbox is told: in the digest of the day `on`, or at once (None); from `at` on."""

    on: date | None
    at: datetime


Closed = Collection[tuple[Addressee, date]]
"""Digests that take nothing more: they are on their way, sent, or given up."""


class Telling(Protocol):
    """Who is told of what, and when; laid for one pass."""

    @property
    def wants_helpers(self) -> bool:
        """Whether it matters who helps in a case."""
        ...

    @property
    def soon(self) -> datetime:
        """What goes at once joins a digest of the same inbox that goes out by then."""
        ...

    def calls(self, one: Pending) -> Sequence[tuple[Addressee, Slot]]:
        """Whom to tell of an alert, and when; empty where nobody is known."""
        ...

    def target_calls(self, one: TargetLine) -> Sequence[tuple[Addressee, Slot]]:
        """Whom to tell about a unit's target, and when; empty where nobody is known."""
        ...

    def rounds(self) -> Sequence[tuple[Addressee, Slot]]:
        """Digests that go out about now whatever was raised: they tell how everything stands."""
        ...

    def next_slot(self, addressee: Addressee) -> Slot | None:
        """When an inbox is told next; None where nobody reads it any more."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What planning did: new messages, and alerts for which nobody is configured."""

    messages: int
    unaddressed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestLine:
    """One deadline in a digest, with every rung that this digest reminds of, in order.

    `alert` is the number of the last of them (0: it has none yet); `duty` names what is to be done,
    whatever its day, and `moved` how often that was worked out anew. `step` is where the case
    stands, where that was asked for; empty for a screening. `name` is empty of what is about
    nobody; `by` is the last instant of what counts in hours.
    """

    case: str
    name: str
    unit: str
    rule: str
    version: str
    due_on: date
    rungs: tuple[int, ...]
    alert: int = 0
    duty: str = ""
    moved: int = 0
    step: str = ""
    by: datetime | None = None


def duty_of(stream: str, rule: str, started_by: int) -> str:
    """What a duty is called, whatever its day: one for each case and rule.

    Each letter that waits for an answer is a duty of its own.
    """
    apart = f"/{started_by}" if rule.startswith("verification-reply") else ""
    return f"{stream}/{rule}{apart}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A message that this process alone may try to send until the lease ends.

    `attempt` counts from 1 and tells this claim from an earlier one that ran out; `slot_on` is the
    day whose digest it is, None where it goes at once.
    """

    message: str
    addressee: Addressee
    attempt: int
    created_at: datetime
    lines: tuple[DigestLine, ...]
    slot_on: date | None = None
    targets: tuple[TargetLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message in the ledger, without its content; `detail` is how much it said when sent."""

    message: str
    addressee: Addressee
    state: str
    attempts: int
    created_at: datetime
    next_try_at: datetime
    sent_at: datetime | None
    error: str | None
    slot_on: date | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounces:
    """How often messages to an inbox came back, and why the last one did."""

    inbox: Addressee
    times: int
    last_at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLine:
    """One alert in a list. `to` holds the addresses it was given to, empty for nobody yet.

    `version` names the wording that its due day rests on; `handed_to` is the post that took it
    over.
    """

    id: int
    case: str
    unit: str
    rule: str
    rung: int
    due_on: date
    raised_at: datetime
    state: AlertState
    version: str = ""
    to: tuple[str, ...] = ()
    answered_by: str | None = None
    approved_by: str | None = None
    until_on: date | None = None
    reason: str | None = None
    handed_to: str | None = None
    inhibited_by: Inhibition | None = None

    def days_over(self, today: date) -> int:
        """Calendar days past the due day; negative before it."""
        return (today - self.due_on).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an officer said to an alert: that it is taken on, or that it shall wait.

    `handed_to` is the post that takes it on (`UNIT#NUMBER`), where that is not who answers.
    """

    alert: int
    state: AlertState
    by: str
    at: datetime
    reason: str
    until_on: date | None = None
    approved_by: str | None = None
    handed_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stilled:
    """How many open deadlines have come whose reminders are inhibited, and by what."""

    held: int
    dissolved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A unit's name and superior, for finding whom to tell; and whose duties it took over."""

    name: str
    parent: str | None
    inherits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """The last run of one job of the clockwork."""

    job: str
    started_at: datetime
    finished_at: datetime | None
    result: str | None


class AlertStore(Protocol):
    """The clock's side of a store; each writing call is one transaction."""

    def open_rules(self) -> Sequence[str]:
        """The rules that have an open deadline."""
        ...

    def sweep(self, steps: Sequence[Step], today: date, now: datetime) -> int:
        """Raise every alert that is due and was never raised; the number of new ones.

        Steps are climbed in the order given. Cases on hold are passed over.
        """
        ...

    def sweep_between(self, steps: Sequence[Step], today: date, now: datetime) -> int | None:
        """Raise what is due of these steps alone, between two sweeps; the number of new ones.

        None where no deadline of their rules is open.
        """
        ...

    def sweep_targets(self, steps: Sequence[TargetStep], today: date, now: datetime) -> int:
        """Raise what is the matter with a unit's year and was never raised; their number."""
        ...

    def file_days(self, year: int, today: date) -> Mapping[str, date]:
        """The last good day for a year's files, of units whose plan or a superior's names one."""
        ...

    def targets(self, year: int, units: Sequence[str] | None = None) -> Sequence[RaisedTarget]:
        """The reminders about targets of a year, in the order in which they were raised."""
        ...

    def wake(self, today: date) -> int:
        """Bring back every alert whose snooze is over; their number."""
        ...

    def plan(self, lay: Callable[[Closed], Telling], now: datetime, today: date) -> Planned:
        """Give every pending alert to its addressees: one digest for each of them and day."""
        ...

    def claim(
        self,
        channels: Sequence[str],
        due_by: datetime,
        now: datetime,
        until: datetime,
        today: date,
        rounds: Collection[Addressee] = (),
    ) -> Claim | None:
        """The next message whose try is due, for this process alone until a moment.

        One that carries nothing any more is put aside, except a digest to one of `rounds`.
        """
        ...

    def put_aside(self, claim: Claim) -> None:
        """It has nothing to say."""
        ...

    def sent(self, claim: Claim, at: datetime, detail: str) -> None:
        """The outside accepted the message, which said that much."""
        ...

    def failed(self, claim: Claim, failure: Failure, next_try: datetime | None) -> None:
        """It did not; try again at a moment, or never (None)."""
        ...

    def postpone(self, claim: Claim, until: datetime) -> None:
        """It was not tried: nobody is disturbed before that moment."""
        ...

    def give_back(self, claim: Claim, error: str) -> None:
        """Nobody reads that inbox any more: the message is dead, its alerts wait for others."""
        ...

    def attempts(self, message: str) -> Sequence[Attempt]:
        """Every attempt to deliver a message, in the order in which they were recorded."""
        ...

    def bounced(self, inbox: Addressee, reason: str, at: datetime) -> None:
        """An inbox took a message no more: count it."""
        ...

    def bounces(self) -> Sequence[Bounces]:
        """How often messages came back, per inbox, the most often first."""
        ...

    def bury(self, tries: int, now: datetime) -> int:
        """Give up messages that ran out of tries without a word; their number."""
        ...

    def letters(self, *states: str) -> Sequence[Letter]:
        """Messages of the ledger in those states, oldest first."""
        ...

    def ledger(self) -> Mapping[str, int]:
        """Number of messages by state."""
        ...

    def duties(self, today: date, units: Sequence[str] | None = None) -> Sequence[DigestLine]:
        """Open deadlines that nothing inhibits on a day, by due day; of these units, if given."""
        ...

    def helpers(self, cases: Collection[str]) -> Mapping[str, str]:
        """Who helps in each of these cases, by name."""
        ...

    def unexplained(self, rules: Sequence[str], days: int) -> Sequence[str]:
        """Cases reminded that many days past a deadline of these rules, and never asked why."""
        ...

    def stilled(self, today: date) -> Stilled:
        """How many open deadlines have come whose reminders are inhibited, and by what."""
        ...

    def unaddressed(self, today: date) -> int:
        """Alerts that are due to somebody and have nobody."""
        ...

    def alerts(
        self, today: date, *, everything: bool = False, units: Sequence[str] | None = None
    ) -> Sequence[AlertLine]:
        """Alerts by due day; without `everything` neither settled nor snoozed ones."""
        ...

    def alert(self, number: int, today: date) -> AlertLine | None:
        """One alert."""
        ...

    def holders(self, on: date | None = None) -> Sequence[Holder]:
        """Who holds a role on a day; without a day everybody who ever did."""
        ...

    def places(self, on: date) -> Mapping[str, Place]:
        """Every unit known by a day, as it is then or as it last was."""
        ...

    def beat(self, beat: Beat) -> None:
        """Keep the last run of a job."""
        ...

    def beats(self) -> Mapping[str, Beat]:
        """The last run of every job."""
        ...

    def lead(self, holder: str, term: float) -> int | None:
        """Take or renew the lease for so many seconds; its number, or None: another holds it."""
        ...

    def step_down(self, holder: str) -> None:
        """Give the lease back."""
        ...

    def leader(self) -> Leader | None:
        """Who holds the lease, or held it last."""
        ...

    def fenced(self, token: int) -> AlertStore:
        """The same store; each of its writes fails once the lease has another number.

        Those raise `LeadLostError` and write nothing.
        """
        ...

    def gauges(self, today: date) -> Gauges:
        """What is watched from outside, as things stand on a day."""
        ...
