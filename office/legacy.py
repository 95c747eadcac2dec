"""Vietnamese typed in the fonts before Unicode: told apart, and converted when asked.

Such text is Western letters that a font drew as Vietnamese. No codec knows it, and a file does not
say it; it shows by letters that Vietnamese cannot have. It is never converted silently, because a
wrong guess would write wrong names.
"""

from __future__ import annotations

import re
from typing import Literal, get_args

LegacyEncoding = Literal["tcvn3", "vni"]
"""TCVN 5712:1993 (the `.Vn…` fonts, “ABC”), or VNI-Windows (the `VNI-…` fonts)."""

LEGACY_ENCODINGS: tuple[LegacyEncoding, ...] = get_args(LegacyEncoding)

_TCVN3 = str.maketrans(
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
)

_A_MARKS = dict(zip("ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ", strict=True))
_E_MARKS = dict(zip("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ", strict=True))
_O_MARKS = dict(zip("ùøûõïâáàåãä", "óòỏõọôốồổỗộ", strict=True))
_U_MARKS = dict(zip("ùøûõï", "úùủũụ", strict=True))
_Y_MARKS = dict(zip("ùøûõ", "ýỳỷỹ", strict=True))
_OH_MARKS = dict(zip("ùøûõï", "ớờởỡợ", strict=True))  # after ô, which VNI draws as ơ
_UH_MARKS = dict(zip("ùøûõï", "ứừửữự", strict=True))  # after ö, which VNI draws as ư
_VNI_PAIRS = {
    letter + mark: drawn
    for letter, marks in {
        "a": _A_MARKS,
        "e": _E_MARKS,
        "o": _O_MARKS,
        "u": _U_MARKS,
        "y": _Y_MARKS,
        "ô": _OH_MARKS,
        "ö": _UH_MARKS,
    }.items()
    for mark, drawn in marks.items()
}
_VNI_SINGLES = {
    "ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ",
}  # fmt: skip
_VNI = re.compile("|".join(sorted(_VNI_PAIRS | _VNI_SINGLES, key=len, reverse=True)), re.IGNORECASE)

# A letter beside a sign that only a font makes a letter of; or a capital that stands for đ.
_TCVN3_SIGNS = "µ¶·¸¹¨»¼½¾Æ©®Ð×ØÜÞßåæçëîïñö÷øûüþ«¬¡¢£¤¥¦§\u00ad"
_LOOKS_TCVN3 = re.compile(
    f"[A-Za-z][{_TCVN3_SIGNS}]|[µ¶·¸¹¨»¼½¾Æ©®«¬¡¢£¤¥¦§][A-Za-z]|[®§][{_TCVN3_SIGNS}]"
)
# Two marks of one vowel, which Vietnamese spelling never writes side by side.
_LOOKS_VNI = re.compile(
    "a[âàáãêéèúùõøûïåäüë]|e[âàáãùõøûïåä]|o[âùõøûïåä]|u[ùõøûï]|[öô][ùøûõï]|y[ùøûõ]|öô", re.IGNORECASE
)


def as_legacy(encoding: str | None) -> LegacyEncoding | None:
    """The old font code that an encoding is, or None for any other encoding."""
    return next((known for known in LEGACY_ENCODINGS if known == encoding), None)


def legacy_encoding(text: str) -> LegacyEncoding | None:
    """The old font code this text seems typed in, or None for ordinary text."""
    if text.isascii():
        return None
    if _LOOKS_VNI.search(text):
        return "vni"
    if _LOOKS_TCVN3.search(text):
        return "tcvn3"
    return None


def from_legacy(text: str, encoding: LegacyEncoding) -> str:
    """The same words in Unicode.

    TCVN3 has no capital letters with tones (capitals were another font), so `¸nh` becomes `ánh`.
    """
    if encoding == "tcvn3":
        return text.translate(_TCVN3)
    return _VNI.sub(_drawn, text)


def _drawn(match: re.Match[str]) -> str:
    typed = match[0]
    drawn = _VNI_PAIRS.get(typed.lower()) or _VNI_SINGLES[typed.lower()]
    return drawn.upper() if typed[0].isupper() else drawn
