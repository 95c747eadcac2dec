"""From a rule file to a rule; everything out of order is refused by file and line."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from rules.milestones import Milestone
from rules.rule import Rule, Version
from rules.source import Source
from rules.text import Text
from rules.toml_file import Table, read_table
from rules.units import Actor, Confidence, Tighter, Unit
from rules.values import read_value


def load_rule(path: Path, label: str, documents: Container[str]) -> Rule:
    """Read one rule file.

    Args:
        path: The file; its name is the rule's id.
        label: How the file is called in messages.
        documents: Keys of the register; a source must be one of them.

    Raises:
        RulebookError: Something in the file is not in order.
    """
    top = read_table(path, label)
    top.only(
        "id",
        "title",
        "unit",
        "governed_by",
        "met_by",
        "actor",
        "local",
        "timer",
        "tighter",
        "versions",
    )
    rule_id = top.string("id")
    if rule_id != path.stem:
        raise top.refuse(
            "id",
            Text(
                vi=f"mã “{rule_id}” khác tên tệp; mỗi quy tắc có một tệp mang đúng mã của nó.",
                en=f"the id “{rule_id}” is not the file's name; each rule has its own file.",
            ),
        )
    unit = top.choice("unit", Unit)
    timer = top.flag("timer", default=False)
    tables = top.tables("versions")
    versions = tuple(_version(table, rule_id, unit, documents) for table in tables)
    if timer:
        _check_timer(top, tables, unit, versions)
    return Rule(
        id=rule_id,
        title=top.text("title"),
        unit=unit,
        governed_by=_governed_by(top, tables, versions),
        met_by=top.choices("met_by", Milestone),
        actor=top.optional_choice("actor", Actor),
        local=top.flag("local", default=False),
        timer=timer,
        tighter=_tighter(top, unit),
        versions=_in_order(tables, versions),
    )


def _tighter(top: Table, unit: Unit) -> Tighter | None:
    tighter = top.optional_choice("tighter", Tighter)
    if tighter is None or tighter in unit.tighter:
        return tighter
    raise top.refuse(
        "tighter",
        Text(
            vi=f"“tighter = {tighter}” không dùng được với đơn vị “{unit}”.",
            en=f"“tighter = {tighter}” cannot be used with the unit “{unit}”.",
        ),
    )


def _version(table: Table, rule_id: str, unit: Unit, documents: Container[str]) -> Version:
    table.only(
        "from", "until", "value", "strict", "starts", "provisional", "source", "confidence", "note"
    )
    starts = table.optional_choice("starts", Milestone)
    provisional = table.optional_choice("provisional", Milestone)
    if provisional is not None and starts is None:
        raise table.refuse(
            "provisional",
            Text(
                vi="hạn tạm tính cần có “starts”.",
                en="a provisional deadline needs “starts”.",
            ),
        )
    return Version(
        rule_id=rule_id,
        from_on=table.day("from"),
        until_on=table.optional_day("until"),
        value=read_value(table, unit),
        unit=unit,
        starts=starts,
        provisional=provisional,
        source=read_source(table, documents),
        confidence=table.choice("confidence", Confidence),
        note=table.optional_text("note"),
    )


def read_source(table: Table, documents: Container[str]) -> Source:
    """The source of one table: a document of the register, or words.

    Raises:
        RulebookError: It names neither, or a document that the register does not have.
    """
    inner = table.table("source")
    inner.only("document", "point", "article", "text")
    if ("document" in inner.data) == ("text" in inner.data):
        raise inner.refuse(
            None,
            Text(
                vi="nguồn phải có “document” (khóa trong sổ văn bản), hoặc “text”.",
                en="a source needs “document” (a key of the register), or a “text”.",
            ),
        )
    document = inner.optional_string("document")
    if document is not None and document not in documents:
        raise inner.refuse(
            "document",
            Text(
                vi=f"văn bản “{document}” chưa có trong sổ; hãy ghi vào documents.toml.",
                en=f"the document “{document}” is not in the register; add it to documents.toml.",
            ),
        )
    return Source(
        document=document,
        point=inner.optional_string("point"),
        article=inner.optional_string("article"),
        text=inner.optional_text("text"),
    )


def _check_timer(
    top: Table, tables: tuple[Table, ...], unit: Unit, versions: tuple[Version, ...]
) -> None:
    if not unit.is_length:
        raise top.refuse(
            "unit",
            Text(
                vi=f"quy tắc mở thời hạn phải tính bằng ngày hoặc tháng, không phải “{unit}”.",
                en=f"a rule that opens deadlines is counted in days or months, not “{unit}”.",
            ),
        )
    for table, version in zip(tables, versions, strict=True):
        if version.starts is None:
            raise table.refuse(
                None,
                Text(
                    vi="quy tắc mở thời hạn cần “starts” ở mỗi nội dung.",
                    en="a rule that opens deadlines needs “starts” in each version.",
                ),
            )


def _governed_by(
    top: Table, tables: tuple[Table, ...], versions: tuple[Version, ...]
) -> Milestone | None:
    """The happening that chooses the wording; it must be plain when the wordings differ in it."""
    if "governed_by" in top.data:
        return top.choice("governed_by", Milestone)
    first = versions[0].starts
    for table, version in zip(tables, versions, strict=True):
        if version.starts is not first:
            raise table.refuse(
                "starts",
                Text(
                    vi="các nội dung bắt đầu từ mốc khác nhau; cần “governed_by” để chọn nội dung.",
                    en="the versions start from different milestones; “governed_by” must choose.",
                ),
            )
    return first


def _in_order(tables: tuple[Table, ...], versions: tuple[Version, ...]) -> tuple[Version, ...]:
    """Give each version its last day; refuse disorder and overlap."""
    closed: list[Version] = []
    for place, (table, version) in enumerate(zip(tables, versions, strict=True)):
        following = versions[place + 1] if place + 1 < len(versions) else None
        if version.until_on is not None and version.until_on < version.from_on:
            raise table.refuse(
                "until",
                Text(
                    vi="ngày cuối đứng trước ngày đầu của nội dung.",
                    en="the last day of the version is before its first.",
                ),
            )
        if following is None:
            closed.append(version)
            continue
        if following.from_on <= version.from_on:
            raise tables[place + 1].refuse(
                "from",
                Text(
                    vi="các nội dung phải xếp theo ngày tăng dần.",
                    en="versions must stand in the order of their days.",
                ),
            )
        if version.until_on is not None and version.until_on >= following.from_on:
            raise table.refuse(
                "until",
                Text(
                    vi=f"nội dung này chồng lên nội dung từ {following.from_on:%d/%m/%Y}.",
                    en=f"this version overlaps the one from {following.from_on.isoformat()}.",
                ),
            )
        last = version.until_on or following.from_on - timedelta(days=1)
        closed.append(replace(version, until_on=last))
    return tuple(closed)
