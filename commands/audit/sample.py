"""`ketnap audit sample`: draw files for an inspection so that anybody can draw them again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import click

from commands.asking import Terms, register_terms
from commands.days import Day
from commands.office_desk import Office
from commands.output import Column, number
from commands.sheets import Target, put_table, to_sheet
from commands.skin import Command, option
from commands.speech import say
from commands.years import POSITIVE
from rules.text import Text

if TYPE_CHECKING:
    from storage.store import SqlStore
    from workflow.inspection.sample import Sample

_COLUMNS = (
    Column(key="unit", heading=Text("Mã", "Code"), kind="ref"),
    Column(key="name", heading=Text("Tổ chức", "Unit")),
    Column(key="population", heading=Text("Số hồ sơ", "Files"), kind="number"),
    Column(key="drawn", heading=Text("Rút", "Drawn"), kind="number"),
    Column(key="refs", heading=Text("Hồ sơ được rút", "Files drawn")),
)


class _Percent(click.ParamType[Decimal]):
    """A rate as people write it: 21.74, 21,74 or 21.74%."""

    name = "percent"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        """The rate in percent."""
        typed = str(value).strip().removesuffix("%").strip().replace(",", ".")
        try:
            rate = Decimal(typed)
        except InvalidOperation:
            rate = Decimal(0)
        if not Decimal(0) < rate <= Decimal(100):
            shown = str(value)[:20]
            self.fail(
                say(
                    Text(
                        f"“{shown}” không phải tỷ lệ phần trăm từ trên 0 đến 100.",
                        f"“{shown}” is no percentage above 0 and up to 100.",
                    )
                ),
                param,
                ctx,
            )
        return rate


@click.command(
    "sample",
    cls=Command,
    words=Text(
        "Rút mẫu hồ sơ để kiểm tra: chia theo tổ chức, rút theo mã băm của hạt giống và mã hồ sơ,"
        " ghi vào nhật ký để không ai rút đi rút lại cho vừa ý. --xlsx lập phiếu kiểm tra, mỗi hồ"
        " sơ một dòng. --again SỐ rút lại một mẫu đã ghi và so với lần trước.",
        "Draw files for an inspection: shared out by unit, drawn by a digest of seed and reference,"
        " written into the log so that nobody draws until the result pleases. --xlsx makes a"
        " worksheet, a line per file. --again NUMBER draws a recorded one once more and compares.",
    ),
    examples=(
        "ketnap audit sample --rate 21.74 --seed 20261123 --xlsx phieu-kiem-tra.xlsx",
        "ketnap audit sample --size 30 --unit DV --seed BB-12 --from 01/01/2026 -n",
        "ketnap audit sample --again 1",
    ),
    exits=(0, 2, 3, 4, 5, 6, 7, 75),
)
@option("--rate", type=_Percent(), default=None, words=Text("Tỷ lệ, phần trăm.", "Percent."))
@option("--size", type=POSITIVE, default=None, words=Text("Số hồ sơ.", "How many files."))
@option(
    "--strata",
    type=click.Choice(["unit", "none"]),
    default="unit",
    show_default=True,
    words=Text("Chia tầng theo tổ chức, hoặc không chia.", "Strata: units, or none."),
)
@option(
    "--seed",
    default=None,
    words=Text(
        "Hạt giống: chọn trước khi biết hồ sơ nào, ví dụ số quyết định kiểm tra.",
        "The seed, chosen before anybody knows the files: the number of the decision, say.",
    ),
)
@option("--unit", default=None, words=Text("Tổ chức và cấp dưới.", "A unit and those below."))
@option(
    "--from",
    "first",
    type=Day(),
    default=None,
    words=Text("Hồ sơ có việc từ ngày này.", "With a step on this day or later."),
)
@option(
    "--to",
    "last",
    type=Day(),
    default=None,
    words=Text("Hồ sơ có việc tới ngày này.", "With a step on this day or earlier."),
)
@option(
    "--again",
    type=POSITIVE,
    default=None,
    metavar="NUMBER",
    words=Text("Rút lại mẫu đã ghi ở mục này và so.", "Draw that sample again and compare."),
)
@to_sheet
@register_terms
@click.pass_obj
def sample(
    office: Office,
    /,
    target: Target,
    terms: Terms,
    rate: Decimal | None,
    size: int | None,
    seed: str | None,
    again: int | None,
    **asked: Any,
) -> None:
    """Draw a sample."""
    if again is not None:
        _put(office, target, _drawn_again(office, again), Text("Rút lại", "Drawn again"))
        return
    if seed is None or (rate is None) == (size is None):
        raise click.UsageError(
            say(
                Text(
                    "Cần --seed, và một trong --rate, --size.",
                    "It takes --seed, and one of --rate and --size.",
                )
            )
        )
    from workflow.actions.samples import record_sample  # noqa: PLC0415 - help stays instant

    wanted = _wanted(office, seed.strip(), asked)
    drawn = _drawn(office.store(), wanted, size=size, rate=rate)
    done = record_sample(office.desk(), drawn, request=terms.request, dry_run=terms.dry_run)
    _put(office, target, done, Text("Đã rút", "Drawn"))


def _wanted(office: Office, seed: str, asked: Mapping[str, Any]) -> Sample:
    """What is to be drawn from, before anything is."""
    from workflow.finding import find_unit  # noqa: PLC0415 - help stays instant
    from workflow.inspection.sample import Sample  # noqa: PLC0415 - as above

    unit = asked["unit"]
    return Sample(
        seed=seed,
        by=asked["strata"],
        unit=None if unit is None else find_unit(office.desk(), unit).code,
        first=asked["first"],
        last=asked["last"],
        strata=(),
        as_of=office.today(),
    )


def _drawn(
    store: SqlStore, wanted: Sample, *, size: int | None = None, rate: Decimal | None = None
) -> Sample:
    """The sample, drawn from the files as a store has them.

    Raises:
        RefusedError: there is nothing to draw from, or less than was asked for.
    """
    from planning.sampling import draw, size_at  # noqa: PLC0415 - help stays instant
    from workflow.errors import RefusedError  # noqa: PLC0415 - as above
    from workflow.listing import CaseFilter  # noqa: PLC0415 - as above
    from workflow.subtree import subtree  # noqa: PLC0415 - as above

    units = () if wanted.unit is None else subtree(store.units(wanted.as_of), wanted.unit)
    within = None
    if wanted.first is not None or wanted.last is not None:
        within = store.streams_between(wanted.first, wanted.last)
    strata: dict[str, list[str]] = {}
    for line in store.cases(CaseFilter(units=units)):
        if within is None or line.ref in within:
            strata.setdefault(line.unit if wanted.by == "unit" else "", []).append(line.ref)
    there = sum(map(len, strata.values()))
    count = size if rate is None else size_at(rate, there)
    if not there:
        raise RefusedError(
            Text("Trong phạm vi này không có hồ sơ nào.", "There are no files in this scope.")
        )
    if count is None or count > there:
        raise RefusedError(
            Text(
                f"Chỉ có {there} hồ sơ trong phạm vi; không rút được {count}.",
                f"There are {there} files in scope; {count} cannot be drawn.",
            )
        )
    return replace(wanted, strata=draw(wanted.seed, count, strata))


def _drawn_again(office: Office, again: int) -> Sample:
    """A recorded sample, drawn once more from the files as they were known then.

    Raises:
        IntegrityError: other files come out.
        NotFoundError: no such sample.
    """
    from workflow.errors import IntegrityError  # noqa: PLC0415 - help stays instant
    from workflow.inspection.sample import STREAM, find_sample  # noqa: PLC0415 - as above
    from workflow.moment import Moment  # noqa: PLC0415 - as above

    kept = find_sample(list(office.store().entries(STREAM)), again)
    known_at = datetime.fromisoformat(str(kept.known_at))
    past = office.looking_back(Moment(as_of=kept.as_of, known_at=known_at))
    drawn = _drawn(past, kept, size=kept.size)
    if drawn != kept:
        raise IntegrityError(
            Text(
                f"Mẫu số {again} không rút lại được như đã ghi.",
                f"Sample {again} does not come out again as it was recorded.",
            ),
            following=Text("ketnap audit verify", "ketnap audit verify"),
        )
    return drawn


def _put(office: Office, target: Target, drawn: Sample, deed: Text) -> None:
    if target.file is not None:
        from commands.audit.worksheet import put_worksheet  # noqa: PLC0415 - only a workbook pays

        put_worksheet(office, target, drawn)
        return
    names = {one.code: one.name for one in office.store().units(drawn.as_of)}
    rows = [
        {
            "unit": one.name or None,
            "name": names.get(one.name),
            "population": one.population,
            "drawn": len(one.refs),
            "refs": list(one.refs),
            "refs_shown": ", ".join(one.refs),
        }
        for one in drawn.strata
    ]
    extra = {
        "seed": drawn.seed,
        "size": drawn.size,
        "population": drawn.population,
        "percent": str(_share(drawn)),
        "number": drawn.number,
    }
    footer = (say(_told(drawn, deed)),)
    put_table(office, target, "audit-sample", deed, _COLUMNS, rows, footer=footer, extra=extra)


def _share(drawn: Sample) -> Decimal:
    """The share that was drawn, in percent with two places."""
    from fractions import Fraction  # noqa: PLC0415 - help stays instant

    from planning.percent import half_up  # noqa: PLC0415 - as above

    return half_up(Fraction(100 * drawn.size, drawn.population))


def _told(drawn: Sample, deed: Text) -> Text:
    from planning.percent import shown  # noqa: PLC0415 - help stays instant

    share_vi, share_en = (shown(_share(drawn), language) for language in ("vi", "en"))
    part = f"{number(drawn.size)}/{number(drawn.population)}"
    if drawn.number is None:
        where = Text("chạy thử, chưa ghi", "a rehearsal, nothing was written")
    else:
        where = Text(
            f"mục {drawn.number} của audit/samples", f"entry {drawn.number} of audit/samples"
        )
    return Text(
        f"{deed.vi} {part} hồ sơ ({share_vi}), {len(drawn.strata)} tầng; {where.vi}.",
        f"{deed.en}: {part} files ({share_en}), {len(drawn.strata)} strata; {where.en}.",
    )
