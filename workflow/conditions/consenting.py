"""Consents in writing: about what, of which level, and before what."""

from __future__ import annotations

from collections.abc import Iterator

from rules.text import Text
from workflow.case import Fact
from workflow.fact_labels import CHOICE_LABELS
from workflow.facts import FactKind
from workflow.inquiry import Inquiry, shown
from workflow.outcomes import Notice

_OF_PROVINCE = {
    "education": "education-elders",
    "over-age": "over-age-consent",
    "readmission": "readmission-consent",
}
"""What only the standing committee of a province, or its equal, may consent to, and by which rule
(R1.2, R1.6, R12.4)."""


def consent_to(ask: Inquiry, about: str) -> Fact | None:
    """The newest consent to a matter by the day of the event, of a level that may give it.

    A level that is not recorded is taken on trust, and shown (`level_unknown`).
    """
    found = [
        fact
        for fact in ask.case.facts_of(FactKind.CONSENT, about=about)
        if fact.on <= ask.on and (about not in _OF_PROVINCE or _level(fact) in {None, "province"})
    ]
    return found[-1] if found else None


def level_unknown(ask: Inquiry) -> Iterator[Notice]:
    """A consent that only the province's committee may give, without a word on who gave it."""
    for about, rule in _OF_PROVINCE.items():
        fact = consent_to(ask, about)
        if fact is not None and _level(fact) is None:
            label = CHOICE_LABELS[about]
            yield ask.notice(
                "consent-level",
                Text(
                    f"văn bản đồng ý về {label.vi} ngày {shown(fact.on)} chưa ghi cấp đồng ý;"
                    " phải là ban thường vụ cấp ủy trực thuộc Trung ương",
                    f"the consent to {label.en} of {fact.on} does not say which level gave it;"
                    " it must be the province's standing committee",
                ),
                ask.law.look(rule, ask.on),
                f"case correct {ask.case.ref} {fact.seq} --set level=province --reason …",
            )


def _level(fact: Fact) -> str | None:
    level: str | None = fact.data.get("level")
    return level
