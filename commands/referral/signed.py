"""The receipt of a list of referrals as a sheet that the post prints, signs and hands over.

No document that was read prescribes a form for it: what it carries is what the log holds, under
the head that Party papers have.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands.moments import moment
from commands.office_desk import Office
from commands.output import day
from commands.speech import language, say
from office.paper import Paper, write_paper
from rules.text import Text
from workflow.checkpoints.line import checkpoint_line

if TYPE_CHECKING:
    from workflow.ports import Dossier
    from workflow.registers.referrals import Referral

_WIDTHS = (32, 23, 16, 13)
_HEADINGS = (
    Text("STT", "No."),
    Text("Họ và tên", "Full name"),
    Text("Chi đoàn / CĐCS", "Basic unit"),
    Text("Mã hồ sơ", "Case"),
    Text("Hồ sơ", "File"),
)
_OPENED = Text("mở mới", "opened")
_JOINED = Text("đã có", "had one")


def print_receipt(
    office: Office,
    file: Path,
    row: dict[str, Any],
    people: Sequence[tuple[Referral, Dossier | None]],
    *,
    force: bool,
) -> Text:
    """Write the receipt that `row` tells of; gives what to say of it.

    Raises:
        SheetError: the file is there, or cannot be written.
    """
    recorded, zone = datetime.fromisoformat(row["recorded_at"]), office.desk().zone
    above, here = _units(office, row["unit"], row["on"])
    proof = checkpoint_line(office.store())
    paper = Paper(
        name=say(Text("Phiếu nhận", "Receipt")),
        left=tuple(name.upper() for name in (above, here) if name),
        right=say(Text("ĐẢNG CỘNG SẢN VIỆT NAM", "COMMUNIST PARTY OF VIETNAM")),
        dated=say(_dated(recorded.astimezone(zone).date())),
        title=say(Text("PHIẾU NHẬN DANH SÁCH GIỚI THIỆU", "RECEIPT OF A LIST OF REFERRALS")),
        number=say(Text(f"Số: {row['list']}", f"No. {row['list']}")),
        facts=[(say(label), value) for label, value in _facts(row, moment(recorded, zone))],
        headings=tuple(say(heading) for heading in _HEADINGS),
        widths=_WIDTHS,
        rows=[
            (
                dossier.person.name,
                one.base or "",
                one.case,
                say(_OPENED if one.opened else _JOINED),
            )
            for one, dossier in people
            if dossier is not None
        ],
        signers=(
            (say(Text("BÊN GIAO", "HANDED OVER BY")), row["referrer"]),
            (say(Text("BÊN NHẬN", "RECEIVED BY")), here),
        ),
        hint=say(Text("(ký, ghi rõ họ tên)", "(signature and full name)")),
        proof=None if proof is None else proof.to(language()),
    )
    write_paper(file, paper, overwrite=force)
    return Text(
        f"✓ Đã ghi phiếu nhận {row['list']} ra {file}: in hai bản, hai bên ký.",
        f"✓ Receipt {row['list']} written to {file}: print it twice, both sides sign.",
    )


def _units(office: Office, code: str, on: date) -> tuple[str | None, str]:
    """The superior of the receiving unit and the unit itself, as they were called on the day."""
    there = {unit.code: unit for unit in office.store().units(on)}
    here = there.get(code)
    above = None if here is None else there.get(here.parent or "")
    return None if above is None else above.name, code if here is None else here.name


def _dated(on: date) -> Text:
    return Text(
        f"……………, ngày {on:%d} tháng {on:%m} năm {on:%Y}", f"……………, {on.day} {on:%B} {on:%Y}"
    )


def _facts(row: dict[str, Any], at: str) -> list[tuple[Text, str]]:
    joined = row["rows"] - row["opened"]
    found = [
        (Text("Nơi giới thiệu", "Referred by"), row["referrer"]),
        (Text("Ngày bàn giao", "Handed over on"), day(row["on"])),
    ]
    if row["document"] is not None:
        found.append((Text("Văn bản kèm theo", "With letter"), str(row["document"])))
    if row["programme"] is not None:
        found.append((Text("Chương trình, mô hình", "Programme"), row["programme"]))
    people = Text(
        f"{row['rows']} (mở mới {row['opened']} hồ sơ, {joined} người đã có hồ sơ)",
        f"{row['rows']} ({row['opened']} cases opened, {joined} had one)",
    )
    return [
        *found,
        (Text("Số người", "People"), say(people)),
        (Text("Mã băm SHA-256 của tệp đã nhận", "SHA-256 of the file received"), row["sha256"]),
        (Text("Người ghi nhận", "Recorded by"), f"{row['actor']}, {at}"),
    ]
