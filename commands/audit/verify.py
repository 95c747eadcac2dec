"""`ketnap audit verify`: prove that nobody changed the log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.audit.places import checkpoint_folder
from commands.audit.progress import ProgressBar
from commands.office_desk import Office
from commands.output import day, number
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from audit import Break, Signed
    from workflow.verification import Verification

_SHORT = 8


@click.command(
    "verify",
    cls=Command,
    words=Text(
        "Kiểm chứng toàn bộ nhật ký: đọc lại, băm lại, dựng lại từng hồ sơ, đối chiếu với mọi bảng,"
        " với cây Merkle, với các điểm kiểm tra trong kho và ở thư mục ngoài kho.",
        "Verify the whole log: read, hash and fold it again, and compare with every table, with"
        " the Merkle tree, with the checkpoints in the store and in the folder outside it.",
    ),
    examples=(
        "ketnap audit verify",
        "ketnap audit verify --against /mnt/usb/nhat-ky.txt",
        "ketnap audit verify --db ban-sao.db --alone",
    ),
    exits=(0, 2, 3, 7, 75),
)
@option(
    "--against",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    words=Text(
        "Điểm kiểm tra đã cất giữ mà nhật ký phải khớp; dùng được nhiều lần.",
        "A checkpoint that was kept, which the log must fit; may be repeated.",
    ),
)
@option(
    "--alone",
    is_flag=True,
    default=False,
    words=Text(
        "Không đọc thư mục điểm kiểm tra ngoài kho (khi xem một bản sao cũ).",
        "Leave the folder of checkpoints aside (to look at an old copy).",
    ),
)
@option(
    "--log-only",
    "log_only",
    is_flag=True,
    default=False,
    words=Text(
        "Chỉ kiểm các mục đã niêm: mã băm, chuỗi, cây, điểm kiểm tra; nhanh, không dựng lại bảng.",
        "Only sealed entries: digests, chains, tree, checkpoints; fast, no table is compared.",
    ),
)
@option(
    "--all",
    "everything",
    is_flag=True,
    default=False,
    words=Text("Nêu mọi chỗ sai, không chỉ chỗ đầu.", "Name every fault, not only the first."),
)
@click.pass_obj
def verify(
    office: Office, against: tuple[Path, ...], alone: bool, log_only: bool, everything: bool
) -> int:
    """Verify the log."""
    from storage.anonymised import STREAM as ANONYMISED  # noqa: PLC0415 - as above
    from storage.checkpoint_folder import checkpoint_in  # noqa: PLC0415 - help stays instant
    from workflow.verification import verify as verifying  # noqa: PLC0415 - as above

    elsewhere = [checkpoint_in(path) for path in against]
    if not alone:
        elsewhere += checkpoint_folder(office).all()
    found = _quickly(office, elsewhere) if log_only else None
    if found is None:
        with ProgressBar(office) as bar:
            found = verifying(office.store().audit, elsewhere=elsewhere, progress=bar.show)
    anonymised = bool(office.store().entries(ANONYMISED))
    if office.wants_json:
        row = {**_verdict_row(found), "anonymised": anonymised}
        office.emit("audit-verify", (), [row])
    else:
        _print(found, everything=everything)
        if anonymised:
            click.echo(f"  {say(_ANONYMISED)}")
    return 0 if found.intact else 7


_ANONYMISED = Text(
    "Đây là bản ẩn danh, không phải nhật ký của kho thật; điểm kiểm tra của kho thật không khớp.",
    "This is an anonymised copy, not the log of the real store: no checkpoint of that fits it.",
)


def _quickly(office: Office, elsewhere: list[Signed]) -> Verification | None:
    """The log alone; None where something is wrong, which the whole verification then names."""
    from storage.log_scan import verify_log  # noqa: PLC0415 - help stays instant

    return verify_log(office.store(), elsewhere)


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
        for line in _notes(found):
            click.echo(f"  {say(line)}")
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


def _notes(found: Verification) -> Iterator[Text]:
    """What a reader should know beside that all is well."""
    one = found.checkpoint
    if one is not None:
        made = "" if one.time is None else f" {one.time[:16].replace('T', ' ')} UTC"
        yield Text(
            f"Khớp điểm kiểm tra {number(one.size)} mục{made}; chưa niêm {number(found.unsealed)}.",
            f"It fits the checkpoint of {number(one.size)} entries{made};"
            f" {number(found.unsealed)} not sealed yet.",
        )
    if found.erased:
        yield Text(
            f"{found.erased} giá trị đã được xóa; nhật ký chỉ còn dấu chứng thực.",
            f"{found.erased} value(s) were erased; only their proof is left.",
        )


def _told(one: Break) -> str:
    from audit import Verdict  # noqa: PLC0415 - only a fault pays
    from workflow.verdicts import VERDICT_LABELS  # noqa: PLC0415 - only a fault pays

    label = VERDICT_LABELS[one.verdict]
    when = "" if one.day is None else f", {day(date.fromisoformat(one.day))}"
    if one.verdict is Verdict.UNGUARDED:
        return say(
            Text(
                f"{label.vi.capitalize()} ({one.detail.vi}). Đặt lại: ketnap db upgrade",
                f"{label.en.capitalize()} ({one.detail.en}). To repair: ketnap db upgrade",
            )
        )
    if one.written is None and one.stream == "log":
        return say(
            Text(
                f"Nhật ký sai ở số {one.seq} theo thứ tự ghi: {label.vi} ({one.detail.vi}).",
                f"The log breaks at number {one.seq} in the order of writing: {label.en}"
                f" ({one.detail.en}).",
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
        "unsealed": found.unsealed,
        "checkpoint_size": None if found.checkpoint is None else found.checkpoint.size,
        "checkpoint_root": None if found.checkpoint is None else found.checkpoint.root.hex(),
        "verdict": found.verdict.value,
    }
