"""Conditions on the recommenders: by which route, how many, who they are to the candidate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rules.months import add_months
from rules.text import Text
from workflow.case import Fact
from workflow.fact_labels import CHOICE_LABELS
from workflow.facts import FactKind
from workflow.inquiry import Inquiry, shown
from workflow.outcomes import Notice, Unmet

_MEMBER = "--set by=member --set who=… --set known_since=… --on …"
_UNIONS = ("youth-union", "trade-union")


def recommended(ask: Inquiry) -> Iterator[Unmet]:
    """Enough recommenders: full members, or a union's committee and one full member less.

    Which of the two is for the cell to choose and never inferred (R2.4): a recommendation of a
    union is that choice, unless the cell's own choice is recorded.
    """
    by = ask.considered("admission")
    given = _given(ask, by)
    members = [fact for fact in given if fact.data["by"] == "member"]
    chosen = ask.known(FactKind.RECOMMENDATION_ROUTE, by)
    route = None if chosen is None else chosen.data["route"]
    if route == "trade-union":
        ask.law.find("trade-union-route", by)
    unions = [
        fact for fact in given if fact.data["by"] in _UNIONS and route in {None, fact.data["by"]}
    ]
    counted = [fact for fact in unions if fact.data.get("youth_age") != "no"]
    if route in _UNIONS and not unions:
        yield _union_missing(ask, route, by)
        counted = given
    version = ask.law.on("recommenders-with-organisation" if counted else "recommenders", by)
    wanted = version.number
    if len(members) < wanted:
        past = [fact for fact in unions if fact not in counted]
        yield (
            _too_few(ask, len(members), wanted, by)
            if not past
            else _past_youth(ask, past[-1], len(members), wanted)
        )
        return
    faults = {fact.seq: tuple(_faults(ask, fact)) for fact in members}
    if sum(not found for found in faults.values()) < wanted:
        for found in faults.values():
            yield from found


def union_age_unconfirmed(ask: Inquiry) -> Iterator[Notice]:
    """The Union's age limit is not in our sources, so the officer confirms the age (R2.2)."""
    for fact in _given(ask, ask.considered("admission")):
        if fact.data["by"] == "youth-union" and "youth_age" not in fact.data:
            yield ask.notice(
                "youth-union-age",
                Text(
                    "chưa xác nhận người được Đoàn Thanh niên giới thiệu còn trong độ tuổi đoàn;"
                    " giới hạn tuổi đoàn không có trong dữ liệu luật",
                    "it is not confirmed that the person whom the Youth Union recommends is of its"
                    " age; the Union's age limit is not among the rules",
                ),
                ask.law.look("recommenders-with-organisation", fact.on),
                f"case correct {ask.case.ref} {fact.seq} --set youth_age=yes --reason …",
            )


def relative_recommends(ask: Inquiry) -> Iterator[Notice]:
    """No central rule forbids it; many places do, so it is shown, with the place's own words."""
    for fact in _given(ask, ask.considered("admission")):
        if fact.data.get("kin", "none") != "none":
            label = CHOICE_LABELS[fact.data["kin"]]
            yield ask.notice(
                "recommender-kinship",
                Text(
                    f"người giới thiệu ngày {shown(fact.on)} là {label.vi} của người vào Đảng",
                    f"the recommender of {fact.on} is the candidate's {label.en}",
                ),
                ask.law.look("recommender-kinship", fact.on),
            )


def _given(ask: Inquiry, by: date) -> list[Fact]:
    return [fact for fact in ask.case.facts_of(FactKind.RECOMMENDATION) if fact.on <= by]


def _too_few(ask: Inquiry, members: int, wanted: int, by: date) -> Unmet:
    with_union = wanted < ask.law.on("recommenders", by).number
    rule = "recommenders-with-organisation" if with_union else "recommenders"
    return ask.unmet(
        "recommenders",
        Text(
            f"cần {wanted} đảng viên chính thức giới thiệu, mới có {members}",
            f"{wanted} full members must recommend; {members} did",
        ),
        ask.law.on(rule, by),
        ask.record("recommendation", _MEMBER),
    )


def _past_youth(ask: Inquiry, fact: Fact, members: int, wanted: int) -> Unmet:
    return ask.unmet(
        "youth-union-age",
        Text(
            f"giới thiệu của Đoàn Thanh niên ngày {shown(fact.on)} không tính vì người được giới"
            f" thiệu quá tuổi đoàn; cần {wanted} đảng viên chính thức, mới có {members}",
            f"the Youth Union's recommendation of {fact.on} does not count: the person is past its"
            f" age; {wanted} full members must recommend, {members} did",
        ),
        ask.law.find("recommenders-with-organisation", fact.on),
        ask.record("recommendation", _MEMBER),
    )


def _union_missing(ask: Inquiry, route: str, by: date) -> Unmet:
    label = CHOICE_LABELS[route]
    return ask.unmet(
        "recommendation-route",
        Text(
            f"chi bộ chọn bên giới thiệu là {label.vi} nhưng chưa có nghị quyết giới thiệu",
            f"the cell chose the {label.en}, which has not recommended",
        ),
        ask.law.find("recommenders-with-organisation", by),
        ask.record("recommendation", f"--set by={route} --set who=… --on …"),
    )


def _faults(ask: Inquiry, fact: Fact) -> Iterator[Unmet]:
    """What is wrong with one recommender; who replaces another needs no shared time (R2.8)."""
    yield from _too_young_a_member(ask, fact)
    if fact.data.get("replaces") == "yes":
        ask.law.find("recommender-replacement", fact.on)
        return
    yield from _too_new(ask, fact)


def _too_young_a_member(ask: Inquiry, fact: Fact) -> Iterator[Unmet]:
    """Where the place asks for it, one who has not been a full member for long enough (R2.6)."""
    rule = "recommender-seniority"
    version = ask.law.find(rule, fact.on) if ask.law.rulebook.adopted(rule) else None
    if version is None:
        return
    since = fact.data.get("full_since")
    if since is None:
        yield ask.unmet(
            rule,
            Text(
                f"chưa ghi người giới thiệu ngày {shown(fact.on)} (mục {fact.seq}) là đảng viên"
                f" chính thức từ ngày nào; cần đủ {version.number} tháng",
                f"since when the recommender of {fact.on} (entry {fact.seq}) has been a full member"
                f" is not recorded; {version.number} months are needed",
            ),
            version,
            f"case correct {ask.case.ref} {fact.seq} --set full_since=… --reason …",
        )
        return
    enough = add_months(date.fromisoformat(since), version.number)
    if enough > fact.on:
        yield ask.unmet(
            rule,
            Text(
                f"người giới thiệu ngày {shown(fact.on)} chưa là đảng viên chính thức đủ"
                f" {version.number} tháng (đủ từ {shown(enough)})",
                f"the recommender of {fact.on} has not been a full member for {version.number}"
                f" months (not before {enough})",
            ),
            version,
            ask.record("recommendation", f"--set full_since=… {_MEMBER}"),
        )


def _too_new(ask: Inquiry, fact: Fact) -> Iterator[Unmet]:
    """One who has not been with the candidate for long enough, or not in a way that counts."""
    version = ask.law.on("recommender-acquaintance", fact.on)
    since = fact.data.get("known_since")
    if since is None:
        yield ask.unmet(
            "recommender-acquaintance",
            Text(
                "chưa ghi ngày bắt đầu cùng công tác của người giới thiệu ngày"
                f" {shown(fact.on)} (mục {fact.seq}); cần đủ {version.number} tháng",
                f"since when the recommender of {fact.on} (entry {fact.seq}) has worked together"
                f" with the candidate is not recorded; {version.number} months are needed",
            ),
            version,
            f"case correct {ask.case.ref} {fact.seq} --set known_since=… --reason …",
        )
        return
    at_home = fact.data.get("together") == "residence"
    if at_home and ask.law.find("recommender-residence", fact.on) is None:
        yield ask.unmet(
            "recommender-acquaintance",
            Text(
                f"người giới thiệu ngày {shown(fact.on)} chỉ cùng sinh hoạt nơi cư trú, khi ấy chưa"
                " được tính là cùng công tác",
                f"the recommender of {fact.on} only shared the residence, which did not count then",
            ),
            version,
            ask.record("recommendation", _MEMBER),
        )
        return
    enough = add_months(date.fromisoformat(since), version.number)
    if enough > fact.on:
        yield ask.unmet(
            "recommender-acquaintance",
            Text(
                f"người giới thiệu ngày {shown(fact.on)} chưa cùng công tác đủ"
                f" {version.number} tháng (đủ từ {shown(enough)})",
                f"the recommender of {fact.on} has not worked together for"
                f" {version.number} months (not before {enough})",
            ),
            version,
            ask.record("recommendation", _MEMBER),
        )
