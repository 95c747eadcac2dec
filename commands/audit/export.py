"""`ketnap audit export`: the log for an auditor who trusts nobody's software."""

from __future__ import annotations

from pathlib import Path

import click

from commands.office_desk import Office
from commands.output import Column, number
from commands.prose import tell_or_emit
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text

_COLUMNS = (
    Column(key="path", heading=Text("Nơi ghi", "Place")),
    Column(key="entries", heading=Text("Số mục", "Entries"), kind="number"),
    Column(key="root", heading=Text("Gốc", "Root"), kind="ref"),
)


@click.command(
    "export",
    cls=Command,
    words=Text(
        "Xuất nhật ký, điểm kiểm tra, khóa công khai, giá trị giữ riêng còn lại và chương trình"
        " kiểm chứng độc lập ra một thư mục hoặc tệp .zip mới. Bản xuất có dữ liệu cá nhân trừ"
        " khi dùng --without-values.",
        "Write the log, its checkpoints, public keys, the values kept apart that still exist and"
        " the stand-alone verifier to a new folder or .zip file. It holds personal data unless"
        " --without-values is given.",
    ),
    examples=(
        "ketnap audit export ban-xuat",
        "ketnap audit export /mnt/usb/nhat-ky.zip --without-values",
    ),
    exits=(0, 2, 3, 4, 5, 7, 75),
)
@click.argument("target", metavar="FOLDER|FILE.zip", type=click.Path(path_type=Path))
@option(
    "--without-values",
    is_flag=True,
    default=False,
    words=Text(
        "Không kèm giá trị giữ riêng (họ tên, lý do).",
        "Leave out the values kept apart (names, reasons).",
    ),
)
@click.pass_obj
def export(office: Office, target: Path, without_values: bool) -> None:
    """Export the log."""
    from storage.bundle import export_bundle  # noqa: PLC0415 - help stays instant

    store = office.store()
    told = not without_values and store.sees_whole(None)
    made = export_bundle(
        store,
        target,
        values=not without_values,
        ready=lambda: _looked(office) if told else None,
    )
    left = made.entries - made.sealed
    script = f"{made.path}/verify.py" if made.path.is_dir() else "verify.py"
    lines = [
        Text(
            f"✓ Đã xuất {number(made.entries)} mục, {made.checkpoints} điểm kiểm tra ra"
            f" {made.path}.",
            f"✓ Wrote {number(made.entries)} entries, {made.checkpoints} checkpoints to"
            f" {made.path}.",
        ),
        Text(
            f"  Kiểm chứng: python3 {script} {made.path}", f"  Verify: python3 {script} {made.path}"
        ),
    ]
    if not (told or without_values):
        lines.append(
            Text(
                "  Không kèm họ tên, lý do trong hồ sơ: tài khoản này không xem được mọi hồ sơ.",
                "  Names and reasons of cases are left out: this account does not see every case.",
            )
        )
    if left:
        lines.insert(
            1,
            Text(
                f"  {number(left)} mục chưa niêm: ketnap audit checkpoint trước khi xuất.",
                f"  {number(left)} entries are not sealed: run ketnap audit checkpoint first.",
            ),
        )
    row = {
        "path": str(made.path),
        "entries": made.entries,
        "sealed": made.sealed,
        "checkpoints": made.checkpoints,
        "root": made.root,
    }
    tell_or_emit(office, [say(line) for line in lines], "audit-export", _COLUMNS, [row])


def _looked(office: Office) -> None:
    """Whose values are told is written down first: everybody's."""
    from commands.looking import looked  # noqa: PLC0415 - help stays instant
    from workflow.listing import CaseFilter  # noqa: PLC0415 - as above

    looked(office, "audit export", [one.ref for one in office.store().cases(CaseFilter())])
