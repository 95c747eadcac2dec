"""`ketnap run`: the alert service."""

from __future__ import annotations

import click

from commands.clockwork import lay_bell, service_clock
from commands.office_desk import Office
from commands.skin import Command, option
from rules.text import Text


@click.command(
    cls=Command,
    words=Text(
        "Chạy dịch vụ nhắc việc: quét 06:00 và 07:30, gửi lại mỗi 5 phút; dừng bằng SIGTERM.",
        "Run the alert service: sweeps at 06:00 and 07:30, retries every 5 minutes.",
    ),
    examples=("ketnap run --config /etc/ketnap/ketnap.toml",),
    exits=(0, 2, 3),
)
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
def command(office: Office, config: str | None) -> int:
    """Serve until told to stop."""
    from scheduler.runner import run  # noqa: PLC0415 - help stays instant

    office.watchful = False  # whoever serves need not be told to
    bell = lay_bell(office, config, show=None, clock=service_clock())
    office.tell(
        Text(
            "Dịch vụ nhắc việc đang chạy; Ctrl-C hoặc SIGTERM để dừng.",
            "The alert service is running; Ctrl-C or SIGTERM stops it.",
        )
    )
    return run(bell)
