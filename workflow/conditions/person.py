"""Conditions on the candidate: age by month and education, at the cell's meeting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from rules.age import AgeVerdict, age_verdict
from rules.education import Education
from rules.rule import Version
from rules.text import Text
from workflow.case import Fact
from workflow.facts import FactKind
from workflow.inquiry import Inquiry, shown
from workflow.outcomes import Unmet
from workflow.partial_day import born_month
from workflow.personal import education_level


def of_age(ask: Inquiry) -> Iterator[Unmet]:
    """Old enough, and not too old without consent, counted by month at the cell's meeting."""
    meeting = ask.meeting("admission")
    if meeting is None:
        return
    version = ask.law.on("age", meeting)
    born = born_month(ask.person.born)
    if born is None:
        yield ask.unmet(
            "age",
            Text(
                "chưa biết tháng sinh, không tính được tuổi",
                "the month of birth is not known, so the age cannot be worked out",
            ),
            version,
            f"case correct {ask.case.ref} person --set born=… --reason …",
        )
        return
    verdict = age_verdict(version, born, meeting)
    if verdict is AgeVerdict.TOO_YOUNG:
        least = _limit(version, "least")
        yield ask.unmet(
            "age",
            Text(
                f"chưa đủ {least} tuổi tính theo tháng khi chi bộ xét ({shown(meeting)})",
                f"not yet {least} by month when the cell met ({meeting})",
            ),
            version,
        )
    if verdict is AgeVerdict.TOO_OLD:
        yield from _over_age(ask, _limit(version, "most"), meeting)


def _over_age(ask: Inquiry, most: int | str, meeting: date) -> Iterator[Unmet]:
    """Above the highest age only with a written consent that came before the decision (R1.2)."""
    consent = ask.law.find("over-age-consent", ask.on)
    if _consent(ask, "over-age") is None:
        problem = Text(
            f"quá {most} tuổi khi chi bộ xét ({shown(meeting)}): cần văn bản đồng ý trước",
            f"over {most} when the cell met ({meeting}): written consent must come first",
        )
        yield ask.unmet(
            "age",
            ask.absent(problem, FactKind.CONSENT, ask.on, about="over-age"),
            consent,
            ask.record("consent", "--set about=over-age --number … --issuer … --on …"),
        )


def educated(ask: Inquiry) -> Iterator[Unmet]:
    """The education that the wording of the day asks for, or a consent to the exception.

    Even with a consent nobody goes below what the exception itself asks for (R1.6).
    """
    meeting = ask.meeting("admission")
    if meeting is None:
        return
    version = ask.law.on("education", meeting)
    if _consent(ask, "education") is not None:
        version = ask.law.on("education-elders", meeting)
    least = Education(str(_limit(version, "minimum")))
    has = education_level(ask.person.education)
    if has is not None and has.reaches(least):
        return
    known = Text("chưa ghi", "not recorded") if has is None else has.label
    yield ask.unmet(
        "education",
        Text(
            f"học vấn: {known.vi}; yêu cầu tối thiểu: {least.label.vi}",
            f"education: {known.en}; the least is: {least.label.en}",
        ),
        version,
        f"case correct {ask.case.ref} person --set education=… --reason …",
    )


def _limit(version: Version, key: str) -> int | str:
    limits = version.value
    assert isinstance(limits, Mapping)  # noqa: S101 - the loader lets no age or education be else
    return limits[key]


def _consent(ask: Inquiry, about: str) -> Fact | None:
    return ask.known(FactKind.CONSENT, ask.on, about=about)
