"""`ketnap db`: make a store, bring it up to date, check it, copy it."""

from __future__ import annotations

from pathlib import Path

import click

from commands.office_desk import Office
from commands.output import Column, number
from commands.prose import tell_or_emit
from commands.skin import group
from commands.speech import say
from rules.text import Text

command = group(
    "db",
    Text(
        "Kho dữ liệu: tạo mới, nâng cấp, kiểm tra, sao lưu.",
        "The store: make, upgrade, check, back up.",
    ),
)

_DONE = (
    Column(key="store", heading=Text("Kho", "Store")),
    Column(key="result", heading=Text("Kết quả", "Result")),
)
_FOUND = (
    Column(key="what", heading=Text("Kiểm tra", "Check"), kind="ref"),
    Column(key="sound", heading=Text("Đạt", "Sound")),
    Column(key="detail", heading=Text("Chi tiết", "Detail")),
)
_SHOWN = 5


@command.command(
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
    folder = None if place.path is None else _missing_folder(place.path)
    create_store(place).close()
    lines = [
        Text(f"✓ Đã tạo kho dữ liệu ở {place.shown}.", f"✓ Made a store at {place.shown}."),
        *_made(folder),
        Text(
            "  Tiếp theo: ketnap unit add · ketnap import units TỆP",
            "  Next: ketnap unit add · ketnap import units FILE",
        ),
    ]
    _tell(office, lines, {"store": place.shown, "result": "created"})


@command.command(
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
    before, copy = upgrade_store(place)
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
    _tell(office, lines, {"store": place.shown, "result": HEAD, "from": before})


@command.command(
    words=Text(
        "Kiểm tra tệp hoặc máy chủ dữ liệu: trang hỏng, tham chiếu đứt, chốt giữ nhật ký."
        " Kiểm nội dung nhật ký: ketnap audit verify.",
        "Check the database itself: damaged pages, broken references, the guards of the log."
        " To check what the log says: ketnap audit verify.",
    ),
    examples=("ketnap db check", "ketnap db check --db ban-sao.db"),
    exits=(0, 2, 3, 5, 7, 10),
)
@click.pass_obj
def check(office: Office) -> int:
    """Check the database."""
    from storage.schema import check_store  # noqa: PLC0415 - help opens nothing

    health = check_store(office.store())
    found = [
        ("pages", Text("trang dữ liệu", "pages"), health.damage),
        ("references", Text("tham chiếu", "references"), health.orphans),
        ("guards", Text("chốt giữ nhật ký", "guards of the log"), health.guards_missing),
    ]
    lines = []
    for _, label, faults in found:
        if not faults:
            lines.append(Text(f"✓ {label.vi}: nguyên vẹn", f"✓ {label.en}: sound"))
            continue
        listed = "; ".join(faults[:_SHOWN]) + (" …" if len(faults) > _SHOWN else "")
        lines.append(Text(f"✗ {label.vi}: {listed}", f"✗ {label.en}: {listed}"))
    if health.guards_missing:
        lines.append(Text("  Đặt lại chốt: ketnap db upgrade", "  To repair: ketnap db upgrade"))
    rows = [
        {"what": what, "sound": not faults, "detail": list(faults)} for what, _, faults in found
    ]
    tell_or_emit(office, [say(line) for line in lines], "db-check", _FOUND, rows)
    return 0 if health.sound else 7


@command.command(
    words=Text(
        "Sao lưu kho SQLite ra một tệp mới, kể cả khi đang dùng; bản sao được kiểm tra trước.",
        "Copy a SQLite store to a new file, even while in use; the copy is checked first.",
    ),
    examples=("ketnap db backup /mnt/usb/ketnap-2026-11-23.db",),
    exits=(0, 1, 2, 3, 5, 7, 10),
)
@click.argument("target", type=click.Path(path_type=Path))
@click.pass_obj
def backup(office: Office, target: Path) -> None:
    """Copy the store."""
    from storage.schema import backup_store  # noqa: PLC0415 - help opens nothing

    office.store()
    folder = _missing_folder(target)
    copy = backup_store(office.address(), target)
    size = number(copy.stat().st_size)
    line = Text(
        f"✓ Đã sao lưu ra {copy} ({size} byte), đã kiểm tra bản sao.",
        f"✓ Copied to {copy} ({size} bytes); the copy was checked.",
    )
    row: dict[str, str | None] = {"store": office.address().shown, "result": str(copy)}
    _tell(office, [line, *_made(folder)], row)


def _missing_folder(path: Path) -> Path | None:
    """The folder that a new file would need and that is not there yet."""
    folder = path.absolute().parent
    return None if folder.is_dir() else folder


def _made(folder: Path | None) -> list[Text]:
    if folder is None:
        return []
    return [Text(f"  Đã tạo thư mục {folder}.", f"  Made the folder {folder}.")]


def _tell(office: Office, lines: list[Text], row: dict[str, str | None]) -> None:
    tell_or_emit(office, [say(line) for line in lines], "db", _DONE, [row])
