"""An office's own rungs, for a unit and every unit below it, laid over the packaged ladder.

```toml
[[additions]]
unit = "DV"
rules = ["recognition-cell"]
without = [-30]                       # a packaged rung before the due day that is not wanted here
[additions.rungs]
-60 = ["cell-secretary"]              # a rung of its own
"+7" = ["superior-officer"]           # further people at a packaged rung
```

What is laid over only adds, but for rungs before the due day. The rungs on and after it are the
same for everybody: no unit can choose not to hear that it is late.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rules.text import Text
from rules.toml_file import Table
from scheduler.rungs import Rung, read_rules, read_rungs
from scheduler.strict import reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What one unit, with those below it, has beyond the packaged ladder of some rules."""

    unit: str
    rules: tuple[str, ...]
    rungs: tuple[Rung, ...] = ()
    without: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalLadder:
    """Every addition of an office, in the order of its file."""

    additions: tuple[Addition, ...] = ()

    def touches(self, rule: str) -> bool:
        """Whether any unit has something of its own for a rule."""
        return any(rule in one.rules for one in self.additions)

    def units(self, rule: str, paths: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
        """The units that have something of their own for a rule, by code.

        `paths` holds for each unit the codes from the top down to it.
        """
        own = {one.unit for one in self.additions if rule in one.rules}
        return tuple(sorted(code for code, path in paths.items() if own & {*path}))

    def over(self, rungs: Sequence[Rung], rule: str, path: Iterable[str]) -> tuple[Rung, ...]:
        """The rungs of a rule for a unit: the packaged ones, with what was laid over them."""
        there = {rung.days: list(rung.to) for rung in rungs}
        for code in path:
            for one in self.additions:
                if one.unit == code and rule in one.rules:
                    for days in one.without:
                        there.pop(days, None)
                    for rung in one.rungs:
                        there.setdefault(rung.days, []).extend(rung.to)
        return tuple(
            Rung(days=days, to=tuple(dict.fromkeys(there[days]))) for days in sorted(there)
        )


def load_local_ladder(known: Container[str], path: Path) -> LocalLadder:
    """Read an office's own rungs.

    Raises:
        NotFoundError: there is no such file.
        ConfigurationError: something in it is not in order; the file and the line are named.
    """
    with reading(path, path.name) as top:
        top.only("additions")
        return LocalLadder(
            additions=tuple(_addition(table, known) for table in top.tables("additions"))
        )


def _addition(table: Table, known: Container[str]) -> Addition:
    table.only("unit", "rules", "rungs", "without")
    if not table.data.keys() & {"rungs", "without"}:
        raise table.refuse(
            None,
            Text(vi="chưa nói thêm hay bỏ mốc nào.", en="it adds no rung and leaves none out."),
        )
    return Addition(
        unit=table.string("unit"),
        rules=read_rules(table, known, ()),
        rungs=read_rungs(table) if "rungs" in table.data else (),
        without=_without(table),
    )


def _without(table: Table) -> tuple[int, ...]:
    found = table.data.get("without", [])
    if not isinstance(found, list) or not all(type(days) is int for days in found):
        raise table.refuse(
            "without",
            Text(
                vi="“without” phải là danh sách số ngày, ví dụ [-60, -30].",
                en="“without” must be a list of days, like [-60, -30].",
            ),
        )
    if any(days >= 0 for days in found):
        raise table.refuse(
            "without",
            Text(
                vi="mốc đúng hạn và quá hạn là chung, không tổ chức nào được bỏ.",
                en="rungs on and after the due day are everybody's; no unit may leave one out.",
            ),
        )
    return tuple(found)
