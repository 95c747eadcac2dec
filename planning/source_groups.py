"""The source groups: a closed list, read from data; what lists write is one of them or unknown.

Tags overlap: a person may be a pupil, a Youth Union member and a believer. So figures by group are
never added up, and every table of them says so.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rules.text import Text
from workflow.names import fold

OVERLAP = Text("các nhóm trùng nhau, không cộng lại", "the groups overlap; do not add them up")
"""What stands below every table by group."""

PUPIL = "pupil"
_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGroup:
    """One group by its stable id, with what it is called."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """The groups that some tags stand for, and the words that stand for none."""

    groups: tuple[str, ...]
    unknown: tuple[str, ...]


def source_groups() -> Sequence[SourceGroup]:
    """Every group, in the order of the list."""
    return [
        SourceGroup(id=name, label=Text(entry["vi"], entry["en"]))
        for name, entry in _data().items()
    ]


def grouped(tags: Iterable[str]) -> Grouped:
    """The groups of somebody's tags, each once, in the order of the list."""
    found, unknown = set(), []
    for tag in tags:
        group = _words().get(_key(tag))
        if group is None:
            unknown.append(tag)
        else:
            found.add(group)
    return Grouped(groups=tuple(name for name in _data() if name in found), unknown=tuple(unknown))


def label_of(group: str) -> Text:
    """What a group is called."""
    entry = _data()[group]
    return Text(entry["vi"], entry["en"])


def _key(text: str) -> str:
    return _MARKS.sub("", fold(text))


@cache
def _data() -> Mapping[str, dict[str, str]]:
    text = files("planning").joinpath("data/source-groups.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _words() -> Mapping[str, str]:
    return {
        _key(word): name
        for name, entry in _data().items()
        for word in (name, entry["vi"], entry["en"], *entry["also"])
    }
