"""Local rules: a province's or city's own files may tighten the law, never loosen it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from rules.education import Education
from rules.errors import RulebookError
from rules.rule import Rule, Version
from rules.text import Text
from rules.units import Tighter, Unit


def tightened(central: Rule, local: Rule, file: str) -> Rule:
    """The rule as it is in a place that has its own file for it.

    From the first day of the local file on its versions count; before that, the central ones.

    Args:
        central: The rule as it stands for everybody.
        local: The local file of the same id.
        file: How the local file is called in messages.

    Raises:
        RulebookError: The local file loosens the rule, or changes more than its value.
    """
    if central.tighter is None or local.unit is not central.unit or local.timer != central.timer:
        raise _refused(
            file,
            Text(
                vi=f"quy tắc “{central.id}” không thể quy định riêng, hoặc đơn vị tính không khớp.",
                en=f"rule “{central.id}” cannot be set locally, or is measured differently.",
            ),
        )
    for mine in local.versions:
        for theirs in central.versions:
            if _meet(mine, theirs):
                _check(central.tighter, mine, theirs, file)
    versions = (*before(central, local.versions[0].from_on), *local.versions)
    return replace(central, local=True, versions=versions)


def before(rule: Rule, begins: date) -> tuple[Version, ...]:
    """The wordings of a rule up to the day before another file begins to count."""
    return tuple(
        replace(version, until_on=_earlier(version, begins))
        for version in rule.versions
        if version.from_on < begins
    )


def _earlier(version: Version, begins: date) -> date:
    """Last day of a central version before the local ones begin."""
    last = begins - timedelta(days=1)
    return last if version.until_on is None else min(last, version.until_on)


def _meet(one: Version, other: Version) -> bool:
    """Whether two versions are in force on a common day."""
    return (one.until_on is None or other.from_on <= one.until_on) and (
        other.until_on is None or one.from_on <= other.until_on
    )


def _check(tighter: Tighter, mine: Version, theirs: Version, file: str) -> None:
    if (mine.starts, mine.provisional) != (theirs.starts, theirs.provisional):
        raise _refused(
            file,
            Text(
                vi=f"nội dung {mine.id} bắt đầu từ mốc khác với {theirs.id}.",
                en=f"version {mine.id} starts from another milestone than {theirs.id}.",
            ),
        )
    if _loosens(tighter, mine, theirs):
        raise _refused(
            file,
            Text(
                vi=f"nội dung {mine.id} nới lỏng {theirs.id}; quy định riêng chỉ được chặt hơn.",
                en=f"version {mine.id} loosens {theirs.id}; a local rule may only tighten.",
            ),
        )


def _loosens(tighter: Tighter, mine: Version, theirs: Version) -> bool:
    if tighter is Tighter.WITHIN:
        (least, most), (lowest, highest) = _ends(mine), _ends(theirs)
        return least < lowest or most > highest
    here, there = _size(mine), _size(theirs)
    return here < there if tighter is Tighter.MORE else here > there


def _ends(version: Version) -> tuple[int, int]:
    """The least and the most of a range."""
    value = version.value
    assert isinstance(value, Mapping)  # noqa: S101 - the loader lets no range be anything else
    return int(value["least"]), int(value["most"])


def _size(version: Version) -> tuple[Fraction, bool]:
    """What is compared: the number, the rank or the fraction, “more than” above “at least”."""
    if version.unit is Unit.SHARE:
        share = version.share
        return Fraction(share.numerator, share.denominator), share.strict
    if isinstance(version.value, Mapping):
        rank = list(Education).index(Education(str(version.value["minimum"])))
        return Fraction(rank), False
    return Fraction(version.number), False


def _refused(file: str, problem: Text) -> RulebookError:
    return RulebookError(file, 1, problem)
