"""Laying the bell: what a pass of the alerts needs, from configuration and store."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from commands.audit.service import sealed
from commands.office_desk import Office, real_clock

if TYPE_CHECKING:
    from rules.rulebook import Rulebook
    from scheduler.settings import Settings
    from scheduler.tick import Bell
    from storage.store import SqlStore
    from workflow.desk import Desk

CONFIG_NAME = "ketnap.toml"


def config_path(typed: str | None) -> Path | None:
    """The settings file: as typed, else KETNAP_CONFIG, else the user's own if there is one."""
    from platformdirs import user_config_path  # noqa: PLC0415 - only the clockwork pays

    named = typed or os.environ.get("KETNAP_CONFIG")
    if named:
        return Path(named)
    usual = user_config_path("ketnap") / CONFIG_NAME
    return usual if usual.is_file() else None


def settings_of(typed: str | None) -> Settings:
    """Delivery settings; without a file nobody is told, and each tick says so.

    Raises:
        NotFoundError: a file was named that is not there.
        ConfigurationError: something in it is not in order.
    """
    from scheduler.settings import Settings, load_settings  # noqa: PLC0415 - as above

    path = config_path(typed)
    return Settings() if path is None else load_settings(path)


def lay_bell(
    office: Office,
    config: str | None,
    *,
    show: Callable[[str], None] | None,
    clock: Callable[[], datetime] | None = None,
) -> Bell:
    """Everything one pass needs; `clock` for a service that outlives one reading of it."""
    from rules.calendar import Calendar  # noqa: PLC0415 - as above
    from scheduler.hours import load_hours  # noqa: PLC0415 - as above
    from scheduler.ladder import load_ladders  # noqa: PLC0415 - as above
    from scheduler.pipeline import load_pipeline  # noqa: PLC0415 - as above
    from scheduler.tick import Bell  # noqa: PLC0415 - as above
    from workflow.checkpoints.line import checkpoint_line  # noqa: PLC0415 - as above
    from workflow.zone import office_zone  # noqa: PLC0415 - as above

    rulebook, store = office.rulebook(), office.store()
    known = frozenset(rulebook.ids())
    settings = settings_of(config)
    return Bell(
        alerts=store.alerts,
        ladders=load_ladders(known, local=settings.ladder),
        hours=load_hours(known),
        pipeline=load_pipeline(),
        calendar=Calendar.open(decided=store.calendar_decisions),
        settings=settings,
        rulebook=rulebook,
        clock=clock or office.now,
        zone=office_zone(),
        show=show,
        desk=lambda: _clocks_desk(store, rulebook, clock or office.now),
        proof=lambda: checkpoint_line(store),
        seal=lambda: sealed(office, store, clock or office.now),
    )


@contextmanager
def _clocks_desk(
    store: SqlStore, rulebook: Rulebook, clock: Callable[[], datetime]
) -> Iterator[Desk]:
    """A desk at which the clock itself writes."""
    from rules.calendar import Calendar  # noqa: PLC0415 - as above
    from workflow.account import CLOCK  # noqa: PLC0415 - as above
    from workflow.desk import Desk  # noqa: PLC0415 - as above

    with store.aside() as aside:
        yield Desk(
            store=aside,
            rulebook=rulebook,
            calendar=Calendar.open(decided=aside.calendar_decisions),
            clock=clock,
            actor=CLOCK,
        )


def service_clock() -> Callable[[], datetime]:
    """The clock of a service: read anew at each pass."""
    return real_clock
