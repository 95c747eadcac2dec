"""`ketnap audit verify`: prove that nobody changed the log."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from commands.office_desk import Office
from commands.output import day, number
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from audit import Break
    from workflow.verification import Verification

_SHORT = 8


@click.command(
    "verify",
    cls=Command,
    words=Text(
        "Kiểm chứng toàn bộ nhật ký: đọc lại, băm lại, dựng lại từng hồ sơ và đối chiếu.",
        "Verify the whole log: read, hash and fold it again, and compare with every table.",
    ),
    examples=("ketnap audit verify", "ketnap audit verify --db ban-sao.db"),
    exits=(0, 2, 3, 7, 75),
)
@option(
    "--all",
    "everything",
    is_flag=True,
    default=False,
    words=Text("Nêu mọi chỗ sai, không chỉ chỗ đầu.", "Name every fault, not only the first."),
)
@click.pass_obj
def verify(office: Office, everything: bool) -> int:
    """Verify the log."""
    from workflow.verification import verify as verifying  # noqa: PLC0415 - help stays instant

    found = verifying(office.store().audit)
    if office.wants_json:
        office.emit("audit-verify", (), [_verdict_row(found)])
    else:
        _print(found, everything=everything)
    return 0 if found.intact else 7


def _print(found: Verification, *, everything: bool) -> None:
    count = number(found.entries)
    if found.intact:
        click.echo(
            say(
                Text(
                    f"✓ {count} mục, nhật ký nguyên vẹn. Gốc {found.root[:_SHORT]}…",
                    f"✓ {count} entries, the log is intact. Root {found.root[:_SHORT]}…",
                )
            )
        )
        if found.erased:
            click.echo(
                say(
                    Text(
                        f"  {found.erased} giá trị đã được xóa; nhật ký chỉ còn dấu chứng thực.",
                        f"  {found.erased} value(s) were erased; only their proof is left.",
                    )
                )
            )
        return
    shown = found.breaks if everything else found.breaks[:1]
    for one in shown:
        click.echo(f"✗ {_told(one)}")
    left = len(found.breaks) - len(shown)
    if left:
        click.echo(
            say(
                Text(
                    f"  và {left} chỗ nữa: ketnap audit verify --all",
                    f"  and {left} more: ketnap audit verify --all",
                )
            )
        )


def _told(one: Break) -> str:
    from audit import Verdict  # noqa: PLC0415 - only a fault pays
    from workflow.verification import VERDICT_LABELS  # noqa: PLC0415 - only a fault pays

    label = VERDICT_LABELS[one.verdict]
    when = "" if one.day is None else f", {day(date.fromisoformat(one.day))}"
    if one.verdict is Verdict.UNGUARDED:
        return say(
            Text(
                f"{label.vi.capitalize()} ({one.detail.vi}). Đặt lại: ketnap db upgrade",
                f"{label.en.capitalize()} ({one.detail.en}). To repair: ketnap db upgrade",
            )
        )
    return say(
        Text(
            f"Nhật ký sai ở mục {one.seq} của {one.stream}{when}: {label.vi} ({one.detail.vi}).",
            f"The log breaks at entry {one.seq} of {one.stream}{when}: {label.en}"
            f" ({one.detail.en}).",
        )
    )


def _verdict_row(found: Verification) -> dict[str, Any]:
    first = found.first_break
    return {
        "entries": found.entries,
        "intact": found.intact,
        "first_break": None
        if first is None
        else {
            "stream": first.stream,
            "seq": first.seq,
            "day": first.day,
            "verdict": first.verdict.value,
            "detail": first.detail.en,
        },
        "breaks": len(found.breaks),
        "root": found.root,
        "checkpoint_size": None,
        "checkpoint_root": None,
        "verdict": found.verdict.value,
    }
