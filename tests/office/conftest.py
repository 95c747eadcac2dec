"""Real files, made for the test that reads them."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest


@pytest.fixture
def a_book(tmp_path):
    """Write rows to an .xlsx file as an office program would, and give its path."""

    def make(rows, name="ds.xlsx", title="Danh sách", **other_sheets) -> Path:
        book = openpyxl.Workbook()
        book.active.title = title
        for row in rows:
            book.active.append(row)
        for other, its_rows in other_sheets.items():
            page = book.create_sheet(other)
            for row in its_rows:
                page.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return make


@pytest.fixture
def a_text(tmp_path):
    """Write rows to a text file, and give its path."""

    def make(rows, name="ds.csv", encoding="utf-8", delimiter=",") -> Path:
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows(rows)
        return path

    return make
