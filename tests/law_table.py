"""The table of law that a lawyer reads, built from the data; `python tests/law_table.py` writes it.

`tests/rules/test_rows.py` holds docs/law.md and the data side by side, cell by cell.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from rules.documents import Document  # noqa: E402 - the path comes first
from rules.forms import Form, Forms  # noqa: E402
from rules.rows import Row  # noqa: E402
from rules.rule import Rule, Version  # noqa: E402
from rules.rulebook import Rulebook  # noqa: E402
from rules.text import Text  # noqa: E402
from rules.wording import value_text  # noqa: E402
from scheduler.ladder import load_ladders  # noqa: E402

LAW = ROOT / "docs" / "law.md"
NOTHING = "—"
SECTIONS = {
    "C": "Charter (Điều lệ Đảng)",
    "G": "What changed between generations (thay đổi giữa các thời kỳ)",
    "R1": "Age and education (tuổi, học vấn)",
    "R2": "Recommenders (người giới thiệu)",
    "R3": "Awareness course (lớp bồi dưỡng nhận thức về Đảng)",
    "R4": "Application, CV, verification (đơn, lý lịch, thẩm tra)",
    "R5": "Opinions (lấy ý kiến)",
    "R6": "Votes (biểu quyết)",
    "R7": "Deciding body and its time (thẩm quyền, thời hạn)",
    "R8": "Ceremony (lễ kết nạp)",
    "R9": "Probation (thời kỳ dự bị)",
    "R10": "Recognition (công nhận đảng viên chính thức)",
    "R11": "Party age (tuổi đảng)",
    "R12": "Re-admission (kết nạp lại)",
    "R13": "Plan and reporting (chỉ tiêu, báo cáo)",
    "R14": "Wrong decisions (kết nạp sai quy định)",
    "R15": "After the district level (sau khi kết thúc cấp huyện)",
    "R16": "Screening (rà soát, sàng lọc)",
    "R17": "Internal political protection (bảo vệ chính trị nội bộ)",
    "R18": "Special categories (trường hợp đặc thù)",
    "P": "Personal data (dữ liệu cá nhân)",
    "K": "Inspection and assigned tasks (kiểm tra, nhiệm vụ được giao)",
}
ROW_COLUMNS = (
    *("Row", "Rule (quy định)", "Value", "Counted", "In force", "Citation", "Confidence"),
    *("Note", "Carried by"),
)
TIMER_COLUMNS = ("Timer", "Deadline (hạn)", "Starts", "Length", "Ends", "Reminders", "Rule")
FORM_COLUMNS = (
    *("Paper", "No. (mẫu)", "Form (biểu mẫu)", "Step", "Signed by", "Catalogue", "In force"),
    *("Source", "Confidence", "Note"),
)
DOCUMENT_COLUMNS = (
    *("Document (văn bản)", "About", "Issuer", "In force", "Replaces", "Confidence", "Note"),
)
INTRODUCTION = """\
# The law, row by row

For those who answer for the law. Every line below is data in `rules/data/`; a test compares this
page with it cell by cell. The words are ours; what binds is the document named beside them.

- **Confidence**: `high` – two independent sources, or the text was seen; `medium` – one source;
  `low` – nobody confirms it. Everything but `high` is printed as *chưa xác minh*, and
  `ketnap rules list --unverified` lists it. A refusal that leans on several wordings is as sure
  as the least sure of them.
- **In force**: the days on which the wording chooses itself. A deadline uses the wording in force
  on the day of its starting event. An open end means that nothing is known to replace it.
- **Carried by**: the rule file, then what asks for it: conditions, facts, states, events, forms,
  other modules. Where nothing is decided by a row, its note says why; a rule that no code reads
  and no note explains fails a test.
- A wrong cell is mended in the data and here, with a line in `CHANGELOG.md`.
"""


def table(columns: tuple[str, ...], lines: Iterator[tuple[str, ...]]) -> str:
    """A Markdown table."""
    head = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    return "\n".join([*head, *(f"| {' | '.join(line)} |" for line in lines)]) + "\n"


def both(text: Text) -> str:
    """English with the Vietnamese beside."""
    return _cell(f"{text.en} ({text.vi})")


def span(begin: date | None, end: date | None) -> str:
    """Days in force."""
    if begin is None and end is None:
        return NOTHING
    return f"{begin or '…'} – {end or ''}".rstrip()


def row_lines(row: Row, book: Rulebook) -> Iterator[tuple[str, ...]]:
    """One line per wording of a row; one line where it has no rule."""
    see = "; ".join(source.cite("en") for source in row.sources)
    why = "" if row.information is None else f"Nothing is decided by it: {row.information.en}"
    carried = ", ".join(f"`{name}`" for name in row.carriers.names)
    if not row.rules:
        yield (
            *(row.id, both(row.title), NOTHING, NOTHING, span(row.from_on, row.until_on)),
            *(see or NOTHING, row.confidence or NOTHING, _cell(why) or NOTHING),
            carried or NOTHING,
        )
        return
    several = len(row.rules) > 1
    first = True
    for rule_id in row.rules:
        rule = book[rule_id]
        for version in row.wordings(rule):
            title = both(row.title) if first else "″"
            if several:
                title += f": {_cell(rule.title.en)}"
            cited = version.source.cite("en")
            notes = [version.note.en] if version.note is not None else []
            yield (
                *(row.id, title, value_text(version).en or NOTHING, counted(rule, version)),
                span(version.from_on, version.until_on),
                f"{cited}; also {see}" if see and first else cited,
                version.confidence.value,
                _cell(" ".join([*notes, *([why] if why and first else [])])) or NOTHING,
                f"`{rule_id}`" + (f", {carried}" if carried and first else ""),
            )
            first = False


def counted(rule: Rule, version: Version) -> str:
    """From which happening to which."""
    if version.starts is None:
        return NOTHING
    told = f"from: {version.starts.label.en}"
    if version.provisional is not None:
        told += f" (until known: {version.provisional.label.en})"
    if rule.met_by:
        told += f" → {rule.met_by[0].label.en}"
    return told


def timer_lines(row: Row, book: Rulebook) -> Iterator[tuple[str, ...]]:
    """One line per rule of a timer, by its newest wording."""
    ladders = load_ladders(frozenset(book.ids()))
    for rule_id in row.rules:
        rule = book[rule_id]
        version = rule.versions[-1]
        steps = ladders.steps([rule_id]) if rule.timer else ()
        rungs = " ".join(f"{step.days:+d}" if step.days else "0" for step in steps)
        starts = NOTHING if version.starts is None else version.starts.label.en
        ends = "; ".join(one.label.en for one in rule.met_by) or NOTHING
        yield (
            *(row.id, both(row.title), starts, value_text(version).en, ends),
            *(rungs or NOTHING, f"`{rule_id}`"),
        )


def form_line(register: Forms, form: Form) -> tuple[str, ...]:
    """One number of a form."""
    end = form.until_on or date(2026, 11, 23)
    variant = "" if form.variant is None else f", {form.variant.label.en}"
    return (
        f"`{form.document}`{variant}",
        form.number or NOTHING,
        both(form.title),
        form.step.value,
        both(form.signed_by),
        ", ".join(map(str, form.catalogue)) or NOTHING,
        span(form.from_on, form.until_on),
        register.source_on(form, end).cite("en"),
        form.confidence.value,
        NOTHING if form.note is None else _cell(form.note.en),
    )


def filed(register: Forms) -> str:
    """How digitised papers are numbered and named."""
    catalogue = register.catalogue
    return (
        "Numbers belong to an edition of the guidance. Catalogue: numbers of digitised files"
        f" ({catalogue.source.cite('en')}; {catalogue.confidence}; from {catalogue.from_on})."
        " A file is called number, then title without accents, then `.n` for a further one;"
        f" the folder: {catalogue.folder.en}.\n"
    )


def document_line(document: Document) -> tuple[str, ...]:
    """One document of the register."""
    return (
        document.key,
        both(document.title),
        both(document.issuer),
        span(document.in_force_from, document.in_force_until),
        "; ".join(document.replaces) or NOTHING,
        document.confidence.value,
        NOTHING if document.note is None else _cell(document.note.en),
    )


def section_of(row: Row) -> str:
    """The section that a row stands in: ``C``, ``G``, ``T``, or ``R8``."""
    return row.id.split(".")[0] if row.id.startswith("R") else row.id[0]


def page(book: Rulebook) -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    for key, title in SECTIONS.items():
        rows = [row for row in book.rows() if section_of(row) == key]
        parts += [
            f"## {key} {title}\n",
            table(ROW_COLUMNS, (line for row in rows for line in row_lines(row, book))),
        ]
    timers = [row for row in book.rows() if section_of(row) == "T"]
    register = book.forms()
    parts += [
        "## T Deadlines (thời hạn)\n",
        "Reminders are the office's own practice, in calendar days before (−) and after (+) it.\n",
        table(TIMER_COLUMNS, (line for row in timers for line in timer_lines(row, book))),
        "## Forms (biểu mẫu)\n",
        filed(register),
        table(FORM_COLUMNS, (form_line(register, form) for form in register.forms)),
        "## Documents (văn bản)\n",
        "Told apart by number **and** date: four share the number 01-HD/TW, two 12-HD/BTCTW.\n",
        table(DOCUMENT_COLUMNS, (document_line(one) for one in book.documents())),
    ]
    return "\n".join(parts)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "/").split())


if __name__ == "__main__":
    LAW.write_text(page(Rulebook.open()), encoding="utf-8")
