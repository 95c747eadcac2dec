"""`ketnap find --identity-no`: the number is asked for and stands on no command line."""

from __future__ import annotations

import pytest
from builders import a_desk, units
from click.testing import CliRunner

import cli
from storage.address import address_of
from storage.schema import open_store
from workflow.actions.nominate import Nominee, nominate

NUMBER = "058099001234"


@pytest.fixture
def find(sqlite_path, today):
    with open_store(address_of(str(sqlite_path))) as store:
        desk = a_desk(store)
        units(desk)
        nominee = Nominee(name="Trần Đại Quỳnh", born="1999-03-12", identity_no=NUMBER)
        nominate(desk, nominee, "DV", document="1")

    env = {"KETNAP_DB": str(sqlite_path), "KETNAP_LANG": "vi", "LANGUAGE": None}

    def typed(given: str, *more: str, words: tuple[str, ...] = ("find",)):
        whole = [*words, "--identity-no", *more]
        return CliRunner().invoke(cli.ketnap, whole, input=given, env=env)

    return typed


def test_a_person_is_found_by_the_number_on_standard_input(find):
    found = find(" 0580 9900 1234 \n")

    assert found.exit_code == 0
    assert found.stdout.startswith("HS-2026-0001\tTrần Đại Quỳnh\t")
    assert "058" not in found.output


@pytest.mark.parametrize("given", ["058099001235\n", "0580990012\n"])
def test_another_number_finds_nobody_and_is_not_repeated(find, given):
    found = find(given, "-o", "table")

    assert (found.exit_code, found.stdout) == (
        0,
        "Không có hồ sơ nào của người có số định danh đó.\n",
    )


def test_no_number_and_a_number_on_the_command_line_are_refused(find):
    nothing, shown = find("\n"), find("", NUMBER)

    assert (nothing.exit_code, shown.exit_code) == (2, 2)
    assert nothing.stderr.startswith("✗ Không có số định danh nào.")
    assert shown.stderr.startswith("✗ Số định danh không ghi trên dòng lệnh")
    assert NUMBER not in shown.output


def test_at_a_keyboard_the_number_is_asked_for_and_not_shown(find, monkeypatch):
    monkeypatch.setattr("commands.identity_numbers.at_keyboard", lambda: True)

    found = find(f"{NUMBER}\n", "-o", "json")

    assert '"HS-2026-0001"' in found.stdout
    assert NUMBER not in found.output


def test_a_nominee_with_the_number_of_an_open_case_is_refused_without_repeating_it(find):
    words = ("case", "nominate", "Lê Thị Bưởi", "--unit", "DV")
    numbers = ("0580 9900 1234\n", "\n", "058099001235\n")

    refused, nothing, other = [find(number, words=words) for number in numbers]

    assert (refused.exit_code, nothing.exit_code, other.exit_code) == (6, 2, 0)
    assert refused.stderr.startswith("✗ Người có số định danh này đã có hồ sơ HS-2026-0001")
    assert "HS-2026-0002" in other.stdout
    assert not [one for one in (refused, nothing, other) if "0580" in one.output]


def test_a_number_is_corrected_by_what_is_typed_when_asked_and_never_on_the_command_line(find):
    words = ("case", "correct", "HS-2026-0001", "person", "--reason", "Theo căn cước", "-y")

    shown = find("", words=(*words[:4], "--set", f"identity_no={NUMBER}", *words[4:]))
    corrected = find("058099009999\n", words=words)

    assert shown.exit_code == 2
    assert shown.stderr.startswith("✗ Số định danh không ghi trên dòng lệnh")
    assert corrected.exit_code == 0, corrected.output
    assert find("058099009999\n").stdout.startswith("HS-2026-0001\t")
    assert "0580" not in shown.output + corrected.output
