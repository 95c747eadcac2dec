"""Conditions on the ceremony, the probation and the recognition."""

from __future__ import annotations

from collections.abc import Iterator

from rules.text import Text
from workflow.fact_labels import CHOICE_LABELS
from workflow.facts import FactKind
from workflow.inquiry import Inquiry, shown
from workflow.outcomes import Notice, Unmet
from workflow.probation import probation_of
from workflow.states import Event


def helper_named(ask: Inquiry) -> Iterator[Unmet]:
    """One full member is assigned to help, named at the ceremony."""
    version = ask.law.find("helper", ask.on)
    if ask.known(FactKind.HELPER, ask.on) is None:
        problem = Text("chưa phân công đảng viên giúp đỡ", "no helper is assigned")
        yield ask.unmet(
            "helper",
            ask.absent(problem, FactKind.HELPER, ask.on),
            version,
            ask.record("helper", "--set who=… --on …"),
        )


def ceremony_in_time(ask: Inquiry) -> Iterator[Unmet]:
    """A ceremony after its limit needs the consent of the direct superior."""
    deadline = ask.case.deadline("ceremony")
    if deadline is None:
        return
    version = ask.law.wording(deadline.version)
    if ask.on <= deadline.due_on:
        return
    if ask.known(FactKind.CONSENT, ask.on, about="late-ceremony") is not None:
        return
    if deadline.provisional:
        yield ask.unmet(
            "ceremony",
            Text(
                f"chưa ghi ngày chi bộ nhận quyết định; tạm tính từ ngày ban hành thì hạn"
                f" {shown(deadline.due_on)} đã qua",
                "the day the cell received the decision is not recorded; counted from its issue,"
                f" the limit {deadline.due_on} has passed",
            ),
            version,
            ask.record("decision-receipt", "--on …"),
        )
        return
    late = (ask.on - deadline.due_on).days
    yield ask.unmet(
        "ceremony",
        Text(
            f"lễ kết nạp sau hạn {late} ngày (hạn {shown(deadline.due_on)}):"
            " cần văn bản đồng ý của cấp ủy cấp trên trực tiếp",
            f"the ceremony is {late} days after its limit ({deadline.due_on}):"
            " the direct superior must consent",
        ),
        version,
        ask.record("consent", "--set about=late-ceremony --number … --issuer … --on …"),
    )


def probation_served(ask: Inquiry) -> Iterator[Unmet]:
    """Probation has run its full length, under the law it began under."""
    found = probation_of(ask.case, ask.law)
    if found is None:
        yield ask.unmet(
            "probation",
            Text(
                "chưa biết ngày tổ chức lễ kết nạp, không tính được thời gian dự bị",
                "the day of the ceremony is not known, so the probation cannot be worked out",
            ),
            ask.law.find("probation", ask.on),
            f"case correct {ask.case.ref} 1 --set hold-ceremony=… --reason …",
        )
        return
    if ask.on > found.ends_on:
        return
    yield ask.unmet(
        "probation",
        Text(
            f"thời gian dự bị tới {shown(found.ends_on)} mới hết",
            f"probation ends on {found.ends_on}",
        ),
        found.version,
        absolute=True,
    )


def resolved_after_probation(ask: Inquiry) -> Iterator[Unmet]:
    """The cell's vote on recognition is dated after the probation, never before its end.

    Law R10.1 counts its time from that end; that an earlier one is void says R10.2.
    """
    found, meeting = probation_of(ask.case, ask.law), ask.meeting("recognition")
    if found is None or meeting is None:
        return
    version = ask.law.on("recognition-cell", found.ends_on)
    never_before = ask.law.find("recognition-after-probation", meeting)
    if meeting > found.ends_on:
        return
    yield ask.unmet(
        "recognition-cell",
        Text(
            f"chi bộ xét công nhận ngày {shown(meeting)}, trước khi hết thời gian dự bị"
            f" ({shown(found.ends_on)})",
            f"the cell met on {meeting}, before probation had ended ({found.ends_on})",
        ),
        version,
        ask.record("vote", "--set body=cell --set purpose=recognition … --on …"),
        also=never_before,
    )


def new_member_course_done(ask: Inquiry) -> Iterator[Unmet]:
    """The certificate of the new-member course opens the recognition file.

    Law R9.5: the course is taken within the probation, so its certificate follows the ceremony.
    """
    version = ask.law.find("new-member-course", ask.on)
    remedy = ask.record("new-member-certificate", "--number … --issuer … --on …")
    found = ask.known(FactKind.NEW_MEMBER_CERTIFICATE, ask.on)
    began = ask.case.day_of(Event.HOLD_CEREMONY)
    if found is None:
        problem = Text(
            "chưa có giấy chứng nhận lớp bồi dưỡng đảng viên mới",
            "there is no new-member certificate",
        )
        yield ask.unmet(
            "new-member-course",
            ask.absent(problem, FactKind.NEW_MEMBER_CERTIFICATE, ask.on),
            version,
            remedy,
        )
    elif began is not None and found.on < began:
        yield ask.unmet(
            "new-member-course",
            Text(
                f"giấy chứng nhận lớp đảng viên mới ngày {shown(found.on)} có trước lễ kết nạp"
                f" ({shown(began)}); cần giấy chứng nhận học trong thời gian dự bị",
                f"the new-member certificate of {found.on} lies before the ceremony ({began});"
                " the course is taken during probation",
            ),
            version,
            remedy,
        )


def lateness_explained(ask: Inquiry) -> Iterator[Unmet]:
    """Where the place has the rule, a recognition file that came late is explained (R10.9)."""
    found = probation_of(ask.case, ask.law)
    if found is None or not ask.law.rulebook.adopted("recognition-late"):
        return
    version = ask.law.find("recognition-late", found.ends_on)
    received = ask.known(FactKind.FILE_RECEIVED, ask.on)
    came = ask.on if received is None else received.on
    if version is None or came <= ask.law.due(version, found.ends_on):
        return
    if ask.known(FactKind.LATE_EXPLANATION, ask.on) is None:
        yield ask.unmet(
            "recognition-late",
            Text(
                f"hồ sơ công nhận đến ngày {shown(came)}, quá {version.number} tháng sau khi hết"
                " thời gian dự bị: cần văn bản giải trình do lỗi của ai",
                f"the recognition file came on {came}, more than {version.number} months after the"
                " probation had ended: an explanation of whose fault it was is needed",
            ),
            version,
            ask.record("late-explanation", "--set fault=organisation --on …"),
        )


def disciplined(ask: Inquiry) -> Iterator[Notice]:
    """A probationary member's discipline bars nothing by itself, but is weighed (R9.6)."""
    found = ask.known(FactKind.DISCIPLINE, ask.on)
    if found is not None:
        label = CHOICE_LABELS[found.data["measure"]]
        yield ask.notice(
            "discipline",
            Text(
                f"đảng viên dự bị bị kỷ luật {label.vi} ngày {shown(found.on)}",
                f"the probationary member was disciplined on {found.on}: {label.en}",
            ),
            ask.law.look("probationer-discipline", found.on),
        )
