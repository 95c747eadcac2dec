"""Invented names, put together from parts of Kinh, Chăm and Raglai names; nobody is meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """A name that nobody is meant by, with the sex and the people it was made for."""

    name: str
    sex: str
    ethnic: str


_FAMILIES: dict[str, tuple[str, ...]] = {
    "Kinh": (
        "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
        "Dương", "Lý", "Trương", "Đinh", "Mai", "Cao",
    ),
    "Chăm": ("Quảng", "Đàng", "Thành", "Thiên", "Bá", "Hán", "Não", "Từ", "Báo", "Kiều", "Trượng"),
    "Raglai": ("Chamaléa", "Katơr", "Pi Năng", "Patâu Axá", "Tà Yên", "Mang", "Cao"),
}  # fmt: skip
_MIDDLES: dict[str, tuple[str, ...]] = {
    "male": ("Đình", "Gia", "Khánh", "Nhật", "Trung", "Hoàng", "Đại", "Thiên", "Xuân", "Hữu"),
    "female": (
        "Thị Mỹ",
        "Thị Kim",
        "Thị Thu",
        "Ngọc",
        "Bảo",
        "Thùy",
        "Thị Hoài",
        "Diễm",
        "Thị Như",
    ),
}
_GIVEN: dict[str, tuple[str, ...]] = {
    "male": (
        "Ước", "Nhơn", "Đạt", "Bảo", "Tường", "Quý", "Khải", "Vỹ", "Thạch", "Ân", "Phước", "Lâm",
        "Sơn", "Tấn", "Điền", "Nghĩa", "Triều", "Hải",
    ),
    "female": (
        "Ánh", "Hương", "Nhiên", "Duyên", "Vy", "Hạnh", "Thảo", "Trâm", "Nguyệt", "Sương", "Uyên",
        "Đào", "Yến", "Linh", "Ý", "Oanh", "Cúc", "Lài",
    ),
}  # fmt: skip
_PEOPLES = ("Kinh", "Chăm", "Raglai")
_SHARES = (74, 19, 7)


def invent(dice: Random) -> Iterator[Invented]:
    """Names without end, no two alike."""
    known: set[str] = set()
    while True:
        one = invented(dice)
        if one.name not in known:
            known.add(one.name)
            yield one


def invented(dice: Random) -> Invented:
    """One name; another call may give it again."""
    ethnic = dice.choices(_PEOPLES, _SHARES)[0]
    sex = dice.choice(("male", "female"))
    family, middle = dice.choice(_FAMILIES[ethnic]), dice.choice(_MIDDLES[sex])
    return Invented(name=f"{family} {middle} {dice.choice(_GIVEN[sex])}", sex=sex, ethnic=ethnic)
