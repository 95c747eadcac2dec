"""`ketnap quota set | allocate`: targets are set and revised."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from commands.asking import Terms, register_terms
from commands.office_desk import Office
from commands.prose import tell_registered
from commands.quota_rows import COLUMNS, quota_row
from commands.skin import Command, option
from commands.speech import say
from commands.years import COUNT, MOST, YEAR
from rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workflow.quota import Quota

_LONGEST_TEXT = 200
_base = option(
    "--base", default=None, words=Text("Văn bản giao chỉ tiêu.", "The document that sets it.")
)
_reason = option(
    "--reason", default=None, words=Text("Lý do, khi điều chỉnh.", "Why, for a revision.")
)

_approved_by = option(
    "--approved-by",
    default=None,
    metavar="USER",
    words=Text("Người thứ hai, khi hạ chỉ tiêu.", "The second person, for a cut."),
)


@click.command(
    "set",
    cls=Command,
    words=Text(
        "Giao hoặc điều chỉnh chỉ tiêu của một tổ chức. Số không nêu thì giữ như cũ;"
        " điều chỉnh cần --reason.",
        "Set or revise the quota of a unit. Figures not given stay as they are;"
        " a revision needs --reason.",
    ),
    examples=(
        "ketnap quota set DV 2026 --target 22 --base 11-NQ/TU",
        "ketnap quota set TP 2021 --target 144 --admitted 150",
        'ketnap quota set DV 2026 --target 20 --reason "Điều chỉnh giữa năm"',
    ),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("unit")
@click.argument("year", type=YEAR)
@option("--target", type=COUNT, words=Text("Chỉ tiêu kết nạp.", "How many to admit."))
@option("--class-target", type=COUNT, words=Text("Chỉ tiêu lớp nhận thức.", "How many to train."))
@option(
    "--admitted",
    type=COUNT,
    words=Text("Kết quả đã công bố, khi kho không có đủ hồ sơ.", "The published result, if any."),
)
@_base
@_reason
@_approved_by
@register_terms
@click.pass_obj
def set_quota(
    office: Office,
    unit: str,
    year: int,
    target: int | None,
    class_target: int | None,
    admitted: int | None,
    base: str | None,
    reason: str | None,
    approved_by: str | None,
    terms: Terms,
) -> None:
    """Set or revise one quota."""
    if (target, class_target, admitted) == (None, None, None):
        raise click.UsageError(
            say(
                Text(
                    "Cần ít nhất một số: --target, --class-target hoặc --admitted.",
                    "Give at least one figure: --target, --class-target or --admitted.",
                )
            )
        )
    from workflow.finding import find_unit  # noqa: PLC0415 - help does not open the store
    from workflow.quota import Quota  # noqa: PLC0415 - as above

    found = find_unit(office.desk(), unit)
    wanted = Quota(
        year=year,
        unit=found.code,
        target=target,
        class_target=class_target,
        admitted=admitted,
        base=_clean(base),
        reason=_clean(reason),
    )
    _write(office, [wanted], terms, approved_by)


def shares_of(
    _ctx: click.Context, param: click.Parameter, given: tuple[str, ...]
) -> dict[str, int]:
    """UNIT=N pairs; a unit twice, or anything else, is refused."""
    found: dict[str, int] = {}
    for pair in given:
        unit, _, figure = pair.rpartition("=")
        shown = pair[:40]
        if (
            not unit.strip()
            or not (figure.isascii() and figure.isdigit())
            or int(figure[:9]) > MOST
        ):
            sentence = Text(f"“{shown}”: cần TỔ_CHỨC=SỐ, ví dụ DV=22.", f"“{shown}”: use UNIT=N.")
        elif unit.strip() in found:
            sentence = Text(
                f"“{shown}”: tổ chức nêu hai lần.", f"“{shown}”: the unit is given twice."
            )
        else:
            found[unit.strip()] = int(figure)
            continue
        raise click.BadParameter(say(sentence), param=param)
    return found


@click.command(
    "allocate",
    cls=Command,
    words=Text(
        "Phân bổ chỉ tiêu một năm cho các tổ chức, và nêu số còn chưa phân bổ.",
        "Share a year's quota out to units, and tell what is left.",
    ),
    examples=("ketnap quota allocate 2026 DV=22 CVA=12 --base 11-NQ/TU --dry-run",),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("year", type=YEAR)
@click.argument("shares", metavar="UNIT=N...", nargs=-1, required=True, callback=shares_of)
@_base
@_reason
@_approved_by
@register_terms
@click.pass_obj
def allocate(
    office: Office,
    year: int,
    shares: dict[str, int],
    base: str | None,
    reason: str | None,
    approved_by: str | None,
    terms: Terms,
) -> None:
    """Set the quotas of several units at once, all or none."""
    from workflow.finding import find_unit  # noqa: PLC0415 - help does not open the store
    from workflow.quota import Quota  # noqa: PLC0415 - as above

    desk = office.desk()
    units = [find_unit(desk, typed).code for typed in shares]
    if len(set(units)) < len(units):
        raise click.UsageError(
            say(Text("Một tổ chức được nêu hai lần.", "One unit is given twice."))
        )
    wanted = [
        Quota(year=year, unit=code, target=share, base=_clean(base), reason=_clean(reason))
        for code, share in zip(units, shares.values(), strict=True)
    ]
    _write(office, wanted, terms, approved_by)


def _clean(text: str | None) -> str | None:
    from workflow.names import clean_text  # noqa: PLC0415 - help does not need it

    return None if text is None else clean_text(text, limit=_LONGEST_TEXT) or None


def _write(office: Office, wanted: list[Quota], terms: Terms, approved_by: str | None) -> None:
    """Put the figures over those in force and tell what was done."""
    from commands.yearbook import tally  # noqa: PLC0415 - help does not open the store
    from workflow.actions.registers import set_quotas  # noqa: PLC0415 - as above

    desk = office.desk()
    year = wanted[0].year
    before = {quota.unit: quota for quota in desk.store.quotas(year, year)}
    whole = []
    for quota in wanted:
        old = before.get(quota.unit)
        kept = {} if old is None else {name: getattr(old, name) for name in _missing(quota)}
        whole.append(replace(quota, **kept))
    set_quotas(desk, whole, approved_by=approved_by, request=terms.request, dry_run=terms.dry_run)
    lines = [_told(quota, before.get(quota.unit)) for quota in whole] + _left(office, whole)
    lines += _uncited(office, wanted, before)
    book = tally(office.store(), year, office.today()).with_quotas(whole)
    rows = [quota_row(book, one) for one in whole]
    tell_registered(office, lines, "quota-set", COLUMNS, rows, dry_run=terms.dry_run)


def _uncited(office: Office, wanted: list[Quota], before: Mapping[str, Quota]) -> list[Text]:
    """A hint where a paper is not in the register; none where the register is not kept."""
    from workflow.registers.legal import fitting, legal_bases  # noqa: PLC0415 - as above

    bases = legal_bases(office.store())
    if not bases:
        return []
    typed = dict.fromkeys(one.base for one in wanted if one.base is not None)
    hints = [
        Text(
            f'! “{base}” chưa có trong danh mục văn bản; ghi: ketnap legal add "{base}"',
            f'! “{base}” is not in the register of papers; enter it: ketnap legal add "{base}"',
        )
        for base in typed
        if not fitting(bases, base)
    ]
    bare = [one.unit for one in wanted if one.base is None and _bare(before.get(one.unit))]
    if bare:
        listed = ", ".join(bare)
        hints.append(
            Text(
                f"! Chưa dẫn văn bản (--base): {listed}; theo chỉ tiêu hoặc kế hoạch của cấp trên.",
                f"! No paper is cited (--base): {listed}; the superior's target or plan holds.",
            )
        )
    return hints


def _bare(before: Quota | None) -> bool:
    return before is None or before.base is None


def _missing(quota: Quota) -> list[str]:
    names = ("target", "class_target", "admitted", "base")
    return [name for name in names if getattr(quota, name) is None]


def _told(quota: Quota, old: Quota | None) -> Text:
    vi, en = ("Chỉ tiêu", "Quota") if old is None else ("Điều chỉnh chỉ tiêu", "Quota revised,")
    parts = [
        (Text("kết nạp", "admit"), quota.target, None if old is None else old.target),
        (
            Text("lớp nhận thức", "train"),
            quota.class_target,
            None if old is None else old.class_target,
        ),
        (
            Text("kết quả công bố", "published result"),
            quota.admitted,
            None if old is None else old.admitted,
        ),
    ]
    figures = [(label, _moved(now, was)) for label, now, was in parts if now is not None]
    listed_vi = ", ".join(f"{label.vi} {figure}" for label, figure in figures)
    listed_en = ", ".join(f"{label.en} {figure}" for label, figure in figures)
    base = "" if quota.base is None else f" ({quota.base})"
    return Text(
        f"✓ {vi} {quota.year} của {quota.unit}: {listed_vi}{base}.",
        f"✓ {en} {quota.year} of {quota.unit}: {listed_en}{base}.",
    )


def _moved(now: int, was: int | None) -> str:
    return str(now) if was is None or was == now else f"{was} → {now}"


def _left(office: Office, wanted: list[Quota]) -> list[Text]:
    """A warning where what a superior was given and what it passed on differ."""
    from commands.yearbook import tally  # noqa: PLC0415 - help does not open the store
    from planning.allocation import allocation  # noqa: PLC0415 - as above

    book = tally(office.store(), wanted[0].year, office.today()).with_quotas(wanted)
    warnings = []
    for holder, shares in book.below.items():
        target = book.quotas[holder].target
        if target is None or not {quota.unit for quota in wanted} & {holder, *shares}:
            continue
        given = allocation(target, [book.target(share) or 0 for share in shares])
        if given.warning is not None:
            name, left = book.name(holder), given.warning
            warnings.append(
                Text(
                    f"! {name}: chỉ tiêu {target}, đã phân bổ {given.allocated}, {left.vi}.",
                    f"! {name}: target {target}, allocated {given.allocated}, {left.en}.",
                )
            )
    return warnings
