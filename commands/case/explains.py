"""`ketnap case explain-deadline`: how each deadline of a case was counted."""

from __future__ import annotations

import click

from commands.case.accounts import account_lines, account_row
from commands.erased import named
from commands.office_desk import Office
from commands.output import Column
from commands.past import reads_past
from commands.prose import tell_or_emit
from commands.refs import complete_ref
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text
from workflow.deadline_account import Account, accounts_of
from workflow.errors import NotFoundError
from workflow.finding import find_case
from workflow.ports import Dossier

_LONGEST_ID = 60
_COLUMNS = (
    Column(key="rule", heading=Text("Mã", "Rule"), kind="ref"),
    Column(key="state", heading=Text("Tình trạng", "State"), kind="ref"),
    Column(key="start_event", heading=Text("Tính từ", "Counted from"), kind="ref"),
    Column(key="start_on", heading=Text("Bắt đầu", "Start"), kind="day"),
    Column(key="wording", heading=Text("Nội dung", "Wording"), kind="ref"),
    Column(key="governing_on", heading=Text("Chọn theo ngày", "Chosen by"), kind="day"),
    Column(key="value", heading=Text("Giá trị", "Value"), kind="number"),
    Column(key="unit", heading=Text("Đơn vị", "Unit")),
    Column(key="extended_by", heading=Text("Gia hạn", "Extended"), kind="number"),
    Column(key="skipped", heading=Text("Ngày nghỉ", "Days off")),
    Column(key="added", heading=Text("Ngày làm bù", "Worked")),
    Column(key="source", heading=Text("Căn cứ", "Source")),
    Column(key="confidence", heading=Text("Xác minh", "Verified")),
    Column(key="provisional", heading=Text("Tạm tính", "Provisional")),
    Column(key="estimated", heading=Text("Ước tính", "Estimated")),
    Column(key="due_on", heading=Text("Hạn cuối", "Due"), kind="day"),
    Column(key="closed_on", heading=Text("Kết thúc", "Ended"), kind="day"),
    Column(key="days_late", heading=Text("Muộn", "Late"), kind="number"),
)


@click.command(
    "explain-deadline",
    cls=Command,
    words=Text(
        "Giải thích từng hạn của một hồ sơ, cả hạn đã xong: sự việc bắt đầu và ai ghi,"
        " nội dung nào và vì sao, từng ngày nghỉ và căn cứ, gia hạn, kết quả.",
        "Explain each deadline of a case, the closed ones too: what started it and who recorded"
        " it, which wording and why, each day left out and its source, extensions, result.",
    ),
    examples=(
        "ketnap case explain-deadline 0044",
        "ketnap case explain-deadline 0044 ceremony",
        "ketnap case explain-deadline 0044 ceremony -o json",
    ),
    exits=(0, 2, 3, 5),
)
@click.argument("ref", shell_complete=complete_ref)
@click.argument("rule", required=False)
@option(
    "--open",
    "only_open",
    is_flag=True,
    default=False,
    words=Text("Chỉ những hạn đang chạy.", "Only deadlines that are running."),
)
@reads_past
@click.pass_obj
def explain_deadline(office: Office, ref: str, rule: str | None, only_open: bool) -> None:
    """Explain the deadlines of one case."""
    desk = office.desk()
    dossier = find_case(desk, ref)
    found = accounts_of(desk.store.entries(dossier.case.ref), desk.law())
    wanted = [
        one
        for one in found
        if (rule is None or one.rule.id == rule) and not (only_open and one.ending is not None)
    ]
    if rule is not None and not wanted:
        raise _no_such(office, dossier, rule, found)
    today = office.today()
    lines = [f"{dossier.case.ref} · {named(dossier.person.name)}"]
    if not wanted:
        none = Text("Hồ sơ không có hạn nào như vậy.", "The case has no such deadline.")
        lines.append(say(none))
    for one in wanted:
        lines += ["", *account_lines(one, today, desk.zone)]
    rows = [account_row(one, today) for one in wanted]
    tell_or_emit(office, lines, "explain-deadline", _COLUMNS, rows)


def _no_such(
    office: Office, dossier: Dossier, rule: str, found: tuple[Account, ...]
) -> NotFoundError:
    """The case never had a deadline of this rule; an unknown rule says so itself.

    Raises:
        UnknownRuleError: there is no such rule at all.
    """
    known = office.rulebook()[rule[:_LONGEST_ID]]
    listed = ", ".join(sorted({one.rule.id for one in found})) or "–"
    ref = dossier.case.ref
    return NotFoundError(
        Text(
            f"Hồ sơ {ref} không có hạn “{known.title.vi}” ({known.id}); có: {listed}.",
            f"Case {ref} has no deadline “{known.title.en}” ({known.id}); it has: {listed}.",
        ),
        following=Text(
            f"ketnap case explain-deadline {ref}", f"ketnap case explain-deadline {ref}"
        ),
    )
