"""The pictures of a report as SVG: for paper too, so a pattern or a sign tells what a colour does.

Nothing here needs a library: an SVG is text. Numbers are rounded to a tenth of a point, so that the
same figures give the same file to the byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape

from planning.pictures import Ages, Curve, Funnel, Line, Picture
from rules.text import Language, Text

_WIDTH, _LEFT, _RIGHT, _TOP = 820, 250, 80, 56
_ROW, _THICK, _THIN = 44, 18, 8
_INK, _QUIET, _PAPER = "#1a1a1a", "#6b6b6b", "#ffffff"
_FILL, _PALE = "#9c1c1c", "#c9b458"
_SHADES = ("#f3e3c3", "#e3b878", "#cf7f45", "#ad4526", "#6e1717")
_PATTERNS = ("", "dots", "thin", "thick", "cross")
_CURVE_HEIGHT = 300
_DAYS = 366
_MONTH_STARTS = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_FONT = "font-family=\"'DejaVu Sans','Noto Sans','Liberation Sans',Arial,sans-serif\""


def svg(picture: Picture, language: Language) -> str:
    """A picture as an SVG document."""
    if isinstance(picture, Funnel):
        height, body = _funnel(picture, language)
    elif isinstance(picture, Curve):
        height, body = _curve(picture, language)
    else:
        height, body = _ages(picture, language)
    title = picture.title.to(language)
    return "\n".join(
        (
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}"'
                f' width="{_WIDTH}" height="{height}" role="img" {_FONT}>'
            ),
            f"<title>{escape(title)}</title>",
            _DEFINITIONS,
            f'<rect width="{_WIDTH}" height="{height}" fill="{_PAPER}"/>',
            _text(16, 28, title, size=17, weight="bold"),
            *body,
            "</svg>\n",
        )
    )


_DEFINITIONS = "".join(
    (
        "<defs>",
        '<pattern id="dots" width="8" height="8" patternUnits="userSpaceOnUse">',
        f'<circle cx="2" cy="2" r="1.2" fill="{_INK}"/></pattern>',
        '<pattern id="thin" width="8" height="8" patternUnits="userSpaceOnUse">',
        f'<path d="M0 8 8 0" stroke="{_INK}" stroke-width="1"/></pattern>',
        '<pattern id="thick" width="6" height="6" patternUnits="userSpaceOnUse">',
        f'<path d="M0 0 6 6" stroke="{_PAPER}" stroke-width="1.4"/></pattern>',
        '<pattern id="cross" width="6" height="6" patternUnits="userSpaceOnUse">',
        f'<path d="M0 0 6 6M6 0 0 6" stroke="{_PAPER}" stroke-width="1.1"/></pattern>',
        "</defs>",
    )
)


def _funnel(picture: Funnel, language: Language) -> tuple[int, list[str]]:
    longest = max([1, *(max(bar.value, bar.beside) for bar in picture.bars)])
    room = _WIDTH - _LEFT - _RIGHT
    body = []
    for place, bar in enumerate(picture.bars):
        top = _TOP + 30 + place * _ROW
        body.append(_text(_LEFT - 10, top + 14, bar.label.to(language), anchor="end"))
        body.append(_rect(_LEFT, top, room * bar.value / longest, _THICK, _FILL))
        body.append(_text(_LEFT + room * bar.value / longest + 6, top + 14, str(bar.value)))
        below = top + _THICK + 2
        body.append(_rect(_LEFT, below, room * bar.beside / longest, _THIN, _PALE, "thin"))
        body.append(
            _text(
                _LEFT + room * bar.beside / longest + 6,
                below + 9,
                str(bar.beside),
                size=10,
                fill=_QUIET,
            )
        )
    names = [(picture.names[0], _FILL, ""), (picture.names[1], _PALE, "thin")]
    body += _legend(_LEFT, _TOP + 8, names, language)
    return _TOP + 40 + len(picture.bars) * _ROW, body


def _ages(picture: Ages, language: Language) -> tuple[int, list[str]]:
    longest = max([1, *(sum(counts) for _, counts in picture.rows)])
    room = _WIDTH - _LEFT - _RIGHT
    body = []
    for place, (label, counts) in enumerate(picture.rows):
        top, at = _TOP + 44 + place * _ROW, float(_LEFT)
        body.append(_text(_LEFT - 10, top + 17, label.to(language), anchor="end"))
        for number, many in enumerate(counts):
            wide = room * many / longest
            if many:
                body.append(_rect(at, top, wide, 24, _SHADES[number], _PATTERNS[number]))
                if wide > 22:  # noqa: PLR2004 - points: room for a number of two digits
                    body.append(_number(at + wide / 2, top + 16, many))
            at += wide
        body.append(_text(at + 6, top + 17, str(sum(counts)), weight="bold"))
    names = [
        (name, _SHADES[number], _PATTERNS[number]) for number, name in enumerate(picture.buckets)
    ]
    body += _legend(24, _TOP + 8, names, language)
    return _TOP + 54 + len(picture.rows) * _ROW, body


def _curve(picture: Curve, language: Language) -> tuple[int, list[str]]:
    left, top = 56, _TOP + 26
    room, bottom = _WIDTH - left - 120, top + _CURVE_HEIGHT
    most = max([1, picture.target, *(line.points[-1][1] for line in picture.lines)])

    def x(day: float) -> float:
        return left + room * day / _DAYS

    def y(count: float) -> float:
        return bottom - _CURVE_HEIGHT * count / (most * 1.05)

    body = [_path(f"M{left} {top}V{bottom}H{left + room}", _INK, 1)]
    body += [
        _text(x(start) + 4, bottom + 16, str(month), size=11, fill=_QUIET)
        for month, start in enumerate(_MONTH_STARTS, 1)
    ]
    for count in _ticks(most):
        body.append(_path(f"M{left - 4} {_p(y(count))}H{left + room}", "#dddddd", 1))
        body.append(_text(left - 8, y(count) + 4, str(count), anchor="end", size=11, fill=_QUIET))
    if picture.target:
        high = y(picture.target)
        body.append(_path(f"M{left} {_p(high)}H{left + room}", _INK, 1.5, "8 4"))
        goal = Text(f"Chỉ tiêu {picture.target}", f"Target {picture.target}")
        body.append(_text(left + room + 6, high + 4, goal.to(language), size=12))
    styles = (("", _FILL, 2.6), ("2 4", _INK, 1.8))
    for line, (dashes, ink, thick) in zip(picture.lines, styles, strict=True):
        body.append(_path(_steps(line, x, y), ink, thick, dashes))
        body += _marks(line, x, y, ink)
    used: list[float] = [y(picture.target)] if picture.target else []
    for line, (_, ink, _thick) in zip(picture.lines, styles, strict=True):
        day, count = line.points[-1]
        at = _clear(y(count) + 4, used)
        used.append(at)
        end = f"{line.mark} {line.name.to(language)}: {count}"
        body.append(_text(min(x(day) + 8, left + room + 6), at, end, size=12, fill=ink))
    body.append(_text(left, bottom + 42, picture.caption.to(language), size=13))
    return bottom + 58, body


def _clear(wanted: float, used: Sequence[float]) -> float:
    """A height for a label that no other label stands at."""
    while any(abs(wanted - other) < 14 for other in used):  # noqa: PLR2004 - a line of text
        wanted += 5
    return wanted


Place = Callable[[float], float]


def _steps(line: Line, x: Place, y: Place) -> str:
    (first, count), *rest = line.points
    path = [f"M{_p(x(first))} {_p(y(count))}"]
    path += [f"H{_p(x(day))}V{_p(y(many))}" for day, many in rest]
    return "".join(path)


def _marks(line: Line, x: Place, y: Place, ink: str) -> Iterator[str]:
    """A round sign at the end of each month, filled or empty as the line's mark is."""
    fill = ink if line.mark == "●" else _PAPER
    for start in _MONTH_STARTS[1:]:
        held = [count for day, count in line.points if day < start]
        if line.points[-1][0] >= start - 1 and held:
            yield (
                f'<circle cx="{_p(x(start - 1))}" cy="{_p(y(held[-1]))}" r="3.4" fill="{fill}"'
                f' stroke="{ink}" stroke-width="1.4"/>'
            )


def _ticks(most: int) -> range:
    """Round numbers up to the highest, four to eight of them."""
    step = 1
    while most / step > 8:  # noqa: PLR2004 - lines that an eye can count
        step = step * 2 if str(step).startswith(("1", "5")) else step * 5 // 2
    return range(step, most + 1, step)


def _legend(
    left: float, top: float, names: Sequence[tuple[Text, str, str]], language: Language
) -> Iterator[str]:
    at = left
    for name, fill, pattern in names:
        shown = name.to(language)
        yield _rect(at, top, 16, 12, fill, pattern)
        yield _text(at + 22, top + 11, shown, size=12)
        at += 36 + 7.2 * len(shown)


def _rect(left: float, top: float, wide: float, high: float, fill: str, pattern: str = "") -> str:
    area = f'x="{_p(left)}" y="{_p(top)}" width="{_p(wide)}" height="{_p(high)}"'
    plain = f'<rect {area} fill="{fill}" stroke="{_INK}" stroke-width="0.6"/>'
    return plain + (f'<rect {area} fill="url(#{pattern})"/>' if pattern else "")


def _number(middle: float, base: float, many: int) -> str:
    """A number on a patterned ground: a pale box behind it keeps it readable."""
    wide = 7 * len(str(many)) + 6
    ground = f'<rect x="{_p(middle - wide / 2)}" y="{_p(base - 12)}" width="{wide}" height="15"'
    return f'{ground} rx="3" fill="{_PAPER}"/>' + _text(
        middle, base, str(many), anchor="middle", size=11
    )


def _path(way: str, ink: str, thick: float, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="{way}" fill="none" stroke="{ink}" stroke-width="{thick}"{dashed}/>'


def _text(
    left: float,
    base: float,
    words: str,
    *,
    size: int = 13,
    anchor: str = "start",
    weight: str = "normal",
    fill: str = _INK,
) -> str:
    return (
        f'<text x="{_p(left)}" y="{_p(base)}" font-size="{size}" font-weight="{weight}"'
        f' text-anchor="{anchor}" fill="{fill}">{escape(words)}</text>'
    )


def _p(value: float) -> str:
    """A length to a tenth of a point."""
    return f"{value:.1f}".removesuffix(".0")
