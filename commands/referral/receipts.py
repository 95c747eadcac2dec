"""`ketnap referral receipt`: the paper that the referrer takes home."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.moments import moment
from commands.office_desk import Office
from commands.output import Column, day
from commands.past import reads_past
from commands.prose import tell_or_emit
from commands.referral.lists import COLUMNS, row_of
from commands.sheets import FILE, Target, put_table, to_sheet
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text

_KEYS = ("list", "referrer", "on", "rows", "opened", "sha256", "recorded_at", "actor")
_RECEIPT = tuple(Column(key=key, heading=Text(key, key)) for key in _KEYS)


@click.command(
    "receipt",
    cls=Command,
    words=Text(
        "Phiếu nhận danh sách: số, ngày, số người, mã băm SHA-256 của tệp đã nhận. Với --paper là"
        " phiếu một trang A4 để in và hai bên ký; với --xlsx là cả danh sách với kết quả tới nay.",
        "The receipt of a list: number, day, count and SHA-256 of the file that was received. With"
        " --paper a sheet of A4 to print, for both sides to sign; with --xlsx the whole list with"
        " what became of each.",
    ),
    examples=(
        "ketnap referral receipt GT-2026-0003",
        "ketnap referral receipt 0003 --paper phieu-nhan.xlsx",
        "ketnap referral receipt 0003 --xlsx ket-qua.xlsx",
    ),
    exits=(0, 2, 3, 9),
)
@click.argument("number")
@option(
    "--paper",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    metavar="FILE",
    words=Text("Ghi phiếu để in và ký ra tệp Excel.", "Write the sheet to print and sign (Excel)."),
)
@to_sheet
@reads_past
@click.pass_obj
def receipt(office: Office, number: str, paper: Path | None, target: Target) -> None:
    """Print the receipt of a list."""
    from workflow.registers.referrals import referrals_in  # noqa: PLC0415 - help stays instant
    from workflow.registers.register import Register  # noqa: PLC0415 - as above
    from workflow.registers.writing import find_record  # noqa: PLC0415 - as above

    desk, store = office.desk(), office.store()
    record = find_record(desk, Register.REFERRAL, number)
    people = list(referrals_in(record))
    first = store.entries(record.stream)[0].fields
    row: dict[str, Any] = {
        "list": record.ref,
        "referrer": record.data["referrer"],
        "by": record.data["by"],
        "programme": record.data.get("programme"),
        "document": record.document,
        "on": record.since,
        "unit": record.unit,
        "rows": record.data["rows"],
        "opened": sum(one.opened for one in people),
        "sha256": record.data["sha256"],
        "recorded_at": first["recorded_at"],
        "actor": first["actor"],
    }
    if paper is not None or target.file is not None:
        found = [(one, store.dossier(one.case)) for one in people]
    if paper is not None:
        from commands.referral.signed import print_receipt  # noqa: PLC0415 - as above

        said = print_receipt(office, paper, row, found, force=target.force)
        done = [{"file": str(paper), "rows": len(found)}]
        tell_or_emit(office, [say(said)], "referral-receipt-file", FILE, done)
    if target.file is not None:
        rows = [row_of(store, one, dossier) for one, dossier in found if dossier is not None]
        title = Text(f"Phiếu nhận danh sách {record.ref}", f"Receipt of list {record.ref}")
        put_table(office, target, "referral-receipt", title, COLUMNS, rows)
    if paper is not None or target.file is not None:
        return
    at = moment(datetime.fromisoformat(first["recorded_at"]), desk.zone)
    tell_or_emit(
        office, [say(line) for line in _lines(row, at)], "referral-receipt", _RECEIPT, [row]
    )


def _lines(row: dict[str, Any], at: str) -> list[Text]:
    letter, programme = row["document"], row["programme"]
    lines = [
        Text(f"PHIẾU NHẬN DANH SÁCH số {row['list']}", f"RECEIPT OF LIST {row['list']}"),
        Text(f"  Nơi giới thiệu   {row['referrer']}", f"  Referred by      {row['referrer']}"),
        Text(f"  Ngày bàn giao    {day(row['on'])}", f"  Handed over on   {day(row['on'])}"),
    ]
    if letter is not None:
        lines.append(Text(f"  Văn bản          {letter}", f"  Letter           {letter}"))
    if programme is not None:
        lines.append(Text(f"  Chương trình     {programme}", f"  Programme        {programme}"))
    joined = row["rows"] - row["opened"]
    lines += [
        Text(
            f"  Số người         {row['rows']} (mở {row['opened']} hồ sơ, {joined} đã có hồ sơ)",
            f"  People           {row['rows']} ({row['opened']} cases opened, {joined} had one)",
        ),
        Text(f"  SHA-256 của tệp  {row['sha256']}", f"  SHA-256 of file  {row['sha256']}"),
        Text(
            f"  Người nhận       {row['actor']}, {at}", f"  Received by      {row['actor']}, {at}"
        ),
    ]
    return lines
