"""docs/law.md and the data of the law side by side: no row without data, no datum without a row.

A cell that differs is a mistake in one of the two. After a change of the data that is meant, run
`python tests/law_table.py` and read what changed in docs/law.md.
"""

import importlib
import inspect
from pathlib import Path

import pytest
from law_table import (
    DOCUMENT_COLUMNS,
    FORM_COLUMNS,
    LAW,
    ROOT,
    ROW_COLUMNS,
    SECTIONS,
    TIMER_COLUMNS,
    document_line,
    form_line,
    row_lines,
    section_of,
    timer_lines,
)

from rules.errors import RulebookError
from rules.rows import load_rows
from rules.rulebook import Rulebook
from rules.units import Confidence
from workflow import conditions
from workflow.fact_table import FACTS
from workflow.facts import FactKind
from workflow.states import Event, State

BOOK = Rulebook.open()
ROWS = {row.id: row for row in BOOK.rows()}
LAWFUL = [row for row in BOOK.rows() if section_of(row) != "T"]
TIMERS = [row for row in BOOK.rows() if section_of(row) == "T"]
# How many rows each part of the table has; they are numbered without a gap.
WANTED = {
    "C": 3,
    "G": 8,
    "R1": 6,
    "R2": 10,
    "R3": 6,
    "R4": 15,
    "R5": 4,
    "R6": 12,
    "R7": 11,
    "R8": 5,
    "R9": 9,
    "R10": 9,
    "R11": 3,
    "R12": 7,
    "R13": 6,
    "R14": 5,
    "R15": 6,
    "R16": 6,
    "R17": 3,
    "R18": 6,
    "P": 3,
    "K": 2,
    "T": 14,
}
Cells = tuple[str, ...]


def tables() -> dict[str, list[Cells]]:
    """The lines of docs/law.md below each heading, cell by cell, without the heads of tables."""
    found: dict[str, list[Cells]] = {}
    key = ""
    for line in LAW.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            key = line.split()[1]
            found[key] = []
        elif line.startswith("| "):
            found[key].append(tuple(cell.strip() for cell in line.strip("| ").split(" | ")))
    return {key: lines[1:] for key, lines in found.items()}


TABLES = tables()
LINES = [line for key in SECTIONS for line in TABLES[key]]


def differences(columns: Cells, told: list[Cells], wanted: list[Cells]) -> list[str]:
    """Each cell that is not as in the data, with its column."""
    found = [] if len(told) == len(wanted) else [f"{len(told)} lines, the data has {len(wanted)}"]
    for one, other in zip(told, wanted, strict=False):
        found += [
            f"{name} of {one[0]}: “{mine}”, the data says “{theirs}”"
            for name, mine, theirs in zip(columns, one, other, strict=True)
            if mine != theirs
        ]
    return found


@pytest.mark.parametrize("row", LAWFUL, ids=lambda row: row.id)
def test_a_row_of_the_table_says_what_the_data_says(row):
    told = [line for line in LINES if line[0] == row.id]

    assert told
    assert differences(ROW_COLUMNS, told, list(row_lines(row, BOOK))) == []


def test_every_row_of_the_table_has_its_data():
    assert {line[0] for line in LINES} - ROWS.keys() == set()
    assert {line[0] for line in TABLES["T"]} == {row.id for row in TIMERS}


def test_no_row_is_left_out():
    numbered = {
        key: [f"{key}.{n}" if key[0] in "CR" else f"{key}{n}" for n in range(1, count + 1)]
        for key, count in WANTED.items()
    }

    assert {key: [r.id for r in ROWS.values() if section_of(r) == key] for key in WANTED} == (
        numbered
    )
    assert len(ROWS) == sum(WANTED.values())


def test_every_rule_and_every_wording_belongs_to_a_row():
    named = {rule for row in LAWFUL for rule in row.rules}
    covered = {
        version.id for row in LAWFUL for rule in row.rules for version in row.wordings(BOOK[rule])
    }

    assert set(BOOK.ids()) - named == set()
    assert {v.id for rule in BOOK.rules() for v in rule.versions} - covered == set()


@pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row.id)
def test_a_row_names_rules_that_are_in_force_in_its_days(row):
    assert [rule for rule in row.rules if not row.wordings(BOOK[rule])] == []


@pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row.id)
def test_what_carries_a_row_is_there(row):
    carriers = row.carriers
    for name in carriers.conditions:
        module, _, function = name.partition(".")
        assert hasattr(importlib.import_module(f"workflow.conditions.{module}"), function), name
    for name in carriers.facts:
        kind, _, field = name.partition(".")
        spec = FACTS[FactKind(kind)]
        assert not field or field in {one.name for one in spec.fields}, name
    assert [State(name) for name in carriers.states] == list(carriers.states)
    assert [Event(name) for name in carriers.events] == list(carriers.events)
    assert set(carriers.forms) <= {form.document for form in BOOK.forms().forms}
    assert [path for path in carriers.code if not (ROOT / path).is_file()] == []


# A notice on the yearly classification; no row of the table asks for one.
WITHOUT_A_ROW = {"graded"}


def test_every_module_of_conditions_is_named_by_a_row():
    carried = {name.partition(".")[0] for row in ROWS.values() for name in row.carriers.conditions}
    asking = {
        name
        for name, module in inspect.getmembers(conditions, inspect.ismodule)
        if module.__name__ == f"workflow.conditions.{name}"
    }

    assert asking - carried <= WITHOUT_A_ROW


def test_timers_stand_in_the_table_with_their_reminders():
    wanted = [line for row in TIMERS for line in timer_lines(row, BOOK)]

    assert differences(TIMER_COLUMNS, TABLES["T"], wanted) == []
    timed = {rule for row in TIMERS for rule in row.rules if BOOK[rule].timer}
    apart = {"screening-help", "late-explanation"} | {
        rule for row in LAWFUL if section_of(row) == "P" for rule in row.rules if BOOK[rule].timer
    }
    assert {rule.id for rule in BOOK.timers()} - timed == apart


def test_forms_stand_in_the_table_by_number_and_day():
    register = BOOK.forms()
    wanted = [form_line(register, form) for form in register.forms]

    assert differences(FORM_COLUMNS, TABLES["Forms"], wanted) == []


def test_documents_stand_in_the_table_by_number_and_date():
    wanted = [document_line(document) for document in BOOK.documents()]

    assert differences(DOCUMENT_COLUMNS, TABLES["Documents"], wanted) == []


def test_a_row_without_a_rule_says_how_sure_we_are():
    assert {row.id: row.confidence for row in ROWS.values() if not row.rules} == {
        "C.1": "high",
        "C.2": "high",
        "C.3": None,
        "R5.4": "low",
        "R7.5": "medium",
        "R11.2": None,
        "R13.2": "high",
        "R13.3": "high",
        "R13.4": "high",
        "R13.6": "medium",
        "R14.4": "medium",
        "R15.4": None,
        "R15.6": "medium",
    }
    assert [row.id for row in ROWS.values() if not row.verified] == [
        *("R5.4", "R7.5", "R13.6", "R14.4", "R15.6")
    ]


def test_a_row_with_a_rule_takes_the_wordings_of_its_days():
    until, since = ROWS["R8.1"], ROWS["R8.2"]

    assert [v.from_on.year for v in until.wordings(BOOK["ceremony"])] == [2016, 2021, 2025, 2025]
    assert [v.id for v in since.wordings(BOOK["ceremony"])] == ["ceremony@2026-07-26"]


def test_rows_are_read_once():
    book = Rulebook.open()

    assert book.rows() is book.rows()


GOOD = """\
[[rows]]
id = "R8.1"
title = { vi = "Lễ kết nạp", en = "Ceremony" }
rules = ["ceremony"]
until = 2026-07-25
sources = [{ document = "29-QĐ/TW 2016-07-25", point = "4.1" }]
conditions = ["membership.ceremony_in_time"]

[[rows]]
id = "R5.4"
title = { vi = "Thời hạn", en = "Time to answer" }
sources = [{ text = { vi = "không có", en = "none" } }]
confidence = "low"
information = { vi = "Không có số.", en = "There is no number." }
"""


def load(tmp_path: Path, text: str):
    (tmp_path / "r.toml").write_text(text, encoding="utf-8")
    return load_rows(tmp_path, "rules/data/rows", {"ceremony"}, {"29-QĐ/TW 2016-07-25"})


def test_a_file_of_rows_becomes_rows(tmp_path):
    first, second = load(tmp_path, GOOD)

    assert first.rules == ("ceremony",)
    assert first.carriers.names == ("membership.ceremony_in_time",)
    assert first.sources[0].cite("en") == "point 4.1, 29-QĐ/TW of 2016-07-25"
    assert second.confidence is Confidence.LOW
    assert second.information.en == "There is no number."


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("until =", "til =", 5, "khóa “til” không có trong mẫu; các khóa được dùng: id,"),
        ('["ceremony"]', '["lễ"]', 4, "không có quy tắc “lễ”."),
        ('["ceremony"]', '"ceremony"', 4, "“rules” phải là một danh sách chuỗi chữ."),
        (
            "29-QĐ/TW 2016",
            "30-QĐ/TW 2016",
            6,
            "văn bản “30-QĐ/TW 2016-07-25” chưa có trong sổ; hãy ghi vào documents.toml.",
        ),
        ("sources = [{ doc", "sources = 3 #", 6, "“sources” phải là danh sách nguồn."),
        ("sources = [{ doc", "sources = [3] #", 6, "“sources” phải là danh sách nguồn."),
        (
            'rules = ["ceremony"]',
            'rules = ["ceremony"]\nconfidence = "high"',
            5,
            "độ tin cậy của dòng này nằm ở quy tắc của nó.",
        ),
        (
            'confidence = "low"\n',
            "",
            12,
            "dòng không có quy tắc cần cả nguồn và độ tin cậy, hoặc không ghi gì.",
        ),
        (
            'conditions = ["membership.ceremony_in_time"]\n',
            "",
            2,
            "dòng phải nêu nơi áp dụng, hoặc “information”: vì sao không quyết định gì.",
        ),
        ('"R5.4"', '"R8.1"', 10, "dòng “R8.1” đã có ở trên."),
        ('"low"', '"sure"', 13, "“sure” không dùng được cho “confidence”;"),
    ],
)
def test_a_row_out_of_order_is_refused_by_file_and_line(tmp_path, old, new, line, problem):
    assert old in GOOD

    with pytest.raises(RulebookError) as caught:
        load(tmp_path, GOOD.replace(old, new, 1))

    assert caught.value.text.vi.startswith(f"rules/data/rows/r.toml, dòng {line}: {problem}")
