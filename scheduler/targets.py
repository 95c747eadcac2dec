"""A reminder about a unit's yearly target, as one line of a message."""

from __future__ import annotations

from datetime import date

from rules.text import Text
from scheduler.detail import Detail
from scheduler.wording import Words, when
from workflow.pipeline import PipelineKind, TargetLine

_SAID: dict[PipelineKind, Text] = {
    PipelineKind.NO_CANDIDATES: Text("chưa có nguồn kết nạp", "has no candidate"),
    PipelineKind.AT_RISK: Text("có nguy cơ không đạt chỉ tiêu", "may miss its target"),
    PipelineKind.FILES_MISSING: Text("chưa nộp đủ hồ sơ", "has files still to hand in"),
}


def told_target(one: TargetLine, detail: Detail, words: Words, today: date) -> Text:
    """The line; outside the office only the unit's code and the date."""
    if not detail.tells_all:
        return Text(
            f"{one.unit}: việc đến hạn {one.due_on:%d/%m/%Y}, xin xem trong hệ thống",
            f"{one.unit}: due on {one.due_on}, please see the system",
        )
    unit, said, left = words.unit(one.unit), _SAID[one.kind], when((one.due_on - today).days)
    return Text(
        f"{unit} {said.vi} năm {one.year}: {one.there}/{one.target}"
        f" · hạn nộp hồ sơ {one.due_on:%d/%m/%Y} · {left.vi}",
        f"{unit} {said.en} in {one.year}: {one.there}/{one.target}"
        f" · files due {one.due_on} · {left.en}",
    )
