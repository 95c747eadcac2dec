"""The sample city as the Excel files that officers would send."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from demo.city import CITY, CITY_TARGET, FOUNDED, PLACES, PUBLISHED
from demo.people import Sample
from office.headings import ListName
from office.writing import OutCell, list_columns, write_sheet
from rules.text import Language, Text
from workflow.unit import STATUS_LABELS, UnitStatus

_OFFICE = "Ban Tổ chức Thành ủy (dữ liệu mẫu)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Where the lists of the sample city are."""

    units: Path
    quota: Path
    people: Path
    faulty: Path

    @classmethod
    def within(cls, folder: Path) -> Files:
        """The lists in a folder."""
        return cls(
            units=folder / "to-chuc-mau.xlsx",
            quota=folder / "chi-tieu-mau.xlsx",
            people=folder / "nguon-mau.xlsx",
            faulty=folder / "nguon-co-loi.xlsx",
        )


def write_files(folder: Path, folk: Sequence[Sample], now: datetime, language: Language) -> Files:
    """Write the four workbooks into a folder, with headings in a language.

    `now` is the instant of writing, in the office's time zone.

    Raises:
        SheetError: One of them is there already, or the folder cannot be written.
    """
    files = Files.within(folder)
    units = Text("DANH SÁCH TỔ CHỨC ĐẢNG", "PARTY ORGANISATIONS")
    _write(files.units, "units", units, _units(), now, language)
    quotas = Text("CHỈ TIÊU KẾT NẠP", "QUOTAS")
    _write(files.quota, "quota", quotas, _quotas(now.year), now, language)
    people = Text("DANH SÁCH NGUỒN PHÁT TRIỂN ĐẢNG VIÊN", "PEOPLE ON THEIR WAY")
    _write(files.people, "cases", people, [sample.values for sample in folk], now, language)
    _write(files.faulty, "cases", people, _FAULTY, now, language)
    return files


def _write(
    path: Path,
    listname: ListName,
    title: Text,
    rows: Sequence[Mapping[str, OutCell]],
    now: datetime,
    language: Language,
) -> None:
    used = {field for row in rows for field in row}
    columns = [column for column in list_columns(listname) if column.id in used]
    write_sheet(
        path,
        template=listname,
        title=title,
        columns=columns,
        rows=[[row.get(column.id) for column in columns] for row in rows],
        as_of=now.date(),
        unit=_OFFICE,
        generated_at=now,
        language=language,
    )


def _units() -> list[Mapping[str, OutCell]]:
    return [
        {
            "code": place.code,
            "name": place.name,
            "parent": place.parent,
            "kind": place.kind,
            "status": STATUS_LABELS[UnitStatus(place.status)].vi,
            "from_on": FOUNDED,
            "members": place.members,
        }
        for place in PLACES
    ]


def _quotas(year: int) -> list[Mapping[str, OutCell]]:
    rows: list[Mapping[str, OutCell]] = [
        {
            "year": one.year,
            "unit": CITY,
            "target": one.target,
            "admitted": one.admitted,
            "base": one.base,
        }
        for one in PUBLISHED
    ]
    base = f"Kế hoạch kết nạp {year} (mẫu)"
    rows.append({"year": year, "unit": CITY, "target": CITY_TARGET, "base": base})
    rows += [
        {"year": year, "unit": place.code, "target": place.target, "base": base}
        for place in PLACES
        if place.target is not None
    ]
    return rows


# What really comes in: a day that never was, a misspelt people, a unit nobody knows.
_FAULTY: list[Mapping[str, OutCell]] = [
    {
        "name": "Phạm Thùy Nhiên",
        "born": "31/02/2004",
        "ethnic": "Kinnh",
        "unit": "DV",
        "state": "nominated",
    },
    {
        "name": "Bá Đại Thạch",
        "born": "2001-05-12",
        "ethnic": "Chăm",
        "unit": "DV",
        "state": "course",
    },
    {
        "name": "Katơr Diễm Ý",
        "born": "1999-09",
        "ethnic": "Raglai",
        "unit": "Phường 99",
        "state": "course",
    },
]
