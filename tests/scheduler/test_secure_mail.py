"""Mail over TLS with a password: what is checked, and that the password shows nowhere."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from builders import at

from scheduler.settings import Security

_HERE = Path(__file__).parent
_PEM = _HERE / "localhost.pem"


@contextmanager
def a_secure_server(mode):
    with subprocess.Popen(
        [sys.executable, str(_HERE / "secure_mail_server.py"), str(_PEM), mode],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        yield server, int(server.stdout.readline())
        server.stdin.close()


@pytest.fixture
def mailing(small_office, tmp_path):
    """An office whose mail server is `localhost`, with a password in a file."""
    small_office.a_case()
    small_office.now = at("2025-05-03")

    def configured(port, security, word="mat-khau-bi-mat"):
        path = tmp_path / "password"
        path.write_text(word + "\n", encoding="utf-8")
        server = type("At", (), {"host": "localhost", "port": port})
        smtp = replace(
            small_office.a_mail_server(server),
            security=security,
            user="ketnap",
            password_file=path,
            timeout=5,
        )
        small_office.tell(small_office.by_mail("bithu@dang-bo.example"), smtp=smtp)
        return small_office

    return configured


@pytest.mark.parametrize("mode", ["starttls", "tls"])
def test_mail_goes_out_encrypted_and_with_the_password(mailing, monkeypatch, mode):
    monkeypatch.setenv("SSL_CERT_FILE", str(_PEM))
    with a_secure_server(mode) as (server, port):
        office = mailing(port, Security(mode))

        result = office.tick()

        assert (result.sent, result.failed, office.alerts.letters("waiting")) == (1, 0, [])
        assert server.stdout.readline() == "bithu@dang-bo.example\n"


def test_a_server_with_an_unknown_certificate_gets_neither_password_nor_mail(mailing):
    with a_secure_server("tls") as (_, port):
        office = mailing(port, Security.TLS)

        office.tick()

        (letter,) = office.alerts.letters("waiting")
        assert letter.error == "SSLCertVerificationError"


def test_a_wrong_password_is_told_by_its_code_and_not_quoted(mailing, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(_PEM))
    with a_secure_server("starttls") as (_, port):
        office = mailing(port, Security.STARTTLS, word="khong-phai-the")

        office.tick()

        (letter,) = office.alerts.letters("waiting")
        assert letter.error == "SMTPAuthenticationError 535"


def test_a_server_that_cannot_encrypt_gets_no_password(mailing, smtp_server):
    office = mailing(smtp_server.port, Security.STARTTLS)

    office.tick()

    (letter,) = office.alerts.letters("waiting")
    assert letter.error == "SMTPNotSupportedError"
    assert smtp_server.delivered() == []
