"""`ketnap report`: published figures held against our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commands.office_desk import Office
from commands.output import Column
from commands.past import reads_past
from commands.prose import tell_or_emit
from commands.report_compare import compare
from commands.report_form import form
from commands.report_periods import annual, monthly, quarterly
from commands.report_picture import picture
from commands.skin import group, option
from commands.speech import say
from commands.years import Period
from rules.text import Text

if TYPE_CHECKING:
    from planning.claims import Finding
    from planning.history import History

command = group(
    "report",
    Text(
        "Báo cáo tháng, quý, năm; biểu thống kê; kiểm tra số liệu công bố.",
        "Reports of a month, quarter or year; statistics; published figures checked.",
    ),
)
for _one in (monthly, quarterly, annual, compare, form, picture):
    command.add_command(_one)

_DISAGREE = 7
_LONGEST = 60
_YEARS_BACK = 5
_COLUMNS = (
    Column(key="claim", heading=Text("Số liệu", "Claim"), kind="ref"),
    Column(key="stated", heading=Text("Công bố", "Stated"), kind="percent"),
    Column(key="computed", heading=Text("Tính ra", "Computed"), kind="percent"),
    Column(key="agrees", heading=Text("Khớp", "Agrees")),
    Column(key="hypothesis", heading=Text("Giả thuyết", "Hypothesis")),
)


@command.command(
    words=Text(
        "Đối chiếu số công bố với số theo năm, và nêu giả thuyết khi không khớp."
        " NAME là total (tổng kết nạp), target (tổng chỉ tiêu) hoặc một năm.",
        "Hold published figures against the years, and say what would explain a difference."
        " NAME is total (all admitted), target (all targets) or a year.",
    ),
    examples=(
        "ketnap report check --period 2020..2022 --claim total=372",
        "ketnap report check --figure 8/9=88.8 --figure 1150/2873=40.02",
    ),
    exits=(0, 2, 3, 7),
)
@option("--period", type=Period(), words=Text("Khoảng năm, ví dụ 2020..2022.", "Years."))
@option(
    "--claim",
    "claims",
    multiple=True,
    metavar="NAME=N",
    words=Text("Một số đã công bố; dùng nhiều lần.", "A published count; may repeat."),
)
@option(
    "--figure",
    "figures",
    multiple=True,
    metavar="A/B=PERCENT",
    words=Text("Một tỷ lệ đã công bố; dùng nhiều lần.", "A published percentage; may repeat."),
)
@reads_past
@click.pass_obj
def check(
    office: Office,
    period: tuple[int, int] | None,
    claims: tuple[str, ...],
    figures: tuple[str, ...],
) -> int:
    """Check claims and figures; 7 when one does not agree."""
    if not claims and not figures:
        raise click.UsageError(
            say(
                Text(
                    "Cần ít nhất một số: --claim total=372 hoặc --figure 8/9=88.8.",
                    "Give at least one: --claim total=372 or --figure 8/9=88.8.",
                )
            )
        )
    from planning.claims import check_claims, read_claim  # noqa: PLC0415 - help does not count
    from planning.printed import Figure  # noqa: PLC0415 - as above

    printed = [Figure.read(_short(text)) for text in figures]
    wanted = dict(read_claim(_short(text)) for text in claims)
    found = check_claims(_history(office, period, needed=bool(wanted)), wanted, printed)
    lines = [line for finding in found for line in _told(finding)]
    tell_or_emit(office, lines, "report-check", _COLUMNS, [_row(one) for one in found])
    return 0 if all(finding.agrees for finding in found) else _DISAGREE


def _short(text: str) -> str:
    """What was typed; of something far too long only the beginning, so that it is refused."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _history(office: Office, period: tuple[int, int] | None, *, needed: bool) -> History:
    """The years that claims are held against; percentages alone need no store."""
    from planning.history import history  # noqa: PLC0415 - help does not count

    if not needed and period is None:
        return history([])
    from commands.yearbook import history_of  # noqa: PLC0415 - help opens nothing

    year = office.today().year
    first, last = period or (year - _YEARS_BACK, year)
    return history_of(office.store(), first, last, office.today())


def _told(finding: Finding) -> list[str]:
    mark = "✓" if finding.agrees else "✗"
    return [
        f"{mark} {say(finding.summary)}",
        *(f"  {say(hypothesis)}" for hypothesis in finding.hypotheses),
    ]


def _row(finding: Finding) -> dict[str, object]:
    hypotheses = [say(hypothesis) for hypothesis in finding.hypotheses]
    return {
        "claim": finding.claim,
        "stated": finding.stated,
        "computed": finding.computed,
        "agrees": finding.agrees,
        "hypothesis": hypotheses[0] if hypotheses else None,
        "hypotheses": hypotheses,
        "difference": finding.difference,
        "summary": say(finding.summary),
    }
