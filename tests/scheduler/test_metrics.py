"""What a monitoring system sees, and what it must not see."""

from __future__ import annotations

import json
import logging
from io import StringIO
from urllib.request import urlopen

import pytest
from builders import at
from prometheus_client.parser import text_string_to_metric_families

from scheduler.leadership import Leadership
from scheduler.logs import log_to
from scheduler.metrics import metrics_text, served_metrics, write_metrics
from scheduler.runner import Pulse, office_jobs
from workflow.errors import OutsideServiceError
from workflow.states import State


def samples(text):
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture
def watched(office):
    """An office with a late recognition, a nominated case, a mail that nobody carries."""
    office.tell(*office.everybody())
    office.a_case()
    office.a_case(State.NOMINATED)
    office.now = at("2025-09-20")
    office.tick_with(office.bell_without_screen())
    return office


def text_of(office):
    return metrics_text(office.alerts, lambda: office.now, office.zone)


def test_counts_and_moments_are_there_and_agree_with_the_lists(watched):
    found = samples(text_of(watched))

    assert found["ketnap_cases", "probation"] == 1
    assert found["ketnap_cases", "nominated"] == 1
    assert found["ketnap_deadlines_open", "recognition-cell"] == 1
    assert found["ketnap_deadlines_overdue", "recognition-cell"] == 1
    assert ("ketnap_deadlines_overdue", "probation") not in found  # waited for, nobody is late
    open_alerts = watched.alerts.alerts(watched.now.date())
    assert found["ketnap_alerts", "raised"] == len(open_alerts)
    assert found["ketnap_messages", "waiting"] == 1
    assert found["ketnap_delivery_oldest_waiting_timestamp_seconds",] == watched.now.timestamp()
    assert found["ketnap_log_entries",] == watched.store.entry_count()
    assert found["ketnap_log_head_timestamp_seconds",] == at("2024-08-02").timestamp()
    assert found["ketnap_job_last_success_timestamp_seconds", "tick"] == watched.now.timestamp()
    assert found["ketnap_ticks_missed",] == 0
    assert found["ketnap_clockwork_leads",] == 0


def test_missed_passes_and_the_leader_show(watched):
    watched.alerts.lead("a", 60.0)
    watched.now = at("2025-09-23")

    found = samples(text_of(watched))

    assert (found["ketnap_ticks_missed",], found["ketnap_clockwork_leads",]) == (3, 1)


def test_an_empty_store_says_nothing_it_does_not_know(office):
    found = samples(text_of(office))

    assert found["ketnap_log_entries",] == 0
    assert ("ketnap_ticks_missed",) not in found
    assert ("ketnap_log_head_timestamp_seconds",) not in found


def test_nothing_about_a_person_is_told(watched):
    text = text_of(watched)

    for told in ("Nguyễn", "Hương", "Đô Vinh", "HS-20", "DV"):
        assert told not in text


def test_the_file_is_replaced_whole(watched, tmp_path):
    path = tmp_path / "ketnap.prom"
    path.write_text("old", encoding="utf-8")

    write_metrics(path, watched.alerts, lambda: watched.now, watched.zone)

    assert path.read_text(encoding="utf-8") == text_of(watched)
    assert list(tmp_path.glob("*.prom*")) == [path]


def test_the_endpoint_looks_anew_at_each_question(watched):
    with served_metrics(
        ("127.0.0.1", 0), watched.alerts, lambda: watched.now, watched.zone
    ) as port:
        first = urlopen(f"http://127.0.0.1:{port}/metrics").read().decode()
        watched.a_case(State.NOMINATED)
        second = urlopen(f"http://127.0.0.1:{port}/metrics").read().decode()
        with (
            pytest.raises(OutsideServiceError),
            served_metrics(("127.0.0.1", port), watched.alerts, at, watched.zone),
        ):
            pass

    assert samples(first)["ketnap_cases", "nominated"] == 1
    assert samples(second)["ketnap_cases", "nominated"] == 2


@pytest.fixture
def root_logger():
    root = logging.getLogger()
    kept, level = root.handlers[:], root.level
    yield root
    root.handlers[:] = kept
    root.setLevel(level)


def test_the_log_is_json_lines_that_keep_a_bugs_words_to_themselves(root_logger):
    stream = StringIO()
    log_to(stream)
    log = logging.getLogger("ketnap.scheduler")

    log.info("%s leads, lease number %d", "may:1", 3)
    logging.getLogger("apscheduler.executors").info("chatter")
    name = "Nguyễn Thị Mỹ Hương"
    try:
        int(name)
    except ValueError:
        log.exception("sweep failed")

    first, second = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert (first["level"], first["said"]) == ("info", "may:1 leads, lease number 3")
    assert first["at"].endswith("+00:00")
    assert (second["raised"], second["said"]) == ("ValueError", "sweep failed")
    assert "test_metrics.py" in second["at_line"]
    assert "Hương" not in stream.getvalue()


def test_a_service_at_work_logs_counts_and_nothing_about_a_person(small_office, root_logger):
    small_office.a_case()
    small_office.tell(*small_office.everybody())
    small_office.now = at("2025-07-25")
    stream = StringIO()
    log_to(stream)
    lead = Leadership(small_office.alerts, "may:1")
    lead.renew()

    for job in office_jobs(small_office.bell(), Pulse(), lead):
        job.work()

    logged = stream.getvalue()
    assert small_office.shown  # what it delivered names the case; what it logs does not
    assert "raised=" in logged
    for told in ("Nguyễn", "Hương", "Đô Vinh", "HS-20", "quầy", "DV"):
        assert told not in logged
