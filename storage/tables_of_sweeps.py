"""The table of how far the sweeps have come."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field

from storage.tables import Base


class SweepRow(Base, table=True):
    """Up to which day the rungs of all deadlines that were looked at are raised; one row."""

    __tablename__ = "sweep"

    name: str = Field(primary_key=True)
    until_on: date
    whole_on: date
    ladders: str
