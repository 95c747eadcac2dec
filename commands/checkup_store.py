"""The checks of `ketnap doctor` that look at the store, and at what goes on in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from commands.checks import Check, State
from commands.checkup_reminders import reminders
from commands.checkup_units import outgrown
from commands.heartbeats import since
from commands.office_desk import Office
from rules.text import Text

if TYPE_CHECKING:
    from storage.description import Description
    from storage.store import SqlStore

_LATE = timedelta(hours=26)  # a tick a day, with two hours' grace
_ROOM = 200 * 1024 * 1024
_MEBI = 1024 * 1024


def store_checks(office: Office) -> Iterator[Check]:
    """The store, its keys, users, reminders and disk; without a store only the disk."""
    from storage.description import describe  # noqa: PLC0415 - help looks at nothing
    from workflow.errors import NotFoundError  # noqa: PLC0415 - as above

    try:
        store = office.store()
    except NotFoundError as missing:
        following = missing.following or Text("", "")
        detail = Text(
            f"{missing.what.vi} Tiếp theo: {following.vi}.",
            f"{missing.what.en} Next: {following.en}.",
        )
        yield Check(name="store", state=State.WARNING, detail=detail)
        yield _room(office)
        return
    found = describe(store)
    mode = f", {found.mode.upper()}" if found.mode else ""
    shown = f"{office.address().shown} ({found.kind} {found.version}{mode})"
    state = State.SOUND if found.safe or found.kind == "SQLite" else State.BROKEN
    yield Check(name="store", state=state, detail=Text(f"Kho {shown}.", f"The store {shown}."))
    yield from _condition(found)
    yield keys_check(store)
    yield _users(store)
    yield from outgrown(store, office)
    yield _tick(store, office)
    yield from reminders(store, office)
    yield _room(office)


def keys_check(store: SqlStore) -> Check:
    """Whether the keys of personal data are there, and those of erased people are not."""
    gone, left = store.keys_missing(), store.keys_to_destroy()
    if left:
        detail = Text(
            f"{left} khóa của người đã xóa chưa hủy được, vì không ghi được kho khóa. Chạy lại lệnh"
            " này bằng tài khoản ghi được kho khóa: khóa được hủy ngay khi mở kho.",
            f"{left} keys of erased people could not be destroyed: the key store cannot be written."
            " Run this by an account that may write it: they are destroyed when the store opens.",
        )
        return Check(name="keys", state=State.BROKEN, detail=detail)
    if gone is None:
        detail = Text("Khóa dữ liệu cá nhân ở đúng chỗ.", "The keys of personal data are in place.")
        return Check(name="keys", state=State.SOUND, detail=detail)
    detail = Text(
        f"Thiếu kho khóa {gone}: dữ liệu cá nhân đang khóa. Chép kho khóa và tệp .master về đó.",
        f"The key store {gone} is missing: personal data are locked. Put it and its .master back.",
    )
    return Check(name="keys", state=State.BROKEN, detail=detail)


def _users(store: SqlStore) -> Check:
    from commands.user.looks import desk_of_one  # noqa: PLC0415 - help looks at nothing

    accounts = store.accounts()
    if not accounts:
        return Check(name="users", state=State.SOUND, detail=desk_of_one())
    let_in = sum(1 for one in accounts if one.disabled_on is None)
    detail = Text(
        f"{let_in} người dùng; ai không được giao vai trò thì không làm gì được.",
        f"{let_in} user(s); who has no role may do nothing.",
    )
    return Check(name="users", state=State.SOUND, detail=detail)


def _condition(found: Description) -> Iterator[Check]:
    if found.read_only:
        detail = Text(
            "Tệp kho hoặc thư mục chứa nó chỉ cho đọc: xem và kiểm chứng được, không ghi được.",
            "The file or its folder may only be read: it can be looked at and verified, not"
            " written.",
        )
        yield Check(name="read-only", state=State.WARNING, detail=detail)
    if found.damage:
        detail = Text(
            f"Tệp kho bị hỏng: {found.damage[0]}. Khôi phục từ bản sao lưu gần nhất.",
            f"The file is damaged: {found.damage[0]}. Restore the newest backup.",
        )
        yield Check(name="pages", state=State.BROKEN, detail=detail)
    if found.guards_missing:
        listed = ", ".join(found.guards_missing)
        detail = Text(
            f"Thiếu chốt giữ nhật ký: {listed}. Đặt lại: ketnap db upgrade.",
            f"Guards of the log are missing: {listed}. To repair: ketnap db upgrade.",
        )
        yield Check(name="guards", state=State.BROKEN, detail=detail)
    elif not found.guarded:
        detail = Text(
            "Chốt giữ nhật ký đủ, nhưng tài khoản cơ sở dữ liệu có quyền đổi bảng.",
            "The log's guards are there, but the database account may change the tables.",
        )
        yield Check(name="guards", state=State.WARNING, detail=detail)
    else:
        detail = Text("Chốt giữ nhật ký đủ.", "The log's guards are in place.")
        yield Check(name="guards", state=State.SOUND, detail=detail)


def _tick(store: SqlStore, office: Office) -> Check:
    from scheduler.heartbeat import heartbeat_age  # noqa: PLC0415 - help looks at nothing

    age = heartbeat_age(store.alerts, office.now())
    if age is None:
        detail = Text(
            "Chưa quét nhắc việc lần nào. Tiếp theo: ketnap tick · ketnap run.",
            "The alerts were never gone through. Next: ketnap tick · ketnap run.",
        )
        return Check(name="tick", state=State.WARNING, detail=detail)
    told = since(age)
    if age >= _LATE:
        detail = Text(
            f"Lần quét nhắc việc gần nhất: {told.vi}. Tiếp theo: ketnap tick.",
            f"The alerts were last gone through {told.en}. Next: ketnap tick.",
        )
        return Check(name="tick", state=State.WARNING, detail=detail)
    detail = Text(
        f"Quét nhắc việc gần nhất: {told.vi}.",
        f"The alerts were gone through {told.en}.",
    )
    return Check(name="tick", state=State.SOUND, detail=detail)


def _room(office: Office) -> Check:
    path = office.address().path
    folder = Path.cwd() if path is None else path.absolute().parent
    while not folder.is_dir():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    # An upgrade and a backup each take one more copy.
    size = path.stat().st_size if path is not None and path.is_file() else 0
    state = State.SOUND if free > _ROOM + 2 * size else State.WARNING
    shown = f"{free // _MEBI} MiB"
    detail = Text(f"Đĩa còn trống {shown}.", f"The disk has {shown} left.")
    return Check(name="disk", state=state, detail=detail)
