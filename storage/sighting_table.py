"""The table of who looked at sensitive data; it is only added to."""

from __future__ import annotations

from sqlalchemy import Text
from sqlmodel import Field

from storage.tables import Base


class SightingRow(Base, table=True):
    """One command; `cases` holds references, each between two spaces so that LIKE finds one."""

    __tablename__ = "sighting"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    at: str = Field(index=True)
    actor: str
    command: str
    cases: str = Field(sa_type=Text)
