"""Conditions on the awareness course and on how long its papers are good for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rules.months import add_months
from rules.text import Text
from workflow.facts import FactKind
from workflow.inquiry import Inquiry, shown
from workflow.outcomes import Unmet
from workflow.states import Event, State

_RULE = "course-certificate"


def certificate_valid(ask: Inquiry) -> Iterator[Unmet]:
    """A certificate that is valid on the day the file is opened."""
    yield from _certificate_on(ask, ask.on)


def certificate_valid_at_meeting(ask: Inquiry) -> Iterator[Unmet]:
    """A certificate that was valid on the day the cell considered the admission."""
    meeting = ask.meeting("admission")
    if meeting is not None:
        yield from _certificate_on(ask, meeting)


def certificate_expired(ask: Inquiry) -> Iterator[Unmet]:
    """The course is repeated only when its certificate ran out before the cell's meeting."""
    day = ask.meeting("admission") or ask.on
    found = ask.known(FactKind.CERTIFICATE, day)
    if found is None:
        return
    version = ask.law.on(_RULE, found.on)
    ends = add_months(found.on, version.number)
    if day <= ends:
        yield ask.unmet(
            _RULE,
            Text(
                f"giấy chứng nhận còn giá trị tới {shown(ends)}, chưa cần học lại",
                f"the certificate is valid until {ends}; the course need not be repeated",
            ),
            version,
        )


def file_fresh_at_meeting(ask: Inquiry) -> Iterator[Unmet]:
    """The file was not older than allowed when the cell considered the admission."""
    meeting, made = ask.meeting("admission"), ask.case.day_of(Event.OPEN_FILE)
    if meeting is None:
        return
    if made is None:
        yield ask.unmet(
            "file-age",
            Text(
                "chưa biết ngày lập hồ sơ, không tính được thời hạn của hồ sơ",
                "the day the file was made is not known, so its age cannot be worked out",
            ),
            ask.law.find("file-age", meeting),
            f"case correct {ask.case.ref} 1 --set open-file=… --reason …",
        )
        return
    version = ask.law.on("file-age", made)
    ends = add_months(made, version.number)
    if meeting > ends:
        yield ask.unmet(
            "file-age",
            Text(
                f"hồ sơ lập {shown(made)} đã quá {version.number} tháng khi chi bộ xét"
                f" ({shown(meeting)}); cần làm lại giấy giới thiệu và bổ sung ý kiến",
                f"the file of {made} was older than {version.number} months when the cell met"
                f" ({meeting}); recommendations and opinions must be redone",
            ),
            version,
            f"case advance {ask.case.ref} return-file --to course --reason-code file-stale",
        )


def _certificate_on(ask: Inquiry, day: date) -> Iterator[Unmet]:
    found = ask.known(FactKind.CERTIFICATE, day)
    if found is None:
        problem = Text(
            "chưa có giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng",
            "there is no awareness-course certificate",
        )
        yield ask.unmet(
            _RULE,
            ask.absent(problem, FactKind.CERTIFICATE, day),
            ask.law.find(_RULE, day),
            ask.record("certificate", "--number … --issuer … --on …"),
        )
        return
    version = ask.law.on(_RULE, found.on)
    ends = add_months(found.on, version.number)
    if day > ends:
        yield ask.unmet(
            _RULE,
            Text(
                f"giấy chứng nhận lớp nhận thức hết giá trị {shown(ends)}"
                f" (cấp {shown(found.on)}, {version.number} tháng)",
                f"the awareness certificate ran out on {ends}"
                f" (issued {found.on}, {version.number} months)",
            ),
            version,
            f"case advance {ask.case.ref} re-enrol --on …"
            if ask.case.state is State.VERIFICATION
            else ask.record("certificate", "--number … --issuer … --on …"),
        )
