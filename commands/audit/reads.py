"""`ketnap audit reads`: who looked at sensitive data of whom, when and by which command."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from commands.audit.scope import put_rows
from commands.days import Day
from commands.moments import moment
from commands.office_desk import Office
from commands.output import Column
from commands.sheets import Target, to_sheet
from commands.skin import Command, option
from commands.speech import say
from commands.years import POSITIVE
from rules.text import Text

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from workflow.inspection.sighting import Sighting

_COLUMNS = (
    Column(key="at", heading=Text("Lúc", "At"), kind="ref"),
    Column(key="actor", heading=Text("Người xem", "Who"), kind="ref"),
    Column(key="command", heading=Text("Lệnh", "Command"), kind="ref"),
    Column(key="count", heading=Text("Hồ sơ", "Cases"), kind="number", spare=1),
    Column(key="whom", heading=Text("Của ai", "Of whom")),
)
_TITLE = Text("Những lần xem dữ liệu cá nhân", "Reads of personal data")
_NAMED = 2


@click.command(
    "reads",
    cls=Command,
    words=Text(
        "Ai đã xem dữ liệu cá nhân được khóa (số định danh, dân tộc, tôn giáo, nơi ở…) của ai, lúc"
        " nào, bằng lệnh nào; mới nhất trước.",
        "Who looked at closed personal data (identity number, ethnic group, religion, residence …)"
        " of whom, when, by which command; newest first.",
    ),
    examples=(
        "ketnap audit reads --from 01/11/2026",
        "ketnap audit reads --case 0044",
        "ketnap audit reads --actor lan --xlsx da-xem.xlsx",
    ),
    exits=(0, 2, 3, 4, 5),
)
@option("--actor", default=None, words=Text("Chỉ của người xem này.", "Only by this account."))
@option(
    "--case",
    "ref",
    default=None,
    words=Text(
        "Chỉ về người trong hồ sơ này (mọi hồ sơ của họ).",
        "Only of the person of this case (all cases of theirs).",
    ),
)
@option("--from", "first", type=Day(), default=None, words=Text("Từ ngày.", "From."))
@option("--to", "last", type=Day(), default=None, words=Text("Tới ngày.", "Until."))
@option(
    "--limit",
    type=POSITIVE,
    default=50,
    show_default=True,
    words=Text("Nhiều nhất bấy nhiêu dòng.", "At most so many lines."),
)
@to_sheet
@click.pass_obj
def reads(
    office: Office,
    actor: str | None,
    ref: str | None,
    first: date | None,
    last: date | None,
    limit: int,
    target: Target,
) -> None:
    """List reads of personal data."""
    from workflow.finding import find_case  # noqa: PLC0415 - help stays instant
    from workflow.inspection.narrowing import Narrowing  # noqa: PLC0415 - as above
    from workflow.inspection.sighting import SightingFilter  # noqa: PLC0415 - as above

    desk, store = office.desk(), office.store()
    days = Narrowing(zone=desk.zone, recorded_from=first, recorded_to=last)
    wanted = SightingFilter(
        actor=actor,
        cases=None if ref is None else tuple(store.refs_of(find_case(desk, ref).person.id)),
        since=days.since,
        before=days.before,
    )
    found = store.sightings(wanted)[:limit]
    names = store.names_of(sorted({case for one in found for case in one.cases[:_NAMED]}))
    rows = [_row(one, names, desk.zone) for one in found]
    put_rows(office, target, "audit-reads", _TITLE, _COLUMNS, rows)


def _row(one: Sighting, names: Mapping[str, str], zone: ZoneInfo) -> dict[str, Any]:
    people = [f"{ref} {names.get(ref, '')}".strip() for ref in one.cases[:_NAMED]]
    more = len(one.cases) - len(people)
    whom = "; ".join(people) if people else say(Text("(không tìm thấy ai)", "(nobody was found)"))
    return {
        "at": one.written_at,
        "at_shown": moment(one.at, zone),
        "actor": one.actor,
        "command": one.command,
        "count": len(one.cases),
        "cases": list(one.cases),
        "whom": whom if not more else f"{whom}; {say(Text(f'+{more} nữa', f'+{more} more'))}",
    }
