"""Where the keys of a database lie: beside a SQLite file, or named by server, port and database."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path
from sqlalchemy import URL, Engine

from storage.engine import path_of

_PORT = "5432"
"""Where a PostgreSQL server listens unless somebody says otherwise."""


def key_place(engine: Engine) -> Path:
    """Where the keys of a database lie: KETNAP_KEYS, else beside a SQLite file, else user data.

    The port is part of the name: two servers on one host may have databases of one name.
    """
    url = engine.url
    if url.get_backend_name() == "sqlite":
        path = path_of(engine) or Path(url.database or "ketnap.db")
        return (_asked() or path.parent) / f"{path.name}.keys"
    port = url.port or _told(url, "port") or os.environ.get("PGPORT") or _PORT
    host = _told(url, "host")
    name = url.host or (host if host and not host.startswith("/") else "local")
    return _of_servers() / _file(f"{name}-{port}-{url.database}")


def earlier_key_place(engine: Engine) -> Path | None:
    """Where they lay while the port was no part of the name; None of a SQLite file."""
    url = engine.url
    if url.get_backend_name() == "sqlite":
        return None
    return _of_servers() / _file(f"{url.host or 'local'}-{url.database}")


def _asked() -> Path | None:
    folder = os.environ.get("KETNAP_KEYS")
    return Path(folder) if folder else None


def _of_servers() -> Path:
    return _asked() or user_data_path("ketnap") / "keys"


def _file(name: str) -> str:
    return f"{name}.keys".replace("/", "_")


def _told(url: URL, name: str) -> str | None:
    """What the address says after its question mark, as for a server reached by a socket."""
    told = url.query.get(name)
    return told if told is None or isinstance(told, str) else ",".join(told)
