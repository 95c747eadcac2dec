"""Putting many cases into a store at once, as rows alone: what figures are counted from.

Their entries are left out, so that nothing here can be verified; figures do not read them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import insert

from storage.tables import CaseRow, PersonRow, UnitRow
from workflow.milestones import Milestones

_BATCH = 5_000
_FIRST = date(2000, 1, 1)


def fill(store: Any, cases: Iterable[Milestones], *, facts: int = 0) -> None:
    """A person and a case for each; `facts` makes each snapshot as heavy as a real one's."""
    heavy = [["vote", "2024-06-20", 9, "12-NQ/CB", "Chi bộ", {"body": "cell"}]] * facts
    left = iter(cases)
    while some := list(islice(left, _BATCH)):
        with store.engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            connection.execute(insert(PersonRow), [_person(one) for one in some])
            connection.execute(insert(CaseRow), [_case(one, heavy) for one in some])
            connection.exec_driver_sql("COMMIT")


def fill_units(store: Any, codes: Iterable[str], parent: str | None = None) -> None:
    """Grassroots organisations below a superior of the code `parent`."""
    rows = [_unit(code, "grassroots", parent) for code in codes]
    if parent is not None:
        rows.append(_unit(parent, "superior", None))
    with store.engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        connection.execute(insert(UnitRow), rows)
        connection.exec_driver_sql("COMMIT")


def _unit(code: str, status: str, parent: str | None) -> dict[str, Any]:
    return {
        "code": code,
        "from_on": _FIRST,
        "name": f"Đảng bộ {code}",
        "name_key": f"dang bo {code.lower()}",
        "name_sort": code,
        "status": status,
        "parent": parent,
        "delegated": False,
    }


def _person(one: Milestones) -> dict[str, Any]:
    name = f"Lê {one.ref[3:]}"
    return {
        "id": f"p-{one.ref}",
        "name": name,
        "name_key": name.lower(),
        "name_sort": name,
        "born": f"{1970 + int(one.ref[-1])}-05-02",
        "sex": "female" if int(one.ref[-1]) % 2 else "male",
        "tags": "",
    }


def _case(one: Milestones, facts: list[Any]) -> dict[str, Any]:
    days = dict(_days(one))
    snapshot: Mapping[str, Any] = {
        "arrived": None,
        "days": days,
        "deadlines": [],
        "decided_on": None,
        "facts": facts,
        "opened_on": min(days.values(), default=one.since.isoformat()),
        "steps": dict.fromkeys(days, 1),
        "waived": [],
    }
    return {
        "ref": one.ref,
        "person": f"p-{one.ref}",
        "unit": one.unit,
        "state": one.state.value,
        "since": one.since,
        "seq": 1,
        "head": "",
        "held": "person-absent" if one.held else None,
        "snapshot": json.dumps(snapshot),
    }


def _days(one: Milestones) -> Iterator[tuple[str, str]]:
    named = {
        "nominate": one.nominated,
        "enrol": one.enrolled,
        "open-file": one.filed,
        "admit": one.admitted,
        "hold-ceremony": one.ceremony,
        "recognise": one.recognised,
    }
    return ((name, day.isoformat()) for name, day in named.items() if day is not None)
