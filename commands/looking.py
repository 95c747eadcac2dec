"""Whoever is told what is kept closed of people stands in the log of reads, before it is told."""

from __future__ import annotations

from collections.abc import Iterable

from commands.office_desk import Office, actor
from rules.text import Text


def looked(office: Office, command: str, cases: Iterable[str]) -> None:
    """Write down that this account sees, or searched by, sensitive data; one row per command.

    Raises:
        TryAgainError: the store stayed busy; nothing is told.
        OutsideServiceError: the store cannot be written, though it should be; nothing is told.
    """
    from workflow.inspection.sighting import Sighting  # noqa: PLC0415 - help stays instant

    seen = Sighting(at=office.now(), actor=actor(), command=command, cases=tuple(cases))
    if not office.store().note_sighting(seen):
        office.tell(
            Text(
                "! Kho này chỉ đọc được: lần xem dữ liệu cá nhân này không được ghi lại.",
                "! This store may only be read: this look at personal data is not recorded.",
            )
        )
