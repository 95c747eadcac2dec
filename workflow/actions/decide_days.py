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
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import ConflictError, InputError, RefusedError
from workflow.finding import find_unit
from workflow.personal import read_text
from workflow.recount import Recount
from workflow.reworking import Reworked, rework
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
        days = sorted(self.asked.days)
        first, last = date(days[0].year, 1, 1), date(days[-1].year, 12, 31)
        refs = recount.touched(self.desk.store.open_deadlines(first, last))
        found = rework(self.draft, recount, refs, event="calendar", days=days)
        return replace(found, decisions=decisions, entries=entries)

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
