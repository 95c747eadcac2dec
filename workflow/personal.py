"""What an officer types about a person, read once and in one way wherever it comes from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any

from rules.education import Education
from rules.text import Text
from workflow.errors import InputError
from workflow.names import TextError, clean_text, fold, sort_key
from workflow.person import Person
from workflow.typed_day import read_born

_LINES = re.compile("[\t\n\v\f\r\x85\u2028\u2029]")
_IN_NAMES = " \u00a0-\u2010\u2011'\u2019\u02bc."
NOT_A_NAME = Text(
    "không phải là họ tên; chỉ gồm chữ cái, dấu cách, gạch nối, dấu nháy và dấu chấm",
    "not a name; only letters, spaces, hyphens, apostrophes and full stops",
)
# Lists say “THCS” without saying whether there is a diploma: the least it can mean counts.
_UNSAID = {"lower-secondary": Education.LOWER_SECONDARY_PROGRAMME}
_TEXTS = {
    "ethnic": Text("Dân tộc", "Ethnic group"),
    "religion": Text("Tôn giáo", "Religion"),
    "hometown": Text("Quê quán", "Home town"),
    "residence": Text("Nơi ở", "Residence"),
    "occupation": Text("Nghề nghiệp", "Occupation"),
    "identity_no": Text("Số định danh", "Identity number"),
}


def read_text(typed: str, label: Text, *, limit: int = 200) -> str:
    """A cleaned text.

    Raises:
        InputError: it holds what no text may hold, or too much of it.
    """
    try:
        return clean_text(typed, limit=limit)
    except TextError as wrong:
        raise InputError(
            Text(f"{label.vi}: {wrong.text.vi}.", f"{label.en}: {wrong.text.en}.")
        ) from wrong


def name_fault(typed: str) -> Text | None:
    """Why a text cannot be a person's name; None when it can.

    A name is letters of any alphabet, with spaces, hyphens, apostrophes and full stops.
    """
    typed = typed.strip()
    if _LINES.search(typed):
        return Text(
            "có dấu xuống dòng hoặc dấu tab giữa họ tên; xin gõ lại trên một dòng",
            "a line break or tab inside the name; please retype it on one line",
        )
    letters = [letter for letter in typed if unicodedata.category(letter)[0] in "LM"]
    if letters and all(letter in _IN_NAMES or letter in letters for letter in set(typed)):
        return None
    return NOT_A_NAME


def read_education(typed: str | None) -> str | None:
    """A level of general education by its code.

    Raises:
        InputError: there is no such level; the levels are listed.
    """
    if typed is None or not typed.strip():
        return None
    code = typed.strip()
    if education_level(code) is None:
        listed = ", ".join(level.value for level in Education)
        raise InputError(
            Text(
                f"Trình độ học vấn “{code[:40]}” không có; các mức: {listed}.",
                f"There is no education “{code[:40]}”; the levels are: {listed}.",
            )
        )
    return code


def education_level(code: str | None) -> Education | None:
    """The level that a stored code stands for; None where nothing, or nothing known, is stored."""
    if code in _UNSAID:
        return _UNSAID[code]
    return next((level for level in Education if level.value == code), None)


def tidied(person: Person, today: date) -> Person:
    """The person with every value read and the search and sort keys worked out anew.

    Raises:
        InputError: a value that cannot be read, or no name.
    """
    name = read_text(person.name, Text("Họ tên", "Name"))
    if not name:
        raise InputError(Text("Họ tên không được để trống.", "A name cannot be empty."))
    if fault := name_fault(person.name):
        raise InputError(Text(f"Họ tên: {fault.vi}.", f"Name: {fault.en}."))
    texts: dict[str, Any] = {}
    for field, label in _TEXTS.items():
        typed = getattr(person, field)
        texts[field] = None if typed is None else read_text(typed, label) or None
    return replace(
        person,
        name=name,
        name_key=fold(name),
        name_sort=sort_key(name),
        born=None if person.born is None else read_born(person.born, today),
        education=read_education(person.education),
        sex=_read_sex(person.sex),
        **texts,
    )


def _read_sex(typed: str | None) -> str | None:
    if typed not in {None, "male", "female"}:
        raise InputError(Text("Giới tính: male (nam) hoặc female (nữ).", "Sex: male or female."))
    return typed
