"""`ketnap approval`: a second person's word, each from their own account."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from commands.asking import Terms, register_terms
from commands.moments import moment
from commands.office_desk import Office
from commands.output import Column, day, people_read
from commands.prose import tell_registered
from commands.skin import group, option
from commands.speech import say
from commands.years import POSITIVE
from rules.text import Text

if TYPE_CHECKING:
    from workflow.approval import Approval

command = group(
    "approval",
    Text(
        "Chấp thuận của người thứ hai: đề nghị, xem, đồng ý, không đồng ý.",
        "A second person's approval: ask, list, give, refuse.",
    ),
)
_EXITS = (0, 2, 3, 4, 5, 6, 75)
_COLUMNS = (
    Column(key="number", heading=Text("Số", "No."), kind="ref"),
    Column(key="about", heading=Text("Về", "About"), kind="ref"),
    Column(key="deed", heading=Text("Việc", "Deed")),
    Column(key="day", heading=Text("Ngày", "Day"), kind="day"),
    Column(key="grounds", heading=Text("Vì", "Because")),
    Column(key="asked_by", heading=Text("Người đề nghị", "Asked by"), kind="ref"),
    Column(key="asked_of", heading=Text("Chờ ai", "Of"), kind="ref"),
    Column(key="state", heading=Text("Tình trạng", "State")),
    Column(key="said", heading=Text("Lý do", "Reason"), wide=True),
)


@command.command(
    "ask",
    words=Text(
        "Đề nghị người thứ hai chấp thuận một lệnh: gõ đúng lệnh ấy sau “--”. Hồ sơ chưa đổi gì."
        " Khi họ đã chấp thuận, gõ lại lệnh.",
        "Ask a second person to approve a command: type it after “--”. Nothing else is written."
        " Once they have approved, type the command again.",
    ),
    examples=(
        "ketnap approval ask -- case advance 0044 annul --on 20/11/2026 --approved-by hoa -y",
    ),
    exits=_EXITS,
)
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED, metavar="-- COMMAND…")
@register_terms
@click.pass_obj
def ask(office: Office, words: tuple[str, ...], terms: Terms) -> None:
    """Propose a command."""
    from workflow.actions.approvals import ask as asking  # noqa: PLC0415 - help does not write

    root = click.get_current_context().find_root().command
    office.proposing = True
    desk = office.desk()

    def attempt() -> None:
        with root.make_context("ketnap", list(words), obj=office) as ctx:
            root.invoke(ctx)

    found = asking(desk, attempt, request=terms.request, dry_run=terms.dry_run)
    lines = [
        Text(
            f"✓ Đề nghị {found.number}: chờ {found.asked_of} chấp thuận; hồ sơ chưa đổi.",
            f"✓ Proposal {found.number} waits for {found.asked_of}; the case has not changed.",
        ),
        Text(
            f"  {found.asked_of} gõ: ketnap approval give {found.number}",
            f"  {found.asked_of} types: ketnap approval give {found.number}",
        ),
        _again(root, words, found.day),
    ]
    _tell(office, found, lines, terms)


def _again(root: click.Command, words: tuple[str, ...], on: date) -> Text:
    """What is typed once the word is given: it is good for that day's command alone."""
    ctx, found = click.get_current_context(), root
    for word in words:
        if not isinstance(found, click.Group):
            break
        found = found.get_command(ctx, word) or found
    if any("--on" in one.opts for one in found.params):
        return Text(
            f"  Sau đó gõ lại lệnh, với --on {day(on)}.",
            f"  Then type the command again, with --on {on}.",
        )
    return Text(
        f"  Sau đó gõ lại đúng lệnh ấy, trong ngày {day(on)}.",
        f"  Then type the very same command again, on {on}.",
    )


@command.command(
    "list",
    words=Text(
        "Đề nghị đang chờ; --all thêm đề nghị đã trả lời.",
        "Proposals that wait; --all adds those answered.",
    ),
    examples=("ketnap approval list", "ketnap approval list --all -o json"),
    exits=(0, 2, 3, 4),
)
@option(
    "--all",
    "everything",
    is_flag=True,
    default=False,
    words=Text("Cả đề nghị đã trả lời.", "Answered ones too."),
)
@click.pass_obj
def list_approvals(office: Office, everything: bool) -> None:
    """List proposals."""
    from workflow.approval import ApprovalState  # noqa: PLC0415 - help stays instant

    states = () if everything else (ApprovalState.WAITING, ApprovalState.GIVEN)
    found = office.store().approvals(states)
    if not found and people_read(office.output):
        office.tell(Text("Không có đề nghị nào.", "There is no proposal."))
        return
    waiting = sum(1 for one in found if one.state is ApprovalState.WAITING)
    count = Text(f"{waiting} đề nghị đang chờ.", f"{waiting} waiting.")
    office.emit(
        "approval-list", _COLUMNS, [_row(office, one) for one in found], footer=[say(count)]
    )


@command.command(
    "give",
    words=Text(
        "Chấp thuận một đề nghị, bằng tài khoản của chính mình.",
        "Approve a proposal, from one's own account.",
    ),
    examples=("ketnap approval give 3",),
    exits=_EXITS,
)
@click.argument("number", type=POSITIVE)
@option("--reason", default=None, words=Text("Lời ghi thêm.", "A remark."))
@register_terms
@click.pass_obj
def give(office: Office, number: int, reason: str | None, terms: Terms) -> None:
    """Approve."""
    _answer(office, number, "given", reason, terms)


@command.command(
    "refuse",
    words=Text("Không chấp thuận một đề nghị.", "Refuse a proposal."),
    examples=('ketnap approval refuse 3 --reason "Thiếu biên bản"',),
    exits=_EXITS,
)
@click.argument("number", type=POSITIVE)
@option("--reason", required=True, words=Text("Vì sao.", "Why."))
@register_terms
@click.pass_obj
def refuse(office: Office, number: int, reason: str, terms: Terms) -> None:
    """Refuse."""
    _answer(office, number, "refused", reason, terms)


def _answer(office: Office, number: int, state: str, reason: str | None, terms: Terms) -> None:
    from workflow.actions.approvals import answer  # noqa: PLC0415 - help does not write
    from workflow.approval import ApprovalState  # noqa: PLC0415 - as above

    found = answer(
        office.desk(),
        number,
        ApprovalState(state),
        reason=reason,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    lines = [
        Text(
            f"✓ Đã từ chối đề nghị {number} của {found.asked_by}.",
            f"✓ Refused proposal {number} of {found.asked_by}.",
        )
    ]
    if found.state is ApprovalState.GIVEN:
        lines = [
            Text(
                f"✓ Đã chấp thuận đề nghị {number}; {found.asked_by} gõ lại lệnh là được.",
                f"✓ Approved proposal {number}; {found.asked_by} may type the command again.",
            )
        ]
    _tell(office, found, lines, terms)


def _tell(office: Office, found: Approval, lines: list[Text], terms: Terms) -> None:
    rows = [_row(office, found)]
    tell_registered(office, lines, "approval", _COLUMNS, rows, dry_run=terms.dry_run)


def _row(office: Office, one: Approval) -> dict[str, Any]:
    from workflow.actions.approvals import sayings  # noqa: PLC0415 - help stays instant
    from workflow.approval import APPROVAL_LABELS, GROUND_LABELS, Ground  # noqa: PLC0415 - as above

    grounds = [ground for ground in one.grounds if ground is not Ground.NAMED]
    asked = datetime.fromisoformat(one.asked_at.isoformat())
    return {
        "number": one.number,
        "about": one.about,
        "deed": one.deed,
        "deed_shown": _deed(one),
        "day": one.day,
        "grounds": [ground.value for ground in grounds],
        "grounds_shown": "; ".join(say(GROUND_LABELS[ground]) for ground in grounds),
        "unit": one.unit,
        "asked_by": one.asked_by,
        "asked_at": one.asked_at.isoformat(),
        "asked_at_shown": moment(asked, office.desk().zone),
        "asked_of": one.asked_of,
        "answered_by": one.answered_by,
        "state": one.state.value,
        "state_shown": say(APPROVAL_LABELS[one.state]),
        "said": " · ".join(sayings(office.desk(), one.number)) or None,
        "gist": one.gist,
    }


def _deed(one: Approval) -> str:
    from workflow.approval import GROUND_LABELS, Ground  # noqa: PLC0415 - help stays instant
    from workflow.states import EVENT_LABELS, Event  # noqa: PLC0415 - help stays instant

    known = {event.value: label for event, label in EVENT_LABELS.items()}
    label = known.get(Event(one.deed) if one.deed in known else one.deed)
    if label is not None:
        return say(label)
    grounds = [say(GROUND_LABELS[why]) for why in one.grounds if why is not Ground.NAMED]
    return grounds[0][:1].upper() + grounds[0][1:] if grounds else one.deed
