"""The events beside the main path, and two officers at one case."""

from __future__ import annotations

from demo.papers import struck_off
from demo.play import Play
from rules.text import Text

_CONFLICT = 6
_REFUSED = 5
_SECOND = ("--approved-by", "pho-ban", "-y")


def asides(play: Play) -> None:
    """Return, repeat, annul, strike off, close, hold, resume, move, come back, correct, note."""
    stage = play.stage
    stage.heading(Text("Các bước rẽ, chuyển đi, đính chính", "Side steps, moves, corrections"))
    _leaving(play)
    _pausing(play)
    _moving(play)
    _returning(play)
    _correcting(play)
    _twice(play)


def _leaving(play: Play) -> None:
    stage, refs = play.stage, play.refs
    stage.show(*play.step(refs["again"], "re-enrol", 2, "--doc", "60-CV/ĐU"), lines=1)
    back = ("--to", "course", "--reason-code", "file-stale")
    stage.show(*play.step(refs["stale-file"], "return-file", 2, *back), lines=1)
    wrong = ("--to", "verification", "--reason-code", "procedure-breached", "--doc", "514-QĐ/TU")
    stage.show(*play.step(refs["wrong-procedure"], "annul", 1, *wrong, *_SECOND), lines=1)
    *papers, strike = struck_off(play, refs["unfit"])
    stage.quietly(Text("Chi bộ, cấp ủy đề nghị xóa tên", "Votes on striking off"), papers)
    stage.show(*strike, lines=1)
    gone = ("--reason-code", "withdrawn", "-y")
    stage.show(*play.step(refs["expired"], "close", 0, *gone), lines=1)


def _pausing(play: Play) -> None:
    stage, ref = play.stage, play.refs["silent"]
    stage.show("case", "hold", ref, "awaiting-residence-opinion", lines=1)
    stage.show("case", "resume", ref, "--reason", "Đã có ý kiến nơi cư trú", lines=1)


def _moving(play: Play) -> None:
    stage, ref = play.stage, play.refs["mover"]
    stage.show(*play.fact(ref, "move", 3), lines=3)
    stage.show("case", "transfer", ref, "--to", "VH", "--doc", "17-CV/ĐU", lines=1)
    stage.show("case", "transfer", ref, "--accept", lines=1)


def _returning(play: Play) -> None:
    """Somebody who left the Party comes back after a wait, and some never do."""
    left = ("--readmission", "--left", play.ago(1500), "--left-reason")
    who = ("case", "nominate", "Trượng Thị Cẩm", "--unit", "DV", "--born", "1990-02-11")
    play.stage.show(*who, *left, "corruption", ends=_REFUSED)
    play.stage.show(*who, *left, "family-hardship", "-n", lines=2)


def _correcting(play: Play) -> None:
    """The day of a ceremony was wrong: every deadline that follows from it moves, old and new."""
    stage, ref = play.stage, play.refs["late-ceremony"]
    entries = stage.read("case", "show", ref)[0]["entries"]
    held = next(one["seq"] for one in entries if one.get("event") == "hold-ceremony")
    stage.show(
        *("case", "correct", ref, str(held), "--on", play.ago(1)),
        *("--reason", "Biên bản ghi hôm sau", "-y"),
        lines=4,
    )
    stage.show("case", "note", ref, "Đã gọi chi bộ, hẹn nộp lý lịch tuần sau", lines=1)


def _twice(play: Play) -> None:
    """A retry finds the first result; an officer with an old screen is told what happened."""
    stage, ref = play.stage, play.refs["whole-way"]
    again = play.fact(ref, "file-received", 30)
    stage.show(*again, "--request-id", "mau-2", lines=1)
    stage.show(*again, "--request-id", "mau-2", lines=1)
    seen = ("--seen", "1", "--reason-code", "other", "-y")
    stage.show(*play.step(play.refs["mover"], "close", 0, *seen), ends=_CONFLICT)
