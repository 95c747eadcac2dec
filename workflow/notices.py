"""What an officer should look at before deciding: it is shown, and refuses nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rules.text import Text
from rules.units import Confidence
from workflow.conditions import (
    bodies,
    consenting,
    course,
    graded,
    membership,
    recommending,
    relatives,
    returning,
    special,
    telling,
)
from workflow.facts import FactKind
from workflow.inquiry import Inquiry, Noticer, shown
from workflow.outcomes import Notice, Unmet
from workflow.states import Event

UNVERIFIED = "unverified-basis"
"""The kind of notice that names the wordings relied on that nobody has verified."""
BEFORE_ONLY = frozenset({UNVERIFIED, relatives.UNRECORDED})
"""Kinds that help to decide, and are not repeated once it is done."""
_SOURCES = {
    "workplace": Text("các đoàn thể nơi công tác", "the organisations at the workplace"),
    "residence": Text("chi ủy nơi cư trú", "the cell committee at the residence"),
}


def opinions_against(purpose: str) -> Noticer:
    """An opinion that disagrees binds nobody, but who decides must see it (R5.1, R5.2)."""

    def against(ask: Inquiry) -> Iterator[Notice]:
        by = ask.considered(purpose)
        rule = "opinions" if purpose == "admission" else f"opinions-{purpose}"
        for source, label in _SOURCES.items():
            found = ask.known(FactKind.OPINION, by, purpose=purpose, source=source)
            if found is not None and found.data["result"] == "disagree":
                yield ask.notice(
                    "opinion-against",
                    Text(
                        f"ý kiến của {label.vi} ngày {shown(found.on)}: không đồng ý",
                        f"the opinion of {label.en} of {found.on} disagrees",
                    ),
                    ask.law.look(rule, by),
                )

    return against


NOTICES: Mapping[Event, tuple[Noticer, ...]] = {
    Event.ENROL: (returning.earliest_application,),
    Event.OPEN_FILE: (returning.earliest_application, course.issuer_unrecorded),
    Event.ADMIT: (
        opinions_against("admission"),
        recommending.union_age_unconfirmed,
        recommending.relative_recommends,
        consenting.level_unknown,
        special.opinions_against_category,
        special.own_bodies,
        course.further_verification,
        relatives.letter_before_cv,
        relatives.papers_unrecorded,
        bodies.authority_unclear,
    ),
    Event.HOLD_CEREMONY: (telling.cell_untold,),
    Event.RETURN_FILE: (telling.cell_untold,),
    Event.CLOSE: (telling.cell_untold,),
    Event.RECOGNISE: (
        opinions_against("recognition"),
        membership.disciplined,
        graded.grade_of_concern,
        bodies.authority_unclear,
    ),
    Event.STRIKE_OFF: (bodies.authority_unclear,),
}


def notices(ask: Inquiry, missing: Sequence[Unmet]) -> tuple[Notice, ...]:
    """Everything to look at, once the conditions have been asked and `missing` was found.

    What rests on an unverified wording is named last, but for what a refusal has cited already.
    """
    return (*done_notices(ask), *_unverified(ask, missing))


def done_notices(ask: Inquiry) -> tuple[Notice, ...]:
    """What is worth a look also when the event is recorded: all but its unverified basis."""
    return tuple(one for noticer in NOTICES.get(ask.proposal.event, ()) for one in noticer(ask))


def _unverified(ask: Inquiry, missing: Sequence[Unmet]) -> Iterator[Notice]:
    cited = {one.source for one in missing if one.confidence is not Confidence.HIGH}
    titles = [
        ask.law.rulebook[version.rule_id].title
        for version in map(ask.law.wording, ask.law.relied())
        if not version.verified and version.source not in cited
    ]
    if titles:
        vi, en = (
            "; ".join(sorted({getattr(title, side) for title in titles})) for side in ("vi", "en")
        )
        yield Notice(
            kind=UNVERIFIED,
            text=Text(f"dựa vào căn cứ chưa xác minh: {vi}", f"rests on unverified sources: {en}"),
            remedy=Text("ketnap rules list --unverified", "ketnap rules list --unverified"),
        )
