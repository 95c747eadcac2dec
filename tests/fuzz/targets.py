"""What reads from outside, and what each may say: a value, or one of its own refusals."""

from __future__ import annotations

import contextlib
import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from builders import a_case, a_desk, at, units
from mutations import mutated

from office.dates import parse_born, parse_day
from office.lists import parse_list
from office.reading import read_sheet
from office.refusal import SheetError
from rules.errors import LawError
from rules.loader import load_rule
from rules.rulebook import Rulebook
from storage.address import address_of
from storage.backups.bundle import open_bundle
from storage.backups.taking import back_up
from storage.schema import create_store
from workflow.errors import InputError, RejectedInputError
from workflow.typed_day import read_born, read_day

ROOT = Path(__file__).resolve().parents[2]
_HEADINGS = "STT;Họ và tên;Ngày sinh;Giới tính;Dân tộc;Chi bộ;Ngày chi bộ công nhận cảm tình"
_PEOPLE = (
    f"{_HEADINGS}\n1;Nguyễn Thị Lan;02/05/1998;Nữ;Kinh;DV;01/03/2026\n"
    "2;Quảng Đại Ước;1999;Nam;Chăm;CVA;\n"
)
_LISTS = (_PEOPLE.encode(), _PEOPLE.encode("utf-16"))
_DAYS = (
    "2026-11-23",
    "23/11/2026",
    "ngày 23 tháng 11 năm 2026",
    "11/2009",
    "1990",
    "29/02/2024",
    "2024-02-30T00:00:00",
)


@dataclass(frozen=True, slots=True)
class Target:
    """A reader, examples of what it takes, and the refusals that are its own."""

    name: str
    seeds: tuple[bytes, ...]
    read: Callable[[bytes, Path], object]
    refusals: tuple[type[Exception], ...]

    def try_on(self, data: bytes, folder: Path) -> None:
        """Read; anything but a value or a refusal of its own is a defect."""
        with contextlib.suppress(*self.refusals):
            self.read(data, folder)


def inputs(target: Target, count: int, chance: random.Random) -> Iterator[bytes]:
    """Damaged, forged and made-up inputs: examples changed a few times over, and plain noise."""
    yield from target.seeds
    for number in range(count):
        if number % 10 == 9:
            yield chance.randbytes(chance.randrange(200))
            continue
        data = chance.choice(target.seeds)
        for _ in range(chance.randrange(1, 5)):
            data = mutated(data, chance)
        yield data[:200_000]


def targets(folder: Path) -> tuple[Target, ...]:
    """Every reader of what comes from outside."""
    known = {document.key for document in Rulebook.open().documents()}
    law = ROOT / "rules" / "data"
    seeds = tuple((law / f"{name}.toml").read_bytes() for name in ("ceremony", "age", "opinions"))
    hostile = (b"id = " + b"[" * 5000, b"id = " + b"9" * 5000, b"a." * 18_000 + b"b = 1")

    def rule(data: bytes, place: Path) -> object:
        path = place / "ceremony.toml"
        path.write_bytes(data)
        return load_rule(path, "ceremony.toml", known)

    return (
        Target("days typed", tuple(one.encode() for one in _DAYS), _typed_day, (InputError,)),
        Target("days in cells", tuple(one.encode() for one in _DAYS), _day_in_cell, ()),
        Target("rule files", (*seeds, *hostile), rule, (LawError,)),
        Target(
            "text lists", (_PEOPLE.encode(), _PEOPLE.encode("utf-16")), _list("csv"), (SheetError,)
        ),
        Target("workbooks", (_workbook(folder),), _list("xlsx"), (SheetError,)),
        Target("bundles", (_bundle(folder),), _opened, (RejectedInputError,)),
    )


def _typed_day(data: bytes, _folder: Path) -> object:
    typed = data.decode("utf-8", "replace")
    with contextlib.suppress(InputError):
        read_born(typed, date(2026, 11, 23))
    return read_day(typed)


def _day_in_cell(data: bytes, _folder: Path) -> object:
    typed = data.decode("utf-8", "replace")
    return parse_day(typed), parse_born(typed)


def _list(ending: str) -> Callable[[bytes, Path], object]:
    def read(data: bytes, folder: Path) -> object:
        path = folder / f"ds.{ending}"
        path.write_bytes(data)
        return parse_list(read_sheet(path), "cases")

    return read


def _opened(data: bytes, folder: Path) -> object:
    path = folder / "sao.ketnap"
    path.write_bytes(data)
    with tempfile.TemporaryDirectory(dir=folder) as out:
        return open_bundle(path, Path(out))


def _workbook(folder: Path) -> bytes:
    import xlsxwriter

    path = folder / "mau.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Danh sách")
        for number, line in enumerate(_PEOPLE.splitlines()):
            sheet.write_row(number, 0, line.split(";"))
    return path.read_bytes()


def _bundle(folder: Path) -> bytes:
    place = address_of(str(folder / "kho.db"))
    with create_store(place) as store:
        desk = a_desk(store)
        units(desk)
        a_case(desk)
    return back_up(place, folder / "mau.ketnap", now=at("2026-11-23")).bundle.read_bytes()
