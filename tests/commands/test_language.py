"""Vietnamese unless asked otherwise; the office's day wherever the machine stands."""

from __future__ import annotations

import time
from datetime import date

import pytest
import time_machine
from builders import a_case

from workflow.actions.nominate import Nominee, nominate


def test_english_comes_by_option_or_by_environment(counter) -> None:
    a_case(counter.desk())

    english = "Nothing falls due until the end of 2026-12-23.\n"
    vietnamese = "Không có việc nào tới hạn cho tới hết 23/12/2026.\n"
    assert counter.says("next", "-o", "table") == vietnamese
    assert counter.says("next", "-o", "table", "--lang", "en") == english
    assert counter.says("--lang", "en", "next", "-o", "table") == english
    assert counter.says("next", "-o", "table", KETNAP_LANG="en") == english
    assert counter.says("next", "-o", "table", "--lang", "vi", KETNAP_LANG="en") == vietnamese


def test_machine_formats_keep_their_keys_in_both_languages(counter) -> None:
    a_case(counter.desk())

    assert counter.items("case", "list") == counter.items("case", "list", "--lang", "en")


@pytest.mark.parametrize(
    ("alias", "words"),
    [
        ("hoso", ("case", "list")),
        ("viec", ("next",)),
        ("chitieu", ("quota", "league")),
        ("tim", ("find", "huong")),
        ("nhac", ("alert", "list")),
    ],
)
def test_daily_nouns_have_a_vietnamese_alias_that_help_does_not_list(counter, alias, words) -> None:
    a_case(counter.desk())

    assert counter.items(alias, *words[1:]) == counter.items(*words)
    assert alias not in counter.says("--help")


def test_find_needs_no_accents_and_puts_exact_ones_first(counter) -> None:
    desk = counter.desk()
    for name in ("Nguyễn Văn Dục", "Lê Hữu Đức", "Trần Đức Anh"):
        nominate(desk, Nominee(name=name), "DV", on=date(2026, 11, 1))

    def names(text: str) -> list[str]:
        return [item["name"] for item in counter.items("find", text)]

    assert names("duc") == ["Trần Đức Anh", "Nguyễn Văn Dục", "Lê Hữu Đức"]
    assert names("Đức") == ["Trần Đức Anh", "Lê Hữu Đức", "Nguyễn Văn Dục"]
    assert names("DUC") == names("duc")
    shown = counter.says("find", "duc", "--limit", "1", "-o", "table")
    assert shown.splitlines()[-1] == "3 hồ sơ (in 1; thêm: --limit)."


def test_find_names_units_too(counter) -> None:
    shown = counter.says("find", "do vinh", "-o", "table")

    assert shown == (
        "Không có hồ sơ nào của người tên “do vinh”.\nTổ chức DV: Đảng bộ phường Đô Vinh\n"
    )


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Auckland"])
def test_today_is_the_day_in_vietnam_wherever_the_machine_stands(
    counter, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    a_case(counter.desk())
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        with time_machine.travel("2026-11-22T18:00:00+00:00", tick=False):  # 01:00 on the 23rd
            shown = counter.says("case", "note", "0001", "Đã gọi", "--on", "23/11/2026")
            refused = counter.type("case", "note", "0001", "Đã gọi", "--on", "24/11/2026")
            today = counter.says("case", "note", "0001", "Đã gọi")
    finally:
        monkeypatch.undo()
        time.tzset()

    assert "ngày 23/11/2026" in shown
    assert "ngày 23/11/2026" in today
    assert (refused.exit_code, refused.stderr) == (
        5,
        "✗ Ngày 24/11/2026 chưa tới; chỉ ghi việc đã xảy ra.\n  Tiếp theo: xem lại ngày (--on)\n",
    )


def test_a_language_that_ketnap_does_not_speak_is_refused(counter) -> None:
    refused = counter.type("next", KETNAP_LANG="fr")
    chosen = counter.type("next", "--lang", "en", KETNAP_LANG="fr")

    assert refused.exit_code == 2
    assert "KETNAP_LANG là “fr”: ketnap chỉ nói vi, en.\n" in refused.stderr
    assert chosen.exit_code == 0
