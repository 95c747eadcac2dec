"""The roles of a PostgreSQL server beside its owner: who writes through us, and who only reads.

The owner migrates and is nobody's everyday account. `grant_application` (`storage.guards`) gives
the application what it needs; here an auditor gets what they need, which is to read.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text

AUDITOR_ROLE = "ketnap_auditor"


def grant_auditor(connection: Connection, tables: Sequence[str]) -> None:
    """Make the auditor's role, which reads every table and writes none, not even by mistake.

    A database user who may not make roles makes none.
    """
    if connection.dialect.name != "postgresql":
        return
    may = "SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user"
    if not connection.execute(text(may)).scalar():
        return
    connection.exec_driver_sql(
        f"""DO $$ BEGIN
              CREATE ROLE {AUDITOR_ROLE} NOLOGIN;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"""
    )
    schema = connection.execute(text("SELECT current_schema()")).scalar()
    connection.exec_driver_sql(f'GRANT USAGE ON SCHEMA "{schema}" TO {AUDITOR_ROLE}')
    for table in tables:
        connection.exec_driver_sql(f"GRANT SELECT ON {table} TO {AUDITOR_ROLE}")
