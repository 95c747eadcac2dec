"""The checks of `ketnap doctor`: each looks at one thing and says what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from commands.checks import Check, State
from commands.checkup_store import store_checks
from commands.office_desk import Office
from commands.output import day
from rules.text import Text

_OURS = ("audit", "commands", "demo", "office", "planning", "rules", "scheduler", "storage")


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
    ("store", store_checks),
    ("settings", _settings),
)
