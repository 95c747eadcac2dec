"""`ketnap job`: the clockwork's jobs, when they ran, when they run next, whether all is well."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from commands.clockwork import lay_bell
from commands.heartbeats import ago, late_warning
from commands.moments import moment
from commands.office_desk import Office
from commands.output import Column, people_read
from commands.skin import group, option
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from scheduler.timetable import Duty
    from workflow.reminders import Beat
    from workflow.watching import Leader

command = group(
    "job",
    Text("Lịch chạy của dịch vụ nhắc việc.", "The jobs of the alert service."),
)

_NAME = Column(key="job", heading=Text("Việc", "Job"), kind="ref")
_WHEN = Column(key="when", heading=Text("Giờ chạy", "When"))
_TITLE = Column(key="title", heading=Text("Làm gì", "What"), spare=1)
_LAST = Column(key="last_run_at", heading=Text("Chạy lần cuối", "Last run"), kind="ref")
_RESULT = Column(key="result", heading=Text("Kết quả", "Result"), wide=True)
_NEXT = Column(key="next_run_at", heading=Text("Lần tới", "Next run"), kind="ref")


@command.command(
    "list",
    words=Text("Các việc cố định và lần chạy cuối.", "The fixed jobs and their last run."),
    examples=("ketnap job list", "ketnap job list -o json"),
    exits=(0, 2, 3),
)
@click.pass_obj
def list_jobs(office: Office) -> None:
    """List the jobs."""
    from scheduler.timetable import TIMETABLE  # noqa: PLC0415 - help stays instant

    beats = office.store().alerts.beats()
    rows = [_row(duty, beats.get(duty.beat or "")) for duty in TIMETABLE]
    office.emit("job-list", (_NAME, _WHEN, _TITLE, _LAST, _RESULT), rows)


@command.command(
    "next",
    words=Text("Lần chạy tới của từng việc, giờ của văn phòng.", "When each job runs next."),
    examples=("ketnap job next",),
    exits=(0, 2),
)
@click.pass_obj
def next_jobs(office: Office) -> None:
    """Tell when each job runs next."""
    from scheduler.runner import next_run  # noqa: PLC0415 - help stays instant
    from scheduler.timetable import TIMETABLE  # noqa: PLC0415 - as above
    from workflow.zone import office_zone  # noqa: PLC0415 - as above

    zone, now = office_zone(), office.now()
    found = sorted(
        ((next_run(duty, now, zone), duty) for duty in TIMETABLE), key=lambda one: one[0]
    )
    rows = [
        {
            "job": duty.name,
            "next_run_at": due.isoformat(),
            "next_run_at_shown": _moment(due),
            "title": say(duty.title),
        }
        for due, duty in found
    ]
    office.emit("job-next", (_NAME, _NEXT, _TITLE), rows)


@command.command(
    "run",
    words=Text(
        "Chạy ngay một việc; chạy lại không nhắc trùng.",
        "Run a job now; running it again doubles nothing.",
    ),
    examples=("ketnap job run sweep", "ketnap job run delivery"),
    exits=(0, 2, 3, 10, 75),
)
@click.argument("name", type=click.Choice(["sweep", "morning", "delivery"]))
@option(
    "--config",
    default=None,
    metavar="FILE",
    words=Text(
        "Tệp cấu hình gửi nhắc việc (mặc định: KETNAP_CONFIG).",
        "Delivery settings (default: KETNAP_CONFIG).",
    ),
)
@click.pass_obj
def run_job(office: Office, name: str, config: str | None) -> int:
    """Run one job."""
    from scheduler.tick import retry, tick  # noqa: PLC0415 - help stays instant

    office.watchful = False
    bell = lay_bell(office, config, show=None if office.wants_json else click.echo)
    done = retry(bell) if name == "delivery" else tick(bell)
    if office.wants_json:
        office.emit("job-run", (), [{"job": name, **asdict(done)}])
    elif not office.quiet:
        sent, failed = done.sent, done.failed
        office.tell(
            Text(
                f"✓ Đã chạy {name}: gửi {sent} bản tổng hợp, lỗi {failed}.",
                f"✓ {name} ran: {sent} digest(s) sent, {failed} failed.",
            )
        )
    return 10 if done.failed else 0


@command.command(
    "health",
    words=Text(
        "Dịch vụ nhắc việc có đang chạy đúng giờ không; ai đang điều khiển.",
        "Whether the alert service keeps its hours, and who leads.",
    ),
    examples=("ketnap job health", "ketnap job health --exit-code"),
    exits=(0, 2, 3, 8),
)
@option(
    "--exit-code",
    is_flag=True,
    default=False,
    words=Text("Thoát với mã 8 nếu có điều cần xem.", "Exit with 8 when something is wrong."),
)
@click.pass_obj
def health(office: Office, exit_code: bool) -> int:
    """Tell whether the clockwork keeps its hours."""
    from scheduler.heartbeat import TICK, heartbeat_age  # noqa: PLC0415 - help stays instant
    from scheduler.runner import missed_runs  # noqa: PLC0415 - as above
    from scheduler.timetable import RUNNABLE  # noqa: PLC0415 - as above
    from workflow.zone import office_zone  # noqa: PLC0415 - as above

    office.watchful = False
    alerts, now = office.store().alerts, office.now()
    leader, beat = alerts.leader(), alerts.beats().get(TICK)
    ledger, unaddressed = alerts.ledger(), alerts.unaddressed(office.today())
    last = None if beat is None else beat.finished_at
    missed = None if last is None else missed_runs(RUNNABLE["morning"], last, now, office_zone())
    leads = leader is not None and leader.seconds_left > 0
    row: dict[str, Any] = {
        "leader": None if leader is None or not leads else leader.holder,
        "lease": None if leader is None else leader.token,
        "last_tick_at": None if last is None else last.isoformat(),
        "missed_ticks": missed,
        "waiting": ledger.get("waiting", 0),
        "dead": ledger.get("dead", 0),
        "unaddressed": unaddressed,
    }
    sick = bool(missed) or last is None or row["dead"] > 0 or unaddressed > 0
    if not people_read(office.output):
        office.emit("job-health", tuple(_plain(key) for key in row), [row])
        return 8 if exit_code and sick else 0
    age = heartbeat_age(alerts, now)
    lines = [_led(leader if leads else None)]
    if age is None:
        lines.append(
            Text(
                "! Chưa quét nhắc việc lần nào: ketnap tick (hoặc ketnap run).",
                "! The alerts were never gone through: ketnap tick (or ketnap run).",
            )
        )
    else:
        told = ago(age)
        late = late_warning(age) or Text(
            f"✓ Quét lần cuối {told.vi} trước.", f"✓ The last pass ended {told.en} ago."
        )
        lines.append(late)
    if missed:
        lines.append(Text(f"! Lỡ {missed} lần quét 07:30.", f"! {missed} morning pass(es) missed."))
    if row["dead"] or unaddressed:
        lines.append(
            Text(
                f"! {row['dead']} tin không gửi được, {unaddressed} nhắc việc chưa có người nhận.",
                f"! {row['dead']} message(s) given up, {unaddressed} alert(s) for nobody.",
            )
        )
    click.echo("\n".join(say(line) for line in lines))
    return 8 if exit_code and sick else 0


def _plain(key: str) -> Column:
    return Column(key=key, heading=Text(key, key), kind="ref")


def _led(leader: Leader | None) -> Text:
    if leader is None:
        return Text(
            "· Không có dịch vụ nào đang điều khiển (ketnap run chưa chạy, hoặc dùng cron).",
            "· No service leads (ketnap run is not running, or cron is used).",
        )
    return Text(
        f"✓ {leader.holder} đang điều khiển (lượt {leader.token}).",
        f"✓ {leader.holder} leads (lease {leader.token}).",
    )


def _row(duty: Duty, beat: Beat | None) -> dict[str, Any]:
    last = None if beat is None else beat.finished_at
    return {
        "job": duty.name,
        "when": say(duty.when),
        "title": say(duty.title),
        "last_run_at": None if last is None else last.isoformat(),
        "last_run_at_shown": "—" if last is None else _moment(last),
        "result": None if beat is None else beat.result,
    }


def _moment(instant: datetime) -> str:
    from workflow.zone import office_zone  # noqa: PLC0415 - help stays instant

    return moment(instant, office_zone())
