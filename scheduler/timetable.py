"""The service's fixed jobs and their hours, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rules.text import Text
from scheduler.heartbeat import CHECKPOINT, DELIVERY, SERVICE, TICK
from scheduler.leadership import RENEW_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One job of the service.

    Attributes:
        name: Its name in the log and on the command line.
        title: What it does, in words.
        hours: The fields of its cron trigger, on the office's clock.
        when: The same in words.
        beat: The heartbeat it leaves; None where it leaves none.
        at_start: Whether it also runs once when the service starts.
    """

    name: str
    title: Text
    when: Text
    beat: str | None = None
    at_start: bool = False
    hours: Mapping[str, int | str] = field(default_factory=dict)


_OFTEN = {"second": f"*/{RENEW_SECONDS}"}
_OFTEN_SAID = Text(f"mỗi {RENEW_SECONDS} giây", f"every {RENEW_SECONDS} seconds")

TIMETABLE: tuple[Duty, ...] = (
    Duty(
        name="lead",
        title=Text("Giữ quyền điều khiển giữa các dịch vụ", "Hold the lease among services"),
        hours=_OFTEN,
        when=_OFTEN_SAID,
    ),
    Duty(
        name="take-over",
        title=Text("Quét ngay khi vừa tiếp quản", "A whole pass on taking over"),
        hours=_OFTEN,
        when=_OFTEN_SAID,
        beat=TICK,
        at_start=True,
    ),
    Duty(
        name="heartbeat",
        title=Text("Dấu hiệu còn chạy", "Sign of life"),
        hours={"minute": "*"},
        when=Text("mỗi phút", "every minute"),
        beat=SERVICE,
        at_start=True,
    ),
    Duty(
        name="sweep",
        title=Text("Nêu việc tới hạn, gửi bản tổng hợp", "Raise what is due, send digests"),
        hours={"hour": 6, "minute": 0},
        when=Text("06:00 hằng ngày", "daily at 06:00"),
        beat=TICK,
    ),
    Duty(
        name="morning",
        title=Text("Quét lại trước giờ làm việc", "Once more before office hours"),
        hours={"hour": 7, "minute": 30},
        when=Text("07:30 hằng ngày", "daily at 07:30"),
        beat=TICK,
    ),
    Duty(
        name="delivery",
        title=Text("Gửi lại tin chưa gửi được", "Retry waiting messages"),
        hours={"minute": "*/5"},
        when=Text("mỗi 5 phút", "every 5 minutes"),
        beat=DELIVERY,
    ),
    Duty(
        name="checkpoint",
        title=Text("Niêm và ký điểm kiểm tra nhật ký", "Seal the log and sign a checkpoint"),
        hours={"minute": 17},
        when=Text("mỗi giờ, phút 17", "hourly at minute 17"),
        beat=CHECKPOINT,
    ),
)
"""In the order in which they are added."""

RUNNABLE: Mapping[str, Duty] = {
    duty.name: duty for duty in TIMETABLE if duty.name in {"sweep", "morning", "delivery"}
}
"""The duties an officer may ask for by hand."""
