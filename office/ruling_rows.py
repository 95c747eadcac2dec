"""Rows of a sheet of rulings: what a sitting decided on each person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from office.cells import Value
from office.judging import Reasons
from office.people_known import Everybody
from office.refused import Refused
from rules.text import Text
from workflow.names import fold
from workflow.reasons import REASON_LABELS, Reason
from workflow.registers.ruling import Ruled
from workflow.registers.sittings import Ruling, Votes

_WORDS = {
    "dong y": Ruling.AGREE,
    "nhat tri": Ruling.AGREE,
    "khong dong y": Ruling.REFUSE,
    "khong nhat tri": Ruling.REFUSE,
    "xin y kien cap tren": Ruling.REFER,
    "bao cao cap tren": Ruling.REFER,
    "tra lai": Ruling.RETURN,
    "tra lai ho so": Ruling.RETURN,
    "de lai": Ruling.HOLD,
    "de lai kiem tra them": Ruling.HOLD,
    "tam dung": Ruling.HOLD,
    **{one.value: one for one in Ruling},
}
_CODES = {fold(label.vi): code for code, label in REASON_LABELS.items()} | {
    code.value: code for code in Reason
}


def ruling_of(typed: str) -> Ruling | None:
    """The ruling that a cell tells of."""
    return _WORDS.get(fold(typed).rstrip("."))


def reason_of(typed: str) -> Reason | None:
    """The reason code that a cell holds, as a code or in its words."""
    return _CODES.get(fold(typed).rstrip("."))


def ruling_reasons(values: Mapping[str, Value], people: Everybody) -> Reasons:
    """Why a row cannot be taken, before the sitting itself is asked."""
    reasons: list[tuple[str, Text]] = []
    meant = people.meant(values)
    if isinstance(meant, Refused):
        reasons.append(("ref", meant.reason))
    if "result" in values and ruling_of(str(values["result"])) is None:
        listed = ", ".join(one.label.vi for one in Ruling)
        codes = ", ".join(Ruling)
        reasons.append(
            ("result", Text(f"không rõ kết luận; ghi: {listed}", f"unclear; write: {codes}"))
        )
    if "reason" in values and reason_of(str(values["reason"])) is None:
        reasons.append(("reason", Text("không có mã lý do này", "there is no such reason code")))
    if ("yes" in values) is not ("no" in values):
        reasons.append(
            ("yes", Text("ghi cả số tán thành và không tán thành", "give both for and against"))
        )
    return reasons


def ruled(values: Mapping[str, Value], case: str) -> Ruled:
    """The ruling that a row without reasons tells of."""
    text = cast("Mapping[str, Any]", values)
    ruling = ruling_of(text["result"])
    assert ruling is not None  # noqa: S101 - a row without reasons has one
    ballot = Votes(yes=text["yes"], no=text["no"]) if "yes" in text and ruling.voted else None
    reason = None if "reason" not in text else reason_of(text["reason"])
    return Ruled(
        case=case, ruling=ruling, ballot=ballot, document=text.get("number"), reason=reason
    )
