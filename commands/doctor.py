"""`ketnap doctor`."""

from __future__ import annotations

import click

from commands.office_desk import Office
from commands.output import Column
from commands.prose import tell_or_emit
from commands.skin import Command
from commands.speech import say
from rules.text import Text

_BROKEN = 7
_COLUMNS = (
    Column(key="check", heading=Text("Kiểm tra", "Check"), kind="ref"),
    Column(key="state", heading=Text("Kết quả", "State"), kind="ref"),
    Column(key="detail", heading=Text("Chi tiết", "Detail")),
)


@click.command(
    "doctor",
    cls=Command,
    words=Text(
        "Kiểm tra cài đặt: mô-đun, thư viện, kho, quy định, lịch nghỉ, múi giờ, nhắc việc, đĩa.",
        "Check the installation: modules, libraries, store, law, calendar, time zone, alerts,"
        " disk.",
    ),
    examples=("ketnap doctor", "ketnap doctor -o json"),
    exits=(0, 2, 7),
)
@click.pass_obj
def command(office: Office) -> int:
    """Look at everything; 7 when something is broken."""
    from commands.checks import State  # noqa: PLC0415 - help looks at nothing
    from commands.checkup import examine  # noqa: PLC0415 - as above

    found = list(examine(office))
    lines = [f"{say(one.state.mark)}  {say(one.detail)}" for one in found]
    rows = [
        {"check": one.name, "state": one.state.value, "detail": say(one.detail)} for one in found
    ]
    tell_or_emit(office, lines, "doctor", _COLUMNS, rows)
    return _BROKEN if any(one.state is State.BROKEN for one in found) else 0
