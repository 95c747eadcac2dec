"""`ketnap db backup | backup-key`: one bundle of the whole store, for anybody or for one key."""

from __future__ import annotations

from pathlib import Path

import click

from commands.audit.places import checkpoint_folder
from commands.db.telling import made, missing_folder, tell_store
from commands.office_desk import Office
from commands.output import number
from commands.skin import Command, option
from rules.text import Text


@click.command(
    "backup",
    cls=Command,
    words=Text(
        "Sao lưu cả kho (SQLite hay PostgreSQL) vào một gói, kể cả khi đang dùng. Bản sao được"
        " kiểm chứng rồi mới ghi; khóa của dữ liệu cá nhân không nằm trong gói.",
        "Back the whole store up (SQLite or PostgreSQL) into one bundle, even while in use. The"
        " copy is verified first; the keys of personal data are not in it.",
    ),
    examples=(
        "ketnap db backup /mnt/usb/2026-11-23.ketnap",
        "ketnap db backup /mnt/usb/2026-11-23.ketnap.age --encrypt-to khoa-cong-khai.txt",
    ),
    exits=(0, 1, 2, 3, 5, 7, 10),
)
@click.argument("target", type=click.Path(path_type=Path))
@option(
    "--encrypt-to",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE",
    words=Text(
        "Mã hóa (age) cho các khóa công khai trong tệp này.",
        "Encrypt (age) to the public keys in this file.",
    ),
)
@click.pass_obj
def backup(office: Office, target: Path, encrypt_to: Path | None) -> int:
    """Back the store up."""
    from storage.backups.sealing import recipients_of  # noqa: PLC0415 - help opens nothing
    from storage.backups.taking import back_up  # noqa: PLC0415 - as above

    recipients = () if encrypt_to is None else recipients_of(encrypt_to)
    office.store().allow_copy()
    folder = missing_folder(target)
    taken = back_up(
        office.address(),
        target,
        now=office.now(),
        recipients=recipients,
        elsewhere=checkpoint_folder(office).all(),
    )
    told, size = taken.manifest, number(taken.bundle.stat().st_size)
    entries = number(told.entries)
    lines = [
        Text(
            f"✓ Đã sao lưu ra {target} ({size} byte): {entries} mục, gốc {told.root[:8]}….",
            f"✓ Backed up to {target} ({size} bytes): {entries} entries, root {told.root[:8]}….",
        ),
        *made(folder),
    ]
    if not taken.found.intact:
        lines.append(
            Text(
                "✗ Nhật ký của kho không nguyên vẹn; bản sao giữ đúng như vậy."
                " Tiếp theo: ketnap audit verify",
                "✗ The log of the store is not intact; the copy keeps it as it is."
                " Next: ketnap audit verify",
            )
        )
    row = {
        "store": office.address().shown,
        "result": str(target),
        "entries": told.entries,
        "root": told.root,
        "verdict": told.verdict,
        "encrypted": encrypt_to is not None,
    }
    tell_store(office, lines, row)
    return 0 if taken.found.intact else 7


@click.command(
    "backup-key",
    cls=Command,
    words=Text(
        "Tạo khóa mở gói sao lưu mã hóa. Giữ tệp này xa kho dữ liệu và có bản chép riêng:"
        " mất khóa là mất gói.",
        "Make a key for encrypted bundles. Keep the file away from the store, and a copy of it:"
        " who loses the key loses the bundles.",
    ),
    examples=("ketnap db backup-key khoa-sao-luu.txt",),
    exits=(0, 1, 2, 5),
)
@click.argument("target", type=click.Path(path_type=Path))
@click.pass_obj
def backup_key(office: Office, target: Path) -> None:
    """Make a key for encrypted bundles."""
    from storage.backups.sealing import new_identity  # noqa: PLC0415 - help opens nothing

    public = new_identity(target)
    lines = [
        Text(f"✓ Đã tạo khóa ở {target}.", f"✓ Made a key in {target}."),
        Text(f"  Khóa công khai: {public}", f"  Public key: {public}"),
        Text(
            f"  Tiếp theo: ketnap db backup GÓI --encrypt-to {target}",
            f"  Next: ketnap db backup BUNDLE --encrypt-to {target}",
        ),
    ]
    tell_store(office, lines, {"store": str(target), "result": public})
