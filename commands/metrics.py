"""`ketnap metrics`: what a monitoring system watches, as text or as a file."""

from __future__ import annotations

from pathlib import Path

import click

from commands.office_desk import Office
from commands.skin import Command, option
from rules.text import Text


@click.command(
    cls=Command,
    words=Text(
        "In số liệu giám sát (định dạng Prometheus); không có dữ liệu cá nhân.",
        "Print what a monitoring system watches (Prometheus text); no personal data.",
    ),
    examples=(
        "ketnap metrics",
        "ketnap metrics --file /var/lib/node_exporter/textfile/ketnap.prom",
    ),
    exits=(0, 2, 3, 10),
)
@option(
    "--file",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    metavar="FILE",
    words=Text(
        "Ghi ra tệp cho textfile collector, thay tệp cũ trong một bước.",
        "Write a file for the textfile collector, replacing the old one in one step.",
    ),
)
@click.pass_obj
def command(office: Office, path: Path | None) -> None:
    """Print or write the metrics."""
    from scheduler.metrics import metrics_text, write_metrics  # noqa: PLC0415 - help stays instant
    from workflow.errors import OutsideServiceError  # noqa: PLC0415 - as above
    from workflow.zone import office_zone  # noqa: PLC0415 - as above

    office.watchful = False
    alerts, zone = office.store().alerts, office_zone()
    if path is None:
        click.echo(metrics_text(alerts, office.now, zone), nl=False)
        return
    try:
        write_metrics(path, alerts, office.now, zone)
    except OSError as fault:
        raise OutsideServiceError(
            Text(
                f"Không ghi được {path}: {fault.strerror}.",
                f"{path} cannot be written: {fault.strerror}.",
            )
        ) from None
