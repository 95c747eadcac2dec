"""Training of officers in the procedures of admission: who attended what, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rules.text import Text
from workflow.actions.record import refuse_future
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError
from workflow.finding import find_unit
from workflow.names import fold
from workflow.personal import read_text
from workflow.registers.events import RecordEvent
from workflow.registers.record import Record
from workflow.registers.register import Register
from workflow.registers.steps import keep, written_before
from workflow.registers.writing import begun, find_record, went_on

_TOPIC = Text("Nội dung", "Topic")
_ACCOUNT = Text("Tài khoản", "Account")
HELD = "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """One training; `officers` are the accounts under which the log knows who attended."""

    record: Record
    topic: str
    on: date
    officers: tuple[str, ...]

    @classmethod
    def of(cls, record: Record) -> Training:
        """The training that a record tells of."""
        officers = record.data.get("officers", {})
        return cls(
            record=record,
            topic=record.data["topic"],
            on=record.since,
            officers=tuple(sorted(officers)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Handler:
    """Somebody who wrote entries of cases: how many, of how many cases, and when last."""

    actor: str
    entries: int
    cases: int
    last_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A handler of files with the last training; None where there was none at all."""

    handler: Handler
    trained_on: date | None


def gaps(
    handlers: Iterable[Handler], trainings: Sequence[Training], since: date
) -> tuple[Gap, ...]:
    """Who handles files and has not been trained since a day; who wrote most comes first."""
    newest = _newest(trainings)
    found = [Gap(handler=one, trained_on=newest.get(fold(one.actor))) for one in handlers]
    left = [one for one in found if one.trained_on is None or one.trained_on < since]
    return tuple(sorted(left, key=lambda one: (-one.handler.entries, one.handler.actor)))


def _newest(trainings: Sequence[Training]) -> Mapping[str, date]:
    newest: dict[str, date] = {}
    for one in trainings:
        for account in map(fold, one.officers):
            newest[account] = max(one.on, newest.get(account, one.on))
    return newest


def hold_training(
    desk: Desk,
    topic: str,
    unit: str,
    *,
    on: date | None = None,
    document: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Record:
    """Register a training that a unit held on a day (default: today).

    Raises:
        InputError: it has no topic.
        RefusedError: the day has not come yet.
        NotFoundError: no such unit.
    """
    where = find_unit(desk, unit)
    draft = Draft.begin(desk, "training", request, {"topic": topic, "unit": where.code, "on": on})
    before = written_before(draft, request)
    if before is not None:
        return before
    legal = on or draft.today
    refuse_future(legal, draft.today)
    told = read_text(topic, _TOPIC)
    if not told:
        raise InputError(Text("Cần nội dung tập huấn.", "A training needs a topic."))
    record = begun(
        draft,
        Register.TRAINING,
        RecordEvent.TRAINING_HELD,
        HELD,
        {"topic": told},
        on=legal,
        unit=where.code,
        document=document,
    )
    keep(draft, record, dry_run=dry_run)
    return record


def attend(
    desk: Desk,
    number: str,
    officers: Sequence[str],
    *,
    request: str | None = None,
    dry_run: bool = False,
) -> Record:
    """Write down who attended, by the accounts under which they work.

    Raises:
        InputError: an account cannot be read.
        NotFoundError: no such training.
    """
    record = find_record(desk, Register.TRAINING, number)
    accounts = sorted({read_text(one, _ACCOUNT) for one in officers} - {""})
    asked = {"training": record.ref, "officers": accounts}
    draft = Draft.begin(desk, "training-attend", request, asked)
    before = written_before(draft, request)
    if before is not None:
        return before
    patch = {"officers": dict.fromkeys(accounts, "attended")}
    after = went_on(draft, record, RecordEvent.TRAINING_ATTENDED, patch, on=draft.today)
    keep(draft, after, dry_run=dry_run)
    return after
