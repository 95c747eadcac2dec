"""Rules and due days as rows for programs and as sentences for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commands.speech import language, say
from rules.counted import Due, Skipped, written
from rules.rule import Rule, Version
from rules.share import Share
from rules.text import Text
from rules.units import Actor
from rules.wording import value_text

_ACTORS = {
    Actor.CELL: Text("chi bộ", "the cell"),
    Actor.GRASSROOTS: Text("cấp ủy cơ sở", "the grassroots committee"),
    Actor.SUPERIOR: Text("cấp ủy cấp trên", "the superior committee"),
    Actor.MEMBER: Text("đảng viên", "the member"),
    Actor.ADDRESSEE: Text("nơi nhận công văn", "the addressee of the letter"),
    Actor.KEEPER: Text("nơi giữ dữ liệu", "who keeps the data"),
}


def list_item(rule: Rule, version: Version) -> dict[str, Any]:
    """A rule on a day, as one row."""
    mark = "" if version.verified else "! "
    return {
        "id": rule.id,
        "wording": version.id,
        "title": say(rule.title),
        "value": _value(version),
        "value_shown": say(value_text(version)) or "—",
        "unit": rule.unit.value,
        "unit_shown": say(rule.unit.label) or "—",
        "source": version.source.cite(language()),
        "source_shown": mark + version.source.cite(language()),
        "in_force_from": version.from_on,
        "in_force_until": version.until_on,
        "confidence": version.confidence.value,
        "confidence_shown": say(version.confidence.label),
        "timer": rule.timer,
        "local": rule.local,
    }


def wording_item(version: Version) -> dict[str, Any]:
    """One wording of a rule, as one row."""
    return {
        "id": version.id,
        "in_force_from": version.from_on,
        "in_force_until": version.until_on,
        "value": _value(version),
        "unit": version.unit.value,
        "start_event": None if version.starts is None else version.starts.value,
        "provisional_event": None if version.provisional is None else version.provisional.value,
        "source": version.source.cite(language()),
        "confidence": version.confidence.value,
        "note": None if version.note is None else say(version.note),
    }


def due_item(due: Due) -> dict[str, Any]:
    """A counted deadline, as the contract of `rules due` has it."""
    version = due.version
    return {
        "rule": due.rule.id,
        "start_on": due.start_on,
        "due_on": due.due_on,
        "value": version.number,
        "unit": version.unit.value,
        "start_event": None if version.starts is None else version.starts.value,
        "source": version.source.cite(language()),
        "in_force_from": version.from_on,
        "confidence": version.confidence.value,
        "skipped": [_skipped(day) for day in due.skipped],
        "estimated": due.estimated,
        "added": [_skipped(day) for day in due.added],
        "weekend_days": due.weekend_days,
        "wording": version.id,
    }


def due_sentences(due: Due) -> list[Text]:
    """A counted deadline in a few sentences, its source among them."""
    version = due.version
    length, until, start = value_text(version), written(due.due_on), written(due.start_on)
    event = version.starts.label if version.starts is not None else Text("bắt đầu", "it starts")
    sure, source = version.confidence.label, version.source
    sentences = [
        Text(
            f"{due.rule.title.vi}: hạn cuối {until.vi}, tính hết ngày.",
            f"{due.rule.title.en}: due {until.en}, the day counts whole.",
        ),
        Text(
            f"Thời hạn {length.vi} kể từ ngày {event.vi} ({start.vi} là ngày 0).",
            f"The time is {length.en} from the day {event.en} ({start.en} is day 0).",
        ),
        Text(
            f"Căn cứ: {source.cite('vi')}, áp dụng từ {version.from_on:%d/%m/%Y} ({sure.vi}).",
            f"Source: {source.cite('en')}, in force from {version.from_on} ({sure.en}).",
        ),
    ]
    if due.skipped:
        vi = "; ".join(f"{written(one.day).vi} ({one.why.vi})" for one in due.skipped)
        en = "; ".join(f"{written(one.day).en} ({one.why.en})" for one in due.skipped)
        sentences.insert(2, Text(f"Không tính ngày nghỉ: {vi}.", f"Days off not counted: {en}."))
    if due.estimated:
        sentences.append(
            Text(
                "Tạm tính: lịch nghỉ của khoảng này chưa được công bố hết.",
                "Provisional: not all days off of this span are decided.",
            )
        )
    return sentences


def card(rule: Rule, *, adopted: bool = True) -> list[Text]:
    """A rule through time, wording by wording; a local one that nobody adopted here says so."""
    lines = [Text(f"{rule.id} — {rule.title.vi}", f"{rule.id} — {rule.title.en}")]
    if rule.local and adopted:
        lines.append(Text("  Quy định riêng của địa phương.", "  A local rule."))
    elif rule.local:
        lines.append(
            Text(
                "  Quy định riêng của một địa phương; ở đây chưa áp dụng nên không mở hạn nào.",
                "  A local rule, not adopted here, so that it opens no deadlines.",
            )
        )
    if rule.actor is not None:
        who = _ACTORS[rule.actor]
        lines.append(Text(f"  Ai phải làm: {who.vi}", f"  Who must act: {who.en}"))
    if rule.governed_by is not None and rule.timer:
        by = rule.governed_by.label
        lines.append(Text(f"  Chọn nội dung theo ngày: {by.vi}", f"  Wording chosen by: {by.en}"))
    if rule.met_by:
        vi = "; ".join(one.label.vi for one in rule.met_by)
        en = "; ".join(one.label.en for one in rule.met_by)
        lines.append(Text(f"  Hoàn thành khi: {vi}", f"  Met when: {en}"))
    for version in rule.versions:
        lines.extend(_wording(version))
    return lines


def _wording(version: Version) -> list[Text]:
    length, sure, source = value_text(version), version.confidence.label, version.source
    begin, end = version.from_on, version.until_on
    span = Text(f"Từ {begin:%d/%m/%Y}", f"From {begin}")
    if end is not None:
        span = Text(f"{span.vi} đến {end:%d/%m/%Y}", f"{span.en} to {end}")
    value = Text(f": {length.vi}", f": {length.en}") if length.vi else Text("", "")
    lines = [Text(f"{span.vi}{value.vi}", f"{span.en}{value.en}")]
    if version.starts is not None:
        lines.append(_clock(version, version.starts.label))
    lines.append(
        Text(
            f"  Căn cứ: {source.cite('vi')} ({sure.vi})",
            f"  Source: {source.cite('en')} ({sure.en})",
        )
    )
    if version.note is not None:
        lines.append(Text(f"  Ghi chú: {version.note.vi}", f"  Note: {version.note.en}"))
    return lines


def _clock(version: Version, starts: Text) -> Text:
    if version.provisional is None:
        return Text(f"  Tính từ ngày {starts.vi}", f"  Counted from the day {starts.en}")
    until = version.provisional.label
    return Text(
        f"  Tính từ ngày {starts.vi}; khi chưa biết, tạm tính từ ngày {until.vi}",
        f"  Counted from the day {starts.en}; until that is known, from the day {until.en}",
    )


def _value(version: Version) -> Any:
    value = version.value
    if isinstance(value, Share):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value) or None
    return value


def _skipped(day: Skipped) -> dict[str, Any]:
    return {"day": day.day, "why": say(day.why), "source": say(day.source)}
