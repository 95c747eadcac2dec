"""Conditions on the admission file: application, CV, opinions.

Each paper must have been there when the cell considered the matter, not merely by the decision.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.text import Text
from workflow.facts import FactKind
from workflow.inquiry import Condition, Inquiry, shown
from workflow.outcomes import Unmet
from workflow.states import Event


def application_before_cv(ask: Inquiry) -> Iterator[Unmet]:
    """Application first, then the CV; both must be there."""
    by = ask.considered("admission")
    version, order = ask.law.find("application", by), ask.law.find("application-order", by)
    application, cv = ask.known(FactKind.APPLICATION, by), ask.known(FactKind.CV, by)
    if application is None:
        problem = Text("chưa có đơn xin vào Đảng", "there is no application")
        yield ask.unmet(
            "application",
            ask.absent(problem, FactKind.APPLICATION, by),
            version,
            ask.record("application", "--on …"),
        )
    if cv is None:
        problem = Text("chưa có lý lịch của người xin vào Đảng", "there is no CV of the candidate")
        yield ask.unmet(
            "cv", ask.absent(problem, FactKind.CV, by), order, ask.record("cv", "--on …")
        )
    if application is not None and cv is not None and cv.on < application.on:
        yield ask.unmet(
            "application-order",
            Text(
                f"lý lịch ({shown(cv.on)}) làm trước đơn ({shown(application.on)})",
                f"the CV ({cv.on}) was written before the application ({application.on})",
            ),
            order,
            ask.record("cv", "--on …"),
        )


def opinions_for(purpose: str) -> Condition:
    """The pair of opinions, of the workplace and of the residence, on a matter.

    Law R5.3: those on recognition speak of the probation, so they follow the ceremony.
    """
    rule = "opinions" if purpose == "admission" else f"opinions-{purpose}"

    def opinions(ask: Inquiry) -> Iterator[Unmet]:
        by = ask.considered(purpose)
        version = ask.law.find(rule, by)
        if purpose == "admission":
            ask.law.find("opinions-check", by)  # R5.1: the cell committee asks before the meeting
        began = ask.case.day_of(Event.HOLD_CEREMONY) if purpose == "recognition" else None
        for source, vi, en in (
            ("workplace", "các đoàn thể nơi công tác", "the organisations at the workplace"),
            ("residence", "chi ủy nơi cư trú", "the cell committee at the residence"),
        ):
            wanted = {"purpose": purpose, "source": source}
            remedy = ask.record(
                "opinion",
                f"--set source={source} --set purpose={purpose} --set result=agree --on …",
            )
            found = ask.known(FactKind.OPINION, by, **wanted)
            if found is None:
                problem = Text(f"thiếu ý kiến của {vi}", f"the opinion of {en} is missing")
                late = ask.absent(problem, FactKind.OPINION, by, **wanted)
                yield ask.unmet("opinions", late, version, remedy)
            elif began is not None and found.on < began:
                yield ask.unmet(
                    "opinions",
                    Text(
                        f"ý kiến của {vi} ngày {shown(found.on)} có trước lễ kết nạp"
                        f" ({shown(began)}); cần ý kiến về thời gian dự bị",
                        f"the opinion of {en} of {found.on} lies before the ceremony ({began});"
                        " an opinion on the probation is needed",
                    ),
                    version,
                    remedy,
                )

    return opinions
