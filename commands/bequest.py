"""Last year's targets and results under the units of today: what each of them inherited.

Where a superior's share was passed on, its target holds those of the units below. When its level
ends, heirs of the one and of the others stand side by side, and no place may count twice: an heir
gets what was not passed on to somebody else. A published result is one figure with the cases that
it stands for; where some of the figures that come together are published and some are counted, the
difference goes to the heir, so that the sum stays what it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from workflow.quota import Quota

if TYPE_CHECKING:
    from commands.tallies import Tally


class Bequest:
    """One year's figures on their way to the heirs.

    Args:
        book: The year as it was.
        today: The unit under which figures of another are read now.
        parents: The superior of each unit of today.
    """

    def __init__(
        self, book: Tally, today: Callable[[str], str], parents: Mapping[str, str | None]
    ) -> None:
        self._book, self._today, self._parents = book, today, parents
        self._above = {one: code for code, below in book.below.items() for one in below}
        self._mine: dict[str, list[Quota]] = {}
        for quota in book.quotas.values():
            self._mine.setdefault(today(quota.unit), []).append(quota)

    def counted(self) -> dict[str, int]:
        """Cases by heir, with what published results tell beyond them."""
        found: dict[str, int] = {}
        for code, count in self._book.counted.items():
            heir = self._today(code)
            found[heir] = found.get(heir, 0) + count
        for heir, quotas in self._mine.items():
            if not self._is_one_figure(heir, quotas):
                beyond = sum(map(self._beyond, quotas))
                found[heir] = found.get(heir, 0) + beyond
        return found

    def quotas(self) -> list[Quota]:
        """The targets of each heir; its published result where it is one figure."""
        return [self._together(heir, quotas) for heir, quotas in self._mine.items()]

    def _together(self, heir: str, quotas: Sequence[Quota]) -> Quota:
        bases = dict.fromkeys(one.base for one in quotas if one.base is not None)
        return Quota(
            year=self._book.year,
            unit=heir,
            target=self._target(heir, quotas),
            class_target=self._class_target(heir, quotas),
            admitted=total(one.admitted for one in quotas)
            if self._is_one_figure(heir, quotas)
            else None,
            base=", ".join(bases) or None,
        )

    def _is_one_figure(self, heir: str, quotas: Sequence[Quota]) -> bool:
        """Whether results are published for all of them or none, and none holds another's."""
        known = {one.admitted is not None for one in quotas}
        mixed = any(self._within(one, quotas) for one in quotas)
        return len(known) == 1 and not mixed and not any(self._passed_on(heir, quotas))

    def _beyond(self, one: Quota) -> int:
        """What a published result tells beyond the cases, and the results published below it."""
        if one.admitted is None:
            return 0
        shares = self._book.below.get(one.unit, ())
        rest = self._book.subtree(one.unit).difference(*map(self._book.subtree, shares))
        below = [*map(self._book.admitted, shares), self._book.count(rest)]
        return one.admitted - (total(below) or 0)

    def _within(self, one: Quota, quotas: Sequence[Quota]) -> bool:
        """Whether the target of another of these was passed on to it."""
        others = {other.unit for other in quotas}
        above = self._above.get(one.unit)
        while above is not None and above not in others:
            above = self._above.get(above)
        return above is not None

    def _target(self, heir: str, quotas: Sequence[Quota]) -> int | None:
        """Targets that stand for themselves, less what was passed on to heirs of others."""
        passed = [self._book.target(one.unit) for one in self._passed_on(heir, quotas)]
        if not passed and all(one.target is None for one in quotas):
            return None
        own = total(self._book.target(one.unit) for one in self._tops(quotas))
        return None if own is None else max(own - (total(passed) or 0), 0)

    def _class_target(self, heir: str, quotas: Sequence[Quota]) -> int | None:
        """The same of places in a class."""
        own = total(one.class_target for one in self._tops(quotas))
        passed = total(one.class_target for one in self._passed_on(heir, quotas))
        return None if own is None else max(own - (passed or 0), 0)

    def _tops(self, quotas: Sequence[Quota]) -> Sequence[Quota]:
        return [one for one in quotas if not self._within(one, quotas)]

    def _passed_on(self, heir: str, quotas: Sequence[Quota]) -> Iterator[Quota]:
        """The shares of these that are another heir's now, and that heir not below this one."""
        for quota in quotas:
            for one in self._book.below.get(quota.unit, ()):
                if not self._is_below(self._today(one), heir):
                    yield self._book.quotas[one]

    def _is_below(self, code: str, superior: str) -> bool:
        here: str | None = code
        while here is not None and here != superior:
            here = self._parents.get(here)
        return here is not None


def total(figures: Iterable[int | None]) -> int | None:
    """The sum of what is known; None when nothing is."""
    known: Sequence[int] = [figure for figure in figures if figure is not None]
    return sum(known) if known else None
