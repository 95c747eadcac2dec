"""`ketnap db init | upgrade`: make a store, bring it up to date."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from commands.db.telling import made, missing_folder, tell_store
from commands.office_desk import Office
from commands.output import number
from commands.skin import Command
from rules.text import Text


@click.command(
    "init",
    cls=Command,
    words=Text(
        "Tạo kho dữ liệu mới ở nơi chưa có (--db, KETNAP_DB, hoặc thư mục dữ liệu người dùng).",
        "Make a new store where there is none (--db, KETNAP_DB, or the user's data folder).",
    ),
    examples=("ketnap db init", "ketnap db init --db thanh-pho.db"),
    exits=(0, 2, 5, 10),
)
@click.pass_obj
def init(office: Office) -> None:
    """Make a store."""
    from storage.schema import create_store  # noqa: PLC0415 - help opens nothing

    place = office.address()
    folder = None if place.path is None else missing_folder(place.path)
    create_store(place).close()
    lines = [
        Text(f"✓ Đã tạo kho dữ liệu ở {place.shown}.", f"✓ Made a store at {place.shown}."),
        *made(folder),
        Text(
            "  Tiếp theo: ketnap unit add · ketnap import units TỆP",
            "  Next: ketnap unit add · ketnap import units FILE",
        ),
    ]
    tell_store(office, lines, {"store": place.shown, "result": "created"})


@click.command(
    "upgrade",
    cls=Command,
    words=Text(
        "Đưa kho lên phiên bản của chương trình. Tệp SQLite được sao lại trước khi đổi.",
        "Bring the store to this program's version. A SQLite file is copied first.",
    ),
    examples=("ketnap db upgrade",),
    exits=(0, 2, 3, 5, 10, 75),
)
@click.pass_obj
def upgrade(office: Office) -> None:
    """Bring the store up to date."""
    from storage.schema import HEAD, upgrade_store  # noqa: PLC0415 - help opens nothing

    place = office.address()
    before, copy, closed = upgrade_store(place)
    lines = [
        Text(
            f"✓ Kho đã ở phiên bản {HEAD}, không cần nâng cấp.",
            f"✓ The store is at version {HEAD}; there is nothing to upgrade.",
        )
    ]
    if before != HEAD:
        lines = [
            Text(
                f"✓ Đã nâng cấp kho từ {before} lên {HEAD}.",
                f"✓ The store went from {before} to {HEAD}.",
            )
        ]
    if copy is not None:
        lines.append(Text(f"  Bản sao trước khi đổi: {copy}", f"  The copy taken first: {copy}"))
    if copy is not None and closed:
        lines += _still_open(copy, closed)
    row = {"store": place.shown, "result": HEAD, "from": before}
    told = {"copy": None if copy is None else str(copy), "closed": closed}
    tell_store(office, lines, row | told)


def _still_open(copy: Path, closed: int) -> list[Text]:
    """What the copy holds that the store no longer shows, and how to be rid of it."""
    remove = f"rm {shlex.quote(str(copy))}"
    return [
        Text(
            f"  ! Bản sao ấy còn để ngỏ {number(closed)} giá trị (dân tộc, tôn giáo, số định danh,"
            " lời ghi …) mà kho nay đã khóa; xóa dữ liệu một người không xóa được trong đó.",
            f"  ! That copy still holds {number(closed)} value(s) open (ethnic group, religion,"
            " identity number, notes …) that the store now keeps closed; erasing a person does not"
            " reach them.",
        ),
        Text(
            f"    Khi kho mới đã dùng tốt (ketnap audit verify): {remove}",
            f"    Once the store works (ketnap audit verify): {remove}",
        ),
    ]
