"""Conditions on annulling a decision: for which breach it leads where, and who may do it (R14)."""

from __future__ import annotations

from collections.abc import Iterator

from rules.text import Text
from workflow.bodies import authority_over
from workflow.inquiry import Inquiry, shown
from workflow.outcomes import Unmet
from workflow.reasons import REASON_LABELS, Reason
from workflow.states import STATE_LABELS, State

_LEADS_TO = {
    Reason.CONDITIONS_BREACHED: State.CLOSED,
    Reason.PROCEDURE_BREACHED: State.VERIFICATION,
}


def breach_leads_there(ask: Inquiry) -> Iterator[Unmet]:
    """A breach of conditions ends the membership; one of procedure is done again (R14.1, R14.3)."""
    reason = ask.proposal.reason
    right = _LEADS_TO.get(Reason(reason)) if reason is not None else None
    if right is None or ask.proposal.to in (None, right):
        return
    why, where = REASON_LABELS[Reason(str(reason))], STATE_LABELS[right]
    yield ask.unmet(
        "annulment",
        Text(
            f"hủy vì {why.vi} thì hồ sơ về bước {where.vi}",
            f"an annulment for {why.en} leads to {where.en}",
        ),
        ask.law.find("annulment", ask.on),
        f"case advance {ask.case.ref} annul --to {right} --reason-code {reason} … --on …",
    )


def annulled_by_the_issuer(ask: Inquiry) -> Iterator[Unmet]:
    """The body that issued the decision annuls it; where it is gone, the one above the member."""
    issued, issuer = ask.issued, ask.issuer
    if issued is None or issuer is None:
        return
    rule, allowed = "annulment", [issued.unit]
    if issued.ended:
        rule = "annulment-successor"
        now = authority_over(ask.line, ask.law, ask.on)
        allowed = [one.unit for one in now.options]
    if not allowed or issuer.code in {unit.code for unit in allowed}:
        return
    unit, old = allowed[0], issued.unit
    if issued.ended:
        problem = Text(
            f"{old.name} ({old.code}) đã ban hành quyết định nay không còn; {unit.name}"
            f" ({unit.code}), nơi đảng viên đang sinh hoạt, hủy bỏ",
            f"{old.name} ({old.code}), which issued the decision, is no more; {unit.name}"
            f" ({unit.code}), where the member now is, annuls it",
        )
    else:
        problem = Text(
            f"quyết định ngày {shown(issued.on)} do {unit.name} ({unit.code}) ban hành, nơi ấy hủy"
            f" bỏ; {issuer.name} ({issuer.code}) không có thẩm quyền",
            f"the decision of {issued.on} was issued by {unit.name} ({unit.code}), which annuls it;"
            f" {issuer.name} ({issuer.code}) has no authority to",
        )
    yield ask.unmet(
        "authority",
        problem,
        ask.law.find(rule, ask.on),
        f"case advance {ask.case.ref} annul --doc … --issuer {unit.code} --on …",
    )
