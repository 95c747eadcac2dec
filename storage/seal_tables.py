"""The tables of the Merkle tree: leaves, full subtrees, checkpoints. They are only added to."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Text
from sqlmodel import Field

from storage.tables import Base


class LeafRow(Base, table=True):
    """The place of an entry among the leaves, counted from 0 without a gap."""

    __tablename__ = "leaf"

    number: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    entry: int = Field(foreign_key="entry.id", unique=True)


class SubtreeRow(Base, table=True):
    """The root of a full subtree of every eighth height; `number` counts those of its height."""

    __tablename__ = "subtree"

    height: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    number: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    digest: str = Field(sa_type=Text)


class CheckpointRow(Base, table=True):
    """A signed checkpoint, as its note; at most one of each size."""

    __tablename__ = "checkpoint"

    size: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    note: str = Field(sa_type=Text)
