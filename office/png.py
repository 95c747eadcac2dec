"""An SVG as a PNG, through resvg; the one door to it.

resvg comes with the extra `pictures` and draws letters with the fonts of the machine. Where there
is none, letters would be missing without a word, so that is looked for first.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from office.refusal import SheetError
from rules.text import Text

_ZOOM = 2.0
"""Pixels per point: sharp on paper at the size a report prints it."""
_PROBE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">{}</svg>'
_FONTS = ("DejaVu Sans", "Noto Sans", "Liberation Sans", "Arial")
"""Fonts with every Vietnamese letter, the first that is here is used."""
_LETTERS = f'<text x="2" y="15" font-size="14" font-family="{",".join(_FONTS)}">Đạ</text>'


def png(svg: str, name: str) -> bytes:
    """The picture as a PNG file.

    Raises:
        SheetError: the extra is not installed, or the machine has no font.
    """
    resvg = _resvg(name)
    if not _has_letters():
        raise SheetError(
            what=Text(vi=f"Không ghi được {name}", en=f"Cannot write {name}"),
            why=Text(
                vi="máy này không có phông chữ nào để vẽ chữ",
                en="this machine has no font to draw letters with",
            ),
            remedy=Text(
                vi="Xin cài phông chữ (ví dụ DejaVu Sans), hoặc ghi ra tệp .svg",
                en="Install a font (DejaVu Sans for instance), or write a .svg file",
            ),
        )
    return bytes(resvg.svg_to_bytes(svg_string=svg, zoom=_ZOOM))


def _resvg(name: str) -> Any:
    try:
        import resvg_py  # noqa: PLC0415 - an extra, and only a picture pays
    except ImportError:
        raise SheetError(
            what=Text(vi=f"Không ghi được {name}", en=f"Cannot write {name}"),
            why=Text(vi="chưa cài phần vẽ hình", en="the drawing part is not installed"),
            remedy=Text(
                vi="pip install 'ketnap-desk[pictures]', hoặc ghi ra tệp .svg",
                en="pip install 'ketnap-desk[pictures]', or write a .svg file",
            ),
        ) from None
    return resvg_py


@cache
def _has_letters() -> bool:
    """Whether letters leave a trace."""
    import resvg_py  # noqa: PLC0415 - asked only once it is there

    blank, written = (
        resvg_py.svg_to_bytes(svg_string=_PROBE.format(inside)) for inside in ("", _LETTERS)
    )
    return bool(blank != written)
