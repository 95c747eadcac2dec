"""Workbooks of the format before 2007, read under a memory limit in a process of their own."""

from __future__ import annotations

import struct
import subprocess

import pytest

from office import oldbook
from office.reading import read_sheet
from office.refusal import SheetError

END = struct.pack("<HH", 0x0A, 0)


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def a_cell(row: int, column: int, value: str | float) -> bytes:
    if isinstance(value, str):
        head = struct.pack("<HHHHB", row, column, 0, len(value), 1)
        return record(0x0204, head + value.encode("utf-16-le"))
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def a_stream(cells: bytes, globally: bytes = b"") -> bytes:
    def start(kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))

    def book(at: int) -> bytes:
        sheet = struct.pack("<IHBB", at, 0, 2, 0) + b"DS"
        return start(5) + globally + record(0x42, b"\xb0\x04") + record(0x85, sheet) + END

    return book(len(book(0))) + start(0x10) + cells + END


def a_container(stream: bytes) -> bytes:
    """The stream as the only file of a compound document."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    table = chain + [0xFFFFFFFF] * (128 - len(chain))
    none, last = 0xFFFFFFFF, 0xFFFFFFFE
    facts = (0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, last, 0, last, 0)
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x9I", *facts)
    header += struct.pack("<109I", 0, *[none] * 108)

    def entry(name: str, kind: int, child: int, at: int, size: int) -> bytes:
        raw = (name + "\0").encode("utf-16-le")
        links = struct.pack("<HBBIII36xIQ", len(raw), kind, 1, none, none, child, at, size)
        return raw.ljust(64, b"\0") + links

    root = entry("Root Entry", 5, 1, last, 0)
    folder = root + entry("Workbook", 2, none, 2, len(stream)) + bytes(256)
    return header + struct.pack("<128I", *table) + folder + stream


GOOD = b"".join(
    a_cell(row, column, value)
    for row, cells in enumerate([["Họ và tên", "Chi bộ"], ["Đặng Thị Ánh", 3.0]])
    for column, value in enumerate(cells)
)


@pytest.fixture
def an_old_book(tmp_path):
    def make(stream: bytes):
        path = tmp_path / "cu.xls"
        path.write_bytes(a_container(stream))
        return path

    return make


def refusal(path, **options) -> str:
    with pytest.raises(SheetError) as refused:
        read_sheet(path, **options)
    return refused.value.text.vi


def test_an_old_workbook_is_read(an_old_book):
    sheet = read_sheet(an_old_book(a_stream(GOOD)))

    assert sheet.name == "DS"
    assert sheet.headings == ("Họ và tên", "Chi bộ")
    assert [(line, list(cells)) for line, cells in sheet.rows] == [(2, ["Đặng Thị Ánh", 3.0])]


def test_a_day_in_an_old_workbook_stays_a_day(an_old_book):
    days = record(0xE0, struct.pack("<HHH14x", 0, 14, 0))  # a cell format whose number format is 14

    sheet = read_sheet(an_old_book(a_stream(GOOD + a_cell(2, 1, 45292.0), days)))

    assert sheet.rows[1][1][1].isoformat() == "2024-01-01"


def test_a_sheet_of_an_old_workbook_is_chosen_by_name(an_old_book):
    path = an_old_book(a_stream(GOOD))

    assert read_sheet(path, sheet="DS").name == "DS"
    assert refusal(path, sheet="Kia") == (
        "Không đọc được cu.xls: không có trang tính “Kia”. Các trang tính: “DS”"
    )


@pytest.mark.parametrize(
    ("stream", "reason"),
    [
        (a_stream(GOOD + a_cell(65_535, 60_000, 1.0)), "tệp Excel bị hỏng hoặc không đầy đủ"),
        (a_stream(GOOD + a_cell(65_535, 199, 1.0)), "bảng vượt 200000 dòng hoặc 200 cột"),
        (a_stream(GOOD + a_cell(0, 200, "x")), "bảng vượt 200000 dòng hoặc 200 cột"),
        (b"\x00" * 5_000, "không có trang tính nào hiện ra"),
        (
            a_stream(GOOD, record(0x2F, struct.pack("<HHH48x", 1, 1, 1))),
            "tệp được đặt mật khẩu",
        ),
    ],
)
def test_an_old_workbook_that_cannot_be_taken_is_refused(an_old_book, stream, reason):
    assert f"Không đọc được cu.xls: {reason}" in refusal(an_old_book(stream))


def test_a_child_that_takes_too_long_is_given_up(an_old_book, monkeypatch):
    monkeypatch.setattr(oldbook, "_SECONDS", 0.0001)

    with pytest.raises(SheetError) as refused:
        read_sheet(an_old_book(a_stream(GOOD)))

    assert isinstance(refused.value.__cause__, subprocess.TimeoutExpired)
