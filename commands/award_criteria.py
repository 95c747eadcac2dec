"""Criteria of a commendation in words: what each asks, where it stands, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.output import Column
from commands.skin import option
from commands.speech import say
from rules.text import Text
from rules.units import Confidence

if TYPE_CHECKING:
    from planning.criteria import Criterion, Holds, Judged

NAMED = 5
"""How many names a line of talk tells before it counts the rest."""
criteria_option = option(
    "--criteria",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=None,
    metavar="FILE.toml",
    words=Text("Tiêu chí của nơi mình.", "Criteria of one's own."),
)

SIGNS: Mapping[str, str] = {"yes": "✓", "no": "✗", "unknown": "?"}
"""How an answer is shown; the legend below the table says it in words."""


def columns_of(criteria: Sequence[Criterion]) -> tuple[Column, ...]:
    """One narrow column per criterion, headed by its number in the legend."""
    return tuple(
        Column(key=f"criterion:{one.id}", heading=Text(f"TC{n}", f"C{n}"), kind="ref")
        for n, one in enumerate(criteria, start=1)
    )


def cells_of(judged: Judged) -> dict[str, Any]:
    """The answers as cells of those columns, and whole for programs."""
    from planning.criteria import Holds  # noqa: PLC0415 - help does not need planning

    cells: dict[str, Any] = {}
    for one in judged.answers:
        cells[f"criterion:{one.criterion.id}"] = one.holds.value
        cells[f"criterion:{one.criterion.id}_shown"] = SIGNS[one.holds]

    def ids(holds: Holds) -> list[str]:
        return list(judged.ids(holds))

    return cells | {
        "shortlisted": judged.shortlisted,
        "met": ids(Holds.YES),
        "missing": ids(Holds.NO),
        "unknown": ids(Holds.UNKNOWN),
        "answers": [
            {"criterion": one.criterion.id, "holds": one.holds.value, "value": one.value}
            for one in judged.answers
        ],
    }


def legend(criteria: Sequence[Criterion]) -> list[str]:
    """What the columns ask, each with its source and a word where that is not verified."""
    return [
        f"  {say(column.heading)}: {say(_asked(one))}"
        for column, one in zip(columns_of(criteria), criteria, strict=True)
    ]


def _asked(one: Criterion) -> Text:
    unsure = Text("; chưa xác minh", "; unverified")
    if one.confidence is Confidence.HIGH:
        unsure = Text("", "")
    return Text(
        f"{one.title.vi} ({one.source.vi}{unsure.vi})",
        f"{one.title.en} ({one.source.en}{unsure.en})",
    )


def rows_of(criteria: Sequence[Criterion]) -> list[dict[str, Any]]:
    """The criteria for programs."""
    return [
        {
            "id": one.id,
            "title": say(one.title),
            "measure": one.measure.value,
            "at_least": one.at_least,
            "grade": one.grade,
            "source": say(one.source),
            "confidence": one.confidence.value,
        }
        for one in criteria
    ]


def to_import(year: int) -> Iterator[Text]:
    """How the grades of a year come in: the list to fill in, and the command that takes it."""
    listed = f"ketnap review gaps --year {year} --xlsx xep-loai.xlsx"
    taken = f"ketnap review import xep-loai.xlsx --year {year}"
    yield Text(f"  Lập danh sách để điền: {listed}", f"  Make the list to fill in: {listed}")
    yield Text(f"  Điền xong thì nhập: {taken}", f"  Import it when filled in: {taken}")


def counted(found: Sequence[Judged], whom: Text) -> str:
    """How many meet every criterion, and of how many that is not known."""
    met, unknown = sum(one.shortlisted for one in found), sum(one.open for one in found)
    vi = f"{met}/{len(found)} {whom.vi} đạt mọi tiêu chí"
    en = f"{met} of {len(found)} {whom.en} meet every criterion"
    if unknown:
        vi, en = f"{vi}; {unknown} chưa rõ (?)", f"{en}; {unknown} not known (?)"
    return f"{say(Text(vi, en))}."


def first_named(names: Sequence[str]) -> str:
    """The first of them, and how many more."""
    rest = len(names) - NAMED
    listed = ", ".join(names[:NAMED])
    return f"{listed}, … (+{rest})" if rest > 0 else listed
