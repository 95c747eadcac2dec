"""`ketnap export calendar`: a unit's or a person's deadlines as a calendar file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.clockwork import lay_bell
from commands.office_desk import Office
from commands.output import Column
from commands.prose import tell_or_emit
from commands.skin import Command, option
from commands.speech import language, say
from rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.detail import Detail
    from scheduler.tick import Bell
    from workflow.reminders import DigestLine

_COLUMNS = (
    Column(key="file", heading=Text("Tệp", "File")),
    Column(key="rows", heading=Text("Số việc", "Events"), kind="number"),
)


@click.command(
    "calendar",
    cls=Command,
    words=Text(
        "Xuất các hạn đang mở ra tệp lịch .ics: của một tổ chức và cấp dưới, hoặc của một người giữ"
        " vai trò. Xuất lại vào cùng lịch thì hạn đã dời chuyển theo, không thành việc mới. Mặc"
        " định chỉ có mã và ngày (ref).",
        "Export open deadlines to a calendar file (.ics): of a unit and those below, or of somebody"
        " in a role. Importing it again moves what has moved. References and dates only, unless"
        " --detail says more.",
    ),
    examples=(
        "ketnap export calendar han-dv.ics --unit DV",
        "ketnap export calendar han-cua-toi.ics --person bithu@example.vn --detail full",
    ),
    exits=(0, 2, 3, 4, 5, 9),
)
@click.argument("file", type=click.Path(path_type=Path))
@option("--unit", default=None, words=Text("Tổ chức và cấp dưới.", "A unit and those below."))
@option(
    "--person",
    default=None,
    words=Text("Người giữ vai trò (tên hoặc địa chỉ).", "A holder of a role (name or address)."),
)
@option(
    "--detail",
    type=click.Choice(["ref", "name", "full"]),
    default="ref",
    words=Text("Mức chi tiết: ref, name (họ tên), full.", "How much it says."),
)
@option(
    "--config",
    default=None,
    metavar="FILE",
    words=Text(
        "Tệp cấu hình gửi nhắc việc (mặc định: KETNAP_CONFIG).",
        "Delivery settings (default: KETNAP_CONFIG).",
    ),
)
@option(
    "--force", is_flag=True, default=False, words=Text("Ghi đè tệp đã có.", "Overwrite a file.")
)
@click.pass_obj
def calendar(
    office: Office,
    file: Path,
    unit: str | None,
    person: str | None,
    detail: str,
    config: str | None,
    force: bool,
) -> None:
    """Write a calendar file."""
    from office.saving import save_whole  # noqa: PLC0415 - help stays instant
    from scheduler.appointments import appointments  # noqa: PLC0415 - as above
    from scheduler.detail import Detail  # noqa: PLC0415 - as above
    from scheduler.feed import feed  # noqa: PLC0415 - as above
    from scheduler.tick import words_of  # noqa: PLC0415 - as above
    from workflow.errors import InputError  # noqa: PLC0415 - as above

    if (unit is None) == (person is None):
        raise InputError(
            Text(
                "Nêu --unit hoặc --person, một trong hai.",
                "Name --unit or --person, one of the two.",
            )
        )
    if file.suffix.lower() != ".ics":
        raise InputError(
            Text(
                f"Lịch xuất ra tệp .ics, không phải “{file.name}”.",
                f"A calendar is written to an .ics file, not “{file.name}”.",
            )
        )
    bell = lay_bell(office, config, show=click.echo)
    wanted = Detail(detail)
    lines = _of_unit(office, unit) if unit is not None else _of_person(office, bell, person, wanted)
    words = words_of(bell, office.today())
    whole = feed(appointments(lines, wanted, words), office.now(), language())
    save_whole(file, lambda path: _fill(path, whole), overwrite=force)
    said = Text(f"✓ {len(lines)} việc vào {file}.", f"✓ {len(lines)} event(s) in {file}.")
    row = {"file": str(file), "rows": len(lines), "detail": wanted.value}
    tell_or_emit(office, [say(said)], "export-calendar", _COLUMNS, [row])


def _fill(path: Path, whole: bytes) -> None:
    path.write_bytes(whole)


def _of_unit(office: Office, unit: str) -> Sequence[DigestLine]:
    from workflow.finding import find_unit  # noqa: PLC0415 - help stays instant
    from workflow.subtree import subtree  # noqa: PLC0415 - as above

    desk, today = office.desk(), office.today()
    below = subtree(desk.store.units(today), find_unit(desk, unit).code)
    return office.store().alerts.duties(today, below)


def _of_person(
    office: Office, bell: Bell, person: str | None, wanted: Detail
) -> Sequence[DigestLine]:
    from scheduler.agenda import agenda_of  # noqa: PLC0415 - help stays instant

    return agenda_of(bell, person or "", wanted, office.today())
