"""What a message says. Outside the committee's own domain: references and dates, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from html import escape
from itertools import groupby

from rules.text import Language, Text
from workflow.conflict import noun_of
from workflow.reminders import DigestLine


class Detail(StrEnum):
    """How much of a case a message may carry."""

    REF = "ref"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the lines only have codes of: a rule's title, whether a wording is verified, a unit."""

    rule: Callable[[str], Text]
    verified: Callable[[str], bool]
    unit: Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A message in one language: its subject, as plain text, as HTML."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines under a heading; the heading may be missing."""

    heading: Text | None
    lines: tuple[Text, ...]


def compose(
    lines: Sequence[DigestLine], detail: Detail, language: Language, words: Words, today: date
) -> Digest:
    """The digest of some deadlines, as things stand on a day."""
    parts = _referred(lines, words) if detail is Detail.REF else _told(lines, words, today)
    opening = _opening(lines, today)
    closing = _closing(detail, lines)
    plain = [opening.to(language), ""]
    html = [f"<p>{escape(opening.to(language))}</p>"]
    for part in parts:
        if part.heading is not None:
            plain.append(f"{part.heading.to(language)}:")
            html.append(f"<h3>{escape(part.heading.to(language))}</h3>")
        plain += [f"- {line.to(language)}" for line in part.lines]
        plain.append("")
        items = "".join(f"<li>{escape(line.to(language))}</li>" for line in part.lines)
        html.append(f"<ul>{items}</ul>")
    plain.append(closing.to(language))
    html.append(f"<p>{escape(closing.to(language))}</p>")
    return Digest(
        subject=_subject(lines, today).to(language),
        text="\n".join(plain) + "\n",
        html=f'<html lang="{language}"><body>{"".join(html)}</body></html>\n',
    )


def _subject(lines: Sequence[DigestLine], today: date) -> Text:
    earliest = min(line.due_on for line in lines)
    over = sum(line.due_on < today for line in lines)
    late = Text(f" ({over} quá hạn)", f" ({over} overdue)") if over else Text("", "")
    return Text(
        f"{len(lines)} việc, hạn sớm nhất {earliest:%d/%m/%Y}{late.vi} – kết nạp đảng viên",
        f"{_count(len(lines))}, earliest due {earliest}{late.en} – Party admission",
    )


def _opening(lines: Sequence[DigestLine], today: date) -> Text:
    return Text(
        f"{len(lines)} việc cần đồng chí xem, tính đến ngày {today:%d/%m/%Y}:",
        f"{_count(len(lines))} for your attention, as of {today}:",
    )


def _closing(detail: Detail, lines: Sequence[DigestLine]) -> Text:
    why = Text(
        "Đồng chí nhận tin này vì được ghi là người nhận nhắc việc của tổ chức.",
        "You get this because you are listed as a recipient of reminders.",
    )
    if detail is Detail.REF:
        return why
    nouns = sorted({noun_of(line.case) for line in lines})
    see = ", ".join(f"ketnap {noun} show" for noun in nouns)
    return Text(
        f"Xem một hồ sơ: {see} MÃ. Mọi nhắc việc: ketnap alert list. {why.vi}",
        f"See a case: {see} REF. All reminders: ketnap alert list. {why.en}",
    )


def _referred(lines: Sequence[DigestLine], words: Words) -> Sequence[_Part]:
    told = tuple(
        Text(
            f"{line.case}: việc đến hạn {due.vi}, xin xem trong hệ thống",
            f"{line.case}: due on {due.en}, please see the system",
        )
        for line, due in ((line, _due(line, words)) for line in lines)
    )
    return [_Part(None, told)]


def _told(lines: Sequence[DigestLine], words: Words, today: date) -> Sequence[_Part]:
    """Grouped by what is to be done, the most pressing group first."""
    first: dict[str, date] = {}
    for line in lines:
        first[line.rule] = min(line.due_on, first.get(line.rule, line.due_on))
    ordered = sorted(lines, key=lambda line: (first[line.rule], line.rule, line.due_on, line.case))
    return [
        _Part(words.rule(rule), tuple(_line(line, words, today) for line in group))
        for rule, group in groupby(ordered, key=lambda line: line.rule)
    ]


def _line(line: DigestLine, words: Words, today: date) -> Text:
    who = f"{line.case} · {line.name} · {words.unit(line.unit)}"
    when, due = _when((line.due_on - today).days), _due(line, words)
    return Text(f"{who} · hạn {due.vi} · {when.vi}", f"{who} · due {due.en} · {when.en}")


def _due(line: DigestLine, words: Words) -> Text:
    """The day, and a word where it rests on a wording that is not verified."""
    day = Text(f"{line.due_on:%d/%m/%Y}", f"{line.due_on}")
    if words.verified(line.version):
        return day
    return Text(f"{day.vi} (chưa xác minh)", f"{day.en} (unverified)")


def _when(left: int) -> Text:
    if left == 0:
        return Text("! hôm nay", "! today")
    if left > 0:
        return Text(f"còn {left} ngày", f"{_days(left)} left")
    return Text(f"▲ quá {-left} ngày", f"▲ {_days(-left)} over")


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _count(number: int) -> str:
    return "1 task" if number == 1 else f"{number} tasks"
