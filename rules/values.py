"""The value of a rule, read as its unit asks."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import MappingProxyType

from rules.bodies import Body
from rules.education import Education
from rules.rule import Value
from rules.share import Share
from rules.text import Text
from rules.toml_file import Table
from rules.units import Unit

_FRACTION = re.compile(r"([1-9]\d*)/([1-9]\d*)")


def read_value(table: Table, unit: Unit) -> Value:
    """The value of one version, in the unit of its rule.

    Raises:
        RulebookError: It does not fit the unit.
    """
    if unit is not Unit.SHARE and "strict" in table.data:
        raise table.refuse(
            "strict",
            Text(
                vi="“strict” chỉ dùng cho tỷ lệ phiếu.",
                en="“strict” is only for shares of votes.",
            ),
        )
    if unit.is_count:
        return table.whole("value")
    return _READERS[unit](table)


def _share(table: Table) -> Share:
    value = table.string("value")
    found = _FRACTION.fullmatch(value)
    if found is None or int(found.group(1)) > int(found.group(2)):
        raise table.refuse(
            "value",
            Text(
                vi=f"“{value}” phải là phân số như “2/3”.",
                en=f"“{value}” must be a fraction like “2/3”.",
            ),
        )
    return Share(
        numerator=int(found.group(1)),
        denominator=int(found.group(2)),
        strict=table.flag("strict"),
    )


_TURNED_ROUND = Text(
    vi="mức cao nhất nhỏ hơn mức thấp nhất.", en="the highest is below the lowest."
)


def _range(table: Table) -> Value:
    inner = table.table("value")
    inner.only("least", "most")
    least, most = inner.whole("least"), inner.whole("most")
    if most < least:
        raise table.refuse("value", _TURNED_ROUND)
    return MappingProxyType({"least": least, "most": most})


def _education(table: Table) -> Value:
    inner = table.table("value")
    inner.only("minimum")
    return MappingProxyType({"minimum": inner.choice("minimum", Education).value})


def _nothing(table: Table) -> Value:
    if "value" in table.data:
        raise table.refuse(
            "value",
            Text(
                vi="quy tắc đơn vị “none” không có giá trị.",
                en="a rule of unit “none” has no value.",
            ),
        )
    return MappingProxyType({})


def _body(table: Table) -> Value:
    inner = table.table("value")
    inner.only("body", "delegated")
    delegated = inner.flag("delegated", default=False)
    return MappingProxyType({"body": inner.choice("body", Body).value, "delegated": int(delegated)})


_READERS: dict[Unit, Callable[[Table], Value]] = {
    Unit.SHARE: _share,
    Unit.YEARS_BY_MONTH: _range,
    Unit.PERCENT: _range,
    Unit.EDUCATION: _education,
    Unit.BODY: _body,
    Unit.NONE: _nothing,
}
