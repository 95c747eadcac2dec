"""One empty database per test worker, on the run's server or on one that the developer names."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql


def plain(url: str) -> str:
    """The same address as libpq reads it, without SQLAlchemy's driver name."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def named(url: str, database: str) -> str:
    """The same server, another database."""
    scheme, netloc, _, query, _ = urlsplit(url)
    return urlunsplit((scheme, netloc, f"/{database}", query, ""))


def drop_database(server_url: str, database: str) -> None:
    """Remove a database with whoever is still connected to it; nothing when there is none."""
    with psycopg.connect(plain(server_url), autocommit=True) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
        )


def create_database(server_url: str, database: str) -> str:
    """A new empty database, in place of one left behind, and its address."""
    drop_database(server_url, database)
    with psycopg.connect(plain(server_url), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
    return named(server_url, database)
