"""Legal bases: papers that plans and targets rest on, told apart by number, symbol, issuer, day.

A city and its province both number their papers with “/TU”, so a number alone names nobody's paper:
a citation that fits several bases is asked back (source article, row 1).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.text import Text
from workflow.errors import InputError, NotFoundError
from workflow.names import clean_text, fold
from workflow.ports import Store
from workflow.registers.record import Record
from workflow.registers.register import Register
from workflow.typed_day import read_day

IN_FORCE, SUPERSEDED = "in-force", "superseded"
"""The states of a base."""

_NUMBER = re.compile(r"(\d+[A-Za-zĐđ]?)\s*([-/–])\s*(.+)")
_DAY = re.compile(r"\b(\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{2}-\d{2})\b")
_SHOWN = 8


class Level(StrEnum):
    """Whose paper it is; the district level ended on 1 July 2025."""

    CENTRE = "centre"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    GRASSROOTS = "grassroots"


LEVEL_LABELS: dict[Level, Text] = {
    Level.CENTRE: Text("Trung ương", "Centre"),
    Level.PROVINCE: Text("cấp tỉnh", "province"),
    Level.DISTRICT: Text("cấp huyện", "district"),
    Level.COMMUNE: Text("cấp xã", "commune"),
    Level.GRASSROOTS: Text("cơ sở", "grassroots"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNumber:
    """The number and symbol of a paper: 11 and NQ/TU of “11 - NQ/TU”; “Điều lệ Đảng” has none."""

    number: str
    symbol: str
    mark: str = "-"

    @classmethod
    def read(cls, typed: str) -> PaperNumber:
        """What was typed, however it is spaced.

        Raises:
            InputError: nothing was typed.
        """
        text = clean_text(typed)
        found = _NUMBER.fullmatch(text)
        if found is None:
            if not text:
                raise InputError(Text("Thiếu số, ký hiệu văn bản.", "The paper has no number."))
            return cls(number="", symbol=text)
        symbol = re.sub(r"\s*([-/–])\s*", r"\1", found[3])
        return cls(number=found[1], symbol=symbol, mark="-" if found[2] == "–" else found[2])

    @property
    def key(self) -> tuple[str, str]:
        """What two spellings of one number share: “01-HD/TU”, “1 - HD/TU”."""
        return self.number.lstrip("0").lower(), fold(self.symbol).replace(" ", "")

    def __str__(self) -> str:
        """The number as it is cited."""
        return f"{self.number}{self.mark}{self.symbol}" if self.number else self.symbol


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBase:
    """One paper of the register.

    Attributes:
        ref: Its number in the register, ``VB-2026-0001``.
        paper: Its own number and symbol.
        issuer: Who issued it.
        level: Whose paper it is.
        issued_on: Its day.
        title: What it is about.
        implements: The base that it carries out, by `ref`.
        superseded_by: The base that took its place, by `ref`.
        superseded_on: From which day on.
        review_on: The day by which it is to be reviewed; None where nobody set one.
    """

    ref: str
    paper: PaperNumber
    issuer: str
    level: Level
    issued_on: date
    title: str | None = None
    implements: str | None = None
    superseded_by: str | None = None
    superseded_on: date | None = None
    review_on: date | None = None

    @property
    def key(self) -> tuple[tuple[str, str], str, date]:
        """What tells it apart: number and symbol, issuer, day."""
        return self.paper.key, fold(self.issuer), self.issued_on

    @property
    def citation(self) -> str:
        """The whole citation, which fits no other base."""
        return f"{self.paper} ngày {self.issued_on:%d/%m/%Y}, {self.issuer}"

    def in_force(self, on: date) -> bool:
        """Whether nothing had taken its place on a day."""
        return self.superseded_on is None or on < self.superseded_on


def base_of(record: Record) -> LegalBase:
    """The base that a record tells of."""
    data = record.data
    replaced, review = data.get("superseded_on"), data.get("review_on")
    return LegalBase(
        ref=record.ref,
        paper=PaperNumber.read(record.document or ""),
        issuer=record.issuer or "",
        level=Level(data["level"]),
        issued_on=record.since,
        title=data.get("title"),
        implements=data.get("implements"),
        superseded_by=data.get("superseded_by"),
        superseded_on=None if replaced is None else date.fromisoformat(replaced),
        review_on=None if review is None else date.fromisoformat(review),
    )


def legal_bases(store: Store) -> Sequence[LegalBase]:
    """Every base, the newest paper first."""
    found = [base_of(record) for record in store.records(Register.LEGAL)]
    return sorted(found, key=lambda one: (one.issued_on, one.ref), reverse=True)


def fitting(bases: Sequence[LegalBase], typed: str) -> Sequence[LegalBase]:
    """The bases that a citation fits: a number, with a day or (part of) the issuer where told."""
    asked = clean_text(typed)
    by_ref = [one for one in bases if asked.upper() in {one.ref, one.ref[-4:]}]
    if by_ref:
        return by_ref
    day: date | None = None
    told = _DAY.search(asked)
    if told is not None:
        try:
            day = read_day(told[0])
        except InputError:
            return []  # there is no such day, so no paper bears it
        asked = asked.replace(told[0], " ")
    key = fold(asked).replace(" ngay ", " ").replace(",", " ")
    squeezed = re.sub(r"\s*([-/–])\s*", r"\1", key)
    return [one for one in bases if _fits(one, " ".join(squeezed.split()), day)]


def _fits(one: LegalBase, asked: str, day: date | None) -> bool:
    if day is not None and one.issued_on != day:
        return False
    number, _, rest = asked.partition(" ") if one.paper.number else (asked, "", "")
    if PaperNumber.read(number or "–").key != one.paper.key:
        return False
    words = [word for word in rest.split() if word != "ngay"]
    issuer = fold(one.issuer).split()
    return all(word in issuer for word in words)


def cited(store: Store, typed: str) -> LegalBase | None:
    """The one base that a citation stands for; None where the register does not know it.

    Raises:
        NotFoundError: it fits more than one; they are listed.
    """
    bases = legal_bases(store)
    found = fitting(bases, typed)
    if len(found) > 1:
        example = found[0].citation
        raise NotFoundError(
            Text(
                f"“{typed.strip()}” chỉ {len(found)} văn bản; hãy nêu thêm ngày hoặc nơi ban hành.",
                f"“{typed.strip()}” stands for {len(found)} papers; add the day or the issuer.",
            ),
            why=tuple(
                Text(f"{one.ref} · {one.citation}", f"{one.ref} · {one.citation}")
                for one in found[:_SHOWN]
            ),
            following=Text(f'"{example}"', f'"{example}"'),
        )
    return found[0] if found else None


def find_base(store: Store, typed: str) -> LegalBase:
    """The one base that a citation stands for.

    Raises:
        NotFoundError: it fits none, or more than one.
    """
    found = cited(store, typed)
    if found is None:
        raise NotFoundError(
            Text(
                f"Danh mục không có văn bản “{typed.strip()}”.",
                f"The register has no paper “{typed.strip()}”.",
            ),
            following=Text("ketnap legal list", "ketnap legal list"),
        )
    return found


def shortest(bases: Sequence[LegalBase], text: str) -> str:
    """A stored citation as people read it: the number alone while it fits no other base."""
    found = fitting(bases, text)
    if len(found) != 1:
        return text
    number = str(found[0].paper)
    return number if len(fitting(bases, number)) == 1 else found[0].citation
