"""The papers that lie between two events, as the commands that record them."""

from __future__ import annotations

from collections.abc import Iterator

from demo.play import Play, ballot


def admission_papers(
    play: Play,
    ref: str,
    *,
    start: int,
    cell: int,
    committee: int,
    yes: int = 8,
    decided: bool = True,
) -> Iterator[tuple[str, ...]]:
    """All that an admission needs but the decision; days ago, `start` being the earliest.

    Args:
        play: The tour.
        ref: The case.
        start: When the application was written.
        cell: When the cell voted.
        committee: When the committee voted.
        yes: Votes of the cell in favour, of nine.
        decided: Whether the superior has voted too.
    """
    yield play.fact(ref, "application", start)
    yield play.fact(ref, "cv", start - 1)
    for who in ("Lê Hữu Tấn", "Đàng Thị Kim Cúc"):
        known = {"by": "member", "who": who, "known_since": play.ago(start + 800)}
        yield play.fact(ref, "recommendation", start - 2, known)
    number = f"{ref}-CV/ĐU"
    yield play.fact(ref, "relative", start - 1, {"relation": "father", "member": "yes"})
    yield play.fact(ref, "relative", start - 1, {"relation": "mother"})
    letter = {
        "addressee": "Đảng ủy nơi cư trú",
        "received_on": play.ago(start - 6),
        "persons": "candidate,mother",
    }
    yield play.fact(ref, "verification-letter", start - 4, letter, number=number)
    reply = {"letter": number, "result": "clear", "content": "right"}
    yield play.fact(ref, "verification-reply", cell + 20, reply, number=f"{ref}-TL")
    clear = {"result": "clear"}
    yield play.fact(ref, "verification-conclusion", cell + 15, clear, number=f"{ref}-KL")
    yield play.fact(ref, "cv-remark", cell + 14)
    yield play.fact(ref, "cv-certificate", cell + 13)
    yield from _opinions(play, ref, "admission", cell + 10)
    yield from votes(
        play, ref, "admission", cell=cell, committee=committee, yes=yes, decided=decided
    )


def recognition_papers(
    play: Play, ref: str, *, cell: int, committee: int
) -> Iterator[tuple[str, ...]]:
    """All that a recognition needs but the decision and the new-member certificate."""
    yield play.fact(ref, "self-review", cell + 12)
    yield play.fact(ref, "helper-remarks", cell + 12)
    yield from _opinions(play, ref, "recognition", cell + 10)
    yield from votes(play, ref, "recognition", cell=cell, committee=committee)


def votes(
    play: Play,
    ref: str,
    purpose: str,
    *,
    cell: int,
    committee: int,
    yes: int = 8,
    decided: bool = True,
) -> Iterator[tuple[str, ...]]:
    """The cell's vote and resolution, the committee's proposal, the superior's decision."""
    yield play.fact(ref, "vote", cell, ballot("cell", purpose, yes))
    resolved = {"body": "cell", "purpose": purpose}
    yield play.fact(ref, "resolution", cell, resolved, number=f"{ref}-NQ/CB")
    yield play.fact(ref, "vote", committee, ballot("committee", purpose, 13, 15))
    if decided:
        yield play.fact(ref, "vote", committee, ballot("standing-committee", purpose, 9, 11))


def struck_off(play: Play, ref: str) -> Iterator[tuple[str, ...]]:
    """A probationer is struck off: the cell and the committee vote, a second person approves."""
    yield from votes(play, ref, "strike-off", cell=20, committee=12)
    more = ("--doc", "515-QĐ/TU", "--reason", "Không phấn đấu", "--approved-by", "pho-ban", "-y")
    yield play.step(ref, "strike-off", 2, *more)


def _opinions(play: Play, ref: str, purpose: str, days: int) -> Iterator[tuple[str, ...]]:
    for source in ("workplace", "residence"):
        agreed = {"source": source, "purpose": purpose, "result": "agree"}
        yield play.fact(ref, "opinion", days, agreed)
