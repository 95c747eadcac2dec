"""`ketnap simulate`: years of an invented province, played into an empty store."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from commands.days import Day
from commands.empty_store import is_there_and_empty
from commands.office_desk import Office
from commands.output import people_read
from commands.simulated import RESULT, told
from commands.skin import Command, option
from commands.years import COUNT, Whole
from rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulation.play import Outcome
    from simulation.scale import Scale
    from storage.store import SqlStore

_INSTEAD = Text("ketnap simulate --db mo-phong.db", "ketnap simulate --db simulated.db")
_DISAGREES = 7


@click.command(
    cls=Command,
    words=Text(
        "Chơi lại nhiều năm của một tỉnh giả định (người và tổ chức đều là bịa) vào kho trống, rồi"
        " kiểm lại những điều luôn phải đúng.\n\nMặc định, từng bước là một lệnh thật của cán bộ,"
        " đủ mọi điều kiện; nhắc việc chạy mỗi sáng, có lúc ngừng; có việc ghi muộn, ghi sai rồi"
        " đính chính, ngày nghỉ hoán đổi, tổ chức sáp nhập.\n\n--bulk: ghi hàng loạt, mỗi phút giả"
        " định một giao dịch, nhanh gấp nhiều lần. Mọi mục vẫn nối chuỗi, mở và đóng hạn theo quy"
        " định và lịch thật nên kiểm chứng được như thường; nhưng không hỏi điều kiện của quy định,"
        " chỉ ghi những việc làm mốc tính hạn, không nhắc việc, không có gì trục trặc.",
        "Play years of an invented province into an empty store, then check what must always"
        " hold.\n\nUnless told otherwise each step is an officer's real action with all its"
        " conditions; reminders tick each morning, and fail at times; things are written late,"
        " wrongly and corrected, holidays are moved, units merged.\n\n--bulk: many at a time, one"
        " transaction per simulated minute, many times faster. Every entry is still chained and"
        " opens and closes deadlines by the real law and calendar, so that it verifies like any"
        " other; but the conditions of the law are not asked, only facts that mark a milestone are"
        " written, nobody is reminded and nothing goes wrong.",
    ),
    examples=(
        "ketnap simulate --db mo-phong.db",
        "ketnap simulate --bulk --years 10 --units 500 --cases 20000 --seed 7 --db tinh.db",
        "ketnap simulate --db mo-phong.db -o json",
    ),
    exits=(0, 2, 5, 7, 10),
)
@option(
    "--years",
    type=Whole(1, 15),
    metavar="N",
    default=3,
    show_default=True,
    words=Text("Số năm.", "How many years."),
)
@option(
    "--units",
    type=Whole(3, 5000),
    metavar="N",
    default=20,
    show_default=True,
    words=Text("Số tổ chức đảng.", "How many organisations."),
)
@option(
    "--cases",
    type=Whole(1, 1_000_000),
    metavar="N",
    default=200,
    show_default=True,
    words=Text("Số người được giới thiệu.", "How many people are nominated."),
)
@option(
    "--seed",
    type=COUNT,
    default=1,
    show_default=True,
    words=Text(
        "Hạt giống: cùng số thì cùng một câu chuyện.", "The same seed tells the same story."
    ),
)
@option(
    "--until",
    type=Day(),
    default=None,
    words=Text("Ngày cuối (mặc định: hôm nay).", "The last day (default: today)."),
)
@option(
    "--bulk",
    is_flag=True,
    default=False,
    words=Text(
        "Ghi hàng loạt, nhanh, không đủ điều kiện.", "Write many at a time, unconditionally."
    ),
)
@option(
    "--unchecked",
    is_flag=True,
    default=False,
    words=Text("Không kiểm lại khi xong.", "Do not check at the end."),
)
@click.pass_obj
def command(
    office: Office,
    years: int,
    units: int,
    cases: int,
    seed: int,
    until: date | None,
    bulk: bool,
    unchecked: bool,
) -> int:
    """Play, check, tell."""
    from simulation.play import Mode, play  # noqa: PLC0415 - help loads nothing
    from simulation.scale import Scale  # noqa: PLC0415 - as above

    scale = Scale(years=years, units=units, cases=cases, seed=seed, until=_until(office, until))
    with _empty(office) as store:
        began = time.monotonic()
        outcome = play(
            scale,
            store,
            office.rulebook(),
            look=_progress(office, began),
            mode=Mode.BULK if bulk else Mode.FAITHFUL,
            checked=not unchecked,
        )
    _tell(office, scale, outcome, time.monotonic() - began)
    return 0 if outcome.holds else _DISAGREES


def _until(office: Office, until: date | None) -> date:
    from workflow.errors import InputError  # noqa: PLC0415 - help loads nothing

    if until is not None and until > office.today():
        raise InputError(
            Text(
                f"Ngày cuối {until:%d/%m/%Y} chưa tới; nhật ký chỉ ghi việc đã qua.",
                f"The last day {until} has not come; a log tells what has happened.",
            )
        )
    return until or office.today()


@contextmanager
def _empty(office: Office) -> Iterator[SqlStore]:
    """The store to fill: one that was named, so that nobody's own store is filled by mistake."""
    from storage.schema import create_store, open_store  # noqa: PLC0415 - help loads nothing
    from workflow.errors import InputError  # noqa: PLC0415 - as above

    if not (office.db or os.environ.get("KETNAP_DB")):
        raise InputError(
            Text("Nêu một kho trống bằng --db.", "Name an empty store with --db."),
            following=_INSTEAD,
        )
    place = office.address()
    making = open_store if is_there_and_empty(place, _INSTEAD) else create_store
    with making(place) as store:
        yield store


def _progress(office: Office, began: float) -> Callable[[date, int], None]:
    """Tell each year that is over, and how fast it went."""

    def look(day: date, entries: int) -> None:
        if (day.month, day.day) == (12, 31):
            seconds = time.monotonic() - began
            office.tell(
                Text(
                    f"· hết {day.year}: {entries} mục, {seconds:.0f} giây",
                    f"· {day.year} is over: {entries} entries, {seconds:.0f} s",
                )
            )

    return look


def _tell(office: Office, scale: Scale, outcome: Outcome, seconds: float) -> None:
    service = outcome.service
    row: dict[str, Any] = {
        "years": scale.years,
        "units": outcome.units,
        "cases": scale.cases,
        "seed": scale.seed,
        "from": scale.begins.isoformat(),
        "until": scale.until.isoformat(),
        "entries": outcome.tally.entries,
        "states": outcome.tally.counts,
        "written": dict(sorted(outcome.tally.written.items())),
        "refused": dict(sorted(outcome.tally.refused.items())),
        "passes": None if service is None else len(service.passes),
        "alerts": None if service is None else service.raised,
        "digests": None if service is None else service.digests,
        "story": outcome.tally.story,
        "seconds": round(seconds, 1),
        "played_seconds": round(outcome.seconds, 1),
        "cases_per_second": round(scale.cases / max(outcome.seconds, 0.001)),
        "entries_per_second": round(outcome.tally.entries / max(outcome.seconds, 0.001)),
        "invariants": [
            {
                "name": one.name,
                "holds": one.holds,
                "looked_at": one.looked_at,
                "problem": one.problem,
            }
            for one in outcome.findings
        ],
    }
    if not people_read(office.output):
        office.emit("simulate", RESULT, [row])
        return
    for line in told(row, outcome):
        click.echo(line)
