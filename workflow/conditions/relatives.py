"""Who has to be verified besides the candidate, how, and by whom (R2.10, R4.5, R4.8, R4.13).

A relative is told by what he or she is to the candidate (`father`, `child-2`), never by name; a
letter, or a member who is sent, says in `persons` about whom it asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rules.text import Text
from workflow.case import Fact
from workflow.fact_labels import CHOICE_LABELS
from workflow.facts import FactKind
from workflow.inquiry import Inquiry, shown
from workflow.outcomes import Notice, Unmet

UNRECORDED = "cv-papers"
"""The kind of notice that names papers on the CV of which nothing is recorded."""
_EXEMPT = frozenset({"father", "mother", "child"})
_NOT_VERIFIED = "sibling"
_IF_CAPABLE = "child"
"""Verified only where of full legal capacity (R4.5); a child of whom that is not said is."""


def relatives_verified(ask: Inquiry) -> Iterator[Unmet]:
    """Each relative declared in the CV was asked about, but for those the law exempts."""
    by = ask.considered("admission")
    for relative in _declared(ask, by):
        if _too_young(relative) or _exempt(ask, relative, by):
            continue
        key = _key(relative)
        label = CHOICE_LABELS[relative.data["relation"]]
        asked = [fact for fact in _asked(ask, by) if key in _persons(fact)]
        abroad = relative.data.get("abroad") == "yes"
        if not asked:
            yield ask.unmet(
                "verification-relatives",
                Text(
                    f"chưa thẩm tra người thân: {label.vi} ({key})",
                    f"a relative is not verified: {label.en} ({key})",
                ),
                ask.law.find("verification-relatives", by),
                _letter(ask, key, abroad=abroad),
            )
        elif abroad and not any(fact.data.get("abroad") == "yes" for fact in asked):
            yield ask.unmet(
                "verification-abroad",
                Text(
                    f"{label.vi} ({key}) ở nước ngoài: phải thẩm tra qua cấp ủy hoặc cơ quan đại"
                    " diện ở nước ngoài",
                    f"{label.en} ({key}) is abroad: the committee or mission abroad must be asked",
                ),
                ask.law.find("verification-abroad", by),
                _letter(ask, key, abroad=True),
            )


def verifier_no_relative(ask: Inquiry) -> Iterator[Unmet]:
    """Who was sent to verify is neither the candidate nor a close relative (R2.10)."""
    sent = ask.known(FactKind.VERIFIER, ask.considered("admission"))
    if sent is None or sent.data["kin"] == "none":
        return
    version = ask.law.find("verifier-kinship", sent.on)
    if version is None:
        return
    label = CHOICE_LABELS[sent.data["kin"]]
    yield ask.unmet(
        "verifier-kinship",
        Text(
            f"người được cử đi thẩm tra ngày {shown(sent.on)} là {label.vi}: thẩm tra không có"
            " giá trị, phải cử người khác",
            f"who was sent to verify on {sent.on} is the candidate's own ({label.en}): the"
            " verification is invalid, and somebody else must be sent",
        ),
        version,
        ask.record("verifier", "--set who=… --set kin=none --on …"),
    )


def papers_unrecorded(ask: Inquiry) -> Iterator[Notice]:
    """What the file of the CV should hold and nothing is recorded of."""
    by = ask.considered("admission")
    certificate = ask.law.look("verification-certificate", by)
    lacking = [
        text
        for absent, text in (
            (
                not _declared(ask, by),
                Text("người thân phải thẩm tra", "the relatives to be verified"),
            ),
            (
                certificate is not None and ask.known(FactKind.CV_REMARK, by) is None,
                Text("nhận xét của chi ủy vào lý lịch", "the cell committee's remark on the CV"),
            ),
            (
                certificate is not None and ask.known(FactKind.CV_CERTIFICATE, by) is None,
                Text("chứng nhận lý lịch của cấp ủy cơ sở", "the committee's certificate"),
            ),
        )
        if absent
    ]
    if lacking:
        vi, en = ("; ".join(getattr(one, side) for one in lacking) for side in ("vi", "en"))
        yield ask.notice(
            UNRECORDED,
            Text(f"chưa ghi: {vi}", f"nothing is recorded of: {en}"),
            ask.law.look("verification-relatives", by),
            ask.record("relative", "--set relation=… --on …"),
        )


def letter_before_cv(ask: Inquiry) -> Iterator[Notice]:
    """The CV is written before anybody is asked about it: a listed mistake of order (R4.1)."""
    cvs, letters = (ask.case.facts_of(kind) for kind in (FactKind.CV, FactKind.VERIFICATION_LETTER))
    if cvs and letters and letters[0].on < cvs[0].on:
        yield ask.notice(
            "application-order",
            Text(
                f"công văn thẩm tra ({shown(letters[0].on)}) gửi trước khi có lý lịch"
                f" ({shown(cvs[0].on)})",
                f"a verification letter ({letters[0].on}) went out before the CV ({cvs[0].on})",
            ),
            ask.law.look("application-order", ask.on),
        )


def _declared(ask: Inquiry, by: date) -> tuple[Fact, ...]:
    newest = {_key(one): one for one in ask.case.facts_of(FactKind.RELATIVE) if one.on <= by}
    return tuple(one for one in newest.values() if one.data["relation"] != _NOT_VERIFIED)


def _too_young(relative: Fact) -> bool:
    return relative.data["relation"] == _IF_CAPABLE and relative.data.get("capable") == "no"


def _exempt(ask: Inquiry, relative: Fact, by: date) -> bool:
    if relative.data["relation"] not in _EXEMPT or relative.data.get("member") != "yes":
        return False
    return ask.law.find("verification-exempt", by) is not None


def _asked(ask: Inquiry, by: date) -> tuple[Fact, ...]:
    kinds = (FactKind.VERIFICATION_LETTER, FactKind.VERIFIER)
    return tuple(fact for kind in kinds for fact in ask.case.facts_of(kind) if fact.on <= by)


def _persons(fact: Fact) -> frozenset[str]:
    return frozenset(str(fact.data.get("persons", "")).split(","))


def _key(relative: Fact) -> str:
    relation, nth = relative.data["relation"], relative.data.get("nth")
    return str(relation) if nth is None else f"{relation}-{nth}"


def _letter(ask: Inquiry, key: str, *, abroad: bool) -> str:
    more = " --set abroad=yes" if abroad else ""
    options = f"--set addressee=… --set persons={key}{more} --number … --on …"
    return ask.record("verification-letter", options)
