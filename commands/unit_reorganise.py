"""`ketnap unit merge | split | dissolve | move | rename`: units are rearranged on a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from commands.asking import Terms, confirm_moderate, confirm_serious, write_terms
from commands.office_desk import Office
from commands.prose import as_planned
from commands.reorganised import said, told
from commands.skin import Command, option
from commands.speech import say
from commands.unit_code import read_code
from commands.unit_rows import STATUSES
from rules.text import Text

if TYPE_CHECKING:
    from workflow.reorganising.asking import Founding
    from workflow.reorganising.plan import Reorganisation

_EXITS = (0, 2, 3, 5, 6, 75)
_doc = option("--doc", "document", default=None, words=Text("Số văn bản.", "Document number."))
_issuer = option("--issuer", default=None, words=Text("Nơi ban hành.", "Who issued it."))
_given = option(
    "--give",
    "given",
    multiple=True,
    metavar="WHAT=UNIT",
    words=Text(
        "Tổ chức trực thuộc hoặc hồ sơ nào về tổ chức nào; dùng nhiều lần.",
        "Which unit below or which case goes to which unit; may be repeated.",
    ),
)
_shares = option(
    "--share",
    "shares",
    multiple=True,
    metavar="UNIT=N",
    words=Text(
        "Phần chỉ tiêu còn lại giao cho tổ chức nào; phần dư về tổ chức nêu đầu tiên.",
        "How much of what is left of the target goes to whom; the rest is the first one's.",
    ),
)


def _pairs(given: tuple[str, ...], hint: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in given:
        what, _, to = pair.partition("=")
        if not what.strip() or not to.strip() or what.strip() in found:
            raise click.BadParameter(
                say(
                    Text(
                        f"“{pair[:60]}”: cần dạng A=B, mỗi A một lần.",
                        f"“{pair[:60]}”: use A=B, each A once.",
                    )
                ),
                param_hint=hint,
            )
        found[what.strip()] = to.strip()
    return found


def _counts(given: tuple[str, ...]) -> dict[str, int]:
    pairs = _pairs(given, "--share")
    for what, count in pairs.items():
        if not (count.isascii() and count.isdigit()):
            raise click.BadParameter(
                say(
                    Text(f"“{what}={count[:20]}”: cần một số.", f"“{what}={count[:20]}”: no count.")
                ),
                param_hint="--share",
            )
    return {what: int(count) for what, count in pairs.items()}


def _heir(typed: str) -> str | Founding:
    """A unit that is there, or CODE=NAME for one that is founded."""
    from workflow.reorganising.asking import Founding  # noqa: PLC0415 - help does not write

    code, sign, name = typed.partition("=")
    return Founding(code=read_code(code), name=name) if sign else typed


@click.command(
    "merge",
    cls=Command,
    words=Text(
        "Nhập nhiều tổ chức vào một từ một ngày. Trong một lần ghi, hồ sơ, hạn đang chạy, nhắc"
        " việc, chỉ tiêu còn lại và tổ chức trực thuộc đi theo; lịch sử giữ nguyên.",
        "Merge units into one from a day on. In one change cases, running deadlines, alerts, what"
        " is left of targets and units below follow; history stays.",
    ),
    examples=(
        "ketnap unit merge DL KD --into DV --on 01/07/2026 --doc 9-NQ/TU -n",
        'ketnap unit merge DL KD --into PR --name "Đảng bộ phường Phan Rang" --doc 9-NQ/TU -y',
    ),
    exits=_EXITS,
)
@click.argument("units", nargs=-1, required=True)
@option(
    "--into",
    required=True,
    words=Text("Tổ chức nhận; mã mới thì thêm --name.", "Who takes over; a new code with --name."),
)
@option("--name", default=None, words=Text("Tên tổ chức thành lập mới.", "Name of a new unit."))
@option(
    "--status",
    type=click.Choice(STATUSES),
    default=None,
    words=Text("Cấp của tổ chức mới (mặc định: như trước).", "Its tier (default: as before)."),
)
@option(
    "--parent",
    default=None,
    words=Text("Cấp trên của tổ chức mới.", "Superior of the new unit."),
)
@option("--kind", default=None, words=Text("Loại hình của tổ chức mới.", "Kind of the new unit."))
@_doc
@_issuer
@write_terms
@click.pass_obj
def merge(
    office: Office,
    /,
    *,
    units: tuple[str, ...],
    into: str,
    name: str | None,
    status: str | None,
    parent: str | None,
    kind: str | None,
    **rest: Any,
) -> None:
    """Merge units into one."""
    from workflow.reorganising.asking import Founding, merging  # noqa: PLC0415 - as above
    from workflow.unit import UnitStatus  # noqa: PLC0415 - as above

    target: str | Founding = into
    if name is not None:
        target = Founding(
            code=read_code(into),
            name=name,
            status=None if status is None else UnitStatus(status),
            parent=parent,
            kind=kind,
        )
    elif (status, parent, kind) != (None, None, None):
        raise click.UsageError(
            say(
                Text(
                    "--status, --parent, --kind chỉ dùng cùng --name, khi thành lập mới.",
                    "--status, --parent and --kind go with --name, for a new unit.",
                )
            )
        )
    _carry_out(office, lambda when: merging(office.desk(), units, target, when), rest)


@click.command(
    "split",
    cls=Command,
    words=Text(
        "Chia một tổ chức cho nhiều tổ chức từ một ngày. Tổ chức nêu đầu tiên nhận phần không giao"
        " riêng; với --keep tổ chức cũ còn lại và giữ phần ấy.",
        "Part a unit among others from a day on. The first takes what is not given to somebody;"
        " with --keep the old unit goes on and keeps that.",
    ),
    examples=(
        'ketnap unit split DV --into D1="Đảng bộ phường 1" --into D2="Đảng bộ phường 2" -n',
        "ketnap unit split DV --keep --into DL --give CB3=DL --give HS-2026-0029=DL -y",
    ),
    exits=_EXITS,
)
@click.argument("unit")
@option(
    "--into",
    "heirs",
    multiple=True,
    required=True,
    metavar="UNIT|CODE=NAME",
    words=Text(
        "Tổ chức nhận; MÃ=TÊN để thành lập mới; dùng nhiều lần.",
        "Who takes over; CODE=NAME founds a new one; may be repeated.",
    ),
)
@_given
@_shares
@option(
    "--keep", is_flag=True, default=False, words=Text("Tổ chức cũ còn lại.", "The unit goes on.")
)
@_doc
@_issuer
@write_terms
@click.pass_obj
def split(
    office: Office,
    /,
    *,
    unit: str,
    heirs: tuple[str, ...],
    given: tuple[str, ...],
    shares: tuple[str, ...],
    keep: bool,
    **rest: Any,
) -> None:
    """Part a unit among others."""
    from workflow.reorganising.asking import Parting, parting  # noqa: PLC0415 - as above

    among = Parting(
        heirs=[_heir(one) for one in heirs],
        given=_pairs(given, "--give"),
        shares=_counts(shares),
        keep=keep,
    )
    _carry_out(office, lambda when: parting(office.desk(), unit, among, when), rest)


@click.command(
    "dissolve",
    cls=Command,
    words=Text(
        "Giải thể một tổ chức từ một ngày. Hồ sơ, chỉ tiêu còn lại và tổ chức trực thuộc về tổ chức"
        " kế thừa.",
        "Dissolve a unit from a day on. Its cases, what is left of its target and the units below"
        " it go to its heirs.",
    ),
    examples=(
        "ketnap unit dissolve TP --heir T --on 01/07/2025 --doc 202/2025/QH15 -n",
        "ketnap unit dissolve CB7 --heir CB1 --give HS-2026-0029=CB2 --heir CB2 -y",
    ),
    exits=_EXITS,
)
@click.argument("unit")
@option(
    "--heir",
    "heirs",
    multiple=True,
    required=True,
    words=Text("Tổ chức kế thừa; dùng nhiều lần.", "Who inherits; may be repeated."),
)
@_given
@_shares
@_doc
@_issuer
@write_terms
@click.pass_obj
def dissolve(
    office: Office,
    /,
    *,
    unit: str,
    heirs: tuple[str, ...],
    given: tuple[str, ...],
    shares: tuple[str, ...],
    **rest: Any,
) -> None:
    """Dissolve a unit."""
    from workflow.reorganising.asking import Parting, parting  # noqa: PLC0415 - as above
    from workflow.reorganising.plan import Turn  # noqa: PLC0415 - as above

    among = Parting(heirs=heirs, given=_pairs(given, "--give"), shares=_counts(shares))
    _carry_out(office, lambda when: parting(office.desk(), unit, among, when, Turn.DISSOLVE), rest)


@click.command(
    "move",
    cls=Command,
    words=Text(
        "Chuyển một tổ chức, cùng mọi tổ chức dưới nó, sang cấp trên khác từ một ngày.",
        "Put a unit, with every unit below it, under another superior from a day on.",
    ),
    examples=("ketnap unit move CVA --to PR --on 01/07/2026 --doc 9-NQ/TU",),
    exits=_EXITS,
)
@click.argument("unit")
@option("--to", "parent", required=True, words=Text("Cấp trên mới.", "The new superior."))
@_doc
@_issuer
@write_terms
@click.pass_obj
def move(office: Office, /, *, unit: str, parent: str, **rest: Any) -> None:
    """Put a unit under another superior."""
    from workflow.reorganising.asking import moving  # noqa: PLC0415 - as above

    _carry_out(office, lambda when: moving(office.desk(), unit, parent, when), rest, serious=False)


@click.command(
    "rename",
    cls=Command,
    words=Text(
        "Đổi tên một tổ chức từ một ngày; mã không đổi, báo cáo cũ giữ tên cũ.",
        "Rename a unit from a day on; its code stays, and old reports keep the old name.",
    ),
    examples=('ketnap unit rename DV "Đảng bộ phường Phan Rang" --on 01/07/2026',),
    exits=_EXITS,
)
@click.argument("unit")
@click.argument("name")
@_doc
@_issuer
@write_terms
@click.pass_obj
def rename(office: Office, /, *, unit: str, name: str, **rest: Any) -> None:
    """Rename a unit."""
    from workflow.reorganising.asking import renaming  # noqa: PLC0415 - as above

    _carry_out(office, lambda when: renaming(office.desk(), unit, name, when), rest, serious=False)


def _carry_out(
    office: Office,
    planned: Callable[[Any], Reorganisation],
    rest: Mapping[str, Any],
    *,
    serious: bool = True,
) -> None:
    """Show what follows, ask as the weight of it wants, write and tell."""
    from workflow.actions.reorganise import reorganise  # noqa: PLC0415 - help does not write
    from workflow.reorganising.asking import Terms as When  # noqa: PLC0415 - as above

    terms: Terms = rest["terms"]
    desk = office.desk()
    plan = planned(
        When(on=terms.on or office.today(), document=rest["document"], issuer=rest["issuer"])
    )

    def show() -> None:
        rehearsed = reorganise(desk, plan, request=terms.request, dry_run=True)
        for line in as_planned(said(rehearsed)):
            click.echo(say(line), err=True)

    if not terms.dry_run:
        if serious:
            confirm_serious(show, yes=terms.yes)
        else:
            confirm_moderate(show, yes=terms.yes, no_input=terms.no_input)
    done = reorganise(desk, plan, request=terms.request, dry_run=terms.dry_run)
    told(office, done, dry_run=terms.dry_run)
