"""`ketnap rules diff`: what is not the same in the law of two days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from commands.days import Day
from commands.office_desk import Office
from commands.output import Column, day, format_for, people_read
from commands.skin import Command, option
from commands.speech import language, say
from rules.text import Text

if TYPE_CHECKING:
    from rules.differences import Aspect, Difference
    from rules.rule import Version

_COLUMNS = (
    Column(key="rule", heading=Text("Mã", "Rule"), kind="ref"),
    Column(key="title", heading=Text("Quy tắc", "Title"), wide=True),
    Column(key="change", heading=Text("Khác", "Differs"), kind="ref"),
    Column(key="old", heading=Text("Trước", "Before")),
    Column(key="new", heading=Text("Sau", "After")),
)
# What seldom decides anything for who compares: a note on the sources, the name of the wording.
_MINOR = frozenset({"note", "wording"})


@click.command(
    "diff",
    cls=Command,
    words=Text(
        "So sánh quy định của hai ngày: nội dung nào thêm, hết, đổi giá trị, mốc tính,"
        " căn cứ hay độ tin cậy. A và B là hai ngày.",
        "Compare the law of two days: which wordings were added, ended, or changed in value,"
        " start, source or confidence. A and B are two days.",
    ),
    examples=(
        "ketnap rules diff 25/07/2026 26/07/2026",
        "ketnap rules diff 30/06/2025 01/07/2025 -o json",
    ),
    exits=(0, 2, 5, 8),
)
@click.argument("first", metavar="A", type=Day())
@click.argument("second", metavar="B", type=Day())
@option(
    "--exit-code",
    is_flag=True,
    default=False,
    words=Text("Thoát với mã 8 nếu có khác nhau.", "Exit with 8 when anything differs."),
)
@click.pass_obj
def diff(office: Office, first: date, second: date, exit_code: bool) -> int:
    """Print what differs between two days."""
    from rules.differences import differences  # noqa: PLC0415 - help does not read the law

    found = differences(office.rulebook(), first, second)
    if office.wants_json:
        extra = {"from": first.isoformat(), "to": second.isoformat()}
        office.emit("rules-diff", (), [_item(one) for one in found], extra=extra)
    elif not found and people_read(office.output):
        same = f"{day(first)}", f"{day(second)}"
        click.echo(
            say(
                Text(
                    f"Quy định ngày {same[0]} và ngày {same[1]} như nhau.",
                    f"The law of {same[0]} and of {same[1]} is the same.",
                )
            )
        )
    else:
        brief = format_for(office.output) == "table"
        rows = [row for one in found for row in _rows(one, brief=brief)]
        footer = Text(
            f"{len(found)} quy tắc khác nhau giữa {day(first)} và {day(second)}.",
            f"{len(found)} rules differ between {day(first)} and {day(second)}.",
        )
        office.emit("rules-diff", _COLUMNS, rows, footer=[say(footer)])
    return 8 if exit_code and found else 0


def _item(one: Difference) -> dict[str, Any]:
    from commands.wordings import wording_item  # noqa: PLC0415 - help does not read the law

    return {
        "rule": one.rule.id,
        "title": say(one.rule.title),
        "change": one.kind.value,
        "differs": [aspect.value for aspect in one.aspects],
        "old": None if one.old is None else wording_item(one.old),
        "new": None if one.new is None else wording_item(one.new),
    }


def _rows(one: Difference, *, brief: bool) -> Iterator[dict[str, Any]]:
    """One line per aspect that differs; one line for a rule that was added or has ended."""
    row = {"rule": one.rule.id, "title": say(one.rule.title)}
    if one.old is None or one.new is None:
        kinds = {"added": Text("+ thêm", "+ added"), "ended": Text("− hết", "− ended")}
        yield {
            **row,
            "change": one.kind.value,
            "change_shown": say(kinds[one.kind]),
            "old": None if one.old is None else _whole(one.old),
            "new": None if one.new is None else _whole(one.new),
        }
        return
    for aspect in _told(one, brief=brief):
        yield {
            **row,
            "change": aspect.value,
            "change_shown": say(aspect.label),
            "old": _coded(one.old, aspect),
            "old_shown": _shown(one.old, aspect) or "—",
            "new": _coded(one.new, aspect),
            "new_shown": _shown(one.new, aspect) or "—",
        }


def _told(one: Difference, *, brief: bool) -> list[Aspect]:
    """A narrow table leaves out the note and the wording's name, unless nothing else differs."""
    heavy = [aspect for aspect in one.aspects if aspect.value not in _MINOR]
    return heavy if brief and heavy else list(one.aspects)


def _whole(version: Version) -> str:
    """A wording in one line: its value and its source."""
    from rules.wording import value_text  # noqa: PLC0415 - help does not read the law

    cited = version.source.cite(language())
    value = say(value_text(version))
    return f"{value}; {cited}" if value else cited


def _shown(version: Version, aspect: Aspect) -> str | None:
    """What a person reads of one aspect."""
    from rules.wording import value_text  # noqa: PLC0415 - help does not read the law

    starts, provisional = version.starts, version.provisional
    told: dict[str, str | None] = {
        "value": say(value_text(version)),
        "start_event": None if starts is None else say(starts.label),
        "provisional_event": None if provisional is None else say(provisional.label),
        "confidence": say(version.confidence.label),
    }
    return told[aspect] if aspect in told else _coded(version, aspect)


def _coded(version: Version, aspect: Aspect) -> Any:
    """What a program reads of one aspect, as in `rules show`."""
    from commands.wordings import wording_item  # noqa: PLC0415 - help does not read the law

    return wording_item(version)["id" if aspect == "wording" else aspect.value]
