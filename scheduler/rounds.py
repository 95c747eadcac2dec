"""What is open for somebody: every deadline of which they are told at some rung.

Whoever hears once a month gets it with the digest of the month. It is worked out once for a pass,
for everybody together, and not before the first such digest goes out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from scheduler.ladder import Ladders
from scheduler.posts import Post
from scheduler.routing import Router
from scheduler.slots import Diary
from workflow.reminders import Addressee, AlertStore, DigestLine

_Agendas = Mapping[Addressee, Sequence[DigestLine]]


def agendas(
    alerts: AlertStore, ladders: Ladders, router: Router, diary: Diary, today: date
) -> _Agendas:
    """The open deadlines of each inbox that is told of any, by due day."""
    duties = alerts.duties(today)
    helpers = alerts.helpers({line.case for line in duties}) if router.knows_helpers else {}
    found: dict[Addressee, list[DigestLine]] = {}
    for line in duties:
        rungs = ladders.rungs(line.rule, diary.path(line.unit))
        roles = tuple(dict.fromkeys(role for rung in rungs for role in rung.to))
        for inbox in router.addressees(line.unit, roles, helpers.get(line.case)):
            found.setdefault(inbox, []).append(line)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounds:
    """Who is told once a month how everything stands, and how it stands for them.

    Attributes:
        inboxes: The inboxes of whoever hears once a month.
    """

    alerts: AlertStore
    ladders: Ladders
    posts: Sequence[Post]
    inboxes: frozenset[Addressee]
    diary: Diary
    _known: dict[date, _Agendas] = field(default_factory=dict)

    def open_for(self, inbox: Addressee, today: date) -> tuple[DigestLine, ...]:
        """What is open for an inbox on a day, by due day."""
        if today not in self._known:
            router = Router(self.posts, self.diary.places)
            self._known[today] = agendas(self.alerts, self.ladders, router, self.diary, today)
        return tuple(self._known[today].get(inbox, ()))
