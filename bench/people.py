"""A list of people at several steps, as a committee sends it: CSV or Excel, any length."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

HEADINGS = (
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Chi bộ",
    "Ngày chi bộ công nhận cảm tình",
    "Ngày cấp giấy chứng nhận",
    "Ngày quyết định kết nạp",
    "Ngày kết nạp",
)
PROFILES = 120
"""After so many rows the days repeat; names and births never do."""

_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Đặng", "Võ", "Hồ", "Bùi", "Đỗ", "Huỳnh")
_MIDDLE = ("Thị Mỹ", "Văn", "Đại", "Ngọc", "Thuỳ", "Minh", "Quốc", "Thanh", "Hoài", "Xuân")
_GIVEN = ("Hương", "Quỳnh", "Ánh", "Tám", "Yến", "Đức", "Phượng", "Bảo", "Ước", "Khuê")
_FIRST_BIRTH = date(1985, 1, 1)
_FIRST_DAY = date(2025, 3, 3)

Row = tuple[str, date, str, str, date, date | None, date | None, date | None]


def people(count: int) -> Iterator[Row]:
    """So many different people: a third each nominated, on the course, in probation."""
    for number in range(count):
        profile = number % PROFILES
        day = _FIRST_DAY + timedelta(days=profile // 3 * 5)
        later = day + timedelta(days=60)
        rest = number // 1000
        yield (
            f"{_FAMILY[number % 10]} {_MIDDLE[number // 10 % 10]} {_GIVEN[number // 100 % 10]}",
            _FIRST_BIRTH + timedelta(days=rest * 37 % 6000 + number % 7 * 3 + rest),
            "Nữ" if number % 2 else "Nam",
            "DV",
            day,
            later if profile % 3 else None,
            later + timedelta(days=90) if profile % 3 == 2 else None,
            later + timedelta(days=110) if profile % 3 == 2 else None,
        )


def write_csv(path: Path, count: int) -> None:
    """Write the list as Excel saves it: UTF-8 with a mark, days as in Vietnam."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for row in people(count):
            writer.writerow([_typed(cell) for cell in row])


def write_xlsx(path: Path, count: int) -> None:
    """Write the list as a workbook whose days are days."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, HEADINGS)
        for number, row in enumerate(people(count), 1):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day)
                elif cell is not None:
                    sheet.write_string(number, column, cell)


def _typed(cell: str | date | None) -> str:
    if cell is None:
        return ""
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell
