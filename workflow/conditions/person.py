"""Conditions on the candidate: age by month and education, at the cell's meeting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from rules.age import AgeVerdict, age_verdict
from rules.education import Education
from rules.rule import Version
from rules.text import Text
from workflow.conditions.consenting import consent_to
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
            f"case record {ask.case.ref} vote --set body=cell --set purpose=admission … --on …",
            absolute=True,
        )
    if verdict is AgeVerdict.TOO_OLD:
        yield from _over_age(ask, _limit(version, "most"), meeting)


def _over_age(ask: Inquiry, most: int | str, meeting: date) -> Iterator[Unmet]:
    """Above the highest age only for a ground of R1.3, with a consent that came first (R1.2)."""
    version = ask.law.find("over-age-consent", ask.on)
    if consent_to(ask, "over-age") is None:
        problem = Text(
            f"quá {most} tuổi khi chi bộ xét ({shown(meeting)}): cần văn bản đồng ý trước",
            f"over {most} when the cell met ({meeting}): written consent must come first",
        )
        yield ask.unmet(
            "age",
            ask.absent(problem, FactKind.CONSENT, ask.on, about="over-age"),
            version,
            ask.record("consent", "--set about=over-age --number … --issuer … --on …"),
        )
    if ask.known(FactKind.OVER_AGE_GROUNDS, ask.on, fit="yes") is None:
        problem = Text(
            f"quá {most} tuổi: chưa ghi điều kiện (sức khỏe, uy tín; nơi chưa có tổ chức đảng,"
            " chưa có đảng viên, hoặc yêu cầu đặc biệt)",
            f"over {most}: the grounds are not recorded (health and prestige; no organisation or no"
            " member there, or a special need)",
        )
        yield ask.unmet(
            "over-age-grounds",
            ask.absent(problem, FactKind.OVER_AGE_GROUNDS, ask.on),
            version,
            ask.record("over-age-grounds", "--set fit=yes --set ground=special-need --on …"),
        )


def educated(ask: Inquiry) -> Iterator[Unmet]:
    """The education that the wording of the day asks for, or an exception and what it asks for.

    In a specially difficult area, and once for fishers and salt workers, less is enough (R1.5); for
    a village elder or a person of prestige there least of all, with a consent first (R1.6). Nobody
    goes below what an exception asks for.
    """
    meeting = ask.meeting("admission")
    if meeting is None:
        return
    version = ask.law.on("education", meeting)
    has = education_level(ask.person.education)
    if has is not None and has.reaches(_least(version)):
        return
    consent = consent_to(ask, "education")
    exception = ask.known(FactKind.EDUCATION_EXCEPTION, meeting)
    ground = None if exception is None else exception.data["ground"]
    if ground == "hard-area":
        version = ask.law.on("education-hard-areas", meeting)
    elif ground == "fisher-salt":
        version = ask.law.find("education-fishers", meeting) or version
    elif ground == "elder" or consent is not None:
        version = ask.law.on("education-elders", meeting)
        if has is not None and has.reaches(_least(version)):
            if consent is None:
                yield _elder_without_consent(ask, version)
            return
    if has is not None and has.reaches(_least(version)):
        return
    known = Text("chưa ghi", "not recorded") if has is None else has.label
    least = _least(version)
    yield ask.unmet(
        "education",
        Text(
            f"học vấn: {known.vi}; yêu cầu tối thiểu: {least.label.vi}",
            f"education: {known.en}; the least is: {least.label.en}",
        ),
        version,
        f"case correct {ask.case.ref} person --set education=… --reason …",
    )


def _elder_without_consent(ask: Inquiry, version: Version) -> Unmet:
    problem = Text(
        "già làng, trưởng bản, người có uy tín: cần văn bản đồng ý trước",
        "a village elder or person of prestige: written consent must come first",
    )
    return ask.unmet(
        "education",
        ask.absent(problem, FactKind.CONSENT, ask.on, about="education"),
        version,
        ask.record("consent", "--set about=education --number … --issuer … --on …"),
    )


def _least(version: Version) -> Education:
    return Education(str(_limit(version, "minimum")))


def _limit(version: Version, key: str) -> int | str:
    limits = version.value
    assert isinstance(limits, Mapping)  # noqa: S101 - the loader lets no age or education be else
    return limits[key]
