"""Whose data have been kept for as long as the place decided; nobody is erased by it.

The period is a local rule (`rules.retention.RULE`), in the wording in force on the day of asking:
no source gives one, so without such a rule there is nothing to list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rules.errors import NoWordingError
from rules.retention import RULE, duty
from rules.rule import Version
from rules.text import Text
from workflow.case import Case
from workflow.desk import Desk
from workflow.errors import InputError, RefusedError
from workflow.law import Law
from workflow.listing import CaseFilter
from workflow.states import State

OVER = (State.CLOSED, State.STRUCK_OFF)
"""Where a case is over; a full member's is not, whose data the membership needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Somebody all of whose cases have ended.

    Attributes:
        name: The person's name.
        cases: References of all their cases, the oldest first.
        ended_on: The legal day on which the last of them ended.
        until_on: The last day for which the data are kept.
    """

    name: str
    cases: tuple[str, ...]
    ended_on: date
    until_on: date

    @property
    def command(self) -> str:
        """The command that erases them; two people and the name are asked for then."""
        return f"ketnap person erase {self.cases[-1]} --reason retention"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlived:
    """Whom the period has run out for, the longest first, and the wording that says so."""

    version: Version
    people: tuple[Kept, ...]


def outlived(desk: Desk) -> Outlived:
    """Everybody whose last case ended longer ago than the place keeps data.

    Raises:
        InputError: the rule of the place is not measured as a length of time.
        NotPermittedError: cases are not theirs to see.
        RefusedError: the place has adopted no period, or none for today.
    """
    lines = desk.store.cases(CaseFilter(states=OVER))
    law, today = desk.law(), desk.today()
    version = _period(law, today)
    found: dict[str, Kept] = {}
    for line in lines:
        if not line.name or law.due(version, line.since) >= today:
            continue  # erased already, or kept still for this case alone
        dossier = desk.store.dossier(line.ref)
        if dossier is not None and dossier.person.id not in found:
            kept = _kept(desk, law, version, dossier.person.id, line.name)
            if kept is not None and kept.until_on < today:
                found[dossier.person.id] = kept
    people = sorted(found.values(), key=lambda one: (one.until_on, one.cases))
    return Outlived(version=version, people=tuple(people))


def _kept(desk: Desk, law: Law, version: Version, person: str, name: str) -> Kept | None:
    """How long a person is kept; None while a case of theirs is not over, or not to be seen."""
    dossiers = map(desk.store.dossier, desk.store.refs_of(person))
    cases: Sequence[Case] = [one.case for one in dossiers if one is not None]
    if any(case.state not in OVER for case in cases):
        return None
    if desk.store.case_count(person) > len(cases):
        return None  # another one is not theirs to see: who sees both decides
    ended = max(case.since for case in cases)
    return Kept(
        name=name,
        cases=tuple(case.ref for case in cases),
        ended_on=ended,
        until_on=law.due(version, ended),
    )


def _period(law: Law, today: date) -> Version:
    if RULE not in law.rulebook.ids():
        raise _none(today)
    try:
        version = law.on(RULE, today)
    except NoWordingError:
        raise _none(today) from None
    if not version.unit.is_length:
        raise InputError(
            Text(
                f"{RULE}: thời hạn phải tính bằng tháng hoặc ngày.",
                f"{RULE}: a period is measured in months or days.",
            )
        )
    return version


def _none(today: date) -> RefusedError:
    told = duty()
    return RefusedError(
        Text(
            f"Chưa có thời hạn giữ dữ liệu cá nhân nào được áp dụng ngày {today:%d/%m/%Y}.",
            f"No period for which personal data are kept has been adopted for {today}.",
        ),
        why=(
            Text(
                f"{told.source.cite('vi')} (chưa xác minh)",
                f"{told.source.cite('en')} (unverified)",
            ),
            told.note,
        ),
        following=Text(
            f"đặt tệp {RULE}.toml vào thư mục quy định riêng (KETNAP_RULES; docs/privacy.md)",
            f"put a file {RULE}.toml into the folder of local rules (KETNAP_RULES;"
            " docs/privacy.md)",
        ),
    )
