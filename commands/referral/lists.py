"""`ketnap referral list`: the people who were referred, and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands.office_desk import Office
from commands.output import Column
from commands.past import reads_past
from commands.referral.options import Wanted, chosen, which
from commands.sheets import Target, put_table, to_sheet
from commands.skin import Command
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from workflow.ports import Dossier, Store
    from workflow.registers.referrals import Referral

COLUMNS = (
    Column(key="list", heading=Text("Danh sách", "List"), kind="ref"),
    Column(key="case", heading=Text("Hồ sơ", "Case"), kind="ref"),
    Column(key="name", heading=Text("Họ và tên", "Name")),
    Column(key="referrer", heading=Text("Nơi giới thiệu", "Referred by"), spare=2),
    Column(key="base", heading=Text("Chi đoàn / CĐCS", "Basic unit"), spare=1),
    Column(key="handed_on", heading=Text("Bàn giao", "Handed over"), kind="day"),
    Column(key="state", heading=Text("Bước", "Step"), kind="ref"),
    Column(key="since", heading=Text("Từ ngày", "Since"), kind="day", wide=True),
    Column(key="reason", heading=Text("Lý do không lấy", "Why not taken"), spare=3),
)


@click.command(
    "list",
    cls=Command,
    words=Text(
        "Người được giới thiệu và kết quả tới nay: bước hiện tại, lý do nếu đã dừng. Không có nội"
        " dung thẩm tra. Với --from, đó là bản riêng của một đoàn thể.",
        "People who were referred and what became of them: their step, why a case was closed."
        " Nothing of verification. With --from it is one organisation's own view.",
    ),
    examples=(
        'ketnap referral list --from "Thành đoàn" --year 2026',
        "ketnap referral list --list GT-2026-0003 --xlsx ket-qua.xlsx",
    ),
    exits=(0, 2, 3, 9),
)
@which
@to_sheet
@reads_past
@click.pass_obj
def list_referrals(office: Office, /, target: Target, **wanted: Any) -> None:
    """List referrals."""
    found = chosen(office, Wanted(**wanted))
    rows = [row_of(office.store(), one, dossier) for one, dossier in found]
    people = len({one.case for one, _ in found})
    count = Text(
        f"{len(rows)} lượt giới thiệu, {people} người.", f"{len(rows)} referrals, {people} people."
    )
    title = Text("Kết quả danh sách giới thiệu", "What became of the referrals")
    put_table(office, target, "referral-list", title, COLUMNS, rows, footer=[say(count)])


def row_of(store: Store, one: Referral, dossier: Dossier) -> dict[str, Any]:
    """One referral, with what its referrer may know."""
    from workflow.reasons import REASON_LABELS  # noqa: PLC0415 - help does not open the store
    from workflow.registers.referrals import outcome_of  # noqa: PLC0415 - as above
    from workflow.states import STATE_LABELS  # noqa: PLC0415 - as above

    outcome = outcome_of(store, dossier.case)
    reason = outcome.reason
    return {
        "list": one.list,
        "case": one.case,
        "name": dossier.person.name,
        "by": one.by,
        "referrer": one.referrer,
        "base": one.base,
        "programme": one.programme,
        "handed_on": one.handed_on,
        "unit": dossier.case.unit,
        "state": outcome.state.value,
        "state_shown": say(STATE_LABELS[outcome.state]),
        "since": outcome.since,
        "reason": None if reason is None else reason.value,
        "reason_shown": None if reason is None else say(REASON_LABELS[reason]),
    }
