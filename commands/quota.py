"""`ketnap quota`: yearly targets and what became of them."""

from __future__ import annotations

import click

from commands.office_desk import Office
from commands.output import people_read
from commands.past import reads_past
from commands.quota_forecast import forecast
from commands.quota_rows import COLUMNS, quota_row
from commands.quota_setting import allocate, set_quota
from commands.quota_tables import history, league
from commands.quota_whatif import whatif
from commands.skin import group
from commands.unit_view import units_option
from commands.years import YEAR
from rules.text import Text

command = group(
    "quota",
    Text(
        "Chỉ tiêu kết nạp hằng năm: giao, phân bổ, kết quả, xếp hạng.",
        "Yearly quotas: set, share out, results, ranking.",
    ),
)
command.add_command(set_quota)
command.add_command(allocate)
command.add_command(history)
command.add_command(league)
command.add_command(forecast)
command.add_command(whatif)


@command.command(
    words=Text("Chỉ tiêu và kết quả từng tổ chức trong một năm.", "Quotas and results of a year."),
    examples=("ketnap quota show", "ketnap quota show 2025 -o csv"),
    exits=(0, 2, 3),
)
@click.argument("year", type=YEAR, required=False)
@units_option
@reads_past
@click.pass_obj
def show(office: Office, year: int | None, as_now: bool) -> None:
    """Print the quotas of one year."""
    from commands.yearbook import tally  # noqa: PLC0415 - help does not open the store

    book = tally(office.store(), year or office.today().year, office.today(), as_now=as_now)
    ordered = sorted(book.quotas.values(), key=lambda quota: book.order(quota.unit))
    rows = [quota_row(book, quota) for quota in ordered]
    if not rows and people_read(office.output):
        office.tell(
            Text(f"Năm {book.year} chưa giao chỉ tiêu.", f"No quota is set for {book.year}.")
        )
        return
    office.emit("quota-show", COLUMNS, rows)
