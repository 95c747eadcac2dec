"""The table of the office's registers: one row per record, what its entries fold to."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Text
from sqlmodel import Column, Field

from storage.tables import Base

# Compared byte by byte, whatever the database's locale.
_PLAIN = Text().with_variant(Text(collation="C"), "postgresql")


class RecordRow(Base, table=True):
    """The projection of a record of any register; `data` is one line of JSON.

    `case_ref` is the case of the person whom it is about, where it is about one.
    """

    __tablename__ = "record"

    stream: str = Field(sa_column=Column("stream", _PLAIN, primary_key=True))
    book: str = Field(index=True)
    ref: str
    since: date
    state: str
    seq: int
    head: str
    unit: str | None = None
    document: str | None = None
    issuer: str | None = None
    data: str
    case_ref: str | None = Field(default=None, sa_column=Column("case_ref", _PLAIN, index=True))
