"""The calendar that a command reads: the package's, and over it what the store's office decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commands.office_desk import Office
from rules.calendar import Calendar
from rules.decision import Decision
from rules.text import Text


def calendar_of(office: Office, known_on: date | None, unit: str | None) -> Calendar:
    """The calendar as known on a day; of one unit if it is named.

    Raises:
        NotFoundError: a unit is named and there is no store, or no such unit.
    """
    calendar = Calendar.open(known_on=known_on, decided=lambda: _decisions(office))
    if unit is None:
        return calendar
    from workflow.finding import find_unit  # noqa: PLC0415 - only a unit needs the store

    desk = office.desk()
    return calendar.for_unit(desk.path_of()(find_unit(desk, unit).code))


def _decisions(office: Office) -> Sequence[Decision]:
    """The decisions in the store; none where there is no store, and a word where it is broken."""
    from workflow.errors import KetnapError, NotFoundError  # noqa: PLC0415 - as above

    try:
        if _surely_none(office):
            return ()
        return office.store().calendar_decisions()
    except NotFoundError:
        return ()
    except KetnapError:
        office.tell(
            Text(
                "! Không đọc được quyết định lịch nghỉ trong kho; chỉ dùng lịch đi kèm chương"
                " trình.",
                "! The decided days in the store cannot be read; only the calendar of the program"
                " is used.",
            )
        )
        return ()


def _surely_none(office: Office) -> bool:
    """Whether a look at the file alone shows that nothing is decided there.

    To open a store takes half a second, which a due day of the package should not cost.
    """
    import sqlite3  # noqa: PLC0415 - only those who count days pay

    path = office.address().path
    if path is None:
        return False
    if not path.is_file():
        return True
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return connection.execute("SELECT 1 FROM calendar_day LIMIT 1").fetchone() is None
        finally:
            connection.close()
    except sqlite3.Error:
        return False
