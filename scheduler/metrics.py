"""Metrics in Prometheus' text format: counts and ages, nothing about a person.

Ages are told as moments (seconds since 1970), as that system asks: the watcher works out how long
ago they are, also when nobody writes any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from prometheus_client import (
    CollectorRegistry,
    generate_latest,
    start_http_server,
    write_to_textfile,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from rules.text import Text
from scheduler.heartbeat import TICK
from scheduler.runner import missed_runs
from scheduler.timetable import RUNNABLE
from workflow.errors import OutsideServiceError
from workflow.reminders import AlertStore

Clock = Callable[[], datetime]


def metrics_text(alerts: AlertStore, clock: Clock, zone: ZoneInfo) -> str:
    """Everything that is watched, in the text format."""
    return generate_latest(_registry(alerts, clock, zone)).decode("utf-8")


def write_metrics(path: Path, alerts: AlertStore, clock: Clock, zone: ZoneInfo) -> None:
    """The same as a file for the textfile collector, put in place whole or not at all.

    Raises:
        OSError: the file cannot be written.
    """
    write_to_textfile(str(path), _registry(alerts, clock, zone))


@contextmanager
def served_metrics(
    place: tuple[str, int], alerts: AlertStore, clock: Clock, zone: ZoneInfo
) -> Iterator[int]:
    """The same over HTTP while the block runs, looked up anew at each question; yields the port.

    Raises:
        OutsideServiceError: nothing can listen there.
    """
    host, port = place
    try:
        server, thread = start_http_server(port, host, _registry(alerts, clock, zone))
    except OSError as fault:
        raise OutsideServiceError(
            Text(
                f"Không mở được cổng {host}:{port}: {fault.strerror}.",
                f"Cannot listen on {host}:{port}: {fault.strerror}.",
            )
        ) from None
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _registry(alerts: AlertStore, clock: Clock, zone: ZoneInfo) -> CollectorRegistry:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Office(alerts, clock, zone))
    return registry


class _Office(Collector):
    """The store as it is when somebody asks."""

    def __init__(self, alerts: AlertStore, clock: Clock, zone: ZoneInfo) -> None:
        self._alerts = alerts
        self._clock = clock
        self._zone = zone

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing: registering must not ask the store."""
        return iter(())

    def collect(self) -> Iterator[GaugeMetricFamily | CounterMetricFamily]:
        """One family per question."""
        now = self._clock()
        found = self._alerts.gauges(now.astimezone(self._zone).date())
        yield _by("cases", "Cases by state.", "state", found.cases)
        yield _by("deadlines_open", "Open deadlines by rule.", "rule", found.open_deadlines)
        yield _by(
            "deadlines_overdue",
            "Open deadlines past their due day by rule; cases on hold are left out.",
            "rule",
            found.overdue,
        )
        yield _by("alerts", "Alerts of open deadlines by state.", "state", found.alerts)
        yield _by("messages", "Messages of the delivery ledger by state.", "state", found.messages)
        yield _sum(
            "delivery_attempts",
            "Attempts to deliver a message by what came of them.",
            "outcome",
            found.attempts,
        )
        yield _one("log_entries", "Entries in the log.", found.entries)
        yield _at(
            "log_head_timestamp_seconds", "When the newest entry was recorded.", found.newest_entry
        )
        yield _at(
            "delivery_oldest_waiting_timestamp_seconds",
            "When the oldest message that still waits was made.",
            found.oldest_waiting,
        )
        yield from self._clockwork(now)

    def _clockwork(self, now: datetime) -> Iterator[GaugeMetricFamily]:
        beats = self._alerts.beats()
        last = {name: beat.finished_at for name, beat in beats.items() if beat.finished_at}
        family = GaugeMetricFamily(
            "ketnap_job_last_success_timestamp_seconds",
            "When each job of the clockwork last ran to its end.",
            labels=["job"],
        )
        for name, moment in sorted(last.items()):
            family.add_metric([name], moment.timestamp())
        yield family
        leader = self._alerts.leader()
        leads = leader is not None and leader.seconds_left > 0
        yield _one("clockwork_leads", "1 while some service holds the lease.", int(leads))
        if TICK in last:
            missed = missed_runs(RUNNABLE["morning"], last[TICK], now, self._zone)
            yield _one(
                "ticks_missed", "Morning passes that went by since the last whole pass.", missed
            )


def _by(name: str, words: str, label: str, counts: Mapping[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"ketnap_{name}", words, labels=[label])
    for value, number in counts.items():
        family.add_metric([value], number)
    return family


def _sum(name: str, words: str, label: str, counts: Mapping[str, int]) -> CounterMetricFamily:
    family = CounterMetricFamily(f"ketnap_{name}", words, labels=[label])
    for value, number in counts.items():
        family.add_metric([value], number)
    return family


def _one(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"ketnap_{name}", words, value=value)


def _at(name: str, words: str, moment: datetime | None) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"ketnap_{name}", words)
    if moment is not None:
        family.add_metric([], moment.timestamp())
    return family
