"""`ketnap tick`: one pass of the alerts, for cron, systemd timers and people."""

from __future__ import annotations

from dataclasses import asdict

import click

from commands.clockwork import lay_bell
from commands.office_desk import Office
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text


@click.command(
    cls=Command,
    words=Text(
        "Quét một lượt: nêu việc tới hạn, gộp cho từng người, gửi đi. Chạy lại không nhắc trùng.",
        "One pass: raise what is due, fold it per person, send it. Safe to run twice.",
    ),
    examples=("ketnap tick", "ketnap tick --config /etc/ketnap/ketnap.toml"),
    exits=(0, 2, 3, 10, 75),
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
    """Run one pass."""
    from scheduler.tick import tick  # noqa: PLC0415 - help stays instant

    office.watchful = False  # whoever ticks need not be told to
    show = None if office.wants_json else click.echo
    found = tick(lay_bell(office, config, show=show))
    if office.wants_json:
        office.emit("tick", (), [asdict(found)])
    elif not office.quiet:
        click.echo(
            say(
                Text(
                    f"✓ Nêu {found.raised} nhắc việc mới, gửi {found.sent} bản tổng hợp"
                    f" (chờ gửi {found.waiting}, lỗi {found.failed}, bỏ {found.dead}).",
                    f"✓ {found.raised} new alert(s), {found.sent} digest(s) sent"
                    f" ({found.waiting} waiting, {found.failed} failed, {found.dead} given up).",
                )
            )
        )
        if found.unaddressed:
            click.echo(
                say(
                    Text(
                        f"! {found.unaddressed} nhắc việc chưa có người nhận: thêm [[recipients]]"
                        " vào tệp cấu hình.",
                        f"! {found.unaddressed} alert(s) have nobody to go to: add [[recipients]]"
                        " to the settings.",
                    )
                )
            )
    return 10 if found.failed or found.dead else 0
