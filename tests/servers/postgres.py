"""A real PostgreSQL for one test run, started in a folder of its own and gone afterwards.

Run as a script it prints the folder of the server programs, or says where it looked and exits 1.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

_OWNER = "ketnap"

# The shell stands between us and the server: when its standard input closes, because we stopped
# or because we were killed, it stops the server and removes the folder. No server is left behind.
_GUARD = """
folder=$1 programs=$2 owner=$3 options=$4
stop() {
    "$programs/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1
    rm -rf "$folder"
}
give_up() { cat "$@"; stop; exit 1; }
cd "$folder" || exit 1
"$programs/initdb" -D data -U "$owner" -A scram-sha-256 --pwfile=password --auth-local=trust \
    --encoding=UTF8 --locale=C --no-sync >initdb.txt 2>&1 || give_up initdb.txt
"$programs/pg_ctl" -D data -l server.txt -w -t 60 -o "$options" start >start.txt 2>&1 </dev/null \
    || give_up start.txt server.txt
echo ready
cat >/dev/null
stop
"""


class PostgresUnavailableError(Exception):
    """No PostgreSQL server can be had here; the sentence says why and what next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresAddress:
    """Where a server listens, for its owner.

    Attributes:
        host: The folder of the unix socket (trusted), or a host name.
        port: The port, of the socket's name and of the loopback address alike.
        password: What the loopback address asks for; the socket asks for nothing.
    """

    host: str
    port: int
    password: str

    def url(self, database: str) -> str:
        """The address of one database, as SQLAlchemy and the command line take it."""
        return f"postgresql+psycopg://{_OWNER}@/{database}?host={self.host}&port={self.port}"

    def loopback_url(self, database: str) -> str:
        """The same database over TCP, with the password in it."""
        login = f"{_OWNER}:{self.password}"
        return f"postgresql+psycopg://{login}@127.0.0.1:{self.port}/{database}"


def _candidates() -> Iterator[Path]:
    if named := os.environ.get("KETNAP_TEST_PG_BIN"):
        yield Path(named)
    if config := shutil.which("pg_config"):
        found = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        yield Path(found.stdout.strip())
    newest_first = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda path: int(path.parent.name) if path.parent.name.isdecimal() else 0,
        reverse=True,
    )
    yield from newest_first
    if server := shutil.which("postgres"):
        yield Path(server).resolve().parent


def find_programs(candidates: Sequence[Path] | None = None) -> Path:
    """The folder with `initdb`, `pg_ctl` and `postgres`.

    Raises:
        PostgresUnavailableError: no folder holds all three.
    """
    looked = list(_candidates()) if candidates is None else list(candidates)
    for folder in looked:
        if all((folder / name).is_file() for name in ("initdb", "pg_ctl", "postgres")):
            return folder
    places = ", ".join(str(folder) for folder in looked) or "no place at all"
    message = (
        f"no PostgreSQL server programs found (looked in {places}); "
        "install postgresql or name their folder in KETNAP_TEST_PG_BIN"
    )
    raise PostgresUnavailableError(message)


def _unprivileged() -> pwd.struct_passwd | None:
    """Whom the server runs as: PostgreSQL refuses root. None: as whoever we are."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    message = "PostgreSQL refuses to run as root, and there is no user postgres or nobody"
    raise PostgresUnavailableError(message)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class PostgresServer:
    """A server in a temporary folder: durable defaults, unix socket and loopback only.

    Use it in a `with`; inside, `address` is set and the server answers.

    Raises:
        PostgresUnavailableError: on entering, with the server's own words when it would not start.
    """

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._guard: subprocess.Popen[str] | None = None
        self.address: PostgresAddress

    def __enter__(self) -> Self:
        user = _unprivileged()
        folder = Path(tempfile.mkdtemp(prefix="ketnap-pg-"))
        self.address = PostgresAddress(
            host=str(folder), port=_free_port(), password=secrets.token_hex(16)
        )
        (folder / "password").write_text(self.address.password, encoding="ascii")
        (folder / "password").chmod(0o600)
        if user is not None:
            os.chown(folder / "password", user.pw_uid, user.pw_gid)
            os.chown(folder, user.pw_uid, user.pw_gid)
        options = (
            f"-p {self.address.port} -c listen_addresses=127.0.0.1 "
            f"-c unix_socket_directories='{folder}' -c unix_socket_permissions=0700 "
            "-c fsync=on -c synchronous_commit=on -c max_connections=60"
        )
        self._guard = subprocess.Popen(
            ["/bin/sh", "-c", _GUARD, "sh", str(folder), str(self._programs), _OWNER, options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # Ctrl-C is for the tests; the server stops after them
            user=None if user is None else user.pw_uid,
            group=None if user is None else user.pw_gid,
            extra_groups=None if user is None else [],
        )
        first = self._guard.stdout.readline() if self._guard.stdout else ""
        if first.strip() != "ready":
            words, _ = self._guard.communicate()
            shutil.rmtree(folder, ignore_errors=True)
            message = f"the PostgreSQL server in {self._programs} did not start: {first}{words}"
            raise PostgresUnavailableError(message)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._guard is not None:
            self._guard.communicate()


if __name__ == "__main__":
    try:
        print(find_programs())  # noqa: T201 - the answer of this small command
    except PostgresUnavailableError as problem:
        sys.exit(str(problem))
