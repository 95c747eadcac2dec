"""Words that stand for codes: sex, state, education, ethnic group."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from rapidfuzz import process

from office.refused import Refused, refused
from rules.education import Education
from workflow.names import fold

_MARKS = re.compile(r"[\W_]+")
_GRADE = re.compile(r"(?:lớp\s*)?(\d{1,2})\s*/\s*(10|12)\b", re.IGNORECASE)
_GRADE_ALONE = re.compile(r"(?:lớp\s*)?(\d{1,2})(?:\.0)?", re.IGNORECASE)
_PARTS = re.compile(r"[/,;+–-]|\s-\s")
_NEAR = 60  # rapidfuzz's 0-100; below it a suggestion misleads


def parse_sex(text: str) -> str | Refused:
    """`male` or `female`."""
    return _words("sex").get(_key(text)) or refused(
        "không rõ giới tính; ghi Nam hoặc Nữ", "unclear; write Nam or Nữ"
    )


def parse_state(text: str) -> str | Refused:
    """The state a case stands in, by its Vietnamese or English label or its code."""
    if code := _words("state").get(_key(text)):
        return code
    unknown = _unknown(text, labels_of("state"))
    if unknown != _NOWHERE:
        return unknown
    listed = "; ".join(labels_of("state"))
    return refused(
        f"không phải một bước của hồ sơ; người đã chuyển đi thì bỏ dòng này, còn lại ghi: {listed}",
        f"not a step of a case; leave out who has moved away, else write one of: {listed}",
    )


def parse_ethnic(text: str) -> str | Refused:
    """The official name of one of the 54 peoples."""
    if name := _peoples().get(_key(text)):
        return name
    return _unknown(text, labels_of("ethnic"))


def parse_education(text: str) -> str | Refused:
    """The level of general education, a value of `rules.education.Education`.

    Lists put several levels into one cell (`12/12, Đại học, Sơ cấp`): the first that tells the
    general education counts. A grade counts as the level whose last grade has been reached, in
    the twelve-year (5, 9, 12) or the former ten-year system (4, 7, 10).
    """
    text = text.strip()
    if match := _GRADE.search(text) or _GRADE_ALONE.fullmatch(text):
        system = int(match[2]) if match.re is _GRADE else 12
        return _grade(int(match[1]), system)
    words = _words("education")
    for part in (text, *_PARTS.split(text)):
        if code := words.get(_key(part)):
            return code
    return refused(
        "không rõ trình độ văn hoá; ghi ví dụ 9/12, 12/12, THCS, THPT",
        "unclear; write for example 9/12, 12/12, THCS, THPT",
    )


def label_of(kind: str, code: str) -> str:
    """The Vietnamese word a code is written with; an ethnic name or unknown code is itself."""
    words: list[str] = _data("codes").get(kind, {}).get(code, [code])
    return words[0]


def labels_of(kind: str) -> tuple[str, ...]:
    """The words to choose from in a column of this kind; empty when anything may stand there."""
    if kind == "ethnic":
        return tuple(_data("ethnic")["peoples"])
    return tuple(words[0] for words in _data("codes").get(kind, {}).values())


def _grade(grade: int, system: int) -> str | Refused:
    if not 1 <= grade <= system:
        return refused(f"không có lớp {grade}/{system}", f"there is no grade {grade}/{system}")
    primary, lower, upper = (5, 9, 12) if system == 12 else (4, 7, 10)  # noqa: PLR2004 - years
    if grade >= upper:
        return Education.UPPER_SECONDARY.value
    if grade > lower:  # nobody enters upper secondary without the diploma
        return Education.LOWER_SECONDARY_DIPLOMA.value
    if grade == lower:
        return Education.LOWER_SECONDARY_PROGRAMME.value
    return Education.PRIMARY.value if grade >= primary else Education.LITERATE.value


def _unknown(text: str, choices: Sequence[str]) -> Refused:
    near = process.extractOne(
        _key(text), {choice: _key(choice) for choice in choices}, score_cutoff=_NEAR
    )
    if near:
        return refused(
            f"không có trong danh mục; gần nhất: {near[2]}", f"not in the list; nearest: {near[2]}"
        )
    return _NOWHERE


_NOWHERE = refused("không có trong danh mục", "not in the list")


def _key(text: str) -> str:
    return _MARKS.sub("", fold(text))


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(files("office").joinpath(f"data/{name}.toml").read_text(encoding="utf-8"))


@cache
def _words(name: str) -> dict[str, str]:
    return {
        _key(word): code for code, words in _data("codes")[name].items() for word in (code, *words)
    }


@cache
def _peoples() -> dict[str, str]:
    return {
        _key(spelling): name
        for name, others in _data("ethnic")["peoples"].items()
        for spelling in (name, *others)
    }
