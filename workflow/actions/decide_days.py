"""Decide single days of the calendar; every open deadline that they touch is counted anew.

The decision and what follows from it are one change: an entry per day in the register of its
year, and one entry per case whose deadlines move or become certain. A decision is answered by a
later one, never edited; taking it back restores what held before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from audit import Entry
from rules.calendar import Calendar
from rules.decision import Decision
from rules.text import Text
from workflow.calendar_day import EVENTS, decision_data, source_of, stream_of
from workflow.deadlines import Changes
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import ConflictError, InputError, RefusedError
from workflow.finding import find_unit
from workflow.law import Law
from workflow.personal import read_text
from workflow.ports import Dossier
from workflow.recount import Recount
from workflow.typed_paper import read_paper

_NAME = Text("Tên ngày", "Name")
_REASON = Text("Lý do", "Reason")
_REASON_LIMIT = 2000
_MOST_DAYS = 60
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an officer decides: off True, worked False, None takes back an earlier decision.

    `unit` is what was typed for a unit; None: everybody. `document` is number and date of a paper.
    """

    days: Sequence[date]
    off: bool | None
    reason: str
    name: str | None = None
    document: str | None = None
    announced_on: date | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One deadline that moves: whose, by which rule, from when to when, and which days did it."""

    ref: str
    person: str
    unit: str
    rule: str
    old: date
    new: date
    because: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworked:
    """What a decision did: its days, the deadlines that moved, how many became certain or not."""

    decisions: Sequence[Decision] = ()
    moved: Sequence[Review] = ()
    settled: int = 0
    unsettled: int = 0
    entries: Sequence[Entry] = ()
    replayed: bool = False


def decide_days(
    desk: Desk, asked: Asked, *, request: str | None = None, dry_run: bool = False
) -> Reworked:
    """Decide days, and work every open deadline out again that they touch.

    Somebody who writes to one of the cases meanwhile makes it start over, not fail.

    Raises:
        InputError: no day, too many, one twice; no reason or name; a paper that cannot be read.
        RefusedError: it is decided so already, a later announcement stands, or there is nothing
            to take back; a day of announcement that has not come.
        NotFoundError: no such unit.
        ConflictError: others kept writing.
    """
    return _attempt(desk, asked, request, dry_run=dry_run, left=_ATTEMPTS)


def _attempt(
    desk: Desk, asked: Asked, request: str | None, *, dry_run: bool, left: int
) -> Reworked:
    work = _Work(desk, asked, request)
    before = work.done()
    if before is not None:
        return before
    found = work.decide()
    if dry_run:
        return found
    try:
        work.commit(found)
    except ConflictError:
        if left == 1:
            raise
        fresh = replace(desk, calendar=desk.calendar.reloaded())
        return _attempt(fresh, asked, request, dry_run=dry_run, left=left - 1)
    return found


class _Work:
    """One attempt: everything read at one moment, one change."""

    def __init__(self, desk: Desk, asked: Asked, request: str | None) -> None:
        self.desk = desk
        self.asked = asked
        self.draft = Draft.begin(
            desk,
            "calendar",
            request,
            {
                "days": list(asked.days),
                "off": asked.off,
                "name": asked.name,
                "document": asked.document,
                "announced": asked.announced_on,
                "unit": asked.unit,
            },
        )
        self.draft.deadlines_seen = desk.store.deadline_count()

    def done(self) -> Reworked | None:
        """What this request has already done."""
        found = self.draft.done_before()
        if found is None:
            return None
        return Reworked(
            settled=found.result["settled"], unsettled=found.result["unsettled"], replayed=True
        )

    def decide(self) -> Reworked:
        """Draft the decisions and all that follows from them."""
        decisions = self._decisions()
        before = self.desk.calendar
        after = before.with_decisions(decisions)
        _refuse_idle(before, after, decisions, self.desk)
        entries = self._register(decisions)
        recount = Recount(
            rulebook=self.desk.rulebook,
            before=before,
            after=after,
            path_of=self.desk.path_of(),
        )
        moved: list[Review] = []
        settled = unsettled = 0
        for dossier in self._touched(recount):
            changes = recount.of_case(dossier.case)
            if not (changes.opened or changes.marked):
                continue
            moved += self._rework(dossier, changes, recount)
            settled += sum(not one.estimated for one in changes.marked)
            unsettled += sum(one.estimated for one in changes.marked)
        return Reworked(
            decisions=decisions, moved=moved, settled=settled, unsettled=unsettled, entries=entries
        )

    def commit(self, found: Reworked) -> None:
        """Write it all, or nothing."""
        self.draft.commit(settled=found.settled, unsettled=found.unsettled, moved=len(found.moved))

    def _decisions(self) -> list[Decision]:
        asked, today = self.asked, self.draft.today
        days = sorted(set(asked.days))
        if not days or len(days) < len(asked.days) or len(days) > _MOST_DAYS:
            raise InputError(
                Text(
                    f"Cần từ 1 đến {_MOST_DAYS} ngày, mỗi ngày một lần.",
                    f"Give 1 to {_MOST_DAYS} days, each of them once.",
                )
            )
        if asked.announced_on is not None and asked.announced_on > today:
            raise RefusedError(
                Text(
                    f"Ngày công bố {asked.announced_on:%d/%m/%Y} chưa tới.",
                    f"The day of announcement {asked.announced_on} has not come yet.",
                )
            )
        name = read_text(asked.name or "", _NAME)
        if not name:
            name = "bỏ quyết định trước" if asked.off is None else _missing(_NAME, "--name")
        paper = None if asked.document is None else read_paper(asked.document)
        unit = None if asked.unit is None else find_unit(self.desk, asked.unit).code
        heads = self.desk.store.heads(sorted({stream_of(day) for day in days}))
        seqs = {stream: seq for stream, (seq, _) in heads.items()}
        found = []
        for day in days:
            seq = seqs[stream_of(day)] = seqs.get(stream_of(day), 0) + 1
            found.append(
                Decision(
                    day=day,
                    off=asked.off,
                    name=Text(name, name),
                    source=source_of(paper),
                    announced_on=asked.announced_on,
                    recorded_on=today,
                    unit=unit,
                    seq=seq,
                )
            )
        return found

    def _register(self, decisions: Sequence[Decision]) -> list[Entry]:
        """One entry per day in the register of its year."""
        reason = read_text(self.asked.reason, _REASON, limit=_REASON_LIMIT)
        if not reason:
            _missing(_REASON, "--reason")
        heads = dict(self.desk.store.heads(sorted({stream_of(one.day) for one in decisions})))
        entries = []
        for one in decisions:
            stream = stream_of(one.day)
            paper = one.source.document
            fields = self.draft.fields(
                "calendar",
                self.draft.today,
                event=EVENTS[one.off],
                unit=one.unit,
                document=None if paper is None else {"number": paper},
                text=self.draft.seal(stream, reason),
                data=decision_data(one),
            )
            entry = self.draft.entry(stream, heads.get(stream), fields)
            heads[stream] = (entry.seq, entry.digest)
            entries.append(entry)
            self.draft.decisions.append(one)
        return entries

    def _touched(self, recount: Recount) -> Sequence[Dossier]:
        years = sorted({day.year for day in self.asked.days})
        first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
        found = self.desk.store.open_deadlines(first, last)
        refs = recount.touched(found)
        return [one for ref in refs if (one := self.desk.store.dossier(ref)) is not None]

    def _rework(self, dossier: Dossier, changes: Changes, recount: Recount) -> list[Review]:
        """The entry of one case, and its lines of the review."""
        case, draft = dossier.case, self.draft
        days = sorted(self.asked.days)
        draft.law = Law(self.desk.rulebook, recount.after)
        for one in changes.opened:
            draft.law.wording(one.version)
        fields = draft.fields(
            "rework",
            draft.today,
            event="calendar",
            unit=case.unit,
            data={"days": [day.isoformat() for day in days]},
        )
        draft.write(case, replace(case, seq=case.seq + 1), fields, changes)
        return [
            Review(
                ref=case.ref,
                person=dossier.person.name,
                unit=case.unit,
                rule=old.rule,
                old=old.due_on,
                new=new.due_on,
                because=tuple(recount.because(case.unit, old, new, days)),
            )
            for old, new in zip(changes.superseded, changes.opened, strict=True)
        ]


def _missing(what: Text, option: str) -> str:
    raise InputError(
        Text(
            f"{what.vi}: không được để trống ({option}).",
            f"{what.en}: must not be empty ({option}).",
        )
    )


def _refuse_idle(
    before: Calendar, after: Calendar, decisions: Sequence[Decision], desk: Desk
) -> None:
    """Refuse what would change nothing: decided so already, or a later announcement stands."""
    unit = decisions[0].unit
    path = () if unit is None else desk.path_of()(unit)
    old, new = before.for_unit(path), after.for_unit(path)
    for one in decisions:
        stands = old.decision(one.day, unit)
        if one.off is None:
            if stands is None:
                raise RefusedError(
                    Text(
                        f"Ngày {one.day:%d/%m/%Y} không có quyết định nào của đơn vị để bỏ.",
                        f"There is no decision about {one.day} to take back.",
                    ),
                    following=_show(one.day),
                )
            if new.decision(one.day, unit) == stands:
                raise _outdone(one, stands.known_on)
            continue
        if new.decision(one.day, unit) != one:
            raise _outdone(one, None if stands is None else stands.known_on)
        if new.day(one.day).working is one.off:
            raise _outdone(one, old.day(one.day).announced_on)
        if stands is not None and (stands.off, stands.name, stands.source) == (
            one.off,
            one.name,
            one.source,
        ):
            raise RefusedError(
                Text(
                    f"Ngày {one.day:%d/%m/%Y} đã được quyết định đúng như vậy.",
                    f"{one.day} is decided exactly so already.",
                ),
                following=_show(one.day),
            )


def _outdone(one: Decision, stands: date | None) -> RefusedError:
    vi = "" if stands is None else f" (công bố {stands:%d/%m/%Y})"
    en = "" if stands is None else f" (announced {stands})"
    return RefusedError(
        Text(
            f"Ngày {one.day:%d/%m/%Y} đã có quyết định công bố sau{vi}; quyết định mới nhất được"
            " dùng, nên chưa ghi gì.",
            f"A later announcement about {one.day} stands{en}; the newest one holds, so nothing"
            " was written.",
        ),
        following=_show(one.day),
    )


def _show(day: date) -> Text:
    told = f"ketnap rules calendar show {day:%m/%Y}"
    return Text(told, told)
