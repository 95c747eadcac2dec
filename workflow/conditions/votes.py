"""Conditions on ballots: who is counted, how many are enough, and on which day."""

from __future__ import annotations

from collections.abc import Iterator

from rules.rule import Version
from rules.text import Text
from workflow.ballot import Ballot
from workflow.case import Fact
from workflow.conditions.failed import base, round_of, superior_decides
from workflow.facts import FactKind
from workflow.inquiry import Condition, Inquiry, shown
from workflow.outcomes import Unmet

_BODY_RULES = {"committee": "committee-vote", "standing-committee": "standing-committee-vote"}
BODY_LABELS = {
    "cell": Text("chi bộ", "the cell"),
    "committee": Text("đảng ủy", "the committee"),
    "standing-committee": Text("ban thường vụ", "the standing committee"),
    "standing-members": Text("thường trực cấp ủy", "the standing members"),
}


def cell_agreed(purpose: str) -> Condition:
    """The cell voted in favour by enough of all its full members, and resolved so."""

    def agreed(ask: Inquiry) -> Iterator[Unmet]:
        found = round_of(ask, purpose, "cell", "cell-vote")
        vote = found.vote
        yield from superior_decides(ask, found, purpose)
        if found.failed:
            return
        if vote is None:
            yield from _too_small(ask)
            yield ask.unmet(
                "cell-vote",
                Text("chưa có biểu quyết của chi bộ", "the cell has not voted"),
                ask.law.find("cell-vote", ask.on),
                ask.record("vote", f"--set body=cell --set purpose={purpose} … --on …"),
            )
        else:
            yield from _enough_members(ask, vote)
            yield from share(ask, vote, "cell-vote", "cell")
        resolved = {"body": "cell", "purpose": purpose}
        resolution = ask.known(FactKind.RESOLUTION, ask.on, **resolved)
        if resolution is None:
            problem = Text("chưa có nghị quyết của chi bộ", "there is no resolution of the cell")
            yield ask.unmet(
                "cell-resolution",
                ask.absent(problem, FactKind.RESOLUTION, ask.on, **resolved),
                ask.law.find("cell-vote", ask.on),
                ask.record(
                    "resolution", f"--set body=cell --set purpose={purpose} --number … --on …"
                ),
            )
        elif vote is not None and resolution.on < vote.on:
            yield ask.unmet(
                "order",
                Text(
                    f"nghị quyết chi bộ ngày {shown(resolution.on)} có trước biểu quyết của chi bộ"
                    f" ({shown(vote.on)})",
                    f"the cell's resolution of {resolution.on} lies before its vote ({vote.on})",
                ),
                ask.law.find("cell-vote", ask.on),
                ask.record(
                    "resolution", f"--set body=cell --set purpose={purpose} --number … --on …"
                ),
            )
        yield from not_after(ask, vote)

    return agreed


def after_the_cell(purpose: str) -> Condition:
    """A committee votes on what the cell has voted on, never before it."""

    def later(ask: Inquiry) -> Iterator[Unmet]:
        cell = ask.vote(purpose)
        for body, rule in _BODY_RULES.items():
            vote = ask.vote(purpose, body)
            if cell is None or vote is None or vote.on >= cell.on:
                continue
            label = BODY_LABELS[body]
            yield ask.unmet(
                "order",
                Text(
                    f"biểu quyết của {label.vi} ngày {shown(vote.on)} có trước biểu quyết của"
                    f" chi bộ ({shown(cell.on)})",
                    f"the vote of {label.en} of {vote.on} lies before the cell's ({cell.on})",
                ),
                ask.law.find(rule, ask.on),
                ask.record("vote", f"--set body={body} --set purpose={purpose} … --on …"),
            )

    return later


def committee_agreed(purpose: str) -> Condition:
    """At least one committee voted, and each one that did was in favour by its own threshold."""

    def agreed(ask: Inquiry) -> Iterator[Unmet]:
        votes = {body: ask.vote(purpose, body) for body in _BODY_RULES}
        if not any(votes.values()):
            yield ask.unmet(
                "committee-vote",
                Text("chưa có biểu quyết của cấp ủy", "no committee has voted"),
                ask.law.find("committee-vote", ask.on),
                ask.record("vote", f"--set body=committee --set purpose={purpose} … --on …"),
            )
        for body, vote in votes.items():
            if vote is not None:
                yield from share(ask, vote, _BODY_RULES[body], body)
                yield from not_after(ask, vote)

    return agreed


def _too_small(ask: Inquiry) -> Iterator[Unmet]:
    """A cell that the register knows to be too small does not meet at all (R6.4)."""
    units = () if ask.line is None else ask.line.units
    cell = next((unit for unit in units[:1] if unit.one_cell and unit.members is not None), None)
    version = ask.law.find("cell-minimum", ask.on)
    if cell is not None and version is not None and (cell.members or 0) < version.number:
        mended = f"unit status {cell.code} {cell.status} --members … --on …"
        yield _small(ask, cell.members or 0, version, mended)


def _enough_members(ask: Inquiry, vote: Fact) -> Iterator[Unmet]:
    version = ask.law.on("cell-minimum", vote.on)
    members, purpose = Ballot.of(vote.data).members, vote.data["purpose"]
    if members < version.number:
        again = ask.record("vote", f"--set body=cell --set purpose={purpose} … --on …")
        yield _small(ask, members, version, again)


def _small(ask: Inquiry, members: int, version: Version, remedy: str) -> Unmet:
    """The least is verified; that the cell may not meet before it is completed is not (R6.4)."""
    return ask.unmet(
        "cell-minimum",
        Text(
            f"chi bộ chỉ có {members} đảng viên chính thức, cần ít nhất {version.number};"
            " cấp trên bổ sung hoặc ghép chi bộ rồi chi bộ xét lại",
            f"the cell has {members} full members, the least is {version.number};"
            " the superior completes or merges it, then the cell votes anew",
        ),
        version,
        remedy,
        also=ask.law.find("cell-too-small", ask.on),
    )


def share(ask: Inquiry, vote: Fact, rule: str, body: str) -> Iterator[Unmet]:
    """A ballot reached the share that its rule asks for on its day; shown as a of b.

    Where it leaves somebody out, or does not count what was written, it is as sure as that rule.
    """
    version = ask.law.on(rule, vote.on)
    wanted, yes, of = version.share, vote.data["for"], base(ask, vote)
    if wanted.met(yes, of):
        return
    label = BODY_LABELS[body]
    part, written = wanted.percent(yes, of), _in_writing(vote)
    more = Text("trên ", "more than ") if wanted.strict else Text("", "")
    yield ask.unmet(
        rule,
        Text(
            f"{label.vi}: {yes}/{of} tán thành ({part.vi}), cần ít nhất {wanted.least(of)}"
            f" ({more.vi}{wanted} tổng số){written.vi}",
            f"{label.en}: {yes}/{of} in favour ({part.en}); at least {wanted.least(of)} are needed"
            f" ({more.en}{wanted} of all){written.en}",
        ),
        version,
        ask.record("vote", f"--set body={body} --set purpose={vote.data['purpose']} … --on …"),
        also=_leans_on(ask, vote),
    )


def _leans_on(ask: Inquiry, vote: Fact) -> Version | None:
    """The rule that decides whom the ballot counts, where that is not plainly everybody."""
    if vote.data.get("written", 0):
        return ask.law.find("absent-vote", vote.on)
    return ask.law.find("vote-base", vote.on) if Ballot.of(vote.data).left_out else None


def _in_writing(vote: Fact) -> Text:
    """What absent members wrote is not in favour (R6.3); said, since nothing written counts it."""
    written = vote.data.get("written", 0)
    if not written:
        return Text("", "")
    return Text(
        f"; {written} ý kiến gửi bằng văn bản không tính là tán thành",
        f"; {written} given in writing are not counted in favour",
    )


def not_after(ask: Inquiry, vote: Fact | None) -> Iterator[Unmet]:
    """A ballot comes before the decision that rests on it."""
    if vote is not None and vote.on > ask.proposal.on:
        yield ask.unmet(
            "order",
            Text(
                f"biểu quyết ngày {shown(vote.on)} sau ngày quyết định {shown(ask.proposal.on)}",
                f"the vote of {vote.on} lies after the decision of {ask.proposal.on}",
            ),
            None,
        )
