"""What one command line asks for, and the desk it works at; laid on first use."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from commands import account
from commands.output import FORMATS, Column, emit, format_for
from commands.skin import Option
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from rules.calendar import Calendar
    from rules.rulebook import Rulebook
    from storage.address import Address
    from storage.store import SqlStore
    from workflow.account import Seat
    from workflow.desk import Desk
    from workflow.moment import Moment

_ZONE = "Asia/Ho_Chi_Minh"


def real_clock() -> datetime:
    """The instant now, aware and in UTC."""
    return datetime.now(UTC)


@dataclass(slots=True, kw_only=True)
class Office:
    """One call of the command line: its shared options, and what they lead to."""

    db: str | None = None
    output: str | None = None
    headers: bool = False
    quiet: bool = False
    watchful: bool = True
    as_of: date | None = None
    known_at: str | None = None
    proposing: bool = False
    clock: Callable[[], datetime] = real_clock
    closing: ExitStack = field(default_factory=ExitStack)
    _store: SqlStore | None = None
    _seat: Seat | None = None
    _moment: Moment | None = None
    _desk: Desk | None = None
    _rulebook: Rulebook | None = None
    _now: datetime | None = None

    def now(self) -> datetime:
        """The instant of this call; the clock is read once."""
        if self._now is None:
            self._now = self.clock()
        return self._now

    def moment(self) -> Moment | None:
        """The moment that is looked at; None for the present, which needs no fold.

        Raises:
            InputError: a day that has not come, or no instant.
        """
        if self._moment is None and (self.as_of is not None or self.known_at is not None):
            from workflow.moment import Moment  # noqa: PLC0415 - only a look at the past pays

            self._moment = Moment.of(
                self.as_of, self.known_at, now=self.now(), zone=ZoneInfo(_ZONE)
            )
        return self._moment

    def today(self) -> date:
        """Today's legal day in the office; of a look at the past, the day that is looked at."""
        moment = self.moment()
        if moment is not None:
            return moment.as_of
        return self.now().astimezone(ZoneInfo(_ZONE)).date()

    def address(self) -> Address:
        """Where the store is: --db, else KETNAP_DB, else the user's data folder."""
        from storage.address import address_of  # noqa: PLC0415 - only commands with a store pay

        return address_of(self.db or os.environ.get("KETNAP_DB") or None)

    def store(self) -> SqlStore:
        """The store, opened on first use and closed with the command."""
        if self._store is None:
            from storage.schema import open_store  # noqa: PLC0415 - only commands with a store pay

            self._store = self.closing.enter_context(open_store(self.address()))
            self._seat = self._store.seat(actor())
            self._warn_when_locked(self._store)
            moment = self.moment()
            if moment is not None:
                self._store = self._past(self._store, moment)
            elif self.watchful and not self.quiet and not self.wants_json:
                self._warn_when_late(self._store)
            self._store = self._through_eyes(self._store)
        return self._store

    def _warn_when_locked(self, store: SqlStore) -> None:
        """Fields whose keys are not here are shown as locked, so any command says why."""
        if self.quiet or self.wants_json:
            return
        gone = store.keys_missing()
        if gone is not None:
            self.tell(
                Text(
                    f"! Thiếu kho khóa {gone}: dữ liệu cá nhân hiện 🔒 và không ghi được.",
                    f"! The key store {gone} is missing: personal data show 🔒, not to be written.",
                )
            )

    def seat(self) -> Seat:
        """Who sits here, as the store knows them; also a stranger may ask that."""
        from storage.schema import open_store  # noqa: PLC0415 - only commands with a store pay

        if self._seat is None:
            store = self._store or self.closing.enter_context(open_store(self.address()))
            self._seat = store.seat(actor())
        return self._seat

    def _through_eyes(self, store: SqlStore) -> SqlStore:
        """The store as whoever sits here may see it; a desk of one sees everything.

        Raises:
            NotPermittedError: the store has users, and this account is none of them.
        """
        seat = self.seat()
        if seat.alone:
            return store
        from storage.scoped import ScopedStore  # noqa: PLC0415 - only a store with users pays
        from workflow.policy import sight_of  # noqa: PLC0415 - as above

        day = self.now().astimezone(ZoneInfo(_ZONE)).date()
        return ScopedStore(store, sight_of(seat, day, store.units(day)))

    def _past(self, store: SqlStore, moment: Moment) -> SqlStore:
        """The store as it stood; people are told which moment they look at."""
        from commands.moments import moment as shown  # noqa: PLC0415 - as above
        from storage.as_of import AsOfStore  # noqa: PLC0415 - as above

        if not self.wants_json:
            at = shown(moment.known_at, ZoneInfo(_ZONE))
            self.tell(
                Text(
                    f"Xem lại ngày {moment.as_of:%d/%m/%Y}, theo những gì đã ghi tới {at}.",
                    f"Looking back at {moment.as_of}, by what was on record at {at}.",
                )
            )
        return AsOfStore(store, moment, lambda: self.desk().law())

    def looking_back(self, moment: Moment) -> SqlStore:
        """The store as it stood at a moment, as whoever sits here may see it; the desk stays."""
        from storage.as_of import AsOfStore  # noqa: PLC0415 - as above
        from storage.schema import open_store  # noqa: PLC0415 - as above

        store = self.closing.enter_context(open_store(self.address()))
        return self._through_eyes(AsOfStore(store, moment, lambda: self.desk().law()))

    def _warn_when_late(self, store: SqlStore) -> None:
        """Reminders do not go out while nobody ticks, so any command says so."""
        from commands.heartbeats import last_tick_age, late_warning  # noqa: PLC0415 - as above

        warning = late_warning(last_tick_age(store, self.now()))
        if warning is not None:
            self.tell(warning)

    def rulebook(self) -> Rulebook:
        """The law, with the local folder that KETNAP_RULES names."""
        if self._rulebook is None:
            from pathlib import Path  # noqa: PLC0415 - only commands that read the law pay

            from rules.rulebook import Rulebook  # noqa: PLC0415 - as above

            local = os.environ.get("KETNAP_RULES")
            self._rulebook = Rulebook.open(*([] if not local else [Path(local)]))
        return self._rulebook

    def calendar(self, *, known_on: date | None = None, unit: str | None = None) -> Calendar:
        """The calendar as known on a day, with what the office decided; of one unit if named."""
        from commands.office_calendar import calendar_of  # noqa: PLC0415 - as above

        return calendar_of(self, known_on, unit)

    def desk(self) -> Desk:
        """The desk that actions work at; who sits there is the operating system's account."""
        if self._desk is None:
            self._desk = self.desk_at(self.store())
        return self._desk

    def desk_at(self, store: SqlStore) -> Desk:
        """The desk at a store that is not the one of this call: a backup before it is in place."""
        from rules.calendar import Calendar  # noqa: PLC0415 - as above
        from workflow.desk import Desk  # noqa: PLC0415 - as above

        return Desk(
            store=store,
            rulebook=self.rulebook(),
            calendar=Calendar.open(known_on=self._known_on(), decided=store.calendar_decisions),
            clock=self._hour,
            actor=actor(),
            proposing=self.proposing,
        )

    def _known_on(self) -> date | None:
        """The day by whose end the calendar was known; None for all that is known."""
        moment = self.moment()
        return None if moment is None else moment.known_at.astimezone(ZoneInfo(_ZONE)).date()

    def _hour(self) -> datetime:
        """What the clock of the desk says: now, or the end of the day that is looked at."""
        moment = self.moment()
        if moment is None:
            return self.now()
        return min(self.now(), datetime.combine(moment.as_of, time.max, ZoneInfo(_ZONE)))

    def _known(self) -> str:
        """The instant by which things were known, as programs read it."""
        moment = self.moment()
        if moment is None:
            return self.now().isoformat(timespec="seconds")
        return moment.known_at.isoformat()

    def emit(
        self,
        schema: str,
        columns: Sequence[Column],
        rows: Sequence[dict[str, Any]],
        *,
        footer: Sequence[str] = (),
        as_of: date | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        """Print rows in the format that this call asks for."""
        emit(
            format_for(self.output),
            schema,
            columns,
            rows,
            as_of=as_of or self.today(),
            known_at=self._known(),
            generated_at=self.now().isoformat(timespec="seconds"),
            headers=self.headers,
            footer=() if self.quiet else footer,
            extra=extra,
        )

    def emit_one(self, schema: str, one: dict[str, Any]) -> None:
        """Print one thing as JSON, without a list around it."""
        whole = {
            "schema": f"ketnap/{schema}/1",
            "as_of": self.today().isoformat(),
            "known_at": self._known(),
            "generated_at": self.now().isoformat(timespec="seconds"),
            **one,
        }
        indent = None if self.output == "ndjson" else 2
        click.echo(json.dumps(whole, ensure_ascii=False, indent=indent))

    def tell(self, sentence: Text) -> None:
        """Talk to the officer, on the error stream, unless asked to be quiet."""
        if not self.quiet:
            click.echo(say(sentence), err=True)

    @property
    def wants_json(self) -> bool:
        """Whether the reader is a program."""
        return self.output in {"json", "ndjson"}


def actor() -> str:
    """The operating-system account; identity is never a flag."""
    return account.of_process()


def _set(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def store(ctx: click.Context, _param: click.Parameter, value: Any) -> None:
        office = ctx.find_object(Office)
        if office is not None and value is not None and value is not False:
            setattr(office, name, value)

    return store


def shared_options() -> list[click.Parameter]:
    """Options that every command takes, before or after its name."""
    return [
        Option(
            ["--db"],
            words=Text("Kho dữ liệu (mặc định: KETNAP_DB).", "The store (default: KETNAP_DB)."),
            metavar="URL",
            expose_value=False,
            is_eager=True,
            callback=_set("db"),
        ),
        Option(
            ["-o", "--output"],
            words=Text("Dạng kết quả.", "Output format."),
            type=click.Choice(FORMATS),
            expose_value=False,
            is_eager=True,
            callback=_set("output"),
        ),
        Option(
            ["--headers"],
            words=Text("In tên cột khi xuất tsv.", "Print column names in tsv."),
            is_flag=True,
            default=False,
            expose_value=False,
            is_eager=True,
            callback=_set("headers"),
        ),
        Option(
            ["--lang"],
            words=Text("Ngôn ngữ (mặc định: KETNAP_LANG, rồi vi).", "Language (else KETNAP_LANG)."),
            type=click.Choice(["vi", "en"]),
            expose_value=False,
            is_eager=True,
        ),
        Option(
            ["-q", "--quiet"],
            words=Text("Chỉ in kết quả.", "Print results only."),
            is_flag=True,
            default=False,
            expose_value=False,
            is_eager=True,
            callback=_set("quiet"),
        ),
    ]
