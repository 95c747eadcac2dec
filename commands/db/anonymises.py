"""`ketnap db anonymise`: a copy for tests and training, in which nobody is meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import SystemRandom

import click

from commands.db.telling import made, missing_folder, tell_store
from commands.office_desk import Office
from commands.output import number
from commands.skin import Command
from rules.text import Text
from workflow.zone import office_zone


@click.command(
    "anonymise",
    cls=Command,
    words=Text(
        "Tạo bản sao ẩn danh của kho (SQLite hay PostgreSQL) thành một tệp SQLite mới, để thử"
        " và tập huấn: họ tên bịa, ngày sinh khác trong cùng tháng, không có số định danh, dân"
        " tộc, tôn giáo, quê quán, nơi ở; lời ghi, số văn bản, tài khoản, địa chỉ nhận tin đều bị"
        " thay. Hồ sơ, bước, ngày, hạn và tổ chức giữ nguyên. Nhật ký của bản sao tự kiểm chứng"
        " được và ghi rõ nó là bản ẩn danh.",
        "Make an anonymised copy of the store (SQLite or PostgreSQL), as a new SQLite file, for"
        " tests and training: invented names, other birthdays in the same month, no identity"
        " number, ethnic group, religion, home town or residence; free texts, document numbers,"
        " accounts and addresses are replaced. Cases, steps, days, deadlines and units stay. The"
        " log of the copy verifies by itself and says that it is an anonymised copy.",
    ),
    examples=("ketnap db anonymise tap-huan.db", "ketnap status --db tap-huan.db"),
    exits=(0, 1, 2, 3, 5, 7, 10),
)
@click.argument("target", type=click.Path(path_type=Path))
@click.pass_obj
def anonymise(office: Office, target: Path) -> None:
    """Make the copy."""
    from storage.address import address_of  # noqa: PLC0415 - help opens nothing
    from storage.anonymised.making import anonymise as making  # noqa: PLC0415 - as above

    office.store().allow_copy()
    folder = missing_folder(target)
    done = making(
        office.address(),
        address_of(str(target)),
        invent=_inventing(),
        now=office.now(),
        zone=office_zone(),
    )
    entries, people = number(done.found.entries), number(done.people)
    lines = [
        Text(
            f"✓ Đã tạo bản ẩn danh {target}: {people} người bịa, {entries} mục, nguyên vẹn.",
            f"✓ Made the anonymised copy {target}: {people} invented people, {entries} entries,"
            " intact.",
        ),
        *made(folder),
        Text(
            "  Mã hồ sơ và ngày giữ nguyên: ai biết hồ sơ thật vẫn nhận ra. Giữ bản này trong cơ"
            " quan.",
            "  References and days are as they were: who knows the real file recognises it. Keep"
            " the copy in the office.",
        ),
        Text(f"  Tiếp theo: ketnap status --db {target}", f"  Next: ketnap status --db {target}"),
    ]
    row = {
        "store": office.address().shown,
        "result": str(target),
        "people": done.people,
        "entries": done.found.entries,
        "root": done.found.root,
    }
    tell_store(office, lines, row)


def _inventing() -> Callable[[str | None], str]:
    """Names put together by chance that nobody can repeat."""
    from demo.names import invented  # noqa: PLC0415 - help invents nothing

    dice = SystemRandom()

    def invent(sex: str | None) -> str:
        while True:
            one = invented(dice)
            if sex in (None, one.sex):
                return one.name

    return invent
