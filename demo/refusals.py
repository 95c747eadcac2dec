"""What the law does not allow is refused, with its source; the remedy is then carried out."""

from __future__ import annotations

from demo.papers import admission_papers, recognition_papers
from demo.play import Play, ballot
from rules.text import Text

_ISSUER = "Ban Thường vụ Thành ủy"
_REFUSED = 5


def refusals(play: Play) -> None:
    """Four refusals: a certificate, a vote, a recognition and a ceremony."""
    play.stage.heading(
        Text("Điều luật không cho phép thì từ chối, kèm căn cứ", "Refusals, with their source")
    )
    _expired(play)
    _too_few(play)
    _too_early(play)
    _too_late(play)


def _expired(play: Play) -> None:
    play.stage.show(*play.step(play.refs["expired"], "open-file", 1), ends=_REFUSED)


def _too_few(play: Play) -> None:
    """Five of nine is less than two thirds of all; the cell votes again."""
    stage, ref = play.stage, play.refs["split-vote"]
    papers = admission_papers(play, ref, start=170, cell=60, committee=40, yes=5)
    stage.quietly(Text("Hồ sơ đủ giấy, chi bộ biểu quyết 5/9", "A vote of 5 in 9"), papers)
    admit = play.step(ref, "admit", 6, "--doc", "512-QĐ/TU", "--issuer", _ISSUER)
    stage.show(*admit, ends=_REFUSED)
    resolved = {"body": "cell", "purpose": "admission"}
    again = [
        play.fact(ref, "vote", 20, ballot("cell", "admission", 7)),
        play.fact(ref, "resolution", 20, resolved, number=f"{ref}-NQ2/CB"),
        play.fact(ref, "vote", 12, ballot("committee", "admission", 13, 15)),
        play.fact(ref, "vote", 9, ballot("standing-committee", "admission", 9, 11)),
    ]
    stage.quietly(Text("Biểu quyết lại 7/9", "A new vote of 7 in 9"), again)
    stage.show(*admit, lines=1)


def _too_early(play: Play) -> None:
    stage, ref = play.stage, play.refs["too-early"]
    papers = recognition_papers(play, ref, cell=10, committee=5)
    stage.quietly(
        Text("Xét công nhận khi chưa đủ 12 tháng", "Voted before the year is over"), papers
    )
    recognise = play.step(ref, "recognise", 1, "--doc", "513-QĐ/TU", "--issuer", _ISSUER)
    stage.show(*recognise, ends=_REFUSED)


def _too_late(play: Play) -> None:
    stage, ref = play.stage, play.refs["late-ceremony"]
    ceremony = play.step(ref, "hold-ceremony", 2, "--doc", "05-BB/CB")
    stage.show(*ceremony, ends=_REFUSED)
    consent = {"about": "late-ceremony"}
    paper = play.fact(ref, "consent", 3, consent, number="41-CV/TU", issuer=_ISSUER)
    stage.quietly(Text("Có văn bản đồng ý của cấp trên", "The superior consents"), [paper])
    stage.show(*ceremony, lines=1)
