"""Special categories of candidates: what each asks for before the decision, as one table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rules.rule import Version
from rules.text import Text
from workflow.conditions.consenting import consent_to
from workflow.fact_labels import CHOICE_LABELS
from workflow.facts import FactKind
from workflow.inquiry import Inquiry, shown
from workflow.outcomes import Notice, Unmet

ARMED_FORCES = "army-police"


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What a category asks for by a rule: an opinion, a consent, or a consent after the opinion."""

    rule: str
    opinion: Text | None = None
    consent: Text | None = None


NEEDS: Mapping[str, Needs] = {
    "private-owner": Needs(
        rule="private-owner-consent",
        consent=Text(
            "văn bản đồng ý của ban thường vụ cấp ủy cấp trên",
            "the written consent of a higher standing committee",
        ),
    ),
    "foreign-spouse": Needs(
        rule="foreign-spouse",
        opinion=Text("ý kiến của cơ quan an ninh", "the opinion of the security body"),
        consent=Text(
            "văn bản đồng ý của ban thường vụ cấp ủy cấp trên",
            "the written consent of a higher standing committee",
        ),
    ),
    "religion": Needs(
        rule="religion",
        opinion=Text(
            "ý kiến của cấp ủy phụ trách công tác tôn giáo",
            "the opinion of the committee in charge of religion",
        ),
    ),
    "population-policy": Needs(
        rule="population-policy",
        consent=Text(
            "văn bản đồng ý của cấp có thẩm quyền", "the written consent of the competent body"
        ),
    ),
    "no-cell": Needs(
        rule="no-cell",
        consent=Text(
            "văn bản của cấp ủy cấp trên trực tiếp giao chi bộ thuận lợi nhất giúp đỡ",
            "the paper by which the direct superior gives the task to the nearest cell",
        ),
    ),
}
"""By category. The army and the police have their own bodies instead (`own_bodies`)."""


def categories_settled(ask: Inquiry) -> Iterator[Unmet]:
    """Every category recorded for the candidate has what its rule asks for."""
    for category in _recorded(ask):
        needs = NEEDS.get(category)
        version = None if needs is None else ask.law.find(needs.rule, ask.on)
        if needs is not None and version is not None:
            yield from _lacking(ask, category, needs, version)


def own_bodies(ask: Inquiry) -> Iterator[Notice]:
    """Who decides in the army and the police follows rules of their own (R7.9, R18.6)."""
    if ARMED_FORCES in _recorded(ask):
        yield ask.notice(
            "armed-forces",
            Text(
                "Quân đội, Công an: thẩm quyền quyết định theo quy định riêng",
                "army or police: who decides follows rules of their own",
            ),
            ask.law.look("authority-armed-forces", ask.on),
        )


def opinions_against_category(ask: Inquiry) -> Iterator[Notice]:
    """An opinion on a category that disagrees binds nobody, but who decides must see it."""
    for category in _recorded(ask):
        found = ask.known(FactKind.CATEGORY_OPINION, ask.on, about=category)
        if found is not None and found.data["result"] == "disagree":
            label, needs = CHOICE_LABELS[category], NEEDS[category]
            yield ask.notice(
                "opinion-against",
                Text(
                    f"{label.vi}: ý kiến ngày {shown(found.on)} không đồng ý",
                    f"{label.en}: the opinion of {found.on} disagrees",
                ),
                ask.law.look(needs.rule, ask.on),
            )


def _recorded(ask: Inquiry) -> tuple[str, ...]:
    found = (one for one in ask.case.facts_of(FactKind.CATEGORY) if one.on <= ask.on)
    return tuple(dict.fromkeys(str(one.data["category"]) for one in found))


def _lacking(ask: Inquiry, category: str, needs: Needs, version: Version) -> Iterator[Unmet]:
    label, condition = CHOICE_LABELS[category], f"category-{category}"
    opinion = ask.known(FactKind.CATEGORY_OPINION, ask.on, about=category)
    if needs.opinion is not None and opinion is None:
        problem = Text(
            f"{label.vi}: chưa có {needs.opinion.vi}", f"{label.en}: {needs.opinion.en} is missing"
        )
        yield ask.unmet(
            condition,
            ask.absent(problem, FactKind.CATEGORY_OPINION, ask.on, about=category),
            version,
            ask.record(
                "category-opinion",
                f"--set about={category} --set result=agree --number … --issuer … --on …",
            ),
        )
    if needs.consent is None:
        return
    remedy = ask.record("consent", f"--set about={category} --number … --issuer … --on …")
    consent = consent_to(ask, category)
    if consent is None:
        problem = Text(
            f"{label.vi}: chưa có {needs.consent.vi}", f"{label.en}: {needs.consent.en} is missing"
        )
        late = ask.absent(problem, FactKind.CONSENT, ask.on, about=category)
        yield ask.unmet(condition, late, version, remedy)
    elif opinion is not None and consent.on < opinion.on:
        yield ask.unmet(
            condition,
            Text(
                f"{label.vi}: văn bản đồng ý ({shown(consent.on)}) có trước ý kiến"
                f" ({shown(opinion.on)})",
                f"{label.en}: the consent ({consent.on}) came before the opinion ({opinion.on})",
            ),
            version,
            remedy,
        )
