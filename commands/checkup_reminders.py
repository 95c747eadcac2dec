"""What `ketnap doctor` finds of reminders: messages not delivered, deadlines nobody can meet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from commands.checks import Check, State
from commands.office_desk import Office
from rules.text import Text
from storage.store import SqlStore

_LATE = timedelta(hours=1)  # a retry comes every five minutes


def reminders(store: SqlStore, office: Office) -> Iterator[Check]:
    """The checks of the reminders of a store."""
    yield _delivery(store, office)
    yield _orphans(store, office)
    yield from _waiting(store, office)


def _delivery(store: SqlStore, office: Office) -> Check:
    """Messages given up or late by more than an hour, and alerts that nobody is there to read."""
    alerts, now = store.alerts, office.now()
    dead = alerts.ledger().get("dead", 0)
    late = sum(one.next_try_at <= now - _LATE for one in alerts.letters("waiting"))
    nobody = alerts.unaddressed(office.today())
    if dead or late or nobody:
        detail = Text(
            f"{dead} tin bị bỏ, {late} tin gửi chậm, {nobody} nhắc việc chưa có người nhận."
            " Xem: ketnap alert letters · ketnap job health.",
            f"{dead} message(s) given up, {late} late, {nobody} alert(s) with nobody to go to."
            " See: ketnap alert letters · ketnap job health.",
        )
        return Check(name="delivery", state=State.WARNING, detail=detail)
    detail = Text("Mọi tin nhắc việc đã tới nơi.", "Every reminder has been delivered.")
    return Check(name="delivery", state=State.SOUND, detail=detail)


def _orphans(store: SqlStore, office: Office) -> Check:
    found = store.alerts.orphans(office.today(), office.rulebook().ids())
    if found.total:
        detail = Text(
            f"Hạn không còn ai theo dõi: {found.of_ended_cases} của hồ sơ đã dừng,"
            f" {found.of_ended_units} của tổ chức đã kết thúc,"
            f" {found.of_unknown_rules} theo quy tắc không còn trong bộ quy định."
            " Xem: ketnap next · ketnap audit verify.",
            f"Deadlines that nobody follows: {found.of_ended_cases} of ended cases,"
            f" {found.of_ended_units} of units that are no more,"
            f" {found.of_unknown_rules} of rules that the rulebook does not have."
            " See: ketnap next · ketnap audit verify.",
        )
        return Check(name="orphans", state=State.WARNING, detail=detail)
    detail = Text("Hạn nào cũng có người theo dõi.", "Every deadline has somebody behind it.")
    return Check(name="orphans", state=State.SOUND, detail=detail)


def _waiting(store: SqlStore, office: Office) -> Iterator[Check]:
    """Incidents that were not told, findings and assignments that are overdue."""
    from commands.waiting import overdue  # noqa: PLC0415 - help looks at nothing

    for name, told in overdue(office, store):
        yield Check(name=name, state=State.WARNING, detail=told)
