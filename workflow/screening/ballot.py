"""The secret ballot of the cell on one member: who is counted, and how many are enough.

Law: R16.2. Counted on all full members, exempted ones left out; on the day of the ballot.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.rule import Version
from rules.text import Text
from workflow.inquiry import shown
from workflow.outcomes import Unmet
from workflow.screening.facts import FindingKind
from workflow.screening.inquiry import ScreeningInquiry
from workflow.screening.screening import Finding

_RULE = "screening-vote"
_OPTIONS = "--set electors=… --set present=… --set for=… --set against=… --set ballot=secret --on …"


def enough_listed(ask: ScreeningInquiry) -> Iterator[Unmet]:
    """The cell listed the member, in secret, by enough of all who count."""
    ballot = ask.ballot
    if ballot is None or ballot.on > ask.on:
        yield _no_ballot(ask, ask.law.find(_RULE, ask.on))
        return
    version = ask.law.on(_RULE, ballot.on)
    yield from _in_secret(ask, ballot, version)
    if _listed(ballot, version):
        return
    share, yes, of = version.share, ballot.data["for"], ballot.data["electors"]
    yield ask.unmet(
        _RULE,
        Text(
            f"chi bộ: {yes}/{of} tán thành, cần ít nhất {share.least(of)} ({share} tổng số đảng"
            " viên chính thức, trừ người được miễn)",
            f"the cell: {yes}/{of} in favour; at least {share.least(of)} are needed ({share} of"
            " all full members, exempted ones left out)",
        ),
        version,
        f"screen decide {ask.screening.ref} clear --on …",
    )


def not_listed(ask: ScreeningInquiry) -> Iterator[Unmet]:
    """The cell voted in secret, and not enough were for listing the member."""
    ballot = ask.ballot
    if ballot is None or ballot.on > ask.on:
        yield _no_ballot(ask, ask.law.find(_RULE, ask.on))
        return
    version = ask.law.on(_RULE, ballot.on)
    yield from _in_secret(ask, ballot, version)
    if _listed(ballot, version):
        yes, of = ballot.data["for"], ballot.data["electors"]
        yield ask.unmet(
            _RULE,
            Text(
                f"chi bộ đã đồng ý đưa vào danh sách ({yes}/{of})",
                f"the cell has put the member on the list ({yes}/{of})",
            ),
            version,
            f"screen decide {ask.screening.ref} enlist --on …",
        )


def _listed(ballot: Finding, version: Version) -> bool:
    return version.share.met(ballot.data["for"], ballot.data["electors"])


def _in_secret(ask: ScreeningInquiry, ballot: Finding, version: Version) -> Iterator[Unmet]:
    if ballot.data["ballot"] != "secret":
        yield ask.unmet(
            "secret-ballot",
            Text(
                f"biểu quyết ngày {shown(ballot.on)} không phải bỏ phiếu kín",
                f"the vote of {ballot.on} was no secret ballot",
            ),
            version,
            ask.record(FindingKind.VOTE, _OPTIONS),
        )


def _no_ballot(ask: ScreeningInquiry, version: Version | None) -> Unmet:
    problem = Text("chi bộ chưa bỏ phiếu kín", "the cell has not voted by secret ballot")
    return ask.unmet(
        _RULE,
        ask.absent(problem, FindingKind.VOTE, ask.on),
        version,
        ask.record(FindingKind.VOTE, _OPTIONS),
    )
