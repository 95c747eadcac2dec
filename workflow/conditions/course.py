"""Conditions on the awareness course and on how long its papers are good for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rules.months import add_months
from rules.text import Text
from workflow.fact_labels import CHOICE_LABELS
from workflow.facts import FactKind
from workflow.file_age import FileAge, Piece, age_of_file
from workflow.inquiry import Inquiry, shown
from workflow.outcomes import Notice, Unmet
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
    """The file was not older than allowed when the cell met, or had been made fresh by then.

    Everything that has still to be made again is named, each with its command (R7.10).
    """
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
    ask.law.on("file-age", made)
    age = age_of_file(ask.case, ask.law, meeting)
    if age is None or not age.missing:
        return
    ask.law.rely(age.version)
    for piece in age.missing:
        yield _to_redo(ask, age, piece, meeting)


def further_verification(ask: Inquiry) -> Iterator[Notice]:
    """Of a file that was too old the changed data of the CV are verified again (R7.10)."""
    age = age_of_file(ask.case, ask.law, ask.considered("admission"))
    if age is None or age.stale_from is None:
        return
    newest = ask.case.latest(FactKind.VERIFICATION_CONCLUSION)
    if newest is None or newest.on <= age.stale_from:
        yield ask.notice(
            "file-renewal",
            Text(
                f"hồ sơ đã quá thời hạn {shown(age.stale_from)}: nếu lý lịch có thay đổi thì khai"
                " bổ sung và thẩm tra thêm",
                f"the file was out of date after {age.stale_from}: where data of the CV changed,"
                " the CV is supplemented and verified further",
            ),
            ask.law.look("file-renewal-further", age.stale_from),
            ask.record("cv", "--on …"),
        )


def _to_redo(ask: Inquiry, age: FileAge, piece: Piece, meeting: date) -> Unmet:
    """One thing that a file which is too old still lacks; recorded, it is off the list."""
    what, rule = _redone(piece)
    months = age.version.number
    options = "".join(f"--set {key}={value} " for key, value in piece.wanted.items())
    more = {"by": "--set who=… "}.get(next(iter(piece.wanted)), "--set result=agree ")
    if piece.wanted == {"by": "member"}:
        more += "--set known_since=… "
    return ask.unmet(
        "file-age",
        Text(
            f"hồ sơ lập {shown(age.made_on)} đã quá {months} tháng khi chi bộ xét"
            f" ({shown(meeting)}); còn phải làm lại: {what.vi}",
            f"the file of {age.made_on} was older than {months} months when the cell met"
            f" ({meeting}); still to be made again: {what.en}",
        ),
        ask.law.find(rule, meeting) or age.version,
        ask.record(piece.kind.value, f"{options}{more}--on …"),
    )


def _redone(piece: Piece) -> tuple[Text, str]:
    if piece.kind is FactKind.OPINION:
        place = CHOICE_LABELS[piece.wanted["source"]]
        return Text(f"ý kiến {place.vi}", f"the {place.en}'s opinion"), "file-renewal-further"
    if piece.wanted["by"] != "member":
        union = CHOICE_LABELS[piece.wanted["by"]]
        told = Text(f"nghị quyết giới thiệu của {union.vi}", f"the {union.en}'s resolution")
        return told, "file-renewal"
    return Text(
        f"{piece.missing} giấy giới thiệu của đảng viên",
        f"{piece.missing} recommendation(s) of full members",
    ), "file-renewal"


def issuer_unrecorded(ask: Inquiry) -> Iterator[Notice]:
    """Who issued the certificate is free data, but it should be on file (R3.2, R3.3)."""
    found = ask.known(FactKind.CERTIFICATE, ask.on)
    if found is None or found.issuer is not None:
        return
    yield ask.notice(
        "course-issuer",
        Text(
            f"giấy chứng nhận ngày {shown(found.on)} chưa ghi nơi cấp",
            f"who issued the certificate of {found.on} is not recorded",
        ),
        ask.law.look("course-issuer", found.on),
        f"case correct {ask.case.ref} {found.seq} --issuer … --reason …",
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
            ask.law.find("course-required", day),
            ask.record("certificate", "--number … --issuer … --on …"),
        )
        return
    ask.law.find("course-issuer", found.on)
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
