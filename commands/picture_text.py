"""The pictures of a report at a terminal: bars through Rich, the curve through plotille.

A sign or a number stands beside every colour: nothing is told by colour alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from planning.pictures import Ages, Curve, Funnel, Picture

_NARROWEST, _WIDEST = 40, 100
_LABEL = 30
_SIGNS = ("░", "▒", "▓", "█", "#")
_MONTH = 30.4
_AROUND = 24  # columns that the axes and their names take


def draw(picture: Picture, width: int) -> list[str]:
    """The lines of a picture, no wider than the terminal."""
    from planning.pictures import Curve, Funnel  # noqa: PLC0415 - help draws nothing

    room = min(max(width, _NARROWEST), _WIDEST)
    if isinstance(picture, Funnel):
        body = _funnel(picture, room)
    elif isinstance(picture, Curve):
        body = _curve(picture, room)
    else:
        body = _ages(picture, room)
    return [say(picture.title), *body]


def _labels(words: list[str], room: int) -> tuple[list[str], int]:
    """Labels of one width, cut where they would take more than half of the line."""
    from rich.cells import cell_len, set_cell_size  # noqa: PLC0415 - as above

    wide = min(max(map(cell_len, words)), _LABEL, room // 2)
    return [
        word if cell_len(word) <= wide else set_cell_size(word, wide - 1) + "…" for word in words
    ], wide


def _funnel(picture: Funnel, room: int) -> list[str]:
    from rich.cells import set_cell_size  # noqa: PLC0415 - as above

    labels, wide = _labels([say(bar.label) for bar in picture.bars], room)
    most = max([1, *(max(bar.value, bar.beside) for bar in picture.bars)])
    left = room - wide - len(f"{most}") - 4
    lines = []
    for label, bar in zip(labels, picture.bars, strict=True):
        first = set_cell_size(label, wide)
        for name, sign, value in ((first, "█", bar.value), (" " * wide, "░", bar.beside)):
            drawn = (name, sign, _bar(sign, value, most, left), str(value))
            lines.append(" ".join(filter(None, drawn)))
    return [*lines, f"█ {say(picture.names[0])} · ░ {say(picture.names[1])}"]


def _bar(sign: str, value: int, most: int, room: int) -> str:
    """A bar of whole signs; whoever is there at all has at least one."""
    return sign * max(round(room * value / most), bool(value))


def _ages(picture: Ages, room: int) -> list[str]:
    from rich.cells import set_cell_size  # noqa: PLC0415 - as above

    labels, wide = _labels([say(label) for label, _ in picture.rows], room)
    most = max([1, *(sum(counts) for _, counts in picture.rows)])
    left = room - wide - len(f"{most}") - 2 - len(_SIGNS)
    lines = []
    for label, (_, counts) in zip(labels, picture.rows, strict=True):
        bar = "".join(
            _bar(sign, many, most, left) for sign, many in zip(_SIGNS, counts, strict=True)
        )
        lines.append(f"{set_cell_size(label, wide)} {bar} {sum(counts)}".rstrip())
    lines += [
        f"{sign} {say(name)}: {sum(counts[place] for _, counts in picture.rows)}"
        for place, (sign, name) in enumerate(zip(_SIGNS, picture.buckets, strict=True))
    ]
    return lines


def _curve(picture: Curve, room: int) -> list[str]:
    import plotille  # noqa: PLC0415 - an extra, and only a picture pays

    figure = plotille.Figure()
    figure.width, figure.height, figure.with_colors = room - _AROUND, 14, False
    most = max([1, picture.target, *(line.points[-1][1] for line in picture.lines)])
    figure.set_x_limits(min_=0, max_=366)
    figure.set_y_limits(min_=0, max_=round(most * 1.1) + 1)
    figure.x_ticks_fkt = lambda day, _next: f"{min(int(day / _MONTH) + 1, 12)}"
    figure.y_ticks_fkt = lambda count, _next: f"{round(count)}"
    figure.x_label = say(Text("tháng", "month"))
    figure.y_label = say(Text("người", "people"))
    now, then = picture.lines
    for line in picture.lines:
        figure.plot([day for day, _ in line.points], [many for _, many in line.points])
    _sign(figure, now, "●")
    _sign(figure, then, "○")
    if picture.target:
        figure.scatter(list(range(0, 367, 12)), [picture.target] * 31, marker="-")
    lines = str(figure.show()).splitlines()
    legend = [f"{line.mark} {say(line.name)}: {line.points[-1][1]}" for line in picture.lines]
    if picture.target:
        legend.append(say(Text(f"- chỉ tiêu: {picture.target}", f"- target: {picture.target}")))
    return [*(line.rstrip() for line in lines), " · ".join(legend), say(picture.caption)]


def _sign(figure: Any, line: Any, sign: str) -> None:
    """The line's own sign, about once a month."""
    last = line.points[-1][0]
    days = [*list(range(15, last + 1, 30)), last]
    counts = [max(many for day, many in line.points if day <= at) for at in days]
    figure.scatter(days, counts, marker=sign)
