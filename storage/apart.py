"""Reads of what is kept apart from the log: opened by the key of the person whom it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, Row, bindparam, func, select

from storage.faults import translated
from storage.record_table import RecordRow
from storage.tables import CaseRow, ScreeningRow, SealedRow
from storage.vault import is_closed, vault_of

_CHUNK = 500
_CASE: Any = CaseRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_SCREENING: Any = ScreeningRow.__table__  # type: ignore[attr-defined]  # as above
_SEALED: Any = SealedRow.__table__  # type: ignore[attr-defined]  # as above
_RECORD: Any = RecordRow.__table__  # type: ignore[attr-defined]  # as above
_SCREENED = select(_SCREENING.c.case_ref).where(_SCREENING.c.ref == _SEALED.c.stream)
_RECORDED = select(_RECORD.c.case_ref).where(_RECORD.c.stream == _SEALED.c.stream)
_ABOUT = func.coalesce(
    _SCREENED.correlate(_SEALED).scalar_subquery(),
    _RECORDED.correlate(_SEALED).scalar_subquery(),
    _SEALED.c.stream,
)
_PERSON_BEHIND = select(_CASE.c.person).where(_CASE.c.ref == _ABOUT).correlate(_SEALED)
"""Whom a case is about, or a screening or a record that belongs to one."""
_KEPT = select(
    _SEALED.c.digest,
    _SEALED.c.salt,
    _SEALED.c.value,
    _PERSON_BEHIND.scalar_subquery().label("person"),
)
_KEPT_OF_ONE = _KEPT.where(_SEALED.c.stream == bindparam("stream"))


class ApartReading:
    """The part of a store that tells what is kept apart."""

    engine: Engine

    def unsealed(self, stream: str) -> Mapping[str, str]:
        """Values kept apart from one stream, by digest."""
        with translated(), self.engine.connect() as connection:
            rows = connection.execute(_KEPT_OF_ONE, {"stream": stream}).all()
        return self._opened(rows)

    def unsealed_all(self, streams: Sequence[str]) -> Mapping[str, str]:
        """Values kept apart from any of many streams, by digest; their keys are read together."""
        found: list[Row[Any]] = []
        with translated(), self.engine.connect() as connection:
            for start in range(0, len(streams), _CHUNK):
                some = streams[start : start + _CHUNK]
                found += connection.execute(_KEPT.where(_SEALED.c.stream.in_(some))).all()
        return self._opened(found)

    def _opened(self, rows: Sequence[Row[Any]]) -> Mapping[str, str]:
        closed = {row.person for row in rows if row.person is not None and is_closed(row.value)}
        if not closed:
            return {row.digest: row.value for row in rows if not is_closed(row.value)}
        vault = vault_of(self.engine)
        vault.learn(closed)
        opened = {row.digest: vault.open_sealed(row.person, row.salt, row.value) for row in rows}
        return {digest: both[1] for digest, both in opened.items() if both is not None}
