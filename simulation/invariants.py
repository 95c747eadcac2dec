"""What must hold after years, whatever happened in them; each is looked up in the store anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rules.text import Text
from scheduler.ladder import Ladders
from simulation.overdue import overdue
from simulation.rungs import expected
from simulation.tally import Tally
from simulation.timelines import timelines
from storage.store import SqlStore
from workflow.case import Deadline
from workflow.deadlines import deadlines_of
from workflow.desk import Desk
from workflow.listing import CaseFilter
from workflow.verdicts import VERDICT_LABELS
from workflow.verification import verify

_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One invariant and whether it holds; `problem` says what was found where it does not.

    `looked_at` is how many things were compared: an invariant that looked at nothing shows it.
    """

    name: str
    title: Text
    looked_at: int
    problem: str | None = None

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return self.problem is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What was seen while the play went on.

    Attributes:
        passes: The instant of each pass of the reminders, in order.
        ladders: The rungs they climbed.
        overdue: Who was overdue, as the store answered at some instants.
    """

    passes: Sequence[datetime]
    ladders: Ladders
    overdue: Mapping[datetime, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is looked at: the store as it stands at the end, its desk, and the tally of the play."""

    store: SqlStore
    desk: Desk
    tally: Tally
    watched: Watched | None = None

    @property
    def today(self) -> date:
        """The last day of the play."""
        return self.desk.today()


def log_intact(scene: Scene) -> Finding:
    """The whole log verifies: every chain, and every table re-folded from it."""
    found = verify(scene.store.audit)
    problem = None
    if found.first_break is not None:
        at = found.first_break
        problem = f"{at.stream} {at.seq}: {VERDICT_LABELS[at.verdict].en}; {at.detail.en}"
    title = Text("nhật ký nguyên vẹn, các bảng theo đúng nhật ký", "the log and its tables verify")
    return Finding(name="log-intact", title=title, looked_at=found.entries, problem=problem)


def log_complete(scene: Scene) -> Finding:
    """Every entry that was written is there, and no case is without its log."""
    refs = list(scene.tally.states)
    there = scene.store.heads(refs)
    lost = [ref for ref in refs if ref not in there]
    count = scene.store.entry_count()
    problem = _told(lost)
    if count != scene.tally.entries:
        problem = f"{count} entries in the store, {scene.tally.entries} were written"
    title = Text("không hồ sơ nào thiếu nhật ký", "no case is without its log")
    return Finding(name="log-complete", title=title, looked_at=count, problem=problem)


def counts_agree(scene: Scene) -> Finding:
    """The number of cases per state is that of the people who went there."""
    there, played = dict(scene.store.counts()), scene.tally.counts
    problem = None if there == played else f"the store counts {there}, {played} were played"
    title = Text("số hồ sơ theo bước khớp", "cases per state agree")
    return Finding(
        name="counts-agree", title=title, looked_at=sum(played.values()), problem=problem
    )


def deadlines_accounted(scene: Scene) -> Finding:
    """The open deadlines of every case are those that the law opens for it, and no others."""
    law, wrong, seen = scene.desk.law(), [], 0
    for ref in scene.tally.states:
        dossier = scene.store.dossier(ref)
        if dossier is None:
            wrong.append(ref)
            continue
        seen += len(dossier.case.deadlines)
        if _bare(dossier.case.deadlines) != _bare(deadlines_of(dossier.case, law)):
            wrong.append(ref)
    title = Text("mọi hạn đang mở đúng quy định", "every open deadline is accounted for")
    return Finding(name="deadlines-accounted", title=title, looked_at=seen, problem=_told(wrong))


def overdue_agrees(scene: Scene) -> Finding:
    """Who is overdue, as the store answers, is who is overdue by a look at each deadline."""
    today = scene.today
    asked = {line.ref for line in scene.store.cases(CaseFilter(overdue_on=today))}
    with scene.store.audit.moment() as rows:
        counted = overdue(rows.deadline_rows(), today)
    title = Text("danh sách quá hạn khớp với tính từng hạn", "overdue cases agree")
    return Finding(
        name="overdue-agrees",
        title=title,
        looked_at=len(counted),
        problem=_told(asked ^ counted),
    )


def rungs_raised(scene: Scene) -> Finding:
    """Every rung was raised once, at the first pass at which it was due, and none besides."""
    seen = _watched(scene)
    with scene.store.audit.moment() as rows:
        wanted = expected(timelines(rows), seen.passes, seen.ladders)
    there = Counter(
        (one.case, one.rule, one.due_on, one.rung, one.raised_at)
        for one in scene.store.alerts.alerts(scene.today, everything=True)
    )
    wrong = {
        f"{ref} {rule} {rung:+d}" for ref, rule, _, rung, _ in (wanted - there) + (there - wanted)
    }
    title = Text("mỗi mốc nhắc nêu đúng một lần, không sớm", "every rung once, none early")
    return Finding(name="rungs-raised", title=title, looked_at=wanted.total(), problem=_told(wrong))


def overdue_each_month(scene: Scene) -> Finding:
    """Who was overdue, as the store answered then, is who was overdue by a look at the log."""
    answers = _watched(scene).overdue
    counted = {at: set[str]() for at in answers}
    with scene.store.audit.moment() as rows:
        for line in timelines(rows):
            for at in answers:
                if line.overdue_at(at):
                    counted[at].add(line.ref)
    wrong = {f"{at:%Y-%m-%d} {ref}" for at in answers for ref in counted[at] ^ answers[at]}
    title = Text("quá hạn từng tháng khớp với nhật ký", "overdue of each month agrees with the log")
    return Finding(
        name="overdue-each-month",
        title=title,
        looked_at=sum(map(len, counted.values())),
        problem=_told(wrong),
    )


def messages_delivered(scene: Scene) -> Finding:
    """No digest is late, none is given up, and no alert has nobody to go to."""
    alerts, passes = scene.store.alerts, _watched(scene).passes
    ledger = alerts.ledger()
    found = {
        "late": sum(one.next_try_at <= passes[-1] for one in alerts.letters("waiting")),
        "dead": ledger.get("dead", 0),
        "unaddressed": alerts.unaddressed(scene.today),
    }
    left = {name: count for name, count in found.items() if count}
    title = Text("mọi bản tổng hợp đã tới nơi", "every digest was delivered")
    return Finding(
        name="messages-delivered",
        title=title,
        looked_at=sum(ledger.values()),
        problem=_told(f"{name}: {count}" for name, count in left.items()),
    )


def _watched(scene: Scene) -> Watched:
    assert scene.watched is not None  # noqa: S101 - asked only after a play that was watched
    return scene.watched


ALWAYS: tuple[Callable[[Scene], Finding], ...] = (
    log_intact,
    log_complete,
    counts_agree,
    deadlines_accounted,
    overdue_agrees,
)
"""What is asked after every play."""


WATCHED = (*ALWAYS, rungs_raised, overdue_each_month, messages_delivered)
"""What is asked after a play whose days were watched."""


def check(scene: Scene, invariants: Iterable[Callable[[Scene], Finding]]) -> Iterator[Finding]:
    """Ask one after the other."""
    for invariant in invariants:
        yield invariant(scene)


def _bare(deadlines: Iterable[Deadline]) -> set[tuple[object, ...]]:
    return {(one.version, one.started_by, one.start_on, one.due_on) for one in deadlines}


def _told(wrong: Iterable[str]) -> str | None:
    """The first few of what is wrong, and how many; None when nothing is."""
    listed = sorted(wrong)
    if not listed:
        return None
    more = f" (+{len(listed) - _SHOWN})" if len(listed) > _SHOWN else ""
    return ", ".join(listed[:_SHOWN]) + more
