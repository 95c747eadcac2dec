"""How the tour shows commands."""

from __future__ import annotations

import pytest

from demo.stage import Outcome, Stage, UnexpectedEndError


class Lines:
    """A command line that answers everything with the same lines, and remembers what was typed."""

    def __init__(self, *lines: str, code: int = 0) -> None:
        self.outcome = Outcome(code=code, output="\n".join(lines) + "\n")
        self.typed: list[list[str]] = []

    def __call__(self, arguments) -> Outcome:
        self.typed.append(list(arguments))
        return self.outcome


def a_stage(run, **more) -> tuple[Stage, list[str]]:
    shown: list[str] = []
    return Stage(run=run, put=shown.append, **more), shown


def test_a_command_is_shown_as_it_is_typed_with_what_it_said():
    stage, shown = a_stage(Lines("một", "hai"))

    stage.show("case", "hold", "0005", "--reason", "Chờ ý kiến")

    assert shown == ["$ ketnap case hold 0005 --reason 'Chờ ý kiến'", "một", "hai"]


def test_an_exit_code_that_is_not_zero_stands_beside_the_command():
    stage, shown = a_stage(Lines("✗ không được", code=5), language="en")

    stage.show("case", "advance", "0005", "admit", ends=5)

    assert shown == ["$ ketnap case advance 0005 admit   # exit 5", "✗ không được"]


def test_an_exit_code_that_finds_no_room_gets_a_line_of_its_own():
    stage, shown = a_stage(Lines("✗", code=5))

    stage.show("case", "note", "0005", "x" * 70, ends=5)

    assert shown == [f"$ ketnap case note 0005 {'x' * 70}", "      # mã thoát 5", "✗"]


def test_a_long_command_is_broken_between_its_options():
    stage, shown = a_stage(Lines("xong"))

    stage.show(
        "case", "nominate", "Bá Đại Thạch", "--unit", "DV", "--doc", "x" * 40, "--born", "1/2/1999"
    )

    assert shown == [
        f"$ ketnap case nominate 'Bá Đại Thạch' --unit DV --doc {'x' * 40} \\",
        "      --born 1/2/1999",
        "xong",
    ]


def test_a_long_line_is_folded_between_words():
    stage, shown = a_stage(Lines("  " + "chữ " * 30))

    stage.show("status")

    assert shown == ["$ ketnap status", "  " + "chữ " * 23 + "chữ", "      " + "chữ " * 5 + "chữ"]


def test_what_is_left_out_is_marked():
    stage, shown = a_stage(Lines("a", "b", "c", "d", "tổng"))

    stage.show("status", lines=2)
    stage.show("status", lines=3, total=True)
    stage.show("status", lines=5, total=True)

    assert shown == [
        *["$ ketnap status", "a", "b …"],
        *["$ ketnap status", "a", "  … 3 dòng nữa …", "tổng"],
        *["$ ketnap status", "a", "b", "c", "d", "tổng"],
    ]


def test_a_command_that_ends_otherwise_stops_the_tour_and_says_why():
    stage, shown = a_stage(Lines("✗ bận", "", code=75))

    with pytest.raises(UnexpectedEndError) as stopped:
        stage.show("audit", "verify")

    assert stopped.value.what.vi == (
        "Chạy thử dừng lại: “ketnap audit verify” thoát với mã 75, lẽ ra 0."
    )
    assert stopped.value.what.en == "The tour stopped: “ketnap audit verify” exited with 75, not 0."
    assert [line.vi for line in stopped.value.why] == ["✗ bận"]
    assert stopped.value.exit_code == 1
    assert shown == []


def test_preparing_commands_are_told_in_one_line():
    from rules.text import Text

    run = Lines("xong")
    stage, shown = a_stage(run)

    stage.quietly(Text("Giấy tờ", "Papers"), [("a", "b"), ("c",)])

    assert run.typed == [["a", "b"], ["c"]]
    assert shown == ["· Giấy tờ: 2 lệnh, mã thoát 0"]


def test_a_quiet_tour_runs_everything_and_shows_headings_only():
    from rules.text import Text

    run = Lines("xong")
    stage, shown = a_stage(run, quiet=True, language="en")

    stage.heading(Text("Đầu", "Head"))
    stage.tell(Text("lời", "words"))
    stage.show("status")
    stage.quietly(Text("Giấy tờ", "Papers"), [("c",)])

    assert len(run.typed) == 2
    assert stage.count == 2
    assert shown == ["", "── Head " + "─" * 92]


def test_a_program_reads_the_items_of_a_command():
    run = Lines('{"items": [{"ref": "HS-1"}]}')
    stage, _ = a_stage(run)

    assert stage.read("case", "list") == [{"ref": "HS-1"}]
    assert run.typed == [["case", "list", "-o", "json"]]
