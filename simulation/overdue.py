"""Who is overdue on a day, deadline by deadline and in Python: a reference for the queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from workflow.case import WAITED_FOR


def overdue(deadlines: Iterable[Mapping[str, Any]], today: date) -> set[str]:
    """The cases whose first open duty lies before a day; what is only waited for gives way."""
    duties: dict[str, list[str]] = defaultdict(list)
    waited: dict[str, list[str]] = defaultdict(list)
    for row in deadlines:
        if row["closed_how"] is None and row["stream"] == row["case_ref"]:
            kind = waited if row["rule"] in WAITED_FOR else duties
            kind[row["stream"]].append(str(row["due_on"]))
    first = {ref: min(days) for ref, days in {**waited, **duties}.items()}
    return {ref for ref, due in first.items() if due < today.isoformat()}
