"""Append-only is held by the database. One place makes the guards; every migration calls it again.

On SQLite a trigger also sees that an entry is put at the head of its stream, so that INSERT OR
REPLACE, which deletes before it inserts, has nothing to replace.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text

from storage.engine import APPLICATION_ROLE

GUARDS = ("entry_no_update", "entry_no_delete", "entry_at_head")

_SQLITE = (
    """CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER entry_at_head BEFORE INSERT ON entry
       WHEN NEW.seq <> 1 + coalesce((SELECT max(seq) FROM entry WHERE stream = NEW.stream), 0)
         OR EXISTS (SELECT 1 FROM entry WHERE id = NEW.id)
         OR EXISTS (SELECT 1 FROM entry WHERE previous = NEW.previous)
       BEGIN SELECT RAISE(ABORT, 'an entry goes to the head of its stream'); END""",
)
_POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION ketnap_append_only() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$""",
    """CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
       FOR EACH STATEMENT EXECUTE FUNCTION ketnap_append_only()""",
    """CREATE TRIGGER entry_no_delete BEFORE DELETE OR TRUNCATE ON entry
       FOR EACH STATEMENT EXECUTE FUNCTION ketnap_append_only()""",
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
)


def put_guards(connection: Connection) -> None:
    """Make the append-only triggers anew."""
    for name in GUARDS:
        table = " ON entry" if connection.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER IF EXISTS {name}{table}"))
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
            " AND tgrelid = 'entry'::regclass"
        )
        there = {row[0] for row in connection.execute(text(asked))}
    return [name for name in GUARDS if name not in there]


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
        rights = "SELECT, INSERT" if table == "entry" else "SELECT, INSERT, UPDATE, DELETE"
        connection.exec_driver_sql(f"GRANT {rights} ON {table} TO {APPLICATION_ROLE}")
    connection.exec_driver_sql(
        f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA "{schema}" TO {APPLICATION_ROLE}'
    )
