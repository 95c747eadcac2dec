"""The ladder of reminders: on which days a deadline is reminded of, and who is told."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from rules.text import Text
from rules.toml_file import Table
from scheduler.local_ladder import LocalLadder, load_local_ladder
from scheduler.rungs import Rung, read_rules, read_rungs
from scheduler.strict import reading
from workflow.reminders import Role, Step

_PACKAGED = Path(__file__).with_name("data") / "ladder.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The rungs of some rules, the earliest first; `note` says what a reader should know."""

    rungs: tuple[Rung, ...]
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladders:
    """Every rule's ladder; a rule without one of its own stands on the default.

    `longest_snooze` is the most calendar days for which an alert can be put aside at a time;
    `explained` are the rules whose lateness has to be explained after `explained_after` days;
    `local` is what units have of their own.
    """

    default: Ladder
    of_rule: Mapping[str, Ladder]
    longest_snooze: int
    explained: tuple[str, ...] = ()
    explained_after: int = 0
    local: LocalLadder = field(default_factory=LocalLadder)

    def of(self, rule: str) -> Ladder:
        """The ladder of a rule."""
        return self.of_rule.get(rule, self.default)

    def rungs(self, rule: str, path: Sequence[str] = ()) -> tuple[Rung, ...]:
        """The rungs of a rule for a unit, `path` being the codes from the top down to it."""
        packaged = self.of(rule).rungs
        return self.local.over(packaged, rule, path) if self.local.touches(rule) else packaged

    def told(self, rule: str, days: int, path: Sequence[str] = ()) -> tuple[Role, ...]:
        """Who is told at a rung; at one that the ladder no longer has, who is told just before."""
        rungs = self.rungs(rule, path)
        passed = [rung for rung in rungs if rung.days <= days]
        return (passed[-1] if passed else rungs[0]).to

    def steps(
        self, rules: Iterable[str], paths: Mapping[str, Sequence[str]] | None = None
    ) -> tuple[Step, ...]:
        """The rungs that those rules have to climb, the earliest first.

        `paths` holds for each unit the codes from the top down to it; units with rungs of their own
        climb those, the others the packaged ones.
        """
        standing: dict[_Climb, list[str]] = {}
        for rule in sorted(set(rules)):
            for units, but, rungs in self._climbers(rule, paths or {}):
                days = [rung.days for rung in rungs]
                for one, following in [*pairwise(days), (days[-1], None)]:
                    standing.setdefault((one, following, units, but), []).append(rule)
        ordered = sorted(standing.items(), key=lambda item: _in_order(item[0]))
        return tuple(
            Step(rules=tuple(rules), days=days, following=following, units=units, but=but)
            for (days, following, units, but), rules in ordered
        )

    def _climbers(
        self, rule: str, paths: Mapping[str, Sequence[str]]
    ) -> Iterator[tuple[tuple[str, ...] | None, tuple[str, ...], tuple[Rung, ...]]]:
        """The rungs of a rule, and which units climb them; units that climb alike together."""
        own = self.local.units(rule, paths)
        yield None, own, self.of(rule).rungs
        alike: dict[tuple[Rung, ...], list[str]] = {}
        for code in own:
            alike.setdefault(self.rungs(rule, paths[code]), []).append(code)
        for rungs, units in alike.items():
            yield tuple(units), (), rungs


_Climb = tuple[int, int | None, tuple[str, ...] | None, tuple[str, ...]]


def _in_order(climb: _Climb) -> tuple[object, ...]:
    """The earliest first, so that the rungs of a deadline are raised in order."""
    days, following, units, but = climb
    return days, following is None, following or 0, units or (), but


def load_ladders(
    known: Container[str], path: Path | None = None, *, local: Path | None = None
) -> Ladders:
    """Read the ladder file.

    Args:
        known: The ids of all rules; a ladder for another one is refused.
        path: The file; None for the packaged one.
        local: The office's own rungs over it; None for none.

    Raises:
        NotFoundError: there is no such file.
        ConfigurationError: something in it is not in order; the file and the line are named.
    """
    label = "scheduler/data/ladder.toml" if path is None else path.name
    with reading(path or _PACKAGED, label) as top:
        top.only("ladders", "snooze", "explanation")
        default: Ladder | None = None
        of_rule: dict[str, Ladder] = {}
        for table in top.tables("ladders"):
            table.only("default", "rules", "note", "rungs")
            ladder = Ladder(rungs=read_rungs(table), note=table.optional_text("note"))
            if not table.flag("default", default=False):
                of_rule |= dict.fromkeys(read_rules(table, known, of_rule), ladder)
            elif default is None and "rules" not in table.data:
                default = ladder
            else:
                raise table.refuse(
                    "default",
                    Text(
                        vi="chỉ một thang là mặc định, và thang đó không nêu “rules”.",
                        en="one ladder is the default, and it names no “rules”.",
                    ),
                )
        if default is None:
            raise top.refuse(
                None, Text(vi="thiếu thang mặc định.", en="the default ladder is missing.")
            )
        snooze = top.table("snooze")
        snooze.only("longest")
        longest = snooze.whole("longest")
        explained, after = _explanation(top, known)
    return Ladders(
        default=default,
        of_rule=of_rule,
        longest_snooze=longest,
        explained=explained,
        explained_after=after,
        local=LocalLadder() if local is None else load_local_ladder(known, local),
    )


def _explanation(top: Table, known: Container[str]) -> tuple[tuple[str, ...], int]:
    if "explanation" not in top.data:
        return (), 0
    table = top.table("explanation")
    table.only("rules", "days")
    return read_rules(table, known, ()), table.whole("days")
