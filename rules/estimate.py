"""Days off of a year nobody has decided yet, as the ``holidays`` library reckons them."""

from __future__ import annotations

from datetime import date

from rules.text import Text

# A swap (one day off against a Saturday worked) exists only once it is announced; the swaps
# that the library happens to know carry this name and are left out of an estimate.
_SWAP = "Ngày nghỉ (thay cho ngày"


def estimated_days_off(year: int) -> dict[date, Text]:
    """The statutory days off of a year and their substitutes, without swaps by decision.

    The library takes a tenth of a second to import, so it is imported when the first undecided
    year is needed and not before.
    """
    import holidays  # noqa: PLC0415 - see above

    vietnamese = holidays.country_holidays("VN", years=year, language="vi")
    english = holidays.country_holidays("VN", years=year, language="en_US")
    return {
        day: Text(vi=name, en=english[day])
        for day, name in sorted(vietnamese.items())
        if day.year == year and not name.startswith(_SWAP)
    }
