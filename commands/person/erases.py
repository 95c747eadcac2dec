"""`ketnap person erase`."""

from __future__ import annotations

import click

from commands.asking import Terms, register_terms
from commands.case.options import the_case
from commands.office_desk import Office
from commands.output import Column
from commands.prose import tell_registered
from commands.skin import Command, option
from rules.text import Text

GROUNDS = ("request", "retention", "court", "other")
_COLUMNS = (
    Column(key="person", heading=Text("Người", "Person"), kind="ref"),
    Column(key="cases", heading=Text("Hồ sơ", "Cases"), kind="ref"),
    Column(key="values", heading=Text("Giá trị", "Values"), kind="number"),
)


@click.command(
    "erase",
    cls=Command,
    words=Text(
        "Xóa dữ liệu cá nhân của một người khi mọi hồ sơ của họ đã kết thúc: không đảo lại được,"
        " bản sao lưu cũng không mở lại được. Nhật ký vẫn kiểm chứng được.",
        "Erase the personal data of somebody all of whose cases are over. It can never be undone,"
        " backups cannot be opened either. The log stays verifiable.",
    ),
    examples=(
        "ketnap person erase 0044 --reason request --doc 3-ĐN -n",
        'ketnap person erase 0044 --reason request --approved-by hoa --confirm "Trần Đại Quỳnh"',
    ),
    exits=(0, 2, 3, 4, 5, 6, 75),
)
@the_case
@option(
    "--reason",
    required=True,
    type=click.Choice(GROUNDS),
    words=Text("Vì sao: người ấy yêu cầu, hết hạn lưu, tòa án, khác.", "Why."),
)
@option("--doc", "document", default=None, words=Text("Số văn bản.", "Document number."))
@option(
    "--approved-by",
    default=None,
    metavar="USER",
    words=Text("Người thứ hai chấp thuận.", "The second person who approves."),
)
@option(
    "--confirm",
    default=None,
    metavar="NAME",
    words=Text("Họ tên hoặc mã hồ sơ, để xác nhận.", "The name, or the reference, to confirm."),
)
@register_terms
@click.pass_obj
def erase(
    office: Office,
    ref: str,
    reason: str,
    document: str | None,
    approved_by: str | None,
    confirm: str | None,
    terms: Terms,
) -> None:
    """Erase a person."""
    from workflow.actions.erase import erase as erasing  # noqa: PLC0415 - help does not write

    gone = erasing(
        office.desk(),
        ref,
        reason,
        confirm=confirm,
        document=document,
        approved_by=approved_by,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    cases = ", ".join(gone.cases)
    done = Text("Đã xóa", "Erased")
    if terms.dry_run:
        done = Text("Sẽ xóa", "Would erase")
    line = Text(
        f"✓ {done.vi} dữ liệu cá nhân của người trong {cases}: {gone.values} giá trị giữ riêng,"
        " các cột của người ấy, và khóa.",
        f"✓ {done.en} the personal data of the person of {cases}: {gone.values} kept value(s), the"
        " columns of the person, and the key.",
    )
    row = {"person": gone.person, "cases": list(gone.cases), "values": gone.values}
    tell_registered(office, [line], "person-erase", _COLUMNS, [row], dry_run=terms.dry_run)
