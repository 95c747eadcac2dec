"""Which column of a file is which field of a list.

Headings are compared on their folded text, so capitals, accents, line breaks and `*:.` do not
matter. A heading that is only near to a known one is a guess: shown, and used when confirmed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from rapidfuzz import fuzz

from office.refusal import SheetError
from office.sheet import Cell
from rules.text import Text
from workflow.names import fold

ListName = Literal[
    "cases", "quota", "units", "referrals", "enrolments", "results", "decisions", "grades"
]
_LISTS: tuple[ListName, ...] = get_args(ListName)

IGNORE = "-"
"""What a mapping gives a column that is to be left out."""

GUESS_FROM = 0.75
"""A guess less alike than this is not worth an officer's look."""

_MARKS = re.compile(r"[^\w]+|_+")
_BRACKETS = re.compile(r"\([^()]*\)")
# Ordinals, and what our own error workbook adds: leaving them out hides nothing.
_ORDINALS = frozenset({"stt", "tt", "so tt", "so thu tu", "no", "dong", "line", "ly do", "reason"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column a list may have, as the headings file defines it.

    `loose` are the keys of spellings that count only when no column has a better one.
    """

    id: str
    heading: Text
    kind: str
    required: bool
    spellings: tuple[str, ...]
    loose: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A heading that is only near to a field's; `score` is from 0 to 1."""

    heading: str
    field: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingMatch:
    """What the columns of a file mean.

    Attributes:
        columns: Field id to column index, from 0.
        ignored: Headings that are left out, in the file's order; ordinals are not mentioned.
        guesses: The best guess for each heading that no field claims; never in `columns`.
        missing: Required fields without a column.
    """

    columns: dict[str, int]
    ignored: tuple[str, ...]
    guesses: tuple[Guess, ...]
    missing: tuple[str, ...]


def heading_key(heading: str) -> str:
    """The text that headings are compared by."""
    return " ".join(_MARKS.sub(" ", fold(heading)).split())


@cache
def fields_of(listname: ListName) -> tuple[Field, ...]:
    """The fields of a list in the order they are written."""
    return tuple(
        Field(
            id=name,
            heading=Text(vi=entry["vi"], en=entry["en"]),
            kind=entry["kind"],
            required=entry.get("required", False),
            spellings=(entry["vi"], entry["en"], *entry["also"], *entry.get("loose", ())),
            loose=frozenset(map(heading_key, entry.get("loose", ()))),
        )
        for name, entry in _source()[listname].items()
    )


def match_headings(
    headings: Sequence[str],
    listname: ListName,
    *,
    mapping: Mapping[str, str] | None = None,
    ids: Sequence[str] = (),
) -> HeadingMatch:
    """Find the fields of a list among headings.

    Of two columns for one field our own heading outweighs another spelling, which outweighs one
    with brackets left out, which outweighs a loose one; of two alike the first counts. The other
    is among `ignored`.

    Args:
        headings: The headings as the file has them.
        listname: The list the file is to be.
        mapping: Headings the officer has decided: heading to field id, or to `-` to leave it out.
        ids: The field ids of the file's hidden line, one per column; they outweigh headings.

    Raises:
        SheetError: The mapping names a heading or a field there is not.
    """
    fields = fields_of(listname)
    decided = _decided(mapping or {}, headings, fields)
    columns: dict[str, int] = {}
    for index, field in _claims(headings, listname, decided, ids):
        columns.setdefault(field, index)
    used = set(columns.values())
    ignored = tuple(
        heading
        for index, heading in enumerate(headings)
        if heading and index not in used and heading_key(heading) not in _ORDINALS
    )
    settled = decided.keys() | _others()
    undecided = [heading for heading in ignored if heading_key(heading) not in settled]
    return HeadingMatch(
        columns=dict(sorted(columns.items(), key=lambda found: found[1])),
        ignored=ignored,
        guesses=_guesses(undecided, [field for field in fields if field.id not in columns]),
        missing=tuple(field.id for field in fields if field.required and field.id not in columns),
    )


def _claims(
    headings: Sequence[str], listname: ListName, decided: Mapping[str, str], ids: Sequence[str]
) -> Iterator[tuple[int, str]]:
    """Columns and the fields they claim, the surest claims first."""
    spelled = _spelled(listname)
    valid = {field.id for field in fields_of(listname)}
    keys = [heading_key(heading) for heading in headings]
    open_columns = [index for index, key in enumerate(keys) if key not in decided]
    for index, key in enumerate(keys):
        if decided.get(key, IGNORE) != IGNORE:
            yield index, decided[key]
    for index in open_columns:
        if index < len(ids) and ids[index] in valid:
            yield index, ids[index]
    found: list[tuple[int, int, str]] = []
    for index in open_columns:
        if index < len(ids) and ids[index]:
            continue
        bare = heading_key(_BRACKETS.sub(" ", headings[index]))
        if field := spelled.get(keys[index]):
            found.append((_looseness(field, keys[index]), index, field.id))
        elif field := spelled.get(bare):
            found.append((max(_BARE, _looseness(field, bare)), index, field.id))
    for _, index, name in sorted(found):
        yield index, name


_BARE, _LOOSE = 2, 3


def _looseness(field: Field, key: str) -> int:
    """How far a heading is from our own: 0 for ours, 1 for another, 3 for a loose one."""
    if key in field.loose:
        return _LOOSE
    return 0 if key in {heading_key(field.heading.vi), heading_key(field.heading.en)} else 1


def known_keys() -> frozenset[str]:
    """The keys of every heading of every list, to tell the line of headings from a title."""
    return _known()


def field_ids(row: Sequence[Cell]) -> tuple[str, ...]:
    """The stable field ids of a hidden line, one per column; empty when it is an ordinary line."""
    cells = tuple("" if cell is None else str(cell).strip() for cell in row)
    while cells and not cells[-1]:
        cells = cells[:-1]
    named = [cell for cell in cells if cell]
    if len(named) > 1 and all(cell in _all_ids() for cell in named):
        return cells
    return ()


@cache
def _source() -> dict[str, Any]:
    return tomllib.loads(files("office").joinpath("data/headings.toml").read_text(encoding="utf-8"))


@cache
def _others() -> frozenset[str]:
    return frozenset(map(heading_key, _source()["others"]))


@cache
def _known() -> frozenset[str]:
    return frozenset().union(*(_spelled(name) for name in _LISTS)) | _ORDINALS


@cache
def _all_ids() -> frozenset[str]:
    return frozenset(field.id for name in _LISTS for field in fields_of(name)) | {"ordinal"}


@cache
def _spelled(listname: ListName) -> dict[str, Field]:
    return {
        heading_key(spelling): field
        for field in fields_of(listname)
        for spelling in field.spellings
    }


def _decided(
    mapping: Mapping[str, str], headings: Sequence[str], fields: Sequence[Field]
) -> dict[str, str]:
    seen = {heading_key(heading) for heading in headings}
    ids = [field.id for field in fields]
    decided: dict[str, str] = {}
    for heading, field in mapping.items():
        if heading_key(heading) not in seen:
            raise _bad_mapping(
                Text(vi=f"tệp không có cột “{heading}”", en=f"the file has no column “{heading}”"),
                [text for text in headings if text],
            )
        if field != IGNORE and field not in ids:
            raise _bad_mapping(
                Text(vi=f"không có trường “{field}”", en=f"there is no field “{field}”"),
                [*ids, IGNORE],
            )
        decided[heading_key(heading)] = field
    return decided


def _bad_mapping(why: Text, choices: Sequence[str]) -> SheetError:
    listed = ", ".join(choices)
    return SheetError(
        what=Text(vi="Không ghép được cột", en="Cannot map the columns"),
        why=why,
        remedy=Text(vi=f"Có thể chọn: {listed}", en=f"The choices are: {listed}"),
    )


def _guesses(headings: Sequence[str], fields: Sequence[Field]) -> tuple[Guess, ...]:
    guesses: list[Guess] = []
    for heading in headings:
        key = heading_key(heading)
        score, field = max(
            (
                (_likeness(key, heading_key(spelling)), field.id)
                for field in fields
                for spelling in field.spellings
            ),
            default=(0.0, ""),
        )
        if score >= GUESS_FROM:
            guesses.append(Guess(heading=heading, field=field, score=round(score, 2)))
    return tuple(guesses)


def _likeness(one: str, other: str) -> float:
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other)) / 100
