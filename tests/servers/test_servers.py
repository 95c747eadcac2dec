"""The servers the other tests lean on do what is expected of them."""

from __future__ import annotations

import smtplib
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import psycopg
import pytest
from servers.databases import create_database, drop_database, named, plain
from servers.postgres import PostgresUnavailableError, find_programs
from servers.smtp import Behaviour

_TESTS = Path(__file__).parents[1]


def a_mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "ketnap@example.org"
    mail["To"] = "canbo@example.org"
    mail["Subject"] = "Hạn sắp đến"
    mail.set_content("Còn 7 ngày.")
    return mail


def send(server) -> None:
    with smtplib.SMTP(server.host, server.port, timeout=2) as client:
        client.send_message(a_mail())


def test_an_accepted_mail_is_there_before_its_sender_hears_so(smtp_server):
    send(smtp_server)

    (delivered,) = smtp_server.delivered()
    assert delivered.sender == "ketnap@example.org"
    assert delivered.recipients == ("canbo@example.org",)
    assert delivered.message["Subject"] == "Hạn sắp đến"
    assert delivered.message.get_content() == "Còn 7 ngày.\n"


@pytest.mark.parametrize(
    ("behaviour", "error", "kept"),
    [
        (Behaviour.REFUSE, smtplib.SMTPDataError, 0),
        (Behaviour.REJECT, smtplib.SMTPRecipientsRefused, 0),
        (Behaviour.HANG, smtplib.SMTPServerDisconnected, 0),
        (Behaviour.DROP, (smtplib.SMTPServerDisconnected, ConnectionError), 0),
        (Behaviour.LOSE_ANSWER, (smtplib.SMTPServerDisconnected, ConnectionError), 1),
    ],
)
def test_a_connection_goes_wrong_as_planned_and_the_next_one_well(
    smtp_server, behaviour, error, kept
):
    smtp_server.will(behaviour)

    with pytest.raises(error):
        send(smtp_server)
    assert len(smtp_server.delivered()) == kept

    send(smtp_server)
    assert len(smtp_server.delivered()) == kept + 1


@pytest.mark.postgres
def test_each_worker_has_a_durable_database_of_its_own(pg_url, worker_id):
    with psycopg.connect(plain(pg_url)) as connection:
        name = connection.execute("SELECT current_database()").fetchone()
        fsync = connection.execute("SHOW fsync").fetchone()

    assert name == (f"ketnap_{'main' if worker_id == 'master' else worker_id}",)
    assert fsync == ("on",)


@pytest.mark.postgres
def test_a_new_database_is_empty(pg_url, worker_id):
    database = f"new_{worker_id}"
    with psycopg.connect(plain(create_database(pg_url, database))) as connection:
        tables = connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        ).fetchone()
    drop_database(pg_url, database)

    assert tables == (0,)


@pytest.mark.postgres
def test_a_database_left_behind_is_replaced_even_when_somebody_is_connected(pg_url, worker_id):
    database = f"left_behind_{worker_id}"
    url = create_database(pg_url, database)
    with psycopg.connect(plain(url)) as forgotten:
        forgotten.execute("CREATE TABLE old (id integer)")
        forgotten.commit()

        assert create_database(pg_url, database) == named(pg_url, database)

    with psycopg.connect(plain(url)) as connection:
        found = connection.execute("SELECT to_regclass('old')").fetchone()
    drop_database(pg_url, database)
    assert found == (None,)


def test_missing_server_programs_are_named_with_what_to_do(tmp_path):
    with pytest.raises(PostgresUnavailableError) as refusal:
        find_programs([tmp_path / "bin"])

    assert str(refusal.value) == (
        f"no PostgreSQL server programs found (looked in {tmp_path / 'bin'}); "
        "install postgresql or name their folder in KETNAP_TEST_PG_BIN"
    )


@pytest.mark.postgres
def test_a_killed_test_run_leaves_no_server_behind(pg_url):
    program = (
        "import os, signal\n"
        "from servers.postgres import PostgresServer, find_programs\n"
        "server = PostgresServer(find_programs()).__enter__()\n"
        "print(server.address.host, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    # Its standard error ends only when the guard, too, has done its work and gone.
    killed = subprocess.run(
        [sys.executable, "-c", program], cwd=_TESTS, capture_output=True, text=True, check=False
    )

    assert killed.returncode == -9
    assert killed.stdout.strip() != ""
    assert not Path(killed.stdout.strip()).exists()
