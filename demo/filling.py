"""Filling the store: the lists come in by `import`, and a few cases get what lists cannot tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from demo.papers import struck_off
from demo.people import Sample
from demo.play import Play
from rules.text import Text

_LETTERS = 14
_HELD = 5
_CLOSED = 9
_WAITING = 3
_UNFIT = slice(40, 42)
_CV_AFTER = 25  # days after the ceremony
_FORGETFUL = 20  # one in so many has not handed it in
_CLOSE_REASONS = ("withdrawn", "refused", "moved-abroad", "died", "duplicate")
_HOLD_REASONS = ("awaiting-residence-opinion", "awaiting-verification", "person-absent")


def fill(play: Play, folk: Sequence[Sample]) -> None:
    """Import the sample city and find out who plays which part."""
    stage, files = play.stage, play.files
    stage.quietly(
        Text("Nhập tổ chức và chỉ tiêu từ Excel", "Units and quotas, from Excel"),
        [("import", "units", str(files.units)), ("import", "quota", str(files.quota))],
    )
    stage.show("import", "cases", str(files.faulty), "-n", ends=9)
    stage.show("import", "cases", str(files.people), "-n")
    stage.show("import", "cases", str(files.people), lines=3)
    stage.show("import", "cases", str(files.people), ends=6)
    lines = stage.read("case", "list")
    _cast(play, folk, lines)
    stage.quietly(
        Text("Ghi thêm giấy tờ, công văn, tạm dừng, chuyển đi", "Papers, letters, holds, moves"),
        _everyday(play, [line for line in lines if line["ref"][-4:] not in play.refs.values()]),
    )


def _cast(play: Play, folk: Sequence[Sample], lines: Sequence[dict[str, Any]]) -> None:
    by_name = {line["name"]: line["ref"] for line in lines}
    for one in folk:
        if one.role is not None:
            play.refs[one.role] = by_name[one.values["name"]][-4:]


def _everyday(play: Play, lines: Sequence[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    """What an office would have written besides: each line is one command."""
    at = {state: [one["ref"] for one in lines if one["state"] == state] for state in _STATES}
    silent = play.refs["silent"]
    for number, ref in enumerate([silent, *at["verification"][:_LETTERS]]):
        sent = 95 if ref == silent else 8 + 5 * number
        document = f"{200 + number}-CV/ĐU"
        received = {"addressee": "Đảng ủy nơi cư trú", "received_on": play.ago(sent - 4)}
        yield play.fact(ref, "verification-letter", sent, received, number=document)
        if number % 3 == 1:
            reply = {"letter": document, "result": "clear"}
            yield play.fact(ref, "verification-reply", 3, reply, number=f"{300 + number}-CV/ĐU")
    for number, ref in enumerate(at["verification"][-_HELD:]):
        yield ("case", "hold", ref, _HOLD_REASONS[number % len(_HOLD_REASONS)], "-y")
    for number, ref in enumerate((at["nominated"] + at["course"])[::12][:_CLOSED]):
        reason = _CLOSE_REASONS[number % len(_CLOSE_REASONS)]
        yield ("case", "advance", ref, "close", "--reason-code", reason, "-y")
    elsewhere = [one["ref"] for one in lines if one["state"] == "probation" and one["unit"] != "TH"]
    for ref in elsewhere[-_WAITING:]:
        yield ("case", "transfer", ref, "--to", "TH", "--doc", f"{ref[-4:]}-CV/ĐU", "-y")
    yield from _members(play, lines)
    for ref in at["probation"][_UNFIT]:
        yield from struck_off(play, ref)


def _members(play: Play, lines: Sequence[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    """A member's CV comes within weeks of the ceremony; the sample list does not tell of it."""
    for number, line in enumerate(lines):
        since = (play.today - date.fromisoformat(line["since"])).days
        if line["state"] == "probation" and since > _CV_AFTER and number % _FORGETFUL:
            yield play.fact(line["ref"], "member-cv", since - _CV_AFTER)


_STATES = ("nominated", "course", "verification", "admitted", "probation")
