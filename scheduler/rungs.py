"""Rungs as data files tell them: days from the due day, and who is told."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from rules.text import Text
from rules.toml_file import Table
from workflow.reminders import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """Calendar days from the due day (negative before it), and who is told then."""

    days: int
    to: tuple[Role, ...]


def read_rules(table: Table, known: Container[str], taken: Container[str]) -> tuple[str, ...]:
    """The `rules` of a table: each one known, none of them taken, none named twice.

    Raises:
        RulebookError: one is not so.
    """
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


def read_rungs(table: Table) -> tuple[Rung, ...]:
    """The `rungs` of a table, in the order of their days.

    Raises:
        RulebookError: they are none, or stand in disorder.
    """
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
