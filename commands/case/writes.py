"""`ketnap case nominate | record | correct | note`."""

from __future__ import annotations

from datetime import date

import click

from commands.asking import confirm_moderate, write_options
from commands.case.telling import show_plan, tell_moved
from commands.days import Day
from commands.office_desk import Office
from commands.refs import complete_ref
from commands.refusing import told_to_programs
from commands.skin import Command, option
from commands.speech import say
from rules.education import Education
from rules.text import Text
from workflow.actions import correct as correcting
from workflow.actions import nominate as nominating
from workflow.actions import pause
from workflow.actions import record as recording
from workflow.fact_table import FACTS
from workflow.facts import FactKind, FactSpec
from workflow.outcomes import Moved
from workflow.typed_day import read_born


def _pairs(_ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """NAME=VALUE options as a mapping; a pair without = is refused."""
    found: dict[str, str] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise click.BadParameter(
                say(Text(f"“{pair[:40]}”: cần MỤC=GIÁ_TRỊ.", f"“{pair[:40]}”: use NAME=VALUE.")),
                param=param,
            )
        found[name.strip()] = value
    return found


_set = option(
    "--set",
    "values",
    multiple=True,
    callback=_pairs,
    metavar="NAME=VALUE",
    words=Text("Một mục của sự việc; dùng nhiều lần.", "One field of the fact; may repeat."),
)


@click.command(
    "nominate",
    cls=Command,
    words=Text(
        "Mở hồ sơ cho người được chi bộ hoặc đoàn thể giới thiệu.",
        "Open a case for a person whom a cell or a union has named.",
    ),
    examples=('ketnap case nominate "Trần Đại Quỳnh" --born 12/03/1999 --unit DV --doc 01-NQ/CB',),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("name")
@option("--unit", required=True, words=Text("Tổ chức theo dõi.", "The unit that follows it."))
@option("--born", default=None, words=Text("Ngày sinh.", "Day of birth."))
@option(
    "--sex", type=click.Choice(["male", "female"]), default=None, words=Text("Giới tính.", "Sex.")
)
@option(
    "--education",
    type=click.Choice([level.value for level in Education]),
    default=None,
    words=Text("Trình độ học vấn.", "General education."),
)
@option("--occupation", default=None, words=Text("Nghề nghiệp.", "Occupation."))
@option("--residence", default=None, words=Text("Nơi ở.", "Residence."))
@option(
    "--referrer",
    type=click.Choice(["youth-union", "labour-federation", "cell", "other"]),
    default=None,
    words=Text("Bên giới thiệu.", "Who referred the person."),
)
@option("--doc", "document", default=None, words=Text("Số văn bản.", "Document number."))
@option("--issuer", default=None, words=Text("Nơi ban hành.", "Who issued it."))
@option(
    "--another",
    is_flag=True,
    default=False,
    words=Text("Là người khác, dù trùng tên và ngày sinh.", "Another person of the same name."),
)
@write_options
@click.pass_obj
def nominate(
    office: Office,
    name: str,
    unit: str,
    born: str | None,
    sex: str | None,
    education: str | None,
    occupation: str | None,
    residence: str | None,
    referrer: str | None,
    document: str | None,
    issuer: str | None,
    another: bool,
    on: date | None,
    request_id: str | None,
    dry_run: bool,
    yes: bool,
    no_input: bool,
) -> None:
    """Open a case."""
    desk = office.desk()
    nominee = nominating.Nominee(
        name=name,
        born=None if born is None else read_born(born, office.today()),
        sex=sex,
        education=education,
        occupation=occupation,
        residence=residence,
    )

    def attempt(*, trial: bool) -> Moved:
        return nominating.nominate(
            desk,
            nominee,
            unit,
            on=on,
            document=document,
            issuer=issuer,
            referrer=referrer,
            another=another,
            request=request_id,
            dry_run=trial,
        )

    def plan() -> None:
        show_plan(office, attempt(trial=True), name)

    with told_to_programs(office):
        if not dry_run:
            confirm_moderate(plan, yes=yes, no_input=no_input)
        moved = attempt(trial=dry_run)
    tell_moved(office, moved, dry_run=dry_run, name=name)


class FactCommand(Command):
    """A command whose help lists the kinds of fact and what each of them holds."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The kinds, then the exit codes."""
        with formatter.section(say(Text("Sự việc", "Facts"))):
            formatter.write_dl([(kind.value, _told(spec)) for kind, spec in FACTS.items()])
        super().format_epilog(ctx, formatter)


def _told(spec: FactSpec) -> str:
    """A kind of fact in words, with its fields as they are typed; optional ones in brackets."""
    typed = ["--number"] if spec.documented else []
    for field in spec.fields:
        value = "|".join(field.choices) or ("N" if field.kind is int else "…")
        pair = f"--set {field.name}={value}"
        typed.append(pair if field.required else f"[{pair}]")
    label = say(spec.label)
    return f"{label}: {' '.join(typed)}" if typed else label


@click.command(
    "record",
    cls=FactCommand,
    words=Text(
        "Ghi một sự việc của hồ sơ: giấy chứng nhận, biểu quyết, công văn, trả lời, ý kiến, …",
        "Record a fact of a case: a certificate, a vote, a letter, its reply, an opinion, …",
    ),
    examples=(
        "ketnap case record 0058 certificate --number 12/GCN --issuer TTCT --on 12/03/2026",
        "ketnap case record 0058 helper --set who='Lê Văn Tám' --on 15/11/2026",
    ),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("ref", shell_complete=complete_ref)
@click.argument("kind", type=click.Choice([kind.value for kind in FactKind]), metavar="FACT")
@_set
@option("--number", "document", default=None, words=Text("Số văn bản.", "Document number."))
@option("--issuer", default=None, words=Text("Nơi ban hành.", "Who issued it."))
@write_options
@click.pass_obj
def record(
    office: Office,
    ref: str,
    kind: str,
    values: dict[str, str],
    document: str | None,
    issuer: str | None,
    on: date | None,
    request_id: str | None,
    dry_run: bool,
    yes: bool,
    no_input: bool,
) -> None:
    """Record a fact."""
    del yes, no_input
    moved = recording.record(
        office.desk(),
        ref,
        FactKind(kind),
        values,
        on=on,
        document=document,
        issuer=issuer,
        request=request_id,
        dry_run=dry_run,
    )
    tell_moved(office, moved, dry_run=dry_run)


@click.command(
    "correct",
    cls=Command,
    words=Text(
        "Sửa một mục đã ghi bằng một mục mới. Mọi hạn bị ảnh hưởng được tính lại, nêu cũ → mới.",
        "Answer a mistake with a new entry. Every deadline that moves is shown old → new.",
    ),
    examples=(
        'ketnap case correct 0044 7 --on 19/11/2026 --reason "Biên bản ghi ngày 19/11"',
        'ketnap case correct 0044 person --set born=1999-03-12 --reason "Theo giấy khai sinh"',
    ),
    exits=(0, 1, 2, 3, 5, 6, 75),
)
@click.argument("ref", shell_complete=complete_ref)
@click.argument("what", metavar="ENTRY|person")
@_set
@option("--on", type=Day(), default=None, words=Text("Ngày đúng.", "The right day."))
@option("--number", "document", default=None, words=Text("Số đúng.", "The right number."))
@option("--issuer", default=None, words=Text("Nơi ban hành đúng.", "The right issuer."))
@option(
    "--void",
    is_flag=True,
    default=False,
    words=Text("Sự việc này không có.", "This fact never was."),
)
@option("--reason", required=True, words=Text("Vì sao sửa.", "Why it is corrected."))
@option(
    "-n",
    "--dry-run",
    is_flag=True,
    default=False,
    words=Text("Chạy thử, chưa ghi gì.", "Show what would happen; write nothing."),
)
@option("--request-id", default=None, metavar="ID", words=Text("Mã yêu cầu.", "Request id."))
@option(
    "-y",
    "--yes",
    is_flag=True,
    default=False,
    words=Text("Đồng ý ghi, không hỏi lại.", "Go ahead without asking."),
)
@click.pass_obj
def correct(
    office: Office,
    ref: str,
    what: str,
    values: dict[str, str],
    on: date | None,
    document: str | None,
    issuer: str | None,
    void: bool,
    reason: str,
    dry_run: bool,
    request_id: str | None,
    yes: bool,
) -> None:
    """Correct an entry, or what is known of the person."""
    desk = office.desk()

    def attempt(*, trial: bool) -> Moved:
        if what == "person":
            return correcting.correct_person(
                desk, ref, values, reason=reason, request=request_id, dry_run=trial
            )
        return correcting.correct(
            desk,
            ref,
            _entry_number(what),
            effective_on=on,
            values=values,
            document=document,
            issuer=issuer,
            void=void,
            reason=reason,
            request=request_id,
            dry_run=trial,
        )

    if not dry_run:
        confirm_moderate(lambda: show_plan(office, attempt(trial=True)), yes=yes, no_input=False)
    tell_moved(office, attempt(trial=dry_run), dry_run=dry_run)


def _entry_number(what: str) -> int:
    if not what.isascii() or not what.isdigit() or len(what) > len("999999999"):
        raise click.UsageError(
            say(
                Text(
                    f"“{what[:40]}”: cần số mục (ketnap case timeline) hoặc “person”.",
                    f"“{what[:40]}”: give an entry number (ketnap case timeline) or “person”.",
                )
            )
        )
    return int(what)


@click.command(
    "note",
    cls=Command,
    words=Text(
        "Để lại ghi chú. Lời ghi nằm ngoài nhật ký; nhật ký chỉ giữ dấu chứng thực.",
        "Leave a note. Its words stay beside the log, which keeps only their proof.",
    ),
    examples=('ketnap case note 0044 "Đã gọi chi bộ, hẹn họp 28/11"',),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("ref", shell_complete=complete_ref)
@click.argument("words")
@write_options
@click.pass_obj
def note(
    office: Office,
    ref: str,
    words: str,
    on: date | None,
    request_id: str | None,
    dry_run: bool,
    yes: bool,
    no_input: bool,
) -> None:
    """Leave a note."""
    del yes, no_input
    moved = pause.note(office.desk(), ref, words, on=on, request=request_id, dry_run=dry_run)
    tell_moved(office, moved, dry_run=dry_run)
