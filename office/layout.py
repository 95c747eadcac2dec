"""How a committee's table looks on paper: title, unit and day, headings, landscape A4."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from office.vocabulary import labels_of

HEADING_ROW = 3
ID_ROW = 4
DATA_ROW = 5
"""Rows counted from 0: line 4 has the headings, hidden line 5 the field ids, data from line 6."""

META_SHEET = "_meta"
_LIST_SHEET = "Danh sách"
_FONT = "Times New Roman"
_A4 = 9  # the paper's number in the file format
_LAST_ROW = 1_048_575
_WIDTHS = {"name": 26, "note": 34, "text": 20, "date": 12, "born": 12, "count": 8, "year": 8}
_CHOICES_COLUMN = 3  # on the meta sheet, after the two columns of facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The fixed parts of one workbook, as texts."""

    template: str
    version: int
    title: str
    subtitle: str
    ids: tuple[str, ...]
    headings: tuple[str, ...]
    kinds: tuple[str, ...]
    generated_at: datetime
    proof: str | None = None

    def begin(self, book: Any) -> tuple[Any, Any, Any]:
        """Lay out the sheet down to the field ids; gives the sheet, day format and text format."""
        made = self.generated_at.astimezone(UTC).replace(tzinfo=None)
        book.set_properties({"created": made})
        day = book.add_format({"font_name": _FONT, "num_format": "dd/mm/yyyy", "border": 1})
        text = book.add_format(
            {"font_name": _FONT, "border": 1, "text_wrap": True, "valign": "top"}
        )
        bold = book.add_format({"font_name": _FONT, "bold": True, "font_size": 14})
        plain = book.add_format({"font_name": _FONT, "italic": True})
        head = book.add_format(
            {
                "font_name": _FONT,
                "bold": True,
                "border": 1,
                "text_wrap": True,
                "align": "center",
                "valign": "vcenter",
            }
        )
        sheet = book.add_worksheet(_LIST_SHEET)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADING_ROW)
        if self.proof is not None:
            sheet.set_footer(f"&L&8{self.proof.replace('&', '&&')}&R&8&P/&N")
        sheet.freeze_panes(DATA_ROW, 0)
        for place, kind in enumerate(self.kinds):
            sheet.set_column(place, place, 5 if place == 0 else _WIDTHS.get(kind, 14))
        sheet.write_string(0, 0, self.title, bold)
        sheet.write_string(1, 0, self.subtitle, plain)
        for place, heading in enumerate(self.headings):
            sheet.write_string(HEADING_ROW, place, heading, head)
        sheet.set_row(ID_ROW, None, None, {"hidden": True})
        for place, field in enumerate(self.ids):
            sheet.write_string(ID_ROW, place, field)
        return sheet, day, text

    def finish(self, book: Any, sheet: Any) -> None:
        """Write the hidden sheet of facts and word lists, and offer the words in their columns."""
        meta = book.add_worksheet(META_SHEET)
        meta.hide()
        choices = [(place, labels_of(kind)) for place, kind in enumerate(self.kinds)]
        offered = [(place, words) for place, words in choices if words]
        facts = [
            ("template", self.template),
            ("version", str(self.version)),
            ("generated_at", self.generated_at.isoformat()),
            *([] if self.proof is None else [("checkpoint", self.proof)]),
        ]
        for line in range(max(len(facts), *(len(words) for _, words in offered), 0)):
            if line < len(facts):
                meta.write_string(line, 0, facts[line][0])
                meta.write_string(line, 1, facts[line][1])
            for column, (_, words) in enumerate(offered, _CHOICES_COLUMN):
                if line < len(words):
                    meta.write_string(line, column, words[line])
        for column, (place, words) in enumerate(offered, _CHOICES_COLUMN):
            letter = chr(ord("A") + column)
            source = f"='{META_SHEET}'!${letter}$1:${letter}${len(words)}"
            sheet.data_validation(
                DATA_ROW, place, _LAST_ROW, place, {"validate": "list", "source": source}
            )
