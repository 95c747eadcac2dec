"""One member under screening: listed, helped for a year, and nobody has assessed it since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from demo.play import Play
from rules.text import Text

_CARD = 9
_REFUSED = 5
_OPENED, _HEARD, _VOTED, _LISTED, _HELPED = 440, 430, 420, 418, 400


def screened(play: Play) -> None:
    """Screen the member of longest standing; a probationary member is refused."""
    stage = play.stage
    stage.heading(Text("Rà soát, sàng lọc đảng viên", "Screening of members"))
    stage.show("screen", "open", play.refs["mover"], "no-progress", ends=_REFUSED)
    members = stage.read("case", "list", "--state", "full_member")
    oldest = min(members, key=lambda one: (one["since"], one["ref"]))["ref"]
    paper = ("--doc", "05-KH/CU", "--on", play.ago(_OPENED))
    stage.show("screen", "open", oldest, "no-progress", *paper, lines=2)
    ref = stage.read("screen", "list")[-1]["ref"]
    play.refs["screened"] = ref
    stage.quietly(
        Text("Rà soát, ý kiến, bỏ phiếu kín 8/12", "Review, views, a secret ballot of 8 in 12"),
        _before_listing(play, ref),
    )
    stage.show("screen", "decide", ref, "enlist", "--on", play.ago(_LISTED), lines=1)
    stage.quietly(
        Text("Phân công người giúp đỡ", "A helper"),
        [_finding(play, ref, "helper", _HELPED, {"who": "Lê Hữu Tấn"})],
    )
    stage.show("screen", "decide", ref, "help", "--on", play.ago(_HELPED), lines=3)
    stage.show("screen", "show", ref, lines=_CARD)


def _before_listing(play: Play, ref: str) -> Iterator[tuple[str, ...]]:
    yield _finding(play, ref, "review", _HEARD, {"result": "below-standard"})
    yield _finding(play, ref, "view", _HEARD, {"from": "front", "result": "list"})
    yield (*_finding(play, ref, "opinion", _HEARD, {"result": "list"}), "--number", "71-CV/ĐU")
    votes = {"electors": "12", "present": "12", "for": "8", "against": "4", "ballot": "secret"}
    yield _finding(play, ref, "vote", _VOTED, votes)


def _finding(
    play: Play, ref: str, kind: str, days: int, values: Mapping[str, str]
) -> tuple[str, ...]:
    """The command that records a finding of so many days ago."""
    typed = [word for pair in values.items() for word in ("--set", "=".join(pair))]
    return ("screen", "record", ref, kind, *typed, "--on", play.ago(days))
