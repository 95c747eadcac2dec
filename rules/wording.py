"""The value of a wording in words."""

from __future__ import annotations

from rules.education import Education
from rules.rule import Version
from rules.share import Share
from rules.text import Text
from rules.units import Unit


def value_text(version: Version) -> Text:
    """“30 ngày làm việc”, “ít nhất 2/3 số phiếu”, “3–4 %”.

    Also “từ 18 đến 60 tuổi (tính theo tháng)”; empty for a rule without a value.
    """
    value = version.value
    if isinstance(value, Share):
        return _share(value)
    if isinstance(value, int):
        label = version.unit.label
        return Text(vi=f"{value} {label.vi}", en=f"{value} {label.en}")
    if version.unit is Unit.YEARS_BY_MONTH:
        least, most, label = value["least"], value["most"], version.unit.label
        return Text(vi=f"từ {least} đến {most} {label.vi}", en=f"{least} to {most} {label.en}")
    if version.unit is Unit.PERCENT:
        range_of = f"{value['least']}–{value['most']} %"
        return Text(vi=range_of, en=range_of)
    if version.unit is Unit.EDUCATION:
        level = Education(str(value["minimum"])).label
        return Text(vi=f"ít nhất {level.vi}", en=f"at least: {level.en}")
    return _body(version) if version.unit is Unit.BODY else Text(vi="", en="")


def _body(version: Version) -> Text:
    label = version.body.label
    if version.delegated:
        return Text(vi=f"{label.vi} được ủy quyền", en=f"{label.en}, delegated")
    return label


def _share(share: Share) -> Text:
    vi, en = ("trên", "more than") if share.strict else ("ít nhất", "at least")
    return Text(vi=f"{vi} {share} số phiếu", en=f"{en} {share} of the votes")
