"""The sample city: its Party organisations, and what each is to reach this year.

The wards bear the public names they had before 2025; all other organisations are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One organisation of the sample city; `target` is this year's, `share` its part of people."""

    code: str
    name: str
    status: str
    kind: str
    parent: str | None = "TP"
    members: int = 40
    target: int | None = None
    share: int = 0


CITY = "TP"
FOUNDED = date(2016, 1, 1)
CITY_TARGET = 120
"""Two more than the organisations were given: what is left over is shown, not hidden."""


def _ward(code: str, name: str, members: int, target: int, share: int) -> Place:
    return Place(
        code=code,
        name=f"Đảng bộ phường {name}",
        status="grassroots",
        kind="phường",
        members=members,
        target=target,
        share=share,
    )


def _body(code: str, name: str, kind: str, members: int, target: int, share: int) -> Place:
    return Place(
        code=code,
        name=name,
        status="grassroots",
        kind=kind,
        members=members,
        target=target,
        share=share,
    )


def _cell(code: str, name: str, parent: str, share: int) -> Place:
    return Place(
        code=code, name=name, status="cell", kind="chi bộ", parent=parent, members=14, share=share
    )


PLACES: tuple[Place, ...] = (
    Place(
        code=CITY,
        name="Đảng bộ thành phố (dữ liệu mẫu)",
        status="superior",
        kind="thành phố",
        parent=None,
        members=6_120,
    ),
    _ward("DV", "Đô Vinh", 412, 8, 9),
    _ward("BA", "Bảo An", 388, 6, 8),
    _ward("PH", "Phủ Hà", 420, 7, 6),
    _ward("MH", "Mỹ Hải", 301, 6, 4),
    _ward("PM", "Phước Mỹ", 356, 5, 6),
    _ward("TT", "Tấn Tài", 344, 5, 5),
    _ward("KD", "Kinh Dinh", 296, 4, 5),
    _ward("TS", "Thanh Sơn", 322, 5, 5),
    _ward("DL", "Đạo Long", 240, 3, 3),
    _ward("DS", "Đài Sơn", 335, 5, 4),
    _ward("MB", "Mỹ Bình", 251, 4, 4),
    _ward("MD", "Mỹ Đông", 229, 4, 3),
    _ward("MHU", "Mỹ Hương", 268, 3, 3),
    _ward("DH", "Đông Hải", 243, 5, 3),
    _ward("VH", "Văn Hải", 287, 5, 5),
    _body("TH", "Đảng bộ xã Thành Hải", "xã", 215, 4, 4),
    _body("THPT1", "Đảng bộ Trường THPT số 1", "trường học", 62, 4, 5),
    _body("CDN", "Đảng bộ Trường Cao đẳng nghề (mẫu)", "trường học", 88, 5, 6),
    _body("CA", "Đảng bộ Công an thành phố", "công an", 240, 8, 8),
    _body("QS", "Đảng bộ Quân sự thành phố", "quân sự", 130, 5, 6),
    _body("MAY", "Chi bộ Công ty May Gió Nam", "doanh nghiệp", 24, 4, 2),
    _body("MUOI", "Chi bộ Công ty Muối Đầm Xanh", "doanh nghiệp", 19, 3, 2),
    _body("BV", "Đảng bộ Bệnh viện thành phố", "sự nghiệp", 120, 6, 6),
    _body("NHO", "Chi bộ HTX Nho Nắng Gió", "hợp tác xã", 11, 4, 0),
    _cell("DV-1", "Chi bộ khu phố 1, phường Đô Vinh", "DV", 3),
    _cell("DV-2", "Chi bộ khu phố 2, phường Đô Vinh", "DV", 2),
    _cell("BA-3", "Chi bộ khu phố 3, phường Bảo An", "BA", 2),
    _cell("PH-2", "Chi bộ khu phố 2, phường Phủ Hà", "PH", 2),
    _cell("VH-5", "Chi bộ khu phố 5, phường Văn Hải", "VH", 1),
    _cell("CDN-SV", "Chi bộ sinh viên Trường Cao đẳng nghề", "CDN", 3),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedYear:
    """A year as the public article gives it; targets of 2020-2022 follow from its percentages."""

    year: int
    target: int
    admitted: int | None
    base: str


PUBLISHED: tuple[PublishedYear, ...] = (
    PublishedYear(year=2020, target=144, admitted=85, base="suy ra từ tỷ lệ công bố"),
    PublishedYear(year=2021, target=144, admitted=150, base="suy ra từ tỷ lệ công bố"),
    PublishedYear(year=2022, target=146, admitted=147, base="suy ra từ tỷ lệ công bố"),
    PublishedYear(year=2023, target=180, admitted=None, base="11-NQ/TU ngày 16/12/2022"),
)
