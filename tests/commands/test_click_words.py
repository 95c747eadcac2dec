"""Click's own sentences come in the reader's language."""

from __future__ import annotations

import ast
import gettext
import inspect
import re
from pathlib import Path

import click
import pytest
from catalogue import MO, PO, compiled, read_po

# Sentences about mistakes in the program, not in what was typed; and those of Windows alone.
NOT_FOR_OFFICERS = {
    "Name '{name}' defined twice",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Could not determine name for option with declarations {decls!r}",
    (
        "No options defined but a name was passed ({name}). Did you mean to declare an argument"
        " instead? Did you mean to pass '--{name}'?"
    ),
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Unknown color {colour!r}",
    "Unknown standard stream '{name}'",
    "Choice({choices})",
    "Windows error: {error}",
    "d",
}


def said_by_click() -> set[str]:
    """Every sentence that click's source hands to gettext."""
    found: set[str] = {"required"}
    for file in sorted(Path(inspect.getfile(click)).parent.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            words = {"_": 1, "ngettext": 2}.get(node.func.id, 0)
            given = [arg.value for arg in node.args[:words] if isinstance(arg, ast.Constant)]
            found.update(word for word in given if isinstance(word, str))
    return found


def test_the_catalogue_knows_every_sentence_of_this_click():
    known = {word for key in read_po(PO.read_text(encoding="utf-8")) for word in key.split("\0")}

    assert said_by_click() - known - NOT_FOR_OFFICERS == set()


def test_the_compiled_catalogue_says_what_the_written_one_says():
    written = read_po(PO.read_text(encoding="utf-8"))
    with MO.open("rb") as file:
        read = gettext.GNUTranslations(file)

    assert MO.read_bytes() == compiled(written)
    for key, values in written.items():
        one, _, many = key.partition("\0")
        if many:
            assert [read.ngettext(one, many, n) for n in (1, 2)] == values
        elif one:
            assert read.gettext(one) == values[0]


def test_every_translation_takes_the_values_of_its_original():
    field = re.compile(r"\{(\w+)|%\((\w+)\)")
    for key, values in read_po(PO.read_text(encoding="utf-8")).items():
        known = set(field.findall(key))
        assert all(set(field.findall(value)) <= known for value in values), key


@pytest.mark.parametrize(
    ("words", "vietnamese", "english"),
    [
        (("ruls",), "Lỗi: Không có lệnh “ruls”. Có phải 'rules' không?", "No such command 'ruls'."),
        (("rules", "due"), "Lỗi: Thiếu tham số 'RULE'.", "Error: Missing argument 'RULE'."),
        (
            ("unit", "add", "A", "--status", "cell"),
            "Lỗi: Thiếu tùy chọn '--name'.",
            "Missing option",
        ),
        (("unit", "list", "--onn"), "Có phải '--on' không?", "Did you mean '--on'?"),
        (("unit", "list", "--on"), "Lỗi: Tùy chọn “--on” cần một giá trị.", "requires an argument"),
        (("unit", "list", "x"), "Lỗi: Thừa tham số: x", "Got unexpected extra argument (x)"),
        (("unit", "list", "-q=1"), "Không có tùy chọn “-=”.", "No such option '-='."),
        (("unit", "list", "--quiet=1"), "không nhận giá trị.", "does not take a value."),
        (
            ("quota", "show", "20a"),
            "Lỗi: Giá trị không dùng được cho '[YEAR]': “20a” không phải là số hợp lệ.",
            "Error: Invalid value for '[YEAR]': '20a' is not a valid year.",
        ),
        (("quota", "show", "20"), "20 nằm ngoài khoảng 1930–2199.", "20 is not in the range"),
        (
            ("completion", "tcsh"),
            "“tcsh” không có trong danh sách: 'bash', 'zsh', 'fish'.",
            "'tcsh' is not one of 'bash', 'zsh', 'fish'.",
        ),
        (
            ("unit", "list", "--on", "31/02/2026"),
            "“31/02/2026” là ngày không có thật.",
            "“31/02/2026” is a day that does not exist.",
        ),
    ],
)
def test_a_slip_is_answered_in_the_readers_language(ketnap, words, vietnamese, english):
    here, there = ketnap(*words), ketnap("--lang", "en", *words)

    assert (here.exit_code, there.exit_code) == (2, 2)
    assert vietnamese in here.stderr
    assert english in there.stderr
    assert not re.search(r"Usage|Error|Try|Missing|Invalid", here.stderr)
    assert not re.search(r"Lỗi|Cách dùng|Tùy chọn", there.stderr)


def test_help_turns_with_the_language_within_one_process(done):
    first = done("rules", "due", "--help")
    then = done("rules", "due", "--help", "--lang", "en") or done(
        "--lang", "en", "rules", "due", "-h"
    )
    last = done("rules", "due", "--help", KETNAP_LANG="vi")

    assert first == last
    assert first.startswith("Cách dùng: ketnap rules due [TÙY CHỌN] RULE START\n")
    assert "  -h, --help                      In hướng dẫn này rồi thoát.\n" in first
    assert then.startswith("Usage: ketnap rules due [OPTIONS] RULE START\n")
    assert "  -h, --help                      Show this message and exit.\n" in then


def test_a_language_nobody_speaks_is_refused_on_the_line_and_in_the_environment(ketnap):
    asked, around = ketnap("version", "--lang", "fr"), ketnap("version", KETNAP_LANG="fr")

    assert asked.exit_code == 2
    assert "“fr” không có trong danh sách: 'vi', 'en'." in asked.stderr
    assert around.exit_code == 2
    assert "KETNAP_LANG là “fr”: ketnap chỉ nói vi, en." in around.stderr
