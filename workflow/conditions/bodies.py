"""Conditions on who decides: the right body, by its threshold, on what came to it in order."""

from __future__ import annotations

from collections.abc import Iterator

from rules.bodies import Body
from rules.text import Text
from workflow.bodies import VOTE_RULES, Authority, Deciding, authority_over
from workflow.case import Fact
from workflow.conditions import votes
from workflow.conditions.failed import round_of, superior_decides
from workflow.facts import FactKind
from workflow.inquiry import Condition, Inquiry, shown
from workflow.outcomes import Notice, Unmet
from workflow.states import Event
from workflow.unit import Unit

_DECIDED = frozenset({Event.ADMIT, Event.RECOGNISE, Event.STRIKE_OFF})
ARMED_FORCES = "army-police"


def authority(ask: Inquiry) -> Authority:
    """Who may decide on the proposal, on its day."""
    known: Authority | None = ask.worked_out.get("authority")
    if known is None:
        known = ask.worked_out["authority"] = _authority(ask)
    return known


def _authority(ask: Inquiry) -> Authority:
    found = authority_over(ask.line, ask.law, ask.on)
    if ask.case.facts_of(FactKind.CATEGORY, category=ARMED_FORCES):
        return Authority(
            own_rules=ask.law.look("authority-armed-forces", ask.on), reporting=found.reporting
        )
    return found


def deciding(ask: Inquiry) -> Deciding | None:
    """The body that decides on the proposal: of the unit that issues, where that is known."""
    if ask.proposal.event not in _DECIDED:
        return None
    found = authority(ask)
    return found.chosen(ask.issuer) or (found.options[0] if found.options else None)


def decided(purpose: str) -> Condition:
    """Report, proposal and decision in their order, by the bodies that the day's tiers name."""

    def by_the_right_body(ask: Inquiry) -> Iterator[Unmet]:
        found = authority(ask)
        reported = _report(ask, purpose)
        if found.reporting is not None:
            yield from _reported(ask, purpose, found.reporting, reported)
        who = found.chosen(ask.issuer) or (found.options[0] if found.options else None)
        if who is None:
            if purpose != "strike-off":
                yield from votes.committee_agreed(purpose)(ask)
            return
        before = reported
        if who.proposer is not None:
            yield from _proposed(ask, purpose, who.proposer, reported)
            before = ask.vote(purpose, Body.COMMITTEE.value) or reported
        yield from _voted(ask, purpose, who, before)

    return by_the_right_body


def issued_with_authority(ask: Inquiry) -> Iterator[Unmet]:
    """A decision is issued by a unit that had the authority that day."""
    found = authority(ask)
    if ask.issuer is None or not found.options or found.chosen(ask.issuer) is not None:
        return
    right = found.options[0]
    ask.law.rely(right.version)
    yield ask.unmet(
        "authority",
        Text(
            f"{ask.issuer.name} ({ask.issuer.code}) không có thẩm quyền quyết định ngày"
            f" {shown(ask.on)}; thẩm quyền thuộc {right.name.vi}",
            f"{ask.issuer.name} ({ask.issuer.code}) had no authority to decide on {ask.on};"
            f" {right.name.en} had",
        ),
        right.version,
        f"case advance {ask.case.ref} {ask.proposal.event} --doc … --issuer {right.unit.code}"
        " --on …",
    )


def authority_unclear(ask: Inquiry) -> Iterator[Notice]:
    """Where the register does not tell who decides, that is said; nothing is refused for it."""
    found = authority(ask)
    if found.options:
        return
    if found.own_rules is not None:
        if not ask.case.facts_of(FactKind.CATEGORY, category=ARMED_FORCES):
            yield ask.notice(
                "armed-forces",
                Text(
                    "Quân đội, Công an: thẩm quyền quyết định theo quy định riêng",
                    "army or police: who decides follows rules of their own",
                ),
                found.own_rules,
            )
        return
    yield ask.notice(
        "authority-unknown",
        Text(
            f"chưa xác định cấp có thẩm quyền ngày {shown(ask.on)}: sổ tổ chức chưa có đủ cấp trên"
            f" của {ask.case.unit}",
            f"who decides on {ask.on} is not known: the register lacks the units above"
            f" {ask.case.unit}",
        ),
        None,
        f"unit show {ask.case.unit}",
    )


def _report(ask: Inquiry, purpose: str) -> Fact | None:
    return ask.known(FactKind.DEPARTMENTAL_REPORT, ask.on, purpose=purpose)


def _reported(ask: Inquiry, purpose: str, unit: Unit, report: Fact | None) -> Iterator[Unmet]:
    """A departmental committee appraises and reports before the committee votes (R6.7)."""
    remedy = ask.record("departmental-report", f"--set purpose={purpose} --number … --on …")
    version = ask.law.find("departmental-report", ask.on)
    cell = ask.vote(purpose)
    if report is None:
        problem = Text(
            f"chưa có báo cáo thẩm định của {unit.name} ({unit.code})",
            f"{unit.name} ({unit.code}) has not appraised and reported",
        )
        late = ask.absent(problem, FactKind.DEPARTMENTAL_REPORT, ask.on, purpose=purpose)
        yield ask.unmet("departmental-report", late, version, remedy)
    elif cell is not None and report.on < cell.on:
        yield ask.unmet(
            "departmental-report",
            Text(
                f"báo cáo của {unit.name} ({shown(report.on)}) có trước biểu quyết của chi bộ"
                f" ({shown(cell.on)})",
                f"the report of {unit.name} ({report.on}) lies before the cell's vote ({cell.on})",
            ),
            version,
            remedy,
        )


def _proposed(ask: Inquiry, purpose: str, unit: Unit, report: Fact | None) -> Iterator[Unmet]:
    """A grassroots committee proposes to the superior that decides (R6.8)."""
    body = Body.COMMITTEE.value
    found = round_of(ask, purpose, body, "committee-vote")
    if found.vote is None or found.failed:
        yield from superior_decides(ask, found, purpose)
        if found.vote is None:
            yield ask.unmet(
                "committee-vote",
                Text(
                    f"chưa có biểu quyết của cấp ủy {unit.name} ({unit.code}) đề nghị cấp trên",
                    f"the committee of {unit.name} ({unit.code}) has not voted to propose it to"
                    " the superior",
                ),
                ask.law.find("committee-vote", ask.on),
                _remedy(ask, purpose, body),
            )
        return
    yield from votes.share(ask, found.vote, "committee-vote", body)
    yield from votes.not_after(ask, found.vote)
    yield from _in_turn(ask, found.vote, report, purpose)


def _voted(ask: Inquiry, purpose: str, who: Deciding, before: Fact | None) -> Iterator[Unmet]:
    """The deciding body voted in favour by its own share, after what had to come before it."""
    ask.law.rely(who.version)
    rule = VOTE_RULES[who.body]
    name = rule or "deciding-vote"
    vote = ask.vote(purpose, who.body.value)
    if rule == "committee-vote":
        found = round_of(ask, purpose, who.body.value, rule)
        vote = found.vote
        if found.failed:
            yield from superior_decides(ask, found, purpose)
            return
    if vote is None:
        yield ask.unmet(
            name,
            _not_voted(ask, purpose, who),
            who.version,
            _remedy(ask, purpose, who.body.value),
        )
        return
    if rule is not None:
        yield from votes.share(ask, vote, rule, who.body.value)
    yield from votes.not_after(ask, vote)
    yield from _in_turn(ask, vote, before, purpose)


def _not_voted(ask: Inquiry, purpose: str, who: Deciding) -> Text:
    """The body that has not voted; a vote of another one does not stand for it."""
    others = [
        votes.BODY_LABELS[body]
        for body in votes.BODY_LABELS
        if body not in ("cell", who.body.value) and ask.vote(purpose, body) is not None
    ]
    said = Text(
        f"chưa có biểu quyết của {who.name.vi}, cấp có thẩm quyền ngày {shown(ask.on)}",
        f"{who.name.en}, which had the authority on {ask.on}, has not voted",
    )
    if not others or who.proposer is not None:
        return said
    return Text(
        f"{said.vi}; biểu quyết của {others[0].vi} không thay được",
        f"{said.en}; the vote of {others[0].en} does not stand for it",
    )


def _in_turn(ask: Inquiry, vote: Fact, before: Fact | None, purpose: str) -> Iterator[Unmet]:
    """Cell, departmental report, grassroots committee, decision: none before the one below."""
    if before is None or vote.on >= before.on:
        return
    label, body = votes.BODY_LABELS[vote.data["body"]], vote.data["body"]
    lower = (
        Text("báo cáo của đảng ủy bộ phận", "the departmental report")
        if before.kind is FactKind.DEPARTMENTAL_REPORT
        else Text("biểu quyết của cấp ủy cơ sở", "the vote of the grassroots committee")
    )
    yield ask.unmet(
        "order",
        Text(
            f"biểu quyết của {label.vi} ngày {shown(vote.on)} có trước {lower.vi}"
            f" ({shown(before.on)})",
            f"the vote of {label.en} of {vote.on} lies before {lower.en} ({before.on})",
        ),
        ask.law.find(VOTE_RULES[Body(body)] or "authority-province", ask.on),
        _remedy(ask, purpose, body),
    )


def _remedy(ask: Inquiry, purpose: str, body: str) -> str:
    return ask.record("vote", f"--set body={body} --set purpose={purpose} … --on …")
