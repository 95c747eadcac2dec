"""`ketnap rules impact`: what a draft of the law would change for the cases there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.office_desk import Office
from commands.output import Column, day, people_read
from commands.skin import Command, option
from commands.speech import say
from commands.titles import RuleTitles
from rules.text import Text

if TYPE_CHECKING:
    from planning.impact import CaseImpact, ConditionImpact, DeadlineImpact

_COLUMNS = (
    Column(key="ref", heading=Text("Mã", "Ref"), kind="ref"),
    Column(key="name", heading=Text("Họ và tên", "Name")),
    Column(key="unit", heading=Text("Tổ chức", "Unit"), wide=True),
    Column(key="effect", heading=Text("Tác động", "Effect"), kind="ref"),
    Column(key="subject", heading=Text("Việc", "What")),
    Column(key="old", heading=Text("Hiện nay", "Now"), kind="ref"),
    Column(key="new", heading=Text("Theo dự thảo", "By the draft"), kind="ref"),
    Column(key="newly_overdue", heading=Text("Thành quá hạn", "Newly overdue"), kind="ref"),
)
_EFFECTS = {
    "moved": Text("hạn dời", "moved"),
    "opened": Text("mở hạn", "opened"),
    "closed": Text("hết hạn này", "closed"),
    "condition-added": Text("+ điều kiện", "+ condition"),
    "condition-removed": Text("− điều kiện", "− condition"),
}
_OVERDUE = Text("▲ quá hạn", "▲ overdue")
_NOTHING = Text("Chưa ghi gì.", "Nothing was written.")


@click.command(
    "impact",
    cls=Command,
    words=Text(
        "Thử một tệp quy tắc dự thảo (nội dung mới, quy tắc mới hoặc quy định riêng) trên kho"
        " thật mà không ghi gì: hạn nào dời, mở, hết, thành quá hạn; hồ sơ nào đổi điều kiện của"
        " bước tiếp theo. Tên tệp là mã quy tắc; documents.toml bổ sung sổ văn bản.",
        "Try a draft rule file (a new wording, a new rule or a local one) on the real store and"
        " write nothing: which deadlines would move, open, close, become overdue, and whose next"
        " event would ask for something else. The file bears the rule's id; documents.toml adds"
        " to the register.",
    ),
    examples=(
        "ketnap rules impact ceremony.toml",
        "ketnap rules impact ceremony.toml documents.toml -o json",
    ),
    exits=(0, 2, 5, 8),
)
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path),
)
@option(
    "--exit-code",
    is_flag=True,
    default=False,
    words=Text("Thoát với mã 8 nếu có tác động.", "Exit with 8 when anything would change."),
)
@click.pass_obj
def impact(office: Office, files: tuple[Path, ...], exit_code: bool) -> int:
    """Print what a draft would change."""
    from planning.impact import impact as work_out  # noqa: PLC0415 - help does not read the law
    from planning.impact import screening_impact, summary  # noqa: PLC0415 - as above
    from workflow.law import Law  # noqa: PLC0415 - as above
    from workflow.listing import CaseFilter  # noqa: PLC0415 - as above
    from workflow.screening.listing import ScreeningFilter  # noqa: PLC0415 - as above

    book = office.rulebook().drafted(*files)
    book.load_all()
    desk = office.desk()
    lines = desk.store.cases(CaseFilter())
    dossiers = (one for line in lines if (one := desk.store.dossier(line.ref)) is not None)
    readers = (desk.law(), Law(book, desk.calendar, desk.path_of()), office.today())
    found = list(work_out(desk.store, dossiers, *readers))
    screened = desk.store.screenings(ScreeningFilter())
    under_way = (it for line in screened if (it := desk.store.screening(line.ref)) is not None)
    found += screening_impact(under_way, *readers)
    titles = RuleTitles(book)
    rows = [row for one in found for row in _rows(one, titles)]
    told = summary(found)
    footer = [say(Text(f"{told.vi} {_NOTHING.vi}", f"{told.en} {_NOTHING.en}"))]
    if not rows and people_read(office.output):
        click.echo(footer[0])
    else:
        office.emit("rules-impact", _COLUMNS, rows, footer=footer)
    return 8 if exit_code and found else 0


def _rows(one: CaseImpact, titles: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    who = {"ref": one.ref, "name": one.person.name, "unit": one.case.unit}
    for moved in one.deadlines:
        yield {**who, **_deadline_row(moved, titles)}
    if one.conditions is not None:
        yield from ({**who, **row} for row in _condition_rows(one.conditions))


def _deadline_row(one: DeadlineImpact, titles: Mapping[str, str]) -> dict[str, Any]:
    old, new = one.old, one.new
    return {
        "effect": one.effect.value,
        "effect_shown": say(_EFFECTS[one.effect]),
        "subject": one.rule,
        "subject_shown": titles.get(one.rule, one.rule),
        "old": None if old is None else old.due_on,
        "new": None if new is None else new.due_on,
        "old_shown": day(None if old is None else old.due_on),
        "new_shown": day(None if new is None else new.due_on),
        "old_wording": None if old is None else old.version,
        "new_wording": None if new is None else new.version,
        "newly_overdue": one.overdue,
        "newly_overdue_shown": say(_OVERDUE) if one.overdue else "",
    }


def _condition_rows(one: ConditionImpact) -> Iterator[dict[str, Any]]:
    for effect, group in (("condition-added", one.added), ("condition-removed", one.removed)):
        for lack in group:
            now, then = (None, "unmet") if effect == "condition-added" else ("unmet", None)
            told = say(lack.sentence())
            yield {
                "effect": effect,
                "effect_shown": say(_EFFECTS[effect]),
                "subject": lack.condition,
                "subject_shown": told,
                "event": one.event.value,
                "problem": told,
                "old": now,
                "new": then,
                "old_shown": say(Text("chưa đạt", "unmet")) if now else "—",
                "new_shown": say(Text("chưa đạt", "unmet")) if then else "—",
                "newly_overdue": False,
                "newly_overdue_shown": "",
            }
