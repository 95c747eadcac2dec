"""The ladder of reminders: on which days a deadline is reminded of, and who is told."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from rules.text import Text
from rules.toml_file import Table
from scheduler.strict import reading
from workflow.reminders import Role, Step

_PACKAGED = Path(__file__).with_name("data") / "ladder.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """Calendar days from the due day (negative before it), and who is told then."""

    days: int
    to: tuple[Role, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The rungs of some rules, the earliest first; `note` says what a reader should know."""

    rungs: tuple[Rung, ...]
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladders:
    """Every rule's ladder; a rule without one of its own stands on the default.

    `longest_snooze` is the most calendar days for which an alert can be put aside at a time;
    `explained` are the rules whose lateness has to be explained after `explained_after` days.
    """

    default: Ladder
    of_rule: Mapping[str, Ladder]
    longest_snooze: int
    explained: tuple[str, ...] = ()
    explained_after: int = 0

    def of(self, rule: str) -> Ladder:
        """The ladder of a rule."""
        return self.of_rule.get(rule, self.default)

    def told(self, rule: str, days: int) -> tuple[Role, ...]:
        """Who is told at a rung; at one that the ladder no longer has, who is told just before."""
        rungs = self.of(rule).rungs
        passed = [rung for rung in rungs if rung.days <= days]
        return (passed[-1] if passed else rungs[0]).to

    def steps(self, rules: Iterable[str]) -> tuple[Step, ...]:
        """The rungs that those rules have to climb, the earliest first."""
        standing: dict[tuple[int, int | None], list[str]] = {}
        for rule in sorted(set(rules)):
            days = [rung.days for rung in self.of(rule).rungs]
            for one, following in [*pairwise(days), (days[-1], None)]:
                standing.setdefault((one, following), []).append(rule)
        ordered = sorted(standing.items(), key=lambda item: (item[0][0], item[1]))
        return tuple(
            Step(rules=tuple(rules), days=days, following=following)
            for (days, following), rules in ordered
        )


def load_ladders(known: Container[str], path: Path | None = None) -> Ladders:
    """Read the ladder file.

    Args:
        known: The ids of all rules; a ladder for another one is refused.
        path: The file; None for the packaged one.

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
            ladder = Ladder(rungs=_rungs(table), note=table.optional_text("note"))
            if not table.flag("default", default=False):
                of_rule |= dict.fromkeys(_rules(table, known, of_rule), ladder)
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
    )


def _explanation(top: Table, known: Container[str]) -> tuple[tuple[str, ...], int]:
    if "explanation" not in top.data:
        return (), 0
    table = top.table("explanation")
    table.only("rules", "days")
    return _rules(table, known, ()), table.whole("days")


def _rules(table: Table, known: Container[str], taken: Container[str]) -> tuple[str, ...]:
    named = table.need("rules")
    if not isinstance(named, list) or not named:
        raise table.refuse(
            "rules",
            Text(vi="“rules” phải là một danh sách.", en="“rules” must be a list of rules."),
        )
    for rule in named:
        if not isinstance(rule, str) or rule not in known:
            raise table.refuse(
                "rules",
                Text(vi=f"không có quy tắc “{rule}”.", en=f"there is no rule “{rule}”."),
            )
        if rule in taken or named.count(rule) > 1:
            raise table.refuse(
                "rules",
                Text(
                    vi=f"quy tắc “{rule}” đã có thang khác.",
                    en=f"the rule “{rule}” has a ladder already.",
                ),
            )
    return tuple(named)


def _rungs(table: Table) -> tuple[Rung, ...]:
    found = table.need("rungs")
    if not isinstance(found, dict) or not found:
        raise table.refuse(
            "rungs", Text(vi="“rungs” phải là một bảng.", en="“rungs” must be a table.")
        )
    inner = Table(
        file=table.file, lines=table.lines, first=table.first, last=table.last, data=found
    )
    rungs = tuple(_rung(inner, key) for key in found)
    for before, after, key in zip(rungs, rungs[1:], list(found)[1:], strict=False):
        if after.days <= before.days:
            raise inner.refuse(
                key,
                Text(
                    vi="các mốc phải xếp theo thứ tự ngày, không lặp.",
                    en="rungs must stand in the order of their days, none twice.",
                ),
            )
    return rungs


def _rung(inner: Table, key: str) -> Rung:
    try:
        days = int(key)
    except ValueError:
        raise inner.refuse(
            key,
            Text(
                vi=f'mốc “{key}” phải là số ngày, ví dụ -30, 0, "+7".',
                en=f'the rung “{key}” must be a number of days, like -30, 0, "+7".',
            ),
        ) from None
    to = inner.choices(key, Role)
    if not to:
        raise inner.refuse(
            key,
            Text(vi=f"mốc {key} chưa nói báo cho ai.", en=f"the rung {key} tells nobody."),
        )
    return Rung(days=days, to=to)
