"""`ketnap run`: the alert service."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import Any

import click

from commands.clockwork import lay_bell, service_clock
from commands.office_desk import Office
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text

_PORTS = 65_535


class Listening(click.ParamType[tuple[str, int]]):
    """A port to listen on, with or without the address of a network card."""

    name = "port"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int]:
        """“9109” or “0.0.0.0:9109” as host and port."""
        if isinstance(value, tuple):
            return value
        host, _, port = str(value).rpartition(":")
        if not port.isdecimal() or not 0 <= int(port) <= _PORTS:
            self.fail(
                say(Text(f"“{value}”: cần [MÁY:]CỔNG.", f"“{value}”: use [HOST:]PORT.")), param, ctx
            )
        return host or "127.0.0.1", int(port)


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
@option(
    "--metrics",
    type=Listening(),
    default=None,
    metavar="[HOST:]PORT",
    words=Text(
        "Mở số liệu giám sát (Prometheus) ở cổng này; không ghi máy thì chỉ máy này xem được.",
        "Serve Prometheus figures on this port; without a host only to this machine.",
    ),
)
@option(
    "--log",
    type=click.Choice(["text", "json"]),
    default="text",
    words=Text(
        "Nhật ký chạy: text chỉ ghi lỗi; json ghi mọi việc, không có dữ liệu cá nhân.",
        "The service's log: text has failures; json all it does, without personal data.",
    ),
)
@click.pass_obj
def command(office: Office, config: str | None, metrics: tuple[str, int] | None, log: str) -> int:
    """Serve until told to stop."""
    from scheduler.runner import run  # noqa: PLC0415 - help stays instant

    office.watchful = False  # whoever serves need not be told to
    bell = lay_bell(office, config, show=None, clock=service_clock())
    if log == "json":
        from scheduler.logs import log_to  # noqa: PLC0415 - only where it is asked for

        log_to(sys.stderr)
    with ExitStack() as serving:
        if metrics is not None:
            from scheduler.metrics import served_metrics  # noqa: PLC0415 - as above

            serving.enter_context(served_metrics(metrics, bell.alerts, bell.clock, bell.zone))
        office.tell(
            Text(
                "Dịch vụ nhắc việc đang chạy; Ctrl-C hoặc SIGTERM để dừng.",
                "The alert service is running; Ctrl-C or SIGTERM stops it.",
            )
        )
        return run(bell)
