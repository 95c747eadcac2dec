"""`ketnap quota`: yearly targets and what became of them."""

from __future__ import annotations

import click

from commands.office_desk import Office
from commands.output import people_read
from commands.past import reads_past
from commands.quota_files import files, receipt, receive
from commands.quota_forecast import forecast
from commands.quota_plan import plan, set_plan
from commands.quota_revisions import revisions
from commands.quota_rows import COLUMNS, quota_row
from commands.quota_setting import allocate, set_quota
from commands.quota_tables import history, league
from commands.quota_whatif import whatif
from commands.sheets import Target, put_table, to_sheet
from commands.skin import group
from commands.speech import say
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
for _part in (plan, set_plan, files, receive, receipt, revisions):
    command.add_command(_part)


@command.command(
    words=Text("Chỉ tiêu và kết quả từng tổ chức trong một năm.", "Quotas and results of a year."),
    examples=("ketnap quota show", "ketnap quota show 2025 -o csv"),
    exits=(0, 2, 3, 9),
)
@click.argument("year", type=YEAR, required=False)
@units_option
@to_sheet
@reads_past
@click.pass_obj
def show(office: Office, year: int | None, as_now: bool, target: Target) -> None:
    """Print the quotas of one year."""
    from commands.citing import Citing  # noqa: PLC0415 - help does not open the store
    from commands.yearbook import tally  # noqa: PLC0415 - help does not open the store

    book = tally(office.store(), year or office.today().year, office.today(), as_now=as_now)
    ordered = sorted(book.quotas.values(), key=lambda quota: book.order(quota.unit))
    citing = Citing.of(office.store(), book.year)
    rows = [quota_row(book, quota, citing) for quota in ordered]
    if not rows and people_read(office.output) and target.file is None:
        office.tell(
            Text(f"Năm {book.year} chưa giao chỉ tiêu.", f"No quota is set for {book.year}.")
        )
        return
    uncited = citing.uncited(book)
    footer = [
        say(
            Text(
                f"! {uncited} chỉ tiêu chưa dẫn văn bản (--base).",
                f"! {uncited} targets cite no paper (--base).",
            )
        )
    ]
    title = Text(f"Chỉ tiêu năm {book.year}", f"Quotas of {book.year}")
    put_table(office, target, "quota-show", title, COLUMNS, rows, footer=footer if uncited else ())
