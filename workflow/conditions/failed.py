"""Ballots that fail again and again: after so many the superior decides (R6.12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rules.rule import Version
from rules.text import Text
from workflow.ballot import Ballot
from workflow.case import Fact
from workflow.facts import FactKind
from workflow.inquiry import Inquiry, shown
from workflow.outcomes import Unmet

_MATTERS = ("recognition", "strike-off")


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The ballots of one body that count now.

    `failed` are those that were too many, all before `ruling`; with a ruling that approves, no
    ballot is needed any more.
    """

    vote: Fact | None
    failed: tuple[Fact, ...] = ()
    limit: Version | None = None
    ruling: Fact | None = None

    @property
    def approved(self) -> bool:
        """Whether the superior decided in favour."""
        return self.ruling is not None and self.ruling.data["result"] == "approved"

    @property
    def stuck(self) -> bool:
        """Whether the superior has to decide, or has refused."""
        return bool(self.failed) and not self.approved


def round_of(ask: Inquiry, purpose: str, body: str, rule: str) -> Round:
    """What counts of a body's ballots on a matter; each is judged by the wording of its day."""
    votes = ask.case.facts_of(FactKind.VOTE, purpose=purpose, body=body)
    newest = votes[-1] if votes else None
    if purpose not in _MATTERS:
        return Round(vote=newest)
    rulings = list(ask.case.facts_of(FactKind.SUPERIOR_RULING, purpose=purpose))
    failed: list[Fact] = []
    for vote in votes:
        limit = ask.law.look("failed-ballots", vote.on)
        if limit is None or _met(ask, vote, rule):
            continue
        failed.append(vote)
        if len(failed) < limit.number:
            continue
        ruling = next((one for one in rulings if vote.on <= one.on <= ask.on), None)
        if ruling is None or ruling.data["result"] != "vote-again":
            return Round(vote=newest, failed=tuple(failed), limit=limit, ruling=ruling)
        newest = next((one for one in reversed(votes) if one.on > ruling.on), None)
        failed = []
    return Round(vote=newest)


def superior_decides(ask: Inquiry, found: Round, purpose: str) -> Iterator[Unmet]:
    """The ruling that is wanted once too many ballots failed; no further ballot counts before."""
    if not found.stuck or found.limit is None:
        return
    ask.law.rely(found.limit)
    remedy = f"--set purpose={purpose} --set result=… --number … --issuer … --on …"
    if found.ruling is not None:
        problem = Text(
            f"cấp có thẩm quyền đã quyết định không đồng ý ({shown(found.ruling.on)},"
            f" {found.ruling.document})",
            f"the competent committee decided against it ({found.ruling.on},"
            f" {found.ruling.document})",
        )
    else:
        vi = ", ".join(shown(vote.on) for vote in found.failed)
        en = ", ".join(vote.on.isoformat() for vote in found.failed)
        problem = Text(
            f"đã {len(found.failed)} lần biểu quyết không đủ ({vi}): báo cáo cấp ủy cấp trên trực"
            " tiếp và cấp có thẩm quyền quyết định; biểu quyết thêm không được tính",
            f"{len(found.failed)} ballots failed ({en}): report to the direct superior and the"
            " competent committee, which decide; no further ballot counts",
        )
    yield ask.unmet("failed-ballots", problem, found.limit, ask.record("superior-ruling", remedy))


def _met(ask: Inquiry, vote: Fact, rule: str) -> bool:
    version, ballot = ask.law.look(rule, vote.on), Ballot.of(vote.data)
    return version is None or version.share.met(ballot.yes, base(ask, vote))


def base(ask: Inquiry, vote: Fact) -> int:
    """Whom a ballot counts; nobody is left out of “all” unless a wording says so (R6.1, R6.2)."""
    ballot = Ballot.of(vote.data)
    if ballot.left_out and ask.law.find("vote-base", vote.on) is None:
        return ballot.members
    return ballot.electors
