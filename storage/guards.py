"""Append-only is held by the database. One place makes the guards; every migration calls it again.

On SQLite a trigger also sees that an entry is put at the head of its stream, so that INSERT OR
REPLACE, which deletes before it inserts, has nothing to replace.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text

from storage.engine import APPLICATION_ROLE, LOG_TABLES

_GUARDS = (
    *(f"{table}_no_{change}" for table in LOG_TABLES for change in ("update", "delete")),
    "entry_at_head",
    "leaf_at_head",
    "subtree_once",
    "checkpoint_once",
    "sighting_once",
    "attempt_once",
)

_SQLITE = (
    *(
        f"""CREATE TRIGGER {table}_no_{change} BEFORE {change.upper()} ON {table}
            BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"""
        for table in LOG_TABLES
        for change in ("update", "delete")
    ),
    """CREATE TRIGGER entry_at_head BEFORE INSERT ON entry
       WHEN NEW.seq <> 1 + coalesce((SELECT max(seq) FROM entry WHERE stream = NEW.stream), 0)
         OR EXISTS (SELECT 1 FROM entry WHERE id = NEW.id)
         OR EXISTS (SELECT 1 FROM entry WHERE previous = NEW.previous)
       BEGIN SELECT RAISE(ABORT, 'an entry goes to the head of its stream'); END""",
    """CREATE TRIGGER leaf_at_head BEFORE INSERT ON leaf
       WHEN NEW.number <> 1 + coalesce((SELECT max(number) FROM leaf), -1)
         OR EXISTS (SELECT 1 FROM leaf WHERE entry = NEW.entry)
       BEGIN SELECT RAISE(ABORT, 'a leaf goes behind the last'); END""",
    """CREATE TRIGGER subtree_once BEFORE INSERT ON subtree
       WHEN EXISTS (SELECT 1 FROM subtree WHERE height = NEW.height AND number = NEW.number)
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER checkpoint_once BEFORE INSERT ON checkpoint
       WHEN EXISTS (SELECT 1 FROM checkpoint WHERE size = NEW.size)
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER sighting_once BEFORE INSERT ON sighting
       WHEN EXISTS (SELECT 1 FROM sighting WHERE id = NEW.id)
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER attempt_once BEFORE INSERT ON attempt
       WHEN EXISTS (SELECT 1 FROM attempt WHERE id = NEW.id)
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
)
_POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION ketnap_append_only() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$""",
    *(
        f"""CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION ketnap_append_only()"""
        for table in LOG_TABLES
    ),
    *(
        f"""CREATE TRIGGER {table}_no_delete BEFORE DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION ketnap_append_only()"""
        for table in LOG_TABLES
    ),
    """CREATE OR REPLACE FUNCTION ketnap_at_head() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN
         IF NEW.seq <> 1 + coalesce((SELECT max(seq) FROM entry WHERE stream = NEW.stream), 0)
         THEN RAISE EXCEPTION 'an entry goes to the head of its stream'
              USING ERRCODE = 'unique_violation';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER entry_at_head BEFORE INSERT ON entry
       FOR EACH ROW EXECUTE FUNCTION ketnap_at_head()""",
    """CREATE OR REPLACE FUNCTION ketnap_next_leaf() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN
         IF NEW.number <> 1 + coalesce((SELECT max(number) FROM leaf), -1)
         THEN RAISE EXCEPTION 'a leaf goes behind the last';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER leaf_at_head BEFORE INSERT ON leaf
       FOR EACH ROW EXECUTE FUNCTION ketnap_next_leaf()""",
)
_SQLITE_ALONE = frozenset({"subtree_once", "checkpoint_once", "sighting_once", "attempt_once"})
"""Where REPLACE may stand in an INSERT, a key alone does not keep a row."""


def put_guards(connection: Connection) -> None:
    """Make the append-only triggers anew."""
    for name in guards_on(connection.dialect.name):
        of = f" ON {name.partition('_')[0]}" if connection.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER IF EXISTS {name}{of}"))
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        connection.exec_driver_sql(statement)


def missing_guards(connection: Connection) -> Sequence[str]:
    """Guards that are not there, or do something else; an empty answer is the good one."""
    if connection.dialect.name == "sqlite":
        made = {_words(statement) for statement in _SQLITE}
        asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        there = {name for name, sql in connection.execute(text(asked)) if _words(sql) in made}
    else:
        # O: for every ordinary session; A: always. D is off, R sleeps until replication.
        asked = (
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
            " AND tgrelid = to_regclass(split_part(tgname, '_', 1))"
        )
        there = {row[0] for row in connection.execute(text(asked))}
    return [name for name in guards_on(connection.dialect.name) if name not in there]


def guards_on(database: str) -> Sequence[str]:
    """The guards of one kind of database, by name; a name begins with its table's."""
    return [name for name in _GUARDS if database == "sqlite" or name not in _SQLITE_ALONE]


def _words(sql: str) -> str:
    return " ".join(sql.split())


def grant_application(connection: Connection, tables: Sequence[str]) -> None:
    """Give the application role what it needs and no more; on the log only SELECT and INSERT.

    A database user who may not make roles gets none: the triggers still hold, and `doctor` says so.
    """
    if connection.dialect.name != "postgresql":
        return
    may = "SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user"
    if not connection.execute(text(may)).scalar():
        return
    connection.exec_driver_sql(
        f"""DO $$ BEGIN
              CREATE ROLE {APPLICATION_ROLE} NOLOGIN;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"""
    )
    connection.exec_driver_sql(f"GRANT {APPLICATION_ROLE} TO CURRENT_USER")
    schema = connection.execute(text("SELECT current_schema()")).scalar()
    connection.exec_driver_sql(f'GRANT USAGE ON SCHEMA "{schema}" TO {APPLICATION_ROLE}')
    for table in tables:
        rights = "SELECT, INSERT" if table in LOG_TABLES else "SELECT, INSERT, UPDATE, DELETE"
        if table == "alembic_version":
            rights = "SELECT"
        connection.exec_driver_sql(f"REVOKE ALL ON {table} FROM {APPLICATION_ROLE}")
        connection.exec_driver_sql(f"GRANT {rights} ON {table} TO {APPLICATION_ROLE}")
    connection.exec_driver_sql(
        f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA "{schema}" TO {APPLICATION_ROLE}'
    )
