"""`ketnap referral receive`: a list of outstanding people is taken in and gets its number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from commands.days import Day
from commands.importing import asked_for, file_options
from commands.office_desk import Office
from commands.skin import Command, option
from rules.text import Text
from workflow.registers.referrals import REFERRERS

if TYPE_CHECKING:
    from commands.import_plan import Asked, Plan
    from office.cells import Value
    from office.judging import Reasons
    from office.lists import ParsedList
    from office.sheet import Sheet
    from storage.store import SqlStore
    from workflow.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class _From:
    """What the officer says of a list beside its rows."""

    referrer: str
    by: str | None
    on: date | None
    document: str | None
    programme: str | None


@click.command(
    "receive",
    cls=Command,
    words=Text(
        "Nhận danh sách đoàn viên, công đoàn viên ưu tú: người mới thì mở hồ sơ, người đã có hồ sơ"
        " thì ghi thêm một lần giới thiệu. Mỗi danh sách có một số.",
        "Receive a list of outstanding people: new ones get a case, those who have one get one more"
        " referral in it. Each list gets a number.",
    ),
    examples=(
        'ketnap referral receive ds-26-3.xlsx --from "Thành đoàn" --on 26/03/2026 --unit DV -n',
        'ketnap referral receive cdcs.csv --from "Liên đoàn Lao động" --doc 12-CV/LĐLĐ --partial',
    ),
    exits=(0, 1, 2, 3, 6, 9, 75),
)
@file_options
@option(
    "--from",
    "referrer",
    required=True,
    metavar="ORG",
    words=Text("Tổ chức giới thiệu.", "The organisation that refers them."),
)
@option(
    "--by",
    type=click.Choice(REFERRERS),
    default=None,
    words=Text("Loại tổ chức (mặc định: theo tên).", "Its kind (default: by its name)."),
)
@option("--on", type=Day(), default=None, words=Text("Ngày bàn giao.", "Day of the hand-over."))
@option("--doc", "document", default=None, words=Text("Số văn bản kèm theo.", "Its letter."))
@option(
    "--programme",
    default=None,
    words=Text("Chương trình, mô hình phát hiện.", "The programme or model behind it."),
)
@option(
    "--unit",
    default=None,
    words=Text("Tổ chức tiếp nhận cho dòng không ghi.", "Receiving unit of rows that name none."),
)
@option(
    "--another",
    is_flag=True,
    default=False,
    words=Text(
        "Dòng chưa rõ ngày sinh là người mới.", "Rows without a sure birth are somebody new."
    ),
)
@click.pass_obj
def receive(
    office: Office,
    /,
    referrer: str,
    by: str | None,
    on: date | None,
    document: str | None,
    programme: str | None,
    unit: str | None,
    another: bool,
    **given: Any,
) -> int:
    """Receive a list."""
    from commands.import_run import run_import  # noqa: PLC0415 - help does not need the office

    asked, manner = asked_for(given, unit=unit, another=another)
    said = _From(referrer=referrer, by=by, on=on, document=document, programme=programme)

    def planner(
        desk: Desk, store: SqlStore, sheet: Sheet, parsed: ParsedList, asked: Asked
    ) -> Plan:
        return _plan(said, desk, store, sheet, parsed, asked)

    return run_import(office, "referrals", asked, manner, planner)


def _plan(
    said: _From, desk: Desk, store: SqlStore, sheet: Sheet, parsed: ParsedList, asked: Asked
) -> Plan:
    from commands.import_plan import Plan, Written  # noqa: PLC0415 - as above
    from office.judging import judged  # noqa: PLC0415 - as above
    from office.people_known import Everybody  # noqa: PLC0415 - as above
    from office.referral_rows import Counter, referral_reasons, referred  # noqa: PLC0415 - as above
    from office.unit_names import UnitNames  # noqa: PLC0415 - as above
    from storage.known import known_people  # noqa: PLC0415 - as above
    from workflow.registers.receiving import receive as receiving  # noqa: PLC0415 - as above
    from workflow.registers.referrals import earlier_lists, referrals  # noqa: PLC0415 - as above

    given = _hand_over(said, desk, asked)
    at = Counter(
        units=UnitNames(store.units(desk.today())),
        people=Everybody.of(known_people(store)),
        earlier=earlier_lists(referrals(store), given.referrer),
        on=given.on,
        today=desk.today(),
        another=asked.another,
    )
    taken: dict[str, Mapping[str, Value]] = {}

    def judge(values: Mapping[str, Value]) -> Reasons:
        return [*referral_reasons(values, at), *_twice(values, taken, at)]

    parsed = judged(sheet, parsed, judge, encoding=asked.encoding)
    rows = [referred(row.values, at) for row in parsed.rows]
    joined = sum(row.case is not None for row in rows)

    def write() -> Written:
        done = receiving(
            desk,
            given,
            rows,
            file_name=sheet.file_name,
            sha256=sheet.sha256,
            request=asked.request,
        )
        ref = done.record.ref
        return Written(
            said=Text(
                f"Đã nhận danh sách {ref} của {given.referrer}: {len(rows)} người,"
                f" mở {done.opened} hồ sơ, {done.joined} người đã có hồ sơ.",
                f"List {ref} of {given.referrer} received: {len(rows)} people,"
                f" {done.opened} cases opened, {done.joined} had one already.",
            ),
            following=f"ketnap referral receipt {ref}",
            refs=(ref,),
        )

    return Plan(parsed=parsed, remarks=_remarks(joined), write=write)


def _twice(
    values: Mapping[str, Value], taken: dict[str, Mapping[str, Value]], at: Any
) -> list[tuple[str, Text]]:
    """Two rows of one list may mean one case, by different words."""
    from office.refused import Refused  # noqa: PLC0415 - as above

    meant = at.people.meant(values, another=at.another)
    if meant is None or isinstance(meant, Refused):
        return []
    first = taken.setdefault(meant.ref, values)
    if first is values:
        return []
    ref = meant.ref
    return [("name", Text(f"hai dòng cùng là {ref}", f"two rows are {ref}"))]


def _remarks(joined: int) -> list[Text]:
    if not joined:
        return []
    return [
        Text(
            f"{joined} người đã có hồ sơ: ghi thêm một lần giới thiệu, không mở hồ sơ mới.",
            f"{joined} people have a case: one more referral in it, no new case.",
        )
    ]


def _hand_over(said: _From, desk: Desk, asked: Asked) -> Any:
    """The list as the officer describes it.

    Raises:
        RefusedError: the day has not come yet.
    """
    from office.newcomers import referrer_kind  # noqa: PLC0415 - as above
    from workflow.actions.record import refuse_future  # noqa: PLC0415 - as above
    from workflow.finding import find_unit  # noqa: PLC0415 - as above
    from workflow.personal import read_text  # noqa: PLC0415 - as above
    from workflow.registers.receiving import HandOver  # noqa: PLC0415 - as above

    today = desk.today()
    on = said.on or today
    refuse_future(on, today)
    referrer = read_text(said.referrer, Text("Tổ chức giới thiệu", "Organisation"))
    unit = None if asked.unit is None else find_unit(desk, asked.unit).code
    programme = said.programme
    return HandOver(
        by=said.by or referrer_kind(referrer),
        referrer=referrer,
        on=on,
        unit=unit,
        document=said.document,
        programme=None
        if programme is None
        else read_text(programme, Text("Chương trình", "Programme")) or None,
    )
