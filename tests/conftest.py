"""What every test may ask for: a PostgreSQL database, a mail server, the long form of a test."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from servers.databases import create_database, drop_database
from servers.postgres import PostgresServer, PostgresUnavailableError, find_programs
from servers.smtp import SmtpServer

from commands import account

# A slow machine is no failure: examples have no deadline of their own.
settings.register_profile("ketnap", settings(), deadline=None)
settings.load_profile("ketnap")

pytest_plugins = ["stores"]

_server_key = pytest.StashKey[PostgresServer]()


def _required() -> bool:
    return os.environ.get("KETNAP_REQUIRE_PG") == "1"


def _start_server(config: pytest.Config) -> None:
    """Start the run's one server, once, and leave its address where workers find it.

    Raises:
        PostgresUnavailableError: there is none to be had here.
    """
    if os.environ.get("KETNAP_TEST_PG"):
        return
    server = PostgresServer(find_programs())
    server.__enter__()
    config.stash[_server_key] = server
    os.environ["KETNAP_TEST_PG"] = server.address.url("postgres")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--long", action="store_true", help="run the long form of tests that have a short one"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Workers share the controller's server; a run without workers starts one when first asked."""
    controls_workers = bool(config.getoption("numprocesses", None))
    if not controls_workers and not _required():
        return
    try:
        _start_server(config)
    except PostgresUnavailableError as problem:
        if _required():
            raise pytest.UsageError(str(problem)) from problem


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays until the end: the collector need not walk it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def pytest_unconfigure(config: pytest.Config) -> None:
    if server := config.stash.get(_server_key, None):
        del os.environ["KETNAP_TEST_PG"]
        server.__exit__(None, None, None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where PostgreSQL is required, a skipped PostgreSQL test is a failed one."""
    report = yield
    if _required() and report.skipped and item.get_closest_marker("postgres"):
        report.outcome = "failed"
        report.longrepr = f"skipped although KETNAP_REQUIRE_PG=1: {report.longrepr[2]}"
    return report


@pytest.fixture(scope="session", autouse=True)
def account_named_by_the_test() -> Iterator[None]:
    """In the tests' own process a test says by `LOGNAME` who types; the program never believes it.

    (`tests/commands/test_account.py` tries it in processes of their own.)
    """
    with pytest.MonkeyPatch.context() as patch:
        asked = account.of_process
        patch.setattr(account, "of_process", lambda: os.environ.get("LOGNAME") or asked())
        yield


@pytest.fixture(scope="session")
def pg_url(request) -> Iterator[str]:
    """The URL of this worker's own PostgreSQL database, created empty.

    Tests that use it carry the mark `postgres`.
    """
    try:
        _start_server(request.config)
    except PostgresUnavailableError as problem:
        pytest.skip(str(problem))  # allowed here: the reason is printed, and .ci/run forbids it
    server = os.environ["KETNAP_TEST_PG"]
    # The keys of a server's people lie in the user's data folder: here in one of the run's own.
    os.environ["XDG_DATA_HOME"] = str(request.getfixturevalue("tmp_path_factory").mktemp("data"))
    database = f"ketnap_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    yield create_database(server, database)
    drop_database(server, database)


@pytest.fixture
def smtp_server(tmp_path: Path) -> Iterator[SmtpServer]:
    """A mail server that accepts everything until told otherwise (`will`)."""
    folder = tmp_path / "smtp"
    folder.mkdir()
    with SmtpServer(folder) as server:
        yield server


@pytest.fixture(scope="session")
def long_form(request) -> bool:
    """Whether to run a slow test at its full length: `.ci/test --long`."""
    return bool(request.config.getoption("--long"))
