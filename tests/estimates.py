"""The days off that the library reckons, as the file kept beside the law; run this to write it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)] if str(ROOT) not in sys.path else []

from rules.estimate import KEPT_YEARS, reckoned_days_off  # noqa: E402 - the line above finds it

FILE = ROOT / "rules" / "data" / "estimated-days.json"


def written() -> str:
    """The text of the file as it should stand: one line a day."""
    years = []
    for year in KEPT_YEARS:
        days = (
            f"  {json.dumps(day.isoformat())}: {json.dumps([why.vi, why.en], ensure_ascii=False)}"
            for day, why in reckoned_days_off(year).items()
        )
        years.append(f' "{year}": {{\n' + ",\n".join(days) + "\n }")
    return "{\n" + ",\n".join(years) + "\n}\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
