"""The arithmetic of one ballot: whom it counts, what was cast, and what cannot be.

Law R6.1, R6.2: the base is all full members of the cell, less those who are temporarily elsewhere
and those who are exempted and did not come; an exempted member who came is counted. Whoever is
absent without such a status stays in the base. R6.3: what an absent member wrote is not in favour.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rules.text import Text
from workflow.facts import Field

_LEFT_OUT = ("left_out_moved", "left_out_exempt")


def _number(name: str, vi: str, en: str, *, required: bool = False) -> Field:
    return Field(name=name, label=Text(vi, en), kind=int, required=required)


ELECTORS = _number("electors", "Tổng số có quyền biểu quyết", "All entitled to vote")
BALLOT_FIELDS = (
    ELECTORS,
    _number("roster", "Tổng số đảng viên chính thức", "Full members on the roster"),
    _number("left_out_moved", "Không tính: tạm chuyển đi nơi khác", "Left out: moved for a time"),
    _number("left_out_exempt", "Không tính: miễn sinh hoạt, vắng", "Left out: exempted and absent"),
    _number("exempt_present", "Miễn sinh hoạt, có dự và được tính", "Exempted who came, counted"),
    _number("present", "Có mặt", "Present", required=True),
    _number("for", "Tán thành", "For", required=True),
    _number("against", "Không tán thành", "Against", required=True),
    _number("blank", "Phiếu trắng, không hợp lệ", "Blank or invalid"),
    _number("written", "Gửi ý kiến bằng văn bản, vắng mặt", "Absent, in writing"),
    Field(
        name="written_reason",
        label=Text("Lý do gửi văn bản", "Why in writing"),
        required=False,
        private=True,
    ),
    _number("ballot", "Lần biểu quyết", "Ballot number"),
    _number("people", "Số người trong một phiếu", "People in one ballot"),
)
"""What a vote holds beside its body and purpose; a roster gives `electors`, the base."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """One vote, read from its values. `roster` is None where only the base was recorded."""

    electors: int
    yes: int
    roster: int | None
    left_out: int

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Ballot:
        """The ballot that a recorded vote tells of."""
        return cls(
            electors=data["electors"],
            yes=data["for"],
            roster=data.get("roster"),
            left_out=sum(data.get(name, 0) for name in _LEFT_OUT),
        )

    @property
    def members(self) -> int:
        """Everybody on the roster; the base, where no roster was recorded."""
        return self.electors if self.roster is None else self.roster


def counted(data: dict[str, Any], told: Collection[str] = ()) -> list[Text]:
    """Put the base in a vote that gives a roster; everything that cannot be, at once.

    Numbers are compared as far as they are there; `told` are the fields that somebody typed, so
    that one that cannot be read is not called missing too.
    """
    problems = [*_base(data, told)]
    electors, present = data.get("electors"), data.get("present")
    cast = sum(data.get(name, 0) for name in ("for", "against", "blank"))
    exempt, written = data.get("exempt_present", 0), data.get("written", 0)
    if written and "written_reason" not in {*told, *data}:
        problems.append(
            Text(
                "ghi ý kiến bằng văn bản thì cần lý do (--set written_reason=…)",
                "what was given in writing needs its reason (--set written_reason=…)",
            )
        )
    if present is None:
        return problems
    if electors is not None and present > electors:
        problems.append(
            Text(
                f"có mặt ({present}) nhiều hơn tổng số ({electors})",
                f"more present ({present}) than entitled ({electors})",
            )
        )
    elif electors is not None and present + written > electors:
        problems.append(
            Text(
                f"có mặt + gửi văn bản ({present + written}) nhiều hơn tổng số ({electors})",
                f"present + in writing ({present + written}) exceed those entitled ({electors})",
            )
        )
    if cast > present:
        blank = Text(" + phiếu trắng", " + blank") if "blank" in data else Text("", "")
        problems.append(
            Text(
                f"tán thành + không tán thành{blank.vi} ({cast}) nhiều hơn có mặt ({present})",
                f"for + against{blank.en} ({cast}) exceed those present ({present})",
            )
        )
    if exempt > present:
        problems.append(
            Text(
                f"miễn sinh hoạt có dự ({exempt}) nhiều hơn có mặt ({present})",
                f"more exempted members came ({exempt}) than were present ({present})",
            )
        )
    return problems


def _base(data: dict[str, Any], told: Collection[str]) -> Iterator[Text]:
    """The base is the roster less those left out; without a roster it is recorded itself."""
    left_out = sum(data.get(name, 0) for name in _LEFT_OUT)
    roster, given = data.get("roster"), data.get("electors")
    if roster is None:
        if not {"electors", "roster"} & {*told, *data}:
            yield Text(
                f"thiếu {ELECTORS.label.vi} (--set electors=…)",
                f"{ELECTORS.label.en} is missing (--set electors=…)",
            )
        if left_out:
            yield Text(
                "ghi người không tính thì cần tổng số đảng viên chính thức (--set roster=…)",
                "who is left out is told of a roster (--set roster=…)",
            )
        return
    if data.get("body", "cell") != "cell":
        yield Text(
            "danh sách đảng viên chính thức chỉ dùng cho chi bộ; cấp ủy thì ghi electors",
            "a roster is for the cell; for a committee give electors",
        )
    base = roster - left_out
    if base < 0:
        yield Text(
            f"không tính ({left_out}) nhiều hơn tổng số đảng viên chính thức ({roster})",
            f"more left out ({left_out}) than on the roster ({roster})",
        )
    elif given is not None and given != base:
        yield Text(
            f"tổng số có quyền biểu quyết ({given}) khác {roster} − {left_out} = {base}",
            f"all entitled to vote ({given}) is not {roster} − {left_out} = {base}",
        )
    else:
        data["electors"] = base
