"""About four hundred invented people in every state, their days counted back from today.

The days look like an office's: most are in order, some are late, and decisions from before
26 July 2026 run under the older wording on ceremonies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from random import Random

from demo.city import PLACES
from demo.names import Invented, invent
from office.writing import OutCell

SEED = 20_261_123
_NEW_WORDING = date(2026, 7, 26)  # 208-QĐ/TW: the ceremony counts from the issue of the decision
_CROWD = (
    ("nominated", 62),
    ("course", 47),
    ("verification", 58),
    ("admitted", 12),
    ("probation", 110),
    ("full_member", 92),
)
_JOBS = ("giáo viên", "công nhân", "nông dân", "bộ đội", "công an", "y tá", "kỹ sư", "sinh viên")
_TAGS = ("thanh niên", "công nhân", "nông dân", "trí thức", "dân tộc thiểu số", "đoàn viên ưu tú")
_SCHOOLING = ("THPT", "THPT", "THPT", "Đại học", "12/12", "Tốt nghiệp THCS")
_PART, _UNDATED = "no-receipt", 2  # the third decision waits for the day it was received
_YEAR = 365
_EXPIRED = 61 * 31  # days: more than the 60 months of an awareness certificate


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """Someone the tour needs: a role in it, a state, a unit, and days that tell the story."""

    role: str
    state: str
    unit: str
    days: Mapping[str, int]


# Days ago. What is not named here is left out of the list, as officers do.
EXTRAS: tuple[Extra, ...] = (
    Extra(role="expired", state="course", unit="BA", days={"certificate_on": _EXPIRED}),
    Extra(
        role="again",
        state="verification",
        unit="PM",
        days={"certificate_on": _EXPIRED, "file_on": 200},
    ),
    Extra(
        role="split-vote",
        state="verification",
        unit="CDN",
        days={"certificate_on": 300, "file_on": 200},
    ),
    Extra(
        role="stale-file",
        state="verification",
        unit="TT",
        days={"certificate_on": 700, "file_on": 400},
    ),
    Extra(
        role="silent",
        state="verification",
        unit="DV",
        days={"certificate_on": 420, "file_on": 140},
    ),
    Extra(
        role="late-ceremony",
        state="admitted",
        unit="THPT1",
        days={"cell_vote_on": 110, "decision_on": 75, "decision_received_on": 72},
    ),
    Extra(
        role="wrong-procedure",
        state="admitted",
        unit="MH",
        days={"cell_vote_on": 50, "decision_on": 12, "decision_received_on": 10},
    ),
    Extra(
        role="too-early",
        state="probation",
        unit="CA",
        days={
            "decision_on": 370,
            "decision_received_on": 366,
            "ceremony_on": 350,
            "new_member_certificate_on": 90,
        },
    ),
    Extra(
        role="unfit",
        state="probation",
        unit="DL",
        days={"decision_on": 420, "decision_received_on": 416, "ceremony_on": 400},
    ),
    Extra(
        role="mover",
        state="probation",
        unit="BV",
        days={"decision_on": 200, "decision_received_on": 195, "ceremony_on": 180},
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One line of the sample list: field ids of the list `cases` to values."""

    role: str | None
    values: Mapping[str, OutCell]


def people(today: date) -> tuple[Sample, ...]:
    """Everybody of the list, the same every time for the same day."""
    dice = Random(SEED)  # noqa: S311 - a sample, not a secret
    names, numbers = invent(dice), count(1)
    folk = [_extra(extra, next(names), dice, today, next(numbers)) for extra in EXTRAS]
    for state, many in _CROWD:
        for place in range(many):
            days = _STORIES[state](dice, place, today)
            role = _PART if (state, place) == ("admitted", _UNDATED) else None
            unit, who = _unit(dice), next(names)
            folk.append(_sample(role, state, unit, days, who, dice, today, next(numbers)))
    return tuple(folk)


def _extra(extra: Extra, who: Invented, dice: Random, today: date, number: int) -> Sample:
    days = {name: today - timedelta(days=ago) for name, ago in extra.days.items()}
    earliest = min(days.values(), default=today)
    days.setdefault("sympathiser_on", earliest - timedelta(days=120))
    return _sample(extra.role, extra.state, extra.unit, days, who, dice, today, number)


def _unit(dice: Random) -> str:
    return dice.choices([one.code for one in PLACES], [one.share for one in PLACES])[0]


def _sample(
    role: str | None,
    state: str,
    unit: str,
    days: Mapping[str, date],
    who: Invented,
    dice: Random,
    today: date,
    number: int,
) -> Sample:
    values: dict[str, OutCell] = {
        "name": who.name,
        "sex": who.sex,
        "ethnic": who.ethnic,
        "born": _born(dice, today),
        "education": dice.choice(_SCHOOLING),
        "occupation": dice.choice(_JOBS),
        "unit": unit,
        "state": state,
        "tags": dice.choice(_TAGS),
        **days,
    }
    values.update(_papers(state, days, number, dice))
    return Sample(role=role, values=values)


def _papers(
    state: str, days: Mapping[str, date], number: int, dice: Random
) -> Iterator[tuple[str, OutCell]]:
    """The numbers that go with the days, and the helper a candidate needs."""
    if "certificate_on" in days:
        yield "certificate_no", f"{number:03d}-GCN/TTCT"
        yield "certificate_issuer", "Trung tâm chính trị thành phố"
    if "cell_vote_on" in days:
        yield "cell_resolution_no", f"{number % 40 + 1:02d}-NQ/CB"
    if "decision_on" in days:
        yield "decision_no", f"{number}-QĐ/TU"
        yield "decision_issuer", "Ban Thường vụ Thành ủy"
    if "new_member_certificate_on" in days:
        yield "new_member_certificate_no", f"{number:03d}-ĐVM/TTCT"
    if state in {"admitted", "probation"}:
        yield "helper", next(invent(dice)).name


def _born(dice: Random, today: date) -> str:
    return (today - timedelta(days=dice.randint(23 * _YEAR, 52 * _YEAR))).isoformat()


def _ago(today: date, days: int) -> date:
    return today - timedelta(days=days)


def _nominated(dice: Random, place: int, today: date) -> dict[str, date]:
    del place
    return {"sympathiser_on": _ago(today, dice.randint(15, 420))}


def _course(dice: Random, place: int, today: date) -> dict[str, date]:
    named = dice.randint(150, 520)
    days = {"sympathiser_on": _ago(today, named)}
    if place % 2:
        days["certificate_on"] = _ago(today, dice.randint(3, 60))
    return days


def _verification(dice: Random, place: int, today: date) -> dict[str, date]:
    made = dice.randint(12, 250)
    days = {"file_on": _ago(today, made)}
    days["certificate_on"] = _ago(today, made + dice.randint(30, 500))
    if place == 0:  # forty days before the certificate runs out
        days["certificate_on"] = _ago(today, 60 * 30 + 20 - 40)
    if place == 3:  # noqa: PLR2004 - it has run out, and nobody has said so yet
        days = {"file_on": _ago(today, 200), "certificate_on": _ago(today, _EXPIRED)}
    days["sympathiser_on"] = days["certificate_on"] - timedelta(days=dice.randint(90, 300))
    if place in {1, 2}:  # the decision is late: more than sixty working days
        days["file_on"] = _ago(today, 190)
        days["certificate_on"] = _ago(today, 400)
        days["cell_vote_on"] = _ago(today, 110 + place)
    elif made > 120:  # noqa: PLR2004 - what has waited long has been voted on
        days["cell_vote_on"] = _ago(today, dice.randint(5, 60))
    return days


def _admitted(dice: Random, place: int, today: date) -> dict[str, date]:
    issued = _ago(today, dice.randint(4, 30))
    received: date | None = issued + timedelta(days=dice.randint(1, 3))
    if place <= _UNDATED:  # under the older wording; the last one waits for the day of receipt
        issued = min(_NEW_WORDING - timedelta(days=6 + place), _ago(today, 90))
        received = None if place == _UNDATED else issued + timedelta(days=4)
    days = {"decision_on": issued, "cell_vote_on": issued - timedelta(days=dice.randint(15, 50))}
    if received is not None:
        days["decision_received_on"] = received
    return _before_the_vote(days, dice)


def _probation(dice: Random, place: int, today: date) -> dict[str, date]:
    held = dice.randint(2, _YEAR - 40)
    if place < 6:  # noqa: PLR2004 - probation ends within days
        held = _YEAR - 3 - 4 * place
    elif place < 12:  # noqa: PLR2004 - it has ended, and the cell still has time
        held = _YEAR + 2 * place
    elif place < 16:  # noqa: PLR2004 - forgotten
        held = _YEAR + 45 * (place - 9)
    return _member_days(dice, held, today)


def _full_member(dice: Random, place: int, today: date) -> dict[str, date]:
    recognised = dice.randint(3, 480)
    late = dice.randint(60, 170) if place < 8 else dice.randint(3, 35)  # noqa: PLR2004 - some are late
    days = _member_days(dice, recognised + _YEAR + late, today)
    days.setdefault("new_member_certificate_on", _ago(today, recognised + late + 40))
    days["recognised_on"] = _ago(today, recognised)
    return days


def _member_days(dice: Random, held: int, today: date) -> dict[str, date]:
    ceremony = _ago(today, held)
    issued = ceremony - timedelta(days=dice.randint(8, 26))
    days = {
        "ceremony_on": ceremony,
        "decision_on": issued,
        "decision_received_on": issued + timedelta(days=3),
        "cell_vote_on": issued - timedelta(days=dice.randint(15, 50)),
    }
    course = held - dice.randint(120, 260)
    if course > 0:
        days["new_member_certificate_on"] = _ago(today, course)
    return _before_the_vote(days, dice)


def _before_the_vote(days: dict[str, date], dice: Random) -> dict[str, date]:
    days["file_on"] = days["cell_vote_on"] - timedelta(days=dice.randint(40, 200))
    days["certificate_on"] = days["file_on"] - timedelta(days=dice.randint(20, 400))
    days["sympathiser_on"] = days["certificate_on"] - timedelta(days=dice.randint(60, 200))
    return days


_STORIES: dict[str, Callable[[Random, int, date], dict[str, date]]] = {
    "nominated": _nominated,
    "course": _course,
    "verification": _verification,
    "admitted": _admitted,
    "probation": _probation,
    "full_member": _full_member,
}
