"""The facts about bodies that vote and report: kinds and fields of `workflow.fact_table`."""

from __future__ import annotations

from rules.text import Text
from workflow.facts import FactKind, FactSpec, Field

_DECIDED_ON = ("admission", "recognition", "strike-off")


def _choice(name: str, vi: str, en: str, *choices: str) -> Field:
    return Field(name=name, label=Text(vi, en), choices=choices)


VOTING: tuple[FactSpec, ...] = (
    FactSpec(
        kind=FactKind.DEPARTMENTAL_REPORT,
        label=Text("Báo cáo thẩm định của đảng ủy bộ phận", "Departmental committee's report"),
        documented=True,
        fields=(_choice("purpose", "Về việc", "Purpose", *_DECIDED_ON),),
    ),
    FactSpec(
        kind=FactKind.SUPERIOR_RULING,
        label=Text(
            "Cấp có thẩm quyền quyết định sau các lần biểu quyết không đủ",
            "Ruling of the superior after failed ballots",
        ),
        documented=True,
        fields=(
            _choice("purpose", "Về việc", "Purpose", "recognition", "strike-off"),
            _choice("result", "Kết quả", "Result", "approved", "refused", "vote-again"),
        ),
    ),
    FactSpec(
        kind=FactKind.RESULT_NOTICE,
        label=Text("Thông báo kết quả cho chi bộ", "Result notified to the cell"),
        fields=(
            _choice("purpose", "Về việc", "Purpose", *_DECIDED_ON),
            _choice("result", "Kết quả", "Result", "approved", "refused"),
        ),
    ),
)
"""R6.7: the report decides nothing. R6.12: after so many failed ballots the superior decides.
R7.4: the proposing cell is told the result, whichever it is."""
