"""`ketnap legal list | show | due`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import click

from commands.legal.rows import COLUMNS, base_row
from commands.office_desk import Office
from commands.output import Column, day, people_read
from commands.past import reads_past
from commands.prose import tell_or_emit
from commands.sheets import Target, put_table, to_sheet
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text

_TITLE = Text("Danh mục văn bản", "Legal bases")
_DUE = (
    *(one for one in COLUMNS if one.key in {"ref", "paper", "issued_on", "issuer"}),
    Column(key="review_on", heading=Text("Hạn rà soát", "Review due"), kind="day"),
    Column(key="days_left", heading=Text("Còn (ngày)", "Days left"), kind="number"),
)


@click.command(
    "list",
    cls=Command,
    words=Text("Các văn bản, mới nhất trước.", "The papers, newest first."),
    examples=("ketnap legal list", "ketnap legal list --in-force --xlsx van-ban.xlsx"),
    exits=(0, 2, 3, 9),
)
@option(
    "--in-force",
    is_flag=True,
    default=False,
    words=Text("Chỉ văn bản còn hiệu lực.", "Only those in force."),
)
@to_sheet
@reads_past
@click.pass_obj
def list_bases(office: Office, in_force: bool, target: Target) -> None:
    """List the papers."""
    from workflow.registers.legal import legal_bases  # noqa: PLC0415 - help stays instant

    today = office.today()
    found = [one for one in legal_bases(office.store()) if not in_force or one.in_force(today)]
    if not found and people_read(office.output) and target.file is None:
        office.tell(
            Text(
                "Danh mục chưa có văn bản. Ghi: ketnap legal add",
                "There is no paper yet. To enter one: ketnap legal add",
            )
        )
        return
    rows = [base_row(one, today) for one in found]
    count = Text(f"{len(rows)} văn bản.", f"{len(rows)} papers.")
    put_table(office, target, "legal-list", _TITLE, COLUMNS, rows, footer=[say(count)])


@click.command(
    "show",
    cls=Command,
    words=Text(
        "Một văn bản: thực hiện văn bản nào, văn bản nào thực hiện nó, thay thế, và chỉ tiêu, kế"
        " hoạch dẫn nó.",
        "One paper: what it implements, what implements it, what superseded it, and the targets"
        " and plans that cite it.",
    ),
    examples=('ketnap legal show "11-NQ/TU 16/12/2022"', "ketnap legal show VB-2026-0001 -o json"),
    exits=(0, 2, 3),
)
@click.argument("paper")
@reads_past
@click.pass_obj
def show(office: Office, paper: str) -> None:
    """Show one paper and what hangs on it."""
    from workflow.registers.legal import (  # noqa: PLC0415 - help stays instant
        find_base,
        fitting,
        legal_bases,
    )
    from workflow.registers.plans import plan_of  # noqa: PLC0415 - as above
    from workflow.registers.register import Register  # noqa: PLC0415 - as above

    store, today = office.store(), office.today()
    one = find_base(store, paper)
    bases = legal_bases(store)
    by_ref = {base.ref: base for base in bases}
    below = [base for base in bases if base.implements == one.ref]

    def cites(text: str | None) -> bool:
        return text is not None and [base.ref for base in fitting(bases, text)] == [one.ref]

    quotas = [quota for quota in store.quotas(1, 9999) if cites(quota.base)]
    plans = [plan for plan in map(plan_of, store.records(Register.PLAN)) if cites(plan.base)]
    row: dict[str, Any] = {
        **base_row(one, today),
        "implemented_by": [base.ref for base in below],
        "quotas": [{"year": quota.year, "unit": quota.unit} for quota in quotas],
        "plans": [{"year": plan.year, "unit": plan.unit} for plan in plans],
    }
    lines = [f"{one.ref} · {one.citation}"]
    if one.title is not None:
        lines.append(f"  {one.title}")
    lines.append(f"  {row['level_shown']}, {row['status_shown']}")
    if one.implements is not None:
        above = by_ref[one.implements].citation
        lines.append(say(Text(f"  Thực hiện: {above}", f"  Implements: {above}")))
    lines += [
        say(Text(f"  Được thực hiện bằng: {base.citation}", f"  Implemented by: {base.citation}"))
        for base in below
    ]
    if one.review_on is not None:
        review = day(one.review_on)
        lines.append(say(Text(f"  Hạn rà soát: {review}", f"  Review due: {review}")))
    years = sorted({quota.year for quota in quotas})
    if years:
        listed = ", ".join(map(str, years))
        lines.append(
            say(
                Text(
                    f"  Căn cứ của {len(quotas)} chỉ tiêu: {listed}",
                    f"  The base of {len(quotas)} quotas: {listed}",
                )
            )
        )
    lines += [
        say(Text(f"  Kế hoạch {plan.year} của {plan.unit}", f"  Plan {plan.year} of {plan.unit}"))
        for plan in plans
    ]
    tell_or_emit(office, lines, "legal-show", COLUMNS, [row])


@click.command(
    "due",
    cls=Command,
    words=Text(
        "Văn bản còn hiệu lực đến hạn rà soát, gấp trước.",
        "Papers in force whose review is due, urgent first.",
    ),
    examples=("ketnap legal due", "ketnap legal due --within 365 --xlsx ra-soat.xlsx"),
    exits=(0, 2, 3, 9),
)
@option(
    "--within",
    type=click.IntRange(0, 3660),
    default=100,
    show_default=True,
    words=Text("Trong bấy nhiêu ngày tới.", "Within so many days."),
)
@to_sheet
@reads_past
@click.pass_obj
def due(office: Office, within: int, target: Target) -> None:
    """List the papers to be reviewed."""
    from workflow.registers.legal import legal_bases  # noqa: PLC0415 - help stays instant

    today = office.today()
    until = today + timedelta(days=within)
    waiting = [
        (one.review_on, one)
        for one in legal_bases(office.store())
        if one.in_force(today) and one.review_on is not None and one.review_on <= until
    ]
    rows = [
        {**base_row(one, today), "days_left": (review - today).days}
        for review, one in sorted(waiting, key=lambda pair: (pair[0], pair[1].ref))
    ]
    count = Text(f"{len(rows)} văn bản cần rà soát.", f"{len(rows)} papers to review.")
    title = Text("Văn bản đến hạn rà soát", "Papers due for review")
    put_table(office, target, "legal-due", title, _DUE, rows, footer=[say(count)])
