"""Data files of the law, read strictly: what is wrong is named by file and line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from rules.errors import RulebookError
from rules.text import Text

EnumT = TypeVar("EnumT", bound=StrEnum)
_DOTS = 500  # no line of a rule has as many; a key with thousands takes tomllib minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a data file and the lines it stands on.

    Attributes:
        file: The file as the officer knows it.
        lines: All lines of the file.
        first: Line of the table's heading, counted from 1.
        last: Last line that belongs to it.
        data: What TOML read.
    """

    file: str
    lines: tuple[str, ...]
    first: int
    last: int
    data: dict[str, Any]

    def line_of(self, key: str | None) -> int:
        """The line a key stands on; the heading's when the key is not there."""
        if key is not None:
            name = re.escape(key)
            pattern = re.compile(rf"""(?:^|[{{,])\s*["']?{name}["']?\s*[=.]|^\[+{name}\]""")
            for number in range(self.first, self.last + 1):
                if pattern.search(self.lines[number - 1]):
                    return number
        return self.first

    def refuse(self, key: str | None, problem: Text) -> RulebookError:
        """The error to raise about one key of this table."""
        return RulebookError(self.file, self.line_of(key), problem)

    def only(self, *known: str) -> None:
        """Refuse every key that is not one of ``known``."""
        for key in self.data:
            if key not in known:
                listed = ", ".join(known)
                raise self.refuse(
                    key,
                    Text(
                        vi=f"khóa “{key}” không có trong mẫu; các khóa được dùng: {listed}.",
                        en=f"the key “{key}” is not in the pattern; keys in use: {listed}.",
                    ),
                )

    def need(self, key: str) -> Any:
        """The value of a key that must be there."""
        if key not in self.data:
            raise self.refuse(
                key, Text(vi=f"thiếu khóa “{key}”.", en=f"the key “{key}” is missing.")
            )
        return self.data[key]

    def string(self, key: str) -> str:
        """A string that must be there and not be empty."""
        value = self.need(key)
        if isinstance(value, str) and value.strip():
            return value
        raise self._not_a(key, Text(vi="một chuỗi chữ", en="a string"))

    def optional_string(self, key: str) -> str | None:
        """A string that may be left out."""
        return self.string(key) if key in self.data else None

    def whole(self, key: str) -> int:
        """A whole number from 1 up."""
        value = self.need(key)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        raise self._not_a(key, Text(vi="một số nguyên dương", en="a whole number above zero"))

    def flag(self, key: str, default: bool | None = None) -> bool:
        """True or false; without a default it must be there."""
        value = self.need(key) if default is None else self.data.get(key, default)
        if isinstance(value, bool):
            return value
        raise self._not_a(key, Text(vi="true hoặc false", en="true or false"))

    def day(self, key: str) -> date:
        """A TOML date."""
        value = self.need(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        raise self._not_a(key, Text(vi="một ngày dạng 2025-07-01", en="a date like 2025-07-01"))

    def optional_day(self, key: str) -> date | None:
        """A TOML date that may be left out."""
        return self.day(key) if key in self.data else None

    def text(self, key: str) -> Text:
        """A sentence in both languages."""
        inner = self.table(key)
        inner.only("vi", "en")
        return Text(vi=inner.string("vi"), en=inner.string("en"))

    def optional_text(self, key: str) -> Text | None:
        """A sentence in both languages that may be left out."""
        return self.text(key) if key in self.data else None

    def choice(self, key: str, words: type[EnumT]) -> EnumT:
        """One of the words of a vocabulary."""
        return self._word(key, self.string(key), words)

    def optional_choice(self, key: str, words: type[EnumT]) -> EnumT | None:
        """One of the words of a vocabulary, or nothing."""
        return self.choice(key, words) if key in self.data else None

    def choices(self, key: str, words: type[EnumT]) -> tuple[EnumT, ...]:
        """A list of words of a vocabulary; empty when left out."""
        value = self.data.get(key, [])
        if not isinstance(value, list):
            raise self._not_a(key, Text(vi="một danh sách", en="a list"))
        return tuple(self._word(key, item, words) for item in value)

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of strings; empty when left out."""
        value = self.data.get(key, [])
        if isinstance(value, list) and all(isinstance(one, str) and one for one in value):
            return tuple(value)
        raise self._not_a(key, Text(vi="một danh sách chuỗi chữ", en="a list of strings"))

    def table(self, key: str) -> Table:
        """A table inside this one."""
        value = self.need(key)
        if not isinstance(value, dict):
            raise self._not_a(key, Text(vi="một bảng { … }", en="a table { … }"))
        line = self.line_of(key)
        return Table(file=self.file, lines=self.lines, first=line, last=line, data=value)

    def tables(self, key: str) -> tuple[Table, ...]:
        """The ``[[key]]`` tables of this file, each with its own lines; at least one."""
        value = self.need(key)
        if not isinstance(value, list) or not value or not all(isinstance(v, dict) for v in value):
            raise self._not_a(key, Text(vi=f"các bảng [[{key}]]", en=f"tables [[{key}]]"))
        heads = [n for n, line in enumerate(self.lines, 1) if line.startswith(f"[[{key}]]")]
        heads = heads if len(heads) == len(value) else [self.line_of(key)] * len(value)
        ends = [self._end(key, head) for head in heads]
        return tuple(
            Table(file=self.file, lines=self.lines, first=head, last=max(head, end), data=data)
            for head, end, data in zip(heads, ends, value, strict=True)
        )

    def _end(self, key: str, head: int) -> int:
        """The last line of a table that begins at a line: the next heading is not its own."""
        own = (f"[{key}.", f"[[{key}.")
        for number in range(head + 1, len(self.lines) + 1):
            line = self.lines[number - 1]
            if line.startswith("[") and not line.startswith(own):
                return number - 1
        return len(self.lines)

    def _word(self, key: str, value: object, words: type[EnumT]) -> EnumT:
        try:
            return words(str(value))
        except ValueError:
            listed = ", ".join(words)
            raise self.refuse(
                key,
                Text(
                    vi=f"“{value}” không dùng được cho “{key}”; chọn một trong: {listed}.",
                    en=f"“{value}” cannot be used for “{key}”; choose one of: {listed}.",
                ),
            ) from None

    def _not_a(self, key: str, wanted: Text) -> RulebookError:
        return self.refuse(
            key, Text(vi=f"“{key}” phải là {wanted.vi}.", en=f"“{key}” must be {wanted.en}.")
        )


def read_table(path: Path, label: str) -> Table:
    """Read a data file.

    Args:
        path: The file.
        label: How the file is called in messages.

    Raises:
        RulebookError: It is not UTF-8 TOML.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise RulebookError(
            label,
            1,
            Text(
                vi="không đọc được vì tệp không ở dạng UTF-8; hãy lưu lại bằng UTF-8.",
                en="cannot be read because it is not UTF-8; save it as UTF-8.",
            ),
        ) from None
    lines = tuple(text.splitlines()) or ("",)
    for number, written in enumerate(text.split("\n"), start=1):
        if written.count(".") > _DOTS:
            raise _too_deep(label, number)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found.group(1)) if found else len(lines)
        raise RulebookError(
            label,
            line,
            Text(
                vi="không đọc được theo TOML; xem lại dòng này (khóa lặp, thiếu dấu nháy).",
                en="is not valid TOML here; look for a repeated key or a missing quote.",
            ),
        ) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, a nest without end
        raise _too_deep(label, 1) from None
    return Table(file=label, lines=lines, first=1, last=len(lines), data=data)


def _too_deep(label: str, line: int) -> RulebookError:
    return RulebookError(
        label,
        line,
        Text(
            vi="không đọc được theo TOML: một số quá dài hoặc lồng nhau quá sâu.",
            en="is not TOML that can be read: a number too long, or nested too deep.",
        ),
    )
