"""What can go wrong when the law is read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from rules.text import Text


class LawError(Exception):
    """The law cannot answer. Carries one sentence in both languages.

    Attributes:
        text: What is wrong, why, and what to do next.
    """

    def __init__(self, text: Text) -> None:
        super().__init__(text.vi)
        self.text = text


class RulebookError(LawError):
    """A data file of the law is not in order; nothing of it is used.

    Attributes:
        file: The file as the officer knows it.
        line: The line to look at, counted from 1.
        problem: What is wrong there.
    """

    def __init__(self, file: str, line: int, problem: Text) -> None:
        self.file = file
        self.line = line
        self.problem = problem
        super().__init__(
            Text(
                vi=f"{file}, dòng {line}: {problem.vi}",
                en=f"{file}, line {line}: {problem.en}",
            )
        )


class UnknownRuleError(LawError):
    """No rule has this id.

    Attributes:
        rule_id: What was asked for.
        nearest: The id that was probably meant, if one is close.
    """

    def __init__(self, rule_id: str, known: Iterable[str]) -> None:
        self.rule_id = rule_id
        close = get_close_matches(rule_id, list(known), n=1)
        self.nearest = close[0] if close else None
        hint = (
            Text(vi=f"có phải “{close[0]}” không?", en=f"did you mean “{close[0]}”?")
            if close
            else Text(
                vi="xem danh sách bằng `ketnap rules list`.",
                en="see `ketnap rules list` for all of them.",
            )
        )
        super().__init__(
            Text(
                vi=f"Không có quy tắc “{rule_id}”; {hint.vi}",
                en=f"No rule is called “{rule_id}”; {hint.en}",
            )
        )


class NoWordingError(LawError):
    """No wording of the rule is known for this day.

    Attributes:
        rule_id: The rule.
        day: The day it was asked for.
    """

    def __init__(self, rule_id: str, day: date, first: date) -> None:
        self.rule_id = rule_id
        self.day = day
        super().__init__(
            Text(
                vi=(
                    f"Quy tắc “{rule_id}” chưa có nội dung đã biết cho ngày {day:%d/%m/%Y}"
                    f" (nội dung đầu tiên có từ {first:%d/%m/%Y});"
                    f" xem `ketnap rules show {rule_id}`."
                ),
                en=(
                    f"No wording of rule “{rule_id}” is known for {day.isoformat()}"
                    f" (the first is from {first.isoformat()});"
                    f" see `ketnap rules show {rule_id}`."
                ),
            )
        )


class UnknownDocumentError(LawError):
    """The register has no document under this key.

    Attributes:
        key: What was asked for.
    """

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(
            Text(
                vi=(
                    f"Sổ văn bản không có “{key}”; văn bản được gọi bằng số và ngày,"
                    " ví dụ “294-QĐ/TW 2025-05-26”."
                ),
                en=(
                    f"The register has no document “{key}”; a document is called by number"
                    " and date, for instance “294-QĐ/TW 2025-05-26”."
                ),
            )
        )
