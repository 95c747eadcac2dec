"""`ketnap export progress | probation | letters`: the sheets on a committee's wall."""

from __future__ import annotations

from pathlib import Path

import click

from commands.export_files import (
    check_free,
    overdue_option,
    to_file,
    unit_option,
    wanted_of,
    write_listed,
)
from commands.office_desk import Office
from commands.past import reads_past
from commands.skin import Command, option
from commands.years import YEAR
from rules.text import Text

_EXITS = (0, 2, 3, 5, 9)


@click.command(
    "progress",
    cls=Command,
    words=Text(
        "Xuất bảng tiến độ: từng đơn vị với chỉ tiêu, đã kết nạp, tỷ lệ, đang thẩm tra, đã trả lại,"
        " nguồn còn lại, dự báo, cùng kỳ; dòng cuối là tổng.",
        "Export the progress table: each unit with target, admitted, percent, in verification,"
        " returned, source left, forecast and the same period last year; the last line sums.",
    ),
    examples=("ketnap export progress tien-do.xlsx", "ketnap export progress 2026.csv"),
    exits=_EXITS,
)
@to_file
@option("--year", type=YEAR, words=Text("Năm (mặc định: năm nay).", "Year (default: this one)."))
@reads_past
@click.pass_obj
def progress(office: Office, file: Path, force: bool, year: int | None) -> None:
    """Export the progress of a year."""
    from commands import board_rows  # noqa: PLC0415 - help does not need the office

    check_free(file, force=force)
    listed = board_rows.progress(office, year or office.today().year)
    write_listed(office, file, listed, "progress", None, force=force)


@click.command(
    "probation",
    cls=Command,
    words=Text(
        "Xuất đảng viên dự bị: ngày kết nạp, ngày hết dự bị, hạn xét, lớp đảng viên mới, người"
        " giúp đỡ, tình trạng, lý do chậm; ai sắp hết dự bị đứng trước.",
        "Export probationary members: ceremony, end of the twelve months, day to consider them by,"
        " new-member class, helper, standing, why late; whose months end first stands first.",
    ),
    examples=("ketnap export probation du-bi.xlsx", "ketnap export probation tre.xlsx --overdue"),
    exits=_EXITS,
)
@to_file
@unit_option
@overdue_option
@reads_past
@click.pass_obj
def probation(office: Office, file: Path, force: bool, unit: str | None, overdue: bool) -> None:
    """Export probationary members."""
    from commands import board_rows  # noqa: PLC0415 - as above

    wanted = wanted_of(office, unit, overdue=overdue)
    check_free(file, force=force)
    listed = board_rows.probation(office, wanted)
    write_listed(office, file, listed, "probation", unit, force=force)


@click.command(
    "letters",
    cls=Command,
    words=Text(
        "Xuất bảng theo dõi thẩm tra: gửi đâu, số công văn, ngày gửi, hạn, ngày trả lời, trạng"
        " thái; không có nội dung. Thư chưa trả lời đứng trước.",
        "Export the letters of verification: addressee, number, sent, due, answered, state; never"
        " their content. Those without an answer stand first.",
    ),
    examples=("ketnap export letters tham-tra.xlsx", "ketnap export letters cham.csv --overdue"),
    exits=_EXITS,
)
@to_file
@unit_option
@overdue_option
@reads_past
@click.pass_obj
def letters(office: Office, file: Path, force: bool, unit: str | None, overdue: bool) -> None:
    """Export the letters of verification."""
    from commands import board_rows  # noqa: PLC0415 - as above

    wanted = wanted_of(office, unit, overdue=overdue)
    check_free(file, force=force)
    listed = board_rows.letters(office, wanted)
    write_listed(office, file, listed, "letters", unit, force=force)
