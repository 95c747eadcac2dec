"""Conditions on papers as such: those of the recognition file, and those an officer sent back."""

from __future__ import annotations

from collections.abc import Iterator

from rules.text import Text
from workflow.facts import FactKind
from workflow.inquiry import Inquiry, shown
from workflow.outcomes import Unmet
from workflow.paper_checks import check_of
from workflow.papers import PAPERS


def recognition_file(ask: Inquiry) -> Iterator[Unmet]:
    """The member's self-review and the helper's remarks lie in the recognition file.

    Law R10.7; the certificate, the opinions and the resolutions have conditions of their own.
    """
    by = ask.considered("recognition")
    version = ask.law.find("recognition-file", by)
    for kind, vi, en in (
        (
            FactKind.SELF_REVIEW,
            "chưa có bản tự kiểm điểm của đảng viên dự bị",
            "there is no self-review of the probationary member",
        ),
        (
            FactKind.HELPER_REMARKS,
            "chưa có nhận xét của đảng viên giúp đỡ",
            "there are no remarks of the helper",
        ),
    ):
        if ask.known(kind, by) is None:
            problem = ask.absent(Text(vi, en), kind, by)
            yield ask.unmet(kind.value, problem, version, ask.record(kind.value, "--on …"))


def nothing_to_supplement(ask: Inquiry) -> Iterator[Unmet]:
    """No paper of the event was sent back to be supplemented."""
    if not ask.case.facts_of(FactKind.PAPER_CHECK):
        return
    for paper in PAPERS.get(ask.proposal.event, ()):
        check = check_of(ask.case, paper, ask.on)
        if check is None or check.data["status"] != "supplement":
            continue
        label = paper.label
        yield ask.unmet(
            "paper-check",
            Text(
                f"{label.vi}: cần bổ sung (kiểm tra ngày {shown(check.on)}, mục {check.seq})",
                f"{label.en}: to be supplemented (checked on {check.on}, entry {check.seq})",
            ),
            ask.law.find(paper.rule, ask.on),
            ask.record(
                FactKind.PAPER_CHECK.value,
                f"--set paper={paper.key} --set status=valid --set why=… --on …",
            ),
        )
