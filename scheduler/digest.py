"""What a message says. Outside the committee's own domain: references and dates, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from rules.text import Language, Text
from scheduler.appointments import appointments
from scheduler.detail import Detail
from scheduler.feed import Appointment
from scheduler.parts import Part, parts_of
from scheduler.posts import Reader
from scheduler.summary import late, summary
from scheduler.wording import Words, count
from workflow.conflict import noun_of, shown_in_list
from workflow.reminders import ROLE_LABELS, Claim, DigestLine

_GAP = Text("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A message in one language: its subject, as plain text, as HTML, and its calendar."""

    subject: str
    text: str
    html: str
    language: Language = "vi"
    appointments: tuple[Appointment, ...] = ()


def compose(
    claim: Claim,
    reader: Reader,
    detail: Detail,
    words: Words,
    today: date,
    standing: Sequence[DigestLine] = (),
) -> Digest:
    """The digest of what a message carries, as things stand on a day.

    `standing` is everything that is open for the reader, where that is told besides.
    """
    language = reader.language
    opening = _opening(claim, today)
    closing = _closing(claim, reader, detail, words)
    plain = [opening.to(language), ""]
    html = [f"<p>{escape(opening.to(language))}</p>"]
    parts = [*parts_of(claim, detail, words, today)]
    if standing:
        parts += summary(standing, detail, words, today)
    for part in parts:
        plain += _plain(part, language)
        html += _html(part, language)
    plain += [line.to(language) for line in closing]
    html += [f"<p>{escape(line.to(language))}</p>" for line in closing]
    return Digest(
        subject=_subject(claim, standing, today).to(language),
        text="\n".join(plain) + "\n",
        html=f'<html lang="{language}"><body>{"".join(html)}</body></html>\n',
        language=language,
        appointments=appointments(claim.lines, detail, words),
    )


def _plain(part: Part, language: Language) -> list[str]:
    lines = [] if part.heading is None else [f"{part.heading.to(language)}:"]
    return [*lines, *(f"- {line.to(language)}" for line in part.lines), ""]


def _html(part: Part, language: Language) -> list[str]:
    heading = [] if part.heading is None else [f"<h3>{escape(part.heading.to(language))}</h3>"]
    items = "".join(f"<li>{escape(line.to(language))}</li>" for line in part.lines)
    return [*heading, f"<ul>{items}</ul>"]


def _days(claim: Claim) -> list[date]:
    return [*(line.due_on for line in claim.lines), *(one.due_on for one in claim.targets)]


def _subject(claim: Claim, standing: Sequence[DigestLine], today: date) -> Text:
    if standing:
        over = len(late(standing, today))
        return Text(
            f"Tổng hợp tháng {today:%m/%Y}: {len(standing)} việc đang mở, {over} quá hạn"
            " – kết nạp đảng viên",
            f"Month {today:%Y-%m}: {count(len(standing))} open, {over} overdue – Party admission",
        )
    days = _days(claim)
    earliest, over = min(days), sum(day < today for day in days)
    past = Text(f" ({over} quá hạn)", f" ({over} overdue)") if over else Text("", "")
    return Text(
        f"{len(days)} việc, hạn sớm nhất {earliest:%d/%m/%Y}{past.vi} – kết nạp đảng viên",
        f"{count(len(days))}, earliest due {earliest}{past.en} – Party admission",
    )


def _opening(claim: Claim, today: date) -> Text:
    number = len(_days(claim))
    if not number:
        return Text(
            f"Không có việc mới cần nhắc, tính đến ngày {today:%d/%m/%Y}.",
            f"Nothing new to be reminded of, as of {today}.",
        )
    return Text(
        f"{number} việc cần đồng chí xem, tính đến ngày {today:%d/%m/%Y}:",
        f"{count(number)} for your attention, as of {today}:",
    )


def _closing(claim: Claim, reader: Reader, detail: Detail, words: Words) -> list[Text]:
    proof = [] if words.proof is None else [words.proof]
    return [*_commands(claim), _because(reader, detail, words), *proof]


def _commands(claim: Claim) -> list[Text]:
    """What to type; nothing in it says more than the lines do."""
    lines = claim.lines
    if not lines and not claim.targets:
        return [Text("Mọi nhắc việc: ketnap alert list", "All reminders: ketnap alert list"), _GAP]
    if not lines:
        return [Text("Xem chỉ tiêu: ketnap quota league", "See the targets: ketnap quota league")]
    vi, en = (str(lines[0].alert or word) for word in ("SỐ", "NUMBER"))
    return [
        _see(lines),
        Text(
            f"Nhận việc: ketnap alert ack {vi} --reason “…”",
            f"Take it on: ketnap alert ack {en} --reason “…”",
        ),
        Text(
            f"Gác tới một ngày: ketnap alert snooze {vi} --until … --reason “…”",
            f"Put it aside: ketnap alert snooze {en} --until … --reason “…”",
        ),
        Text("Mọi nhắc việc: ketnap alert list", "All reminders: ketnap alert list"),
        _GAP,
    ]


def _see(lines: Sequence[DigestLine]) -> Text:
    pages = sorted({noun_of(line.case) for line in lines if not shown_in_list(line.case)})
    lists = sorted({noun_of(line.case) for line in lines if shown_in_list(line.case)})
    shows, more = (
        [f"ketnap {noun} show" for noun in pages],
        [f"ketnap {noun} list" for noun in lists],
    )
    vi, en = (", ".join([*filter(None, [_of(shows, word)]), *more]) for word in ("MÃ", "REF"))
    return Text(f"Xem một hồ sơ: {vi}", f"See a case: {en}")


def _of(commands: Sequence[str], word: str) -> str:
    return f"{', '.join(commands)} {word}" if commands else ""


def _because(reader: Reader, detail: Detail, words: Words) -> Text:
    """Why this reader gets it; which unit they serve is told only inside the office."""
    if not detail.tells_all:
        return Text(
            "Đồng chí nhận tin này vì được ghi là người nhận nhắc việc của tổ chức.",
            "You get this because you are listed as a recipient of reminders.",
        )
    held = dict.fromkeys((post.role, words.unit(post.unit)) for post in reader.posts)
    vi = "; ".join(f"{ROLE_LABELS[role].vi.lower()}, {unit}" for role, unit in held)
    en = "; ".join(f"{ROLE_LABELS[role].en.lower()}, {unit}" for role, unit in held)
    return Text(
        f"Đồng chí nhận tin này vì là: {vi}.",
        f"You get this because you are: {en}.",
    )
