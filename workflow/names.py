"""Names as people write them, and the two keys that find and order them.

One rule for both databases: the name is stored as typed (NFC), beside a folded key for search
without accents and a sort key in Vietnamese order. Both keys are plain values worked out here, so
SQLite and PostgreSQL agree without asking their collations.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rules.text import Text
from workflow.errors import InputError

NAME_LIMIT = 200
"""The longest name or short text an officer may enter, in characters."""

_WORDS_REMEMBERED = 65_536  # a province's lists hold far fewer distinct words
_DIGITS = 6

# Letters that no list should carry: C0 and C1 controls (tab and line breaks are white space),
# soft hyphen, zero-width and bidi controls, interlinear marks, tags, lone surrogates.
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2065\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_SURROGATES = "\ud800-\udfff"
_REFUSED = re.compile(f"[{_CONTROLS}{_BIDI}{_INVISIBLE}{_SURROGATES}]")
_BIDI_ONLY = re.compile(f"[{_BIDI}]")
_INVISIBLE_ONLY = re.compile(f"[{_INVISIBLE}]")

_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"  # f, j, w, z where other Latin lists put them
_RANKS = dict(
    zip(_ALPHABET, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg", strict=True)  # 33 letters, ASCII order
)
_RANKS |= {digit: digit for digit in "0123456789"}


class TextError(InputError):
    """A text that cannot be taken as it stands; `text` says why, without naming the field."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text


def clean_text(text: str, *, limit: int = NAME_LIMIT) -> str:
    """The text in NFC, trimmed, with each run of white space as one space.

    Letters that look alike but differ (U+0110, U+00D0, U+0189) stay different.

    Args:
        text: What was typed or stood in a cell.
        limit: The most characters the result may have.

    Raises:
        TextError: A control, bidi, invisible or broken character, or more than `limit` characters.
    """
    if len(text) > 4 * limit:  # before any work: normalising megabytes is work
        raise TextError(_too_long(limit))
    if found := _REFUSED.search(text):
        raise TextError(_refused(found[0], found.start() + 1))
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = " ".join(text.split())
    if len(text) > limit:
        raise TextError(_too_long(limit))
    return text


def fold(text: str) -> str:
    """The key for search and comparison without accents: `Đặng  Thị ÁNH` → `dang thi anh`.

    Where the tone stands does not matter (`hoà` and `hòa` fold alike), nor does NFC or NFD.
    """
    if text.isascii():  # references and codes, too many and too different to remember
        return " ".join(text.lower().split())
    return " ".join(map(_folded, text.split()))


def sort_key(name: str) -> str:
    """A plain ASCII key whose binary order is the order of Vietnamese lists of people.

    Given name (last word) first, then the middle names, then the family name (first word); within
    a word the letters a ă â b c d đ e ê …, then the tones ngang, huyền, hỏi, ngã, sắc, nặng.
    Punctuation and capitals do not count; other scripts come last.
    """
    words = [_ranked(word) for word in name.split()]
    if len(words) <= 1:  # a given name alone
        return "".join(words)
    # " " < "-" < "." < digits < letters: fewer middle names first, the shorter word first.
    return f"{words[-1]}-{'-'.join(words[1:-1])} {words[0]}"


def title_key(title: str) -> str:
    """A plain ASCII key for names of organisations: from the first word on, numbers by size."""
    return " ".join(
        word.zfill(_DIGITS) if word.isdigit() else _ranked(word) for word in title.split()
    )


@lru_cache(maxsize=_WORDS_REMEMBERED)
def _folded(word: str) -> str:
    bare = unicodedata.normalize("NFD", unicodedata.normalize("NFC", word).casefold())
    return "".join(
        "d" if letter == "đ" else letter for letter in bare if not unicodedata.combining(letter)
    )


@lru_cache(maxsize=_WORDS_REMEMBERED)
def _ranked(word: str) -> str:
    letters: list[str] = []
    tones: list[str] = []
    for typed in unicodedata.normalize("NFC", word).casefold():
        base = ""
        for part in unicodedata.normalize("NFD", typed):
            if part in _TONES:
                tones.append(_TONES[part])
            else:
                base += part
        letters.append(_rank(unicodedata.normalize("NFC", base)))
    return f"{''.join(letters)}.{''.join(tones)}"


def _rank(letter: str) -> str:
    if (rank := _RANKS.get(letter)) or not letter:
        return rank or ""
    bare = unicodedata.normalize("NFD", letter)[0]  # ç, ö: a letter of another alphabet's Latin
    if rank := _RANKS.get(bare):
        return rank
    return f"z{ord(bare):06x}" if bare.isalpha() else ""


def _too_long(limit: int) -> Text:
    return Text(
        vi=f"dài quá {limit} ký tự; xin rút gọn",
        en=f"longer than {limit} characters; please shorten it",
    )


def _refused(letter: str, place: int) -> Text:
    if "\ud800" <= letter <= "\udfff":
        kind = Text(vi="ký tự hỏng", en="a broken character")
    elif _BIDI_ONLY.match(letter):
        kind = Text(vi="ký tự đổi chiều chữ", en="a text-direction control")
    elif _INVISIBLE_ONLY.match(letter):
        kind = Text(vi="ký tự ẩn", en="an invisible character")
    else:
        kind = Text(vi="ký tự điều khiển", en="a control character")
    code = f"U+{ord(letter):04X}"
    return Text(
        vi=f"có {kind.vi} ({code}) ở vị trí {place}; xin gõ lại",
        en=f"holds {kind.en} ({code}) at place {place}; please retype it",
    )


def identity_form(number: str) -> str:
    """An identity number as two of them are compared: folded, without spaces."""
    return "".join(fold(number).split())
