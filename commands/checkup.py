"""The checks of `ketnap doctor`: each looks at one thing and says what it found."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from commands.heartbeats import since
from commands.office_desk import Office
from commands.output import day
from rules.text import Text

if TYPE_CHECKING:
    from storage.description import Description
    from storage.store import SqlStore

_OURS = ("audit", "commands", "demo", "office", "planning", "rules", "scheduler", "storage")
_LATE = timedelta(hours=26)  # a tick a day, with two hours' grace
_ROOM = 200 * 1024 * 1024
_MEBI = 1024 * 1024


class State(StrEnum):
    """How one check went."""

    SOUND = "sound"
    WARNING = "warning"
    BROKEN = "broken"

    @property
    def mark(self) -> Text:
        """The sign and the word before the line."""
        return _MARKS[self]


_MARKS = {
    State.SOUND: Text("✓ đạt  ", "✓ sound  "),
    State.WARNING: Text("! lưu ý", "! warning"),
    State.BROKEN: Text("✗ hỏng ", "✗ broken "),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What one look found."""

    name: str
    state: State
    detail: Text


def examine(office: Office) -> Iterator[Check]:
    """Every check, in the order in which one would repair things."""
    yield _modules()
    yield _driver()
    for name, look in _LOOKS:
        yield from _guarded(name, look, office)


def _guarded(
    name: str, look: Callable[[Office], Iterator[Check]], office: Office
) -> Iterator[Check]:
    """A check that cannot be carried out is a broken one; the others go on."""
    from rules.errors import LawError  # noqa: PLC0415 - help looks at nothing
    from workflow.errors import KetnapError  # noqa: PLC0415 - as above

    try:
        yield from look(office)
    except LawError as wrong:
        yield Check(name=name, state=State.BROKEN, detail=wrong.text)
    except KetnapError as wrong:
        detail = Text(
            " ".join([wrong.what.vi, *(line.vi for line in wrong.why[:1])]),
            " ".join([wrong.what.en, *(line.en for line in wrong.why[:1])]),
        )
        yield Check(name=name, state=State.BROKEN, detail=detail)


def _modules() -> Check:
    """Whether the modules in use are the program's own: the names are common ones."""
    home = Path(__file__).resolve().parent.parent
    strangers = []
    for name in (*_OURS, "workflow", "cli"):
        spec = find_spec(name)
        if spec is None or spec.origin is None:
            strangers.append(f"{name} (—)")
        elif home not in Path(spec.origin).resolve().parents:
            strangers.append(f"{name} ({Path(spec.origin).parent})")
    if strangers:
        listed = ", ".join(strangers)
        detail = Text(
            f"Mô-đun không phải của ketnap: {listed}; hãy cài ketnap vào môi trường riêng.",
            f"Modules that are not ketnap's: {listed}; install ketnap in its own environment.",
        )
        return Check(name="modules", state=State.BROKEN, detail=detail)
    detail = Text(f"Chương trình ở {home}.", f"The program is in {home}.")
    return Check(name="modules", state=State.SOUND, detail=detail)


def _driver() -> Check:
    from storage.description import driver_version  # noqa: PLC0415 - help looks at nothing

    version, safe = driver_version()
    if safe:
        detail = Text(f"Thư viện SQLite {version}.", f"SQLite library {version}.")
        return Check(name="sqlite", state=State.SOUND, detail=detail)
    detail = Text(
        f"Thư viện SQLite {version} là bản cũ; ketnap dùng nhật ký hoàn tác, chậm hơn nhưng an"
        " toàn. Cài gói sqlcipher3 để có bản mới.",
        f"SQLite library {version} is an old one; ketnap uses the rollback journal, slower but"
        " safe. Install the package sqlcipher3 for a newer one.",
    )
    return Check(name="sqlite", state=State.WARNING, detail=detail)


def _store(office: Office) -> Iterator[Check]:
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
    yield _keys(store)
    yield _users(store)
    from commands.checkup_units import outgrown  # noqa: PLC0415 - it needs this module

    yield from outgrown(store, office)
    yield _tick(store, office)
    from commands.checkup_reminders import reminders  # noqa: PLC0415 - it needs this module

    yield from reminders(store, office)
    yield _room(office)


def _keys(store: SqlStore) -> Check:
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


def _law(office: Office) -> Iterator[Check]:
    book = office.rulebook()
    book.load_all()
    today = office.today()
    rules = book.rules()
    now = [one for rule in rules for one in rule.versions if one.holds_on(today)]
    unsure = sum(not one.verified for one in now)
    wordings = sum(len(rule.versions) for rule in rules)
    detail = Text(
        f"Quy định: {len(rules)} quy tắc, {wordings} nội dung, {len(book.documents())} văn bản;"
        f" {unsure} nội dung đang áp dụng chưa xác minh.",
        f"The law: {len(rules)} rules, {wordings} wordings, {len(book.documents())} documents;"
        f" {unsure} wordings in force are not verified.",
    )
    yield Check(name="law", state=State.SOUND, detail=detail)


def _calendar(office: Office) -> Iterator[Check]:
    from commands.horizons import horizon_of, outdated_sentence  # noqa: PLC0415 - help looks at nothing

    found = horizon_of(office)
    rest = Text("", "")
    if found.deadlines:
        rest = Text(
            f" {found.deadlines} hạn đang mở dựa trên ngày ước tính.",
            f" {found.deadlines} open deadlines rest on estimated days.",
        )
    if found.until < office.today():
        detail = Text(
            f"Lịch nghỉ chỉ có tới {day(found.until)}; các hạn sau đó là tạm tính.{rest.vi}",
            f"Days off are decided only until {day(found.until)}; later due days are"
            f" estimates.{rest.en}",
        )
        yield Check(name="calendar", state=State.WARNING, detail=detail)
        return
    detail = Text(
        f"Lịch nghỉ đã công bố tới {day(found.until)}.{rest.vi}",
        f"Days off are decided until {day(found.until)}.{rest.en}",
    )
    if found.outdated:
        yield Check(name="calendar", state=State.WARNING, detail=outdated_sentence(found.outdated))
        return
    yield Check(name="calendar", state=State.SOUND, detail=detail)


def _zone(office: Office) -> Iterator[Check]:
    from zoneinfo import ZoneInfoNotFoundError  # noqa: PLC0415 - help looks at nothing

    try:
        today = office.today()
    except ZoneInfoNotFoundError:
        detail = Text(
            "Thiếu dữ liệu múi giờ Asia/Ho_Chi_Minh; cài gói tzdata.",
            "The time zone Asia/Ho_Chi_Minh is missing; install the package tzdata.",
        )
        yield Check(name="zone", state=State.BROKEN, detail=detail)
        return
    detail = Text(
        f"Múi giờ Asia/Ho_Chi_Minh, hôm nay {day(today)}.",
        f"Time zone Asia/Ho_Chi_Minh, today is {day(today)}.",
    )
    yield Check(name="zone", state=State.SOUND, detail=detail)


def _settings(_office: Office) -> Iterator[Check]:
    from commands.clockwork import config_path, settings_of  # noqa: PLC0415 - as above

    settings_of(None)
    path = config_path(None)
    if path is None:
        detail = Text(
            "Chưa có tệp cấu hình gửi nhắc việc; nhắc việc chỉ hiện trên màn hình.",
            "There is no delivery configuration; alerts are only shown on the screen.",
        )
        yield Check(name="settings", state=State.WARNING, detail=detail)
        return
    detail = Text(f"Cấu hình gửi nhắc việc: {path}.", f"Delivery configuration: {path}.")
    yield Check(name="settings", state=State.SOUND, detail=detail)


_LOOKS: tuple[tuple[str, Callable[[Office], Iterator[Check]]], ...] = (
    ("zone", _zone),
    ("law", _law),
    ("calendar", _calendar),
    ("store", _store),
    ("settings", _settings),
)
