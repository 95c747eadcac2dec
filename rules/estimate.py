"""Days off of a year nobody has decided yet, as the ``holidays`` library reckons them.

The library takes two tenths of a second to import, so what it says of the years that offices meet
is kept beside the law, in `rules/data/estimated-days.json`; a test holds the file against it, and
``python tests/estimates.py`` writes it anew.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

from rules.text import Text

KEPT_YEARS = range(2015, 2041)
"""The years of the file; every other year is asked of the library."""

_FILE = Path(__file__).with_name("data") / "estimated-days.json"
# A swap (one day off against a Saturday worked) exists only once it is announced; the swaps
# that the library happens to know carry this name and are left out of an estimate.
_SWAP = "Ngày nghỉ (thay cho ngày"


def estimated_days_off(year: int) -> dict[date, Text]:
    """The statutory days off of a year and their substitutes, without swaps by decision."""
    if year not in KEPT_YEARS:
        return reckoned_days_off(year)
    return {
        date.fromisoformat(day): Text(vi=vi, en=en) for day, (vi, en) in _kept()[str(year)].items()
    }


def reckoned_days_off(year: int) -> dict[date, Text]:
    """The same, as the library reckons it now."""
    import holidays  # noqa: PLC0415 - see above

    vietnamese = holidays.country_holidays("VN", years=year, language="vi")
    english = holidays.country_holidays("VN", years=year, language="en_US")
    return {
        day: Text(vi=name, en=english[day])
        for day, name in sorted(vietnamese.items())
        if day.year == year and not name.startswith(_SWAP)
    }


@cache
def _kept() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return found
