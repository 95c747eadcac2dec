"""`ketnap case advance | hold | resume | transfer`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from commands.asking import confirm_moderate, confirm_serious, write_options
from commands.case.telling import show_plan, tell_moved
from commands.office_desk import Office
from commands.refs import complete_ref
from commands.refusing import told_to_programs
from commands.skin import Command, option
from commands.speech import say
from commands.years import POSITIVE
from rules.text import Text
from workflow.actions import advance as advancing
from workflow.actions import pause
from workflow.actions import transfer as transferring
from workflow.outcomes import Moved
from workflow.reasons import REASON_LABELS, Reason
from workflow.states import EVENT_LABELS, Event, State

_SERIOUS = (Event.STRIKE_OFF, Event.ANNUL, Event.CLOSE)
_STEPS = [event.value for event in Event if event is not Event.NOMINATE]
_REASONS = click.Choice([reason.value for reason in Reason])
_REASONS_TOLD = (
    Text("Mã lý do", "Reason codes"),
    [(reason.value, label) for reason, label in REASON_LABELS.items()],
)
_EVENTS_TOLD = (
    Text("Bước", "Events"),
    [(event.value, label) for event, label in EVENT_LABELS.items() if event is not Event.NOMINATE],
)


class StepCommand(Command):
    """A command whose help says what the codes mean."""

    lists: Sequence[tuple[Text, Sequence[tuple[str, Text]]]] = (_EVENTS_TOLD, _REASONS_TOLD)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The codes in words, then the exit codes."""
        for heading, lines in self.lists:
            with formatter.section(say(heading)):
                formatter.write_dl([(code, say(label)) for code, label in lines])
        super().format_epilog(ctx, formatter)


class HoldCommand(StepCommand):
    """The same for a command that takes no event."""

    lists = (_REASONS_TOLD,)


@click.command(
    "advance",
    cls=StepCommand,
    words=Text(
        "Đưa hồ sơ sang bước tiếp theo. Thiếu điều kiện nào thì nêu đủ, kèm căn cứ.",
        "Take a case one event further. Every unmet condition is named with its source.",
    ),
    examples=(
        "ketnap case advance 0044 hold-ceremony --on 20/11/2026 -n",
        "ketnap case advance HS-2026-0058 admit --doc 99-QĐ/TU --issuer TP --on 15/11/2026",
    ),
    exits=(0, 1, 2, 3, 5, 6, 75),
)
@click.argument("ref", shell_complete=complete_ref)
@click.argument("event", type=click.Choice(_STEPS), metavar="EVENT")
@option("--doc", "document", default=None, words=Text("Số văn bản.", "Document number."))
@option("--issuer", default=None, words=Text("Nơi ban hành.", "Who issued it."))
@option(
    "--to",
    type=click.Choice([state.value for state in State]),
    default=None,
    words=Text("Về bước nào (return-file, annul).", "Where it leads (return-file, annul)."),
)
@option(
    "--reason-code",
    type=_REASONS,
    metavar="CODE",
    default=None,
    words=Text("Mã lý do.", "Reason code."),
)
@option("--reason", default=None, words=Text("Lý do bằng lời.", "Reason in words."))
@option(
    "--override",
    "overrides",
    multiple=True,
    metavar="CONDITION",
    words=Text(
        "Bỏ qua một điều kiện, gọi theo tên ở “case why … -o wide”; cần --reason và --approved-by.",
        "Waive a condition, by its name in “case why … -o wide”; needs --reason and --approved-by.",
    ),
)
@option(
    "--approved-by",
    default=None,
    metavar="USER",
    words=Text("Người thứ hai chấp thuận.", "The second person who approves."),
)
@option(
    "--seen",
    type=POSITIVE,
    default=None,
    words=Text(
        "Mục cuối đã xem; nếu hồ sơ đã đổi thì dừng.",
        "Last entry seen; stop if the case moved since.",
    ),
)
@write_options
@click.pass_obj
def advance(
    office: Office,
    ref: str,
    event: str,
    document: str | None,
    issuer: str | None,
    to: str | None,
    reason_code: str | None,
    reason: str | None,
    overrides: tuple[str, ...],
    approved_by: str | None,
    seen: int | None,
    on: date | None,
    request_id: str | None,
    dry_run: bool,
    yes: bool,
    no_input: bool,
) -> None:
    """Take a case one event further."""
    desk, what = office.desk(), Event(event)

    def attempt(*, trial: bool) -> Moved:
        return advancing.advance(
            desk,
            ref,
            what,
            on=on,
            to=None if to is None else State(to),
            document=document,
            issuer=issuer,
            reason_code=reason_code,
            reason=reason,
            overrides=overrides,
            approved_by=approved_by,
            seen=seen,
            request=request_id,
            dry_run=trial,
        )

    def plan() -> None:
        show_plan(office, attempt(trial=True))

    with told_to_programs(office):
        if not dry_run and what in _SERIOUS:
            confirm_serious(plan, yes=yes)
        elif not dry_run:
            confirm_moderate(plan, yes=yes, no_input=no_input)
        moved = attempt(trial=dry_run)
    tell_moved(office, moved, dry_run=dry_run)


@click.command(
    "hold",
    cls=HoldCommand,
    words=Text(
        "Tạm dừng hồ sơ. Nhắc việc của hồ sơ được ngưng, có ghi rõ.",
        "Put a case on hold. Its alerts are inhibited, visibly.",
    ),
    examples=("ketnap case hold 0029 awaiting-verification",),
    exits=(0, 1, 2, 3, 5, 6, 75),
)
@click.argument("ref", shell_complete=complete_ref)
@click.argument("reason_code", type=_REASONS, metavar="REASON")
@option("--reason", default=None, words=Text("Lý do bằng lời.", "Reason in words."))
@write_options
@click.pass_obj
def hold(
    office: Office,
    ref: str,
    reason_code: str,
    reason: str | None,
    on: date | None,
    request_id: str | None,
    dry_run: bool,
    yes: bool,
    no_input: bool,
) -> None:
    """Put a case on hold."""
    desk = office.desk()

    def attempt(*, trial: bool) -> Moved:
        return pause.hold(
            desk,
            ref,
            Reason(reason_code),
            on=on,
            reason=reason,
            request=request_id,
            dry_run=trial,
        )

    if not dry_run:
        confirm_moderate(lambda: show_plan(office, attempt(trial=True)), yes=yes, no_input=no_input)
    tell_moved(office, attempt(trial=dry_run), dry_run=dry_run)


@click.command(
    "resume",
    cls=Command,
    words=Text("Tiếp tục hồ sơ đang tạm dừng.", "Take a case off hold."),
    examples=("ketnap case resume 0029",),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("ref", shell_complete=complete_ref)
@option("--reason", default=None, words=Text("Lý do bằng lời.", "Reason in words."))
@write_options
@click.pass_obj
def resume(
    office: Office,
    ref: str,
    reason: str | None,
    on: date | None,
    request_id: str | None,
    dry_run: bool,
    yes: bool,
    no_input: bool,
) -> None:
    """Take a case off hold."""
    del yes, no_input
    moved = pause.resume(
        office.desk(), ref, on=on, reason=reason, request=request_id, dry_run=dry_run
    )
    tell_moved(office, moved, dry_run=dry_run)


@click.command(
    "transfer",
    cls=Command,
    words=Text(
        "Chuyển hồ sơ sang tổ chức khác. Nơi nhận phải tiếp nhận; thời gian dự bị không tính lại.",
        "Hand a case to another unit. The receiver must accept; probation is never reset.",
    ),
    examples=(
        "ketnap case transfer 0044 --to DV --doc 12-CV/ĐU",
        "ketnap case transfer 0044 --accept",
    ),
    exits=(0, 1, 2, 3, 5, 6, 75),
)
@click.argument("ref", shell_complete=complete_ref)
@option("--to", default=None, words=Text("Tổ chức tiếp nhận.", "The receiving unit."))
@option(
    "--accept",
    is_flag=True,
    default=False,
    words=Text("Tiếp nhận hồ sơ được chuyển tới.", "Accept a case that was offered."),
)
@option(
    "--decline",
    is_flag=True,
    default=False,
    words=Text("Không tiếp nhận.", "Decline a case that was offered."),
)
@option("--doc", "document", default=None, words=Text("Số văn bản.", "Document number."))
@option("--issuer", default=None, words=Text("Nơi ban hành.", "Who issued it."))
@option("--reason", default=None, words=Text("Lý do bằng lời.", "Reason in words."))
@write_options
@click.pass_obj
def transfer(
    office: Office,
    ref: str,
    to: str | None,
    accept: bool,
    decline: bool,
    document: str | None,
    issuer: str | None,
    reason: str | None,
    on: date | None,
    request_id: str | None,
    dry_run: bool,
    yes: bool,
    no_input: bool,
) -> None:
    """Offer, accept or decline a case."""
    if sum([to is not None, accept, decline]) > 1:
        sentence = Text(
            "Chỉ dùng một trong --to, --accept và --decline.",
            "Give only one of --to, --accept and --decline.",
        )
        raise click.UsageError(say(sentence), click.get_current_context())
    desk = office.desk()
    which: transferring.Step = "offer"
    if accept or decline:
        which = "accept" if accept else "decline"

    def attempt(*, trial: bool) -> Moved:
        return transferring.transfer(
            desk,
            ref,
            which,
            to=to,
            on=on,
            document=document,
            issuer=issuer,
            reason=reason,
            request=request_id,
            dry_run=trial,
        )

    if not dry_run:
        confirm_moderate(lambda: show_plan(office, attempt(trial=True)), yes=yes, no_input=no_input)
    tell_moved(office, attempt(trial=dry_run), dry_run=dry_run)
