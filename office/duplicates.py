"""Rows of one file that say the same person, unit or target twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from office.cells import Value
from office.headings import ListName
from office.refused import Refused
from rules.text import Text
from workflow.names import fold

Column = Sequence[Value | Refused | None]

# For each list the sets of fields that must not come together twice. A name alone is no proof:
# two Nguyễn Thị Hương of one cell are ordinary.
_KEYS: dict[ListName, tuple[tuple[str, ...], ...]] = {
    "cases": (("ref",), ("identity_no",), ("name", "born")),
    "units": (("code",),),
    "quota": (("year", "unit"),),
    "referrals": (("ref",), ("identity_no",), ("name", "born")),
    "enrolments": (("ref",), ("name", "born")),
    "results": (("ref",),),
    "decisions": (("ref",),),
    "grades": (("ref",), ("name", "born"), ("unit_code",)),
}
# Fields that must be empty for such a set to count: the row of a member names the unit as well.
_UNLESS: dict[tuple[ListName, tuple[str, ...]], tuple[str, ...]] = {
    ("grades", ("unit_code",)): ("ref", "name"),
}


def duplicates(
    listname: ListName, columns: Mapping[str, Column], lines: Sequence[int]
) -> Iterator[tuple[int, str, Text]]:
    """Each later row that repeats an earlier one.

    Args:
        listname: The list.
        columns: Parsed cells by field; a field the file lacks is absent.
        lines: The rows' line numbers, to name the earlier one.

    Yields:
        The row's index, the field that shows the problem, and the reason.
    """
    found: set[int] = set()
    for fields in _KEYS[listname]:
        if not all(field in columns for field in fields):
            continue
        first: dict[object, int] = {}
        told = [columns[name] for name in _UNLESS.get((listname, fields), ()) if name in columns]
        keys = [_keys(columns[field]) for field in fields]
        for index, key in enumerate(zip(*keys, strict=True)):
            passed = None in key or any(column[index] is not None for column in told)
            earlier = index if passed else first.setdefault(key, index)
            if earlier == index or index in found or _differ(columns, earlier, index):
                continue
            found.add(index)
            yield index, fields[0], _repeats(lines[earlier])


def _keys(column: Column) -> list[Value | None]:
    """What is compared, without accents and capitals; None for what is not known."""
    return [
        fold(value) if isinstance(value, str) else None if isinstance(value, Refused) else value
        for value in column
    ]


def _differ(columns: Mapping[str, Column], one: int, other: int) -> bool:
    """Two identity numbers are two people, however much else is alike."""
    numbers = columns.get("identity_no")
    if numbers is None:
        return False
    return (
        isinstance(numbers[one], str)
        and isinstance(numbers[other], str)
        and (numbers[one] != numbers[other])
    )


def _repeats(line: int) -> Text:
    return Text(vi=f"trùng với dòng {line}", en=f"repeats line {line}")
