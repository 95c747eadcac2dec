"""Special categories of candidates: what each asks for before the decision, as one table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rules.text import Text
from workflow.case import Fact
from workflow.conditions.consenting import consent_to
from workflow.fact_labels import CHOICE_LABELS
from workflow.facts import FactKind
from workflow.inquiry import Inquiry, shown
from workflow.outcomes import Notice, Unmet

ARMED_FORCES = "army-police"
RELIGION = "religion"
STATED = "religion"
"""The field of a CV that says whether it states the religion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What a category asks for: an opinion, a consent, or a consent after the opinion.

    Attributes:
        rule: The rule that asks for it.
        opinion: Whose opinion, on what.
        consent: Whose consent, in writing.
        consent_rule: The rule that asks for the consent, where it is another one.
        binding: Whether an opinion that disagrees refuses, and is not only shown.
    """

    rule: str
    opinion: Text | None = None
    consent: Text | None = None
    consent_rule: str | None = None
    binding: bool = False


NEEDS: Mapping[str, Needs] = {
    "private-owner": Needs(
        rule="private-owner",
        opinion=Text(
            "ý kiến về điều kiện của doanh nghiệp (chấp hành pháp luật, thuế, bảo hiểm, công đoàn)",
            "the opinion on the conditions of the enterprise (law, tax, insurance, union)",
        ),
        consent=Text(
            "văn bản đồng ý của ban thường vụ cấp ủy cấp trên",
            "the written consent of a higher standing committee",
        ),
        consent_rule="private-owner-consent",
        binding=True,
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
        if needs is not None:
            yield from _opinion_lacking(ask, category, needs)
            yield from _consent_lacking(ask, category, needs)


def religion_stated(ask: Inquiry) -> Iterator[Unmet]:
    """The CV of a religious candidate, once it is there, states the religion (R18.3)."""
    version = ask.law.look(RELIGION, ask.on) if RELIGION in _recorded(ask) else None
    cv = ask.known(FactKind.CV, ask.on)
    if version is None or cv is None or STATED in cv.data:
        return
    ask.law.rely(version)
    yield ask.unmet(
        "religion-in-cv",
        Text(
            "có đạo: chưa ghi nhận lý lịch đã khai rõ tôn giáo",
            "religious: nobody recorded that the CV states the religion",
        ),
        version,
        f"case correct {ask.case.ref} {cv.seq} --set {STATED}=stated --reason …",
    )


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
        if found is not None and _against(found) and not NEEDS[category].binding:
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


def _against(opinion: Fact) -> bool:
    return bool(opinion.data["result"] == "disagree")


def _opinion_lacking(ask: Inquiry, category: str, needs: Needs) -> Iterator[Unmet]:
    version = None if needs.opinion is None else ask.law.find(needs.rule, ask.on)
    if needs.opinion is None or version is None:
        return
    label, wanted = CHOICE_LABELS[category], {"about": category}
    opinion = ask.known(FactKind.CATEGORY_OPINION, ask.on, **wanted)
    if opinion is not None and not (needs.binding and _against(opinion)):
        return
    remedy = f"--set about={category} --set result=agree --number … --issuer … --on …"
    if opinion is None:
        missing = Text(
            f"{label.vi}: chưa có {needs.opinion.vi}", f"{label.en}: {needs.opinion.en} is missing"
        )
        problem = ask.absent(missing, FactKind.CATEGORY_OPINION, ask.on, **wanted)
    else:
        problem = Text(
            f"{label.vi}: {needs.opinion.vi} ngày {shown(opinion.on)} là không đồng ý",
            f"{label.en}: {needs.opinion.en} of {opinion.on} disagrees",
        )
    yield ask.unmet(
        f"category-{category}", problem, version, ask.record("category-opinion", remedy)
    )


def _consent_lacking(ask: Inquiry, category: str, needs: Needs) -> Iterator[Unmet]:
    """A consent in writing; where one rule asks for an opinion too, the consent follows it."""
    version = ask.law.find(needs.consent_rule or needs.rule, ask.on)
    if needs.consent is None or version is None:
        return
    label, condition = CHOICE_LABELS[category], f"category-{category}"
    remedy = ask.record("consent", f"--set about={category} --number … --issuer … --on …")
    consent = consent_to(ask, category)
    opinion = ask.known(FactKind.CATEGORY_OPINION, ask.on, about=category)
    if consent is None:
        problem = Text(
            f"{label.vi}: chưa có {needs.consent.vi}", f"{label.en}: {needs.consent.en} is missing"
        )
        late = ask.absent(problem, FactKind.CONSENT, ask.on, about=category)
        yield ask.unmet(condition, late, version, remedy)
    elif needs.consent_rule is None and opinion is not None and consent.on < opinion.on:
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
