"""Numbers of writing: where the database gives them out without gaps, a gap tells of a loss."""

from __future__ import annotations

from dataclasses import dataclass

from audit import Break, Detail, Stored, Verdict
from workflow.checkpoints.places import at_row, somewhere


@dataclass(slots=True, kw_only=True)
class Numbers:
    """Numbers of writing where the database gives them out without gaps, in the order of leaves."""

    given_out: int | None
    last: int = 0
    missing: int = 0
    astray: Break | None = None

    def see(self, row: Stored, *, sealed: bool) -> None:
        """Look at the next row; sealing follows the order of writing."""
        if self.given_out is None or self.astray is not None:
            return
        if row.written <= self.last:
            told = Detail(
                "không đứng theo thứ tự ghi trong cây", "it does not stand in the order of writing"
            )
            if not sealed:
                told = Detail(
                    "chưa niêm, dù các mục ghi sau đã niêm",
                    "it is not sealed, though entries written after it are",
                )
            self.astray = at_row(row, Verdict.REORDERED if sealed else Verdict.UNSEALED, told)
        elif row.written != self.last + 1 and not self.missing:
            self.missing = self.last + 1
        self.last = row.written

    def breaks(self, stand: int) -> list[Break]:
        """What is wrong with them, `stand` being how many entries there are."""
        if self.astray is not None:
            return [self.astray]
        if self.missing:
            told = Detail(
                f"thiếu số {self.missing} theo thứ tự ghi",
                f"number {self.missing} in the order of writing is missing",
            )
            return [somewhere(Verdict.REMOVED, told, self.missing)]
        if self.given_out is not None and self.given_out != stand:
            told = Detail(
                f"đã cấp {self.given_out} số theo thứ tự ghi, chỉ còn {stand}",
                f"{self.given_out} numbers of writing were given out, {stand} stand",
            )
            return [somewhere(Verdict.TAIL_CUT, told, stand + 1)]
        return []
