"""`ketnap db restore`: put a backup in the store's place, after everything was looked at."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.asking import confirm_option, confirm_severe
from commands.audit.places import checkpoint_folder
from commands.db.telling import made, missing_folder, tell_store
from commands.office_desk import Office
from commands.output import number
from commands.skin import Command, option
from rules.text import Text
from workflow.errors import InputError

if TYPE_CHECKING:
    from storage.backups.restoring import Restored
    from storage.store import SqlStore


@click.command(
    "restore",
    cls=Command,
    words=Text(
        "Khôi phục kho từ một gói sao lưu, vào SQLite hoặc PostgreSQL (--db). Gói được kiểm chứng"
        " trước; kho đang có mà ghi nhiều hơn gói thì không bị thay, trừ khi ép và có lý do; kho"
        " cũ được sao sang bên.",
        "Restore the store from a bundle, into SQLite or PostgreSQL (--db). The bundle is verified"
        " first; a store that holds more than the bundle is not replaced unless forced, with a"
        " reason; what stood there is copied aside.",
    ),
    examples=(
        "ketnap db restore /mnt/usb/2026-11-23.ketnap -n",
        "ketnap db restore 2026-11-23.ketnap.age --identity khoa-sao-luu.txt --confirm ketnap.db",
        "ketnap db restore 2026-11-23.ketnap --db postgresql://ketnap@/ketnap",
    ),
    exits=(0, 1, 2, 5, 7, 9, 10, 75),
)
@click.argument("bundle", type=click.Path(path_type=Path))
@option(
    "--identity",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE",
    words=Text("Khóa mở gói mã hóa.", "The key for an encrypted bundle."),
)
@option(
    "--force",
    is_flag=True,
    default=False,
    words=Text(
        "Thay cả khi kho đang có ghi nhiều hơn gói; cần --reason.",
        "Replace a store that holds more than the bundle; takes --reason.",
    ),
)
@option(
    "--reason",
    default=None,
    words=Text("Vì sao ép; nhật ký giữ lại.", "Why it is forced; the log keeps it."),
)
@confirm_option
@option(
    "-n",
    "--dry-run",
    is_flag=True,
    default=False,
    words=Text("Chạy thử, chưa ghi gì.", "Show what would happen; write nothing."),
)
@click.pass_obj
def restore(
    office: Office,
    bundle: Path,
    identity: Path | None,
    *,
    force: bool,
    reason: str | None,
    confirm: str | None,
    dry_run: bool,
) -> None:
    """Restore the store."""
    from storage.backups.restoring import Terms, restore  # noqa: PLC0415 - help opens nothing
    from storage.backups.sealing import identities_of  # noqa: PLC0415 - as above

    if force and not (reason or "").strip():
        raise InputError(
            Text("--force cần --reason; chưa ghi gì.", "--force takes --reason; nothing written.")
        )
    place = office.address()
    folder = None if place.path is None else missing_folder(place.path)
    identities = () if identity is None else identities_of(identity)
    elsewhere = checkpoint_folder(office).all()
    rehearsal = Terms(force=force, dry_run=True, identities=identities, elsewhere=elsewhere)
    planned = restore(bundle, place, rehearsal)
    if dry_run:
        _show(office, planned, rehearsed=True)
        return
    if planned.replaces:
        confirm_severe(partial(_show, office, planned, rehearsed=True), place.name, confirm)
    mark = partial(_mark, office, planned, reason or "")
    done = restore(bundle, place, replace(rehearsal, dry_run=False, mark=mark))
    _show(office, done, rehearsed=False, folder=folder)


def _mark(office: Office, planned: Restored, reason: str, store: SqlStore) -> None:
    from workflow.actions.restored import record_forced_restore  # noqa: PLC0415 - rarely needed

    record_forced_restore(
        office.desk_at(store),
        entries=planned.found.entries,
        root=planned.found.root,
        lost=len(planned.lost),
        reason=reason,
    )


def _show(office: Office, done: Restored, *, rehearsed: bool, folder: Path | None = None) -> None:
    place = office.address().shown
    entries, root = number(done.found.entries), done.found.root
    if rehearsed:
        lines = [
            Text("Chạy thử — chưa ghi gì.", "Dry run — nothing was written."),
            Text(
                f"  Sẽ khôi phục {place}: {entries} mục, gốc {root[:8]}…,"
                f" sao lưu lúc {done.manifest.made_at:%d/%m/%Y %H:%M} (UTC).",
                f"  Would restore {place}: {entries} entries, root {root[:8]}…,"
                f" backed up {done.manifest.made_at:%Y-%m-%d %H:%M} (UTC).",
            ),
        ]
    else:
        lines = [
            Text(
                f"✓ Đã khôi phục {place}: {entries} mục, gốc {root[:8]}….",
                f"✓ Restored {place}: {entries} entries, root {root[:8]}….",
            ),
            *made(folder),
        ]
    lines += _warnings(done)
    if done.aside is not None:
        lines.append(
            Text(f"  Kho trước đó: {done.aside}", f"  What stood there before: {done.aside}")
        )
    row = {
        "store": place,
        "result": "planned" if rehearsed else "restored",
        "entries": done.found.entries,
        "root": root,
        "verdict": done.found.verdict.value,
        "lost_streams": list(done.lost),
        "aside": None if done.aside is None else str(done.aside),
    }
    tell_store(office, lines, row)


def _warnings(done: Restored) -> list[Text]:
    lines = []
    if done.lost:
        lines.append(
            Text(
                f"  ! Kho đang có ghi nhiều hơn gói ở {len(done.lost)} chuỗi; phần ấy không còn.",
                f"  ! The present store holds more in {len(done.lost)} stream(s); that is lost.",
            )
        )
    if done.keys_missing is not None:
        lines.append(
            Text(
                f"  ! Chưa có kho khóa {done.keys_missing}: chép kho khóa và tệp .master về đó, nếu"
                " không dữ liệu cá nhân vẫn khóa.",
                f"  ! The key store {done.keys_missing} is not there: put it and its .master back,"
                " or personal data stay locked.",
            )
        )
    if not done.readable:
        lines.append(
            Text(
                "  ! Kho đang có bị hỏng, không đọc được.",
                "  ! The present store is damaged and cannot be read.",
            )
        )
    if not done.found.intact:
        lines.append(
            Text(
                "  ! Nhật ký trong gói không nguyên vẹn: ketnap audit verify",
                "  ! The log in the bundle is not intact: ketnap audit verify",
            )
        )
    return lines
