"""`ketnap screen`: the screening of full members (rà soát, sàng lọc)."""

from __future__ import annotations

from commands.screening import decides, graded, lists, opens, records, shows, whys
from commands.skin import group
from rules.text import Text

command = group(
    "screen",
    Text(
        "Rà soát, sàng lọc đảng viên chính thức: rà soát, giáo dục, giúp đỡ, rồi quyết định.",
        "The screening of full members: review, help, then a decision.",
    ),
)

for _part in (
    lists.list_screenings,
    shows.show,
    whys.why,
    opens.open_one,
    records.record,
    decides.decide,
    decides.close,
    graded.graded,
):
    command.add_command(_part)

__all__ = ["command"]
