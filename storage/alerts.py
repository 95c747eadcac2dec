"""The clock's side of a store: alerts, messages, heartbeats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from storage.alert_attempts import Attempting
from storage.alert_base import insert_into
from storage.alert_gauges import Gauging
from storage.alert_lease import Leasing
from storage.alert_list import Listing
from storage.alert_orphans import Orphaned
from storage.alert_plan import Planning
from storage.alert_post import Posting
from storage.alert_still import Stilling
from storage.alert_sweep import Sweeping
from storage.duties import DutyReading
from storage.holder_reading import HolderReading
from storage.pipeline_sweep import TargetSweeping
from storage.tables import TickRow
from workflow.reminders import Beat

_TICK: Any = TickRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it


class SqlAlerts(
    Sweeping,
    TargetSweeping,
    Planning,
    Posting,
    Attempting,
    Listing,
    Stilling,
    Orphaned,
    Leasing,
    Gauging,
    DutyReading,
    HolderReading,
):
    """SQLite or PostgreSQL behind `workflow.reminders.AlertStore`; safe in several threads."""

    def fenced(self, token: int) -> SqlAlerts:
        """The same store; each of its writes fails once the lease has another number."""
        return SqlAlerts(self.engine, token=token)

    def beat(self, beat: Beat) -> None:
        """Keep the last run of a job."""
        values = {
            "started_at": beat.started_at,
            "finished_at": beat.finished_at,
            "result": beat.result,
        }
        kept = (
            insert_into(_TICK, sqlite=self.sqlite)
            .values(job=beat.job, **values)
            .on_conflict_do_update(index_elements=[_TICK.c.job], set_=values)
        )
        with self.writing() as connection:
            connection.execute(kept)

    def beats(self) -> Mapping[str, Beat]:
        """The last run of every job."""
        with self.reading() as connection:
            return {
                row.job: Beat(
                    job=row.job,
                    started_at=row.started_at,
                    finished_at=row.finished_at,
                    result=row.result,
                )
                for row in connection.execute(select(_TICK))
            }
