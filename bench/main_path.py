"""One case's way from nomination to full membership, as a table of what officers record."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from workflow.actions.advance import advance
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.record import record
from workflow.actions.registers import add_units
from workflow.desk import Desk
from workflow.facts import FactKind
from workflow.states import Event
from workflow.unit import Unit, UnitStatus

_FOUNDED = date(2016, 1, 1)
_UNITS = (
    Unit(
        code="TP",
        name="Đảng bộ thành phố",
        status=UnitStatus.SUPERIOR,
        parent=None,
        from_on=_FOUNDED,
    ),
    Unit(
        code="DV",
        name="Đảng bộ phường Đô Vinh",
        status=UnitStatus.GRASSROOTS,
        parent="TP",
        from_on=_FOUNDED,
    ),
)
_NAMES = ("Nguyễn Thị Mỹ Hương", "Trần Đại Quỳnh", "Đặng Thị Ánh", "Lê Văn Tám", "Phạm Hải Yến")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One entry of the main path: an event, or a fact with its values."""

    what: Event | FactKind
    on: date
    document: str | None = None
    issuer: str | None = None
    values: dict[str, str] = field(default_factory=dict)

    @property
    def advances(self) -> bool:
        """Whether the step takes the case to another state."""
        return isinstance(self.what, Event)

    def take(self, desk: Desk, ref: str) -> None:
        """Carry the step out through the engine."""
        if isinstance(self.what, Event):
            advance(desk, ref, self.what, on=self.on, document=self.document, issuer=self.issuer)
        else:
            record(
                desk,
                ref,
                self.what,
                self.values,
                on=self.on,
                document=self.document,
                issuer=self.issuer,
            )


def _vote(body: str, purpose: str, on: date) -> Step:
    values = {
        "body": body,
        "purpose": purpose,
        "electors": "9",
        "present": "9",
        "for": "8",
        "against": "1",
    }
    return Step(what=FactKind.VOTE, on=on, values=values)


def _opinion(source: str, purpose: str, on: date) -> Step:
    values = {"source": source, "purpose": purpose, "result": "agree"}
    return Step(what=FactKind.OPINION, on=on, values=values)


def _resolved(purpose: str, on: date, document: str) -> Step:
    values = {"body": "cell", "purpose": purpose}
    return Step(what=FactKind.RESOLUTION, on=on, document=document, values=values)


def _recommended(who: str) -> Step:
    values = {"by": "member", "who": who, "known_since": "2020-01-01"}
    return Step(what=FactKind.RECOMMENDATION, on=date(2024, 5, 3), values=values)


MAIN_PATH: tuple[Step, ...] = (
    Step(what=Event.ENROL, on=date(2024, 2, 1), document="05-CV/ĐU"),
    Step(what=FactKind.CERTIFICATE, on=date(2024, 4, 1), document="GCN-1", issuer="TT"),
    Step(what=Event.OPEN_FILE, on=date(2024, 5, 2)),
    Step(what=FactKind.APPLICATION, on=date(2024, 5, 3)),
    Step(what=FactKind.CV, on=date(2024, 5, 3)),
    _recommended("Trần Đại Quỳnh"),
    _recommended("Đặng Thị Ánh"),
    Step(
        what=FactKind.VERIFICATION_CONCLUSION,
        on=date(2024, 6, 7),
        document="7-KL",
        values={"result": "clear"},
    ),
    _opinion("workplace", "admission", date(2024, 6, 8)),
    _opinion("residence", "admission", date(2024, 6, 8)),
    _vote("cell", "admission", date(2024, 6, 20)),
    _resolved("admission", date(2024, 6, 20), "6-NQ/CB"),
    _vote("committee", "admission", date(2024, 6, 25)),
    _vote("standing-committee", "admission", date(2024, 7, 15)),
    Step(what=Event.ADMIT, on=date(2024, 7, 15), document="99-QĐ/TU", issuer="TP"),
    Step(what=FactKind.DECISION_RECEIPT, on=date(2024, 7, 20)),
    Step(what=FactKind.HELPER, on=date(2024, 7, 21), values={"who": "Lê Văn Tám"}),
    Step(what=Event.HOLD_CEREMONY, on=date(2024, 8, 1)),
    Step(what=FactKind.NEW_MEMBER_CERTIFICATE, on=date(2025, 3, 1), document="GCN-2"),
    Step(what=FactKind.SELF_REVIEW, on=date(2025, 8, 8)),
    Step(what=FactKind.HELPER_REMARKS, on=date(2025, 8, 8)),
    _opinion("workplace", "recognition", date(2025, 8, 8)),
    _opinion("residence", "recognition", date(2025, 8, 8)),
    _vote("cell", "recognition", date(2025, 8, 20)),
    _vote("committee", "recognition", date(2025, 8, 20)),
    _vote("standing-committee", "recognition", date(2025, 9, 10)),
    _resolved("recognition", date(2025, 8, 20), "8-NQ/CB"),
    Step(what=Event.RECOGNISE, on=date(2025, 9, 10), document="100-QĐ/TU", issuer="TP"),
)


def nominated(desk: Desk, count: int) -> list[str]:
    """A city with a ward and so many nominated cases in it; their references."""
    add_units(desk, _UNITS)
    on = date(2024, 1, 5)
    return [
        nominate(
            desk,
            Nominee(
                name=f"{_NAMES[number % len(_NAMES)]} {_letters(number)}",
                born="1998-05-02",
                education="upper-secondary",
            ),
            "DV",
            on=on,
            document="01-NQ/CB",
        ).case.ref
        for number in range(count)
    ]


def _letters(number: int) -> str:
    """A word that is different for each number; names hold no digits."""
    return "".join(chr(ord("a") + number // 26**place % 26) for place in range(4))
