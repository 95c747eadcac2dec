"""Shell completion."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import a_case, a_desk, units
from screenings import a_member, opened

from storage.address import address_of
from storage.schema import open_store


def complete(ketnap, line: str, **env: str | None) -> list[str]:
    words = line.split(" ")
    result = ketnap(
        COMP_WORDS=line, COMP_CWORD=str(len(words) - 1), _KETNAP_COMPLETE="bash_complete", **env
    )
    assert result.exit_code == 0
    return [one.partition(",")[2] for one in result.stdout.splitlines() if one]


@pytest.fixture
def one_case(sqlite_path: Path) -> str:
    with open_store(address_of(str(sqlite_path))) as store:
        desk = a_desk(store)
        units(desk)
        return a_case(desk)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(done, shell):
    text = done("completion", shell)

    assert f"_KETNAP_COMPLETE={shell}_complete" in text


def test_an_unknown_shell_is_refused(ketnap):
    result = ketnap("completion", "tcsh")

    assert result.exit_code == 2
    assert "“tcsh” không có trong danh sách: 'bash', 'zsh', 'fish'." in result.stderr


def test_commands_are_completed_without_loading_them(ketnap):
    assert complete(ketnap, "ketnap ru") == ["rules", "run"]
    assert complete(ketnap, "ketnap rules du") == ["due"]
    assert "--calendar-as-of" in complete(ketnap, "ketnap rules due --c")


def test_references_are_completed_from_either_end(ketnap, one_case):
    assert one_case == "HS-2026-0001"
    assert complete(ketnap, "ketnap case show HS-2") == ["HS-2026-0001"]
    assert complete(ketnap, "ketnap case show 0001") == ["HS-2026-0001"]
    assert complete(ketnap, "ketnap case show %") == ["HS-2026-0001"]
    assert complete(ketnap, "ketnap case show 0002") == []


def test_the_store_named_on_the_line_is_asked(ketnap, one_case, sqlite_path, tmp_path):
    nowhere = str(tmp_path / "none.db")

    assert complete(ketnap, "ketnap case show HS", KETNAP_DB=nowhere) == []
    assert complete(ketnap, f"ketnap case show --db {sqlite_path} HS", KETNAP_DB=nowhere) == [
        "HS-2026-0001"
    ]


def test_the_usual_place_is_asked_when_none_is_named(ketnap, one_case, sqlite_path, tmp_path):
    home = tmp_path / "data" / "ketnap"
    home.mkdir(parents=True)
    (home / "ketnap.db").write_bytes(sqlite_path.read_bytes())

    assert complete(
        ketnap, "ketnap case show HS", KETNAP_DB=None, XDG_DATA_HOME=str(tmp_path / "data")
    ) == ["HS-2026-0001"]


def test_no_store_and_no_sqlite_file_complete_to_nothing(ketnap, tmp_path):
    other = tmp_path / "thu.txt"
    other.write_text("Kính gửi", encoding="utf-8")

    assert complete(ketnap, "ketnap case show HS", KETNAP_DB=str(other)) == []
    assert complete(ketnap, "ketnap case show HS", KETNAP_DB="postgresql://nowhere/x") == []


def test_references_of_screenings_are_completed(ketnap, sqlite_store):
    desk = a_desk(sqlite_store)
    units(desk)
    opened(desk, a_member(desk))

    assert complete(ketnap, "ketnap screen show SL") == ["SL-2026-0001"]
    assert complete(ketnap, "ketnap screen decide 01") == ["SL-2026-0001"]
    assert complete(ketnap, "ketnap screen open HS") == ["HS-2026-0001"]
    assert complete(ketnap, "ketnap screen show HS") == []
