"""`ketnap rules forms`: the forms in use on a day, with their numbers and who signs them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from commands.days import Day
from commands.office_desk import Office
from commands.output import Column
from commands.skin import Command, option
from commands.speech import language, say
from rules.form_words import Step
from rules.text import Text

if TYPE_CHECKING:
    from rules.forms import Form, Forms

_COLUMNS = (
    Column(key="number", heading=Text("Mẫu", "Form"), kind="ref"),
    Column(key="title", heading=Text("Tên", "Title")),
    Column(key="step", heading=Text("Bước", "Step"), spare=2),
    Column(key="purpose", heading=Text("Về việc", "Purpose"), wide=True),
    Column(key="signed_by", heading=Text("Người lập, ký", "Signed by"), spare=3),
    Column(key="variant", heading=Text("Dùng khi", "Used when"), wide=True),
    Column(key="catalogue", heading=Text("Số hóa", "Catalogue"), kind="ref", spare=1),
    Column(key="source", heading=Text("Căn cứ", "Source"), spare=4),
    Column(key="in_force_from", heading=Text("Từ ngày", "From"), kind="day", wide=True),
    Column(key="confidence", heading=Text("Xác minh", "Verified"), wide=True),
    Column(key="document", heading=Text("Giấy tờ", "Document"), kind="ref", wide=True),
    Column(key="note", heading=Text("Ghi chú", "Note"), wide=True),
)


@click.command(
    "forms",
    cls=Command,
    words=Text(
        "Các biểu mẫu dùng trong một ngày: số mẫu, bước, người ký, số trong danh mục số hóa."
        " Số mẫu thay đổi theo từng hướng dẫn, nên luôn xem theo ngày.",
        "The forms in use on a day: number, step, who signs, number in the digitised file."
        " Numbers change with each guidance, so they are always asked for a day.",
    ),
    examples=(
        "ketnap rules forms",
        "ketnap rules forms --on 01/03/2022 --step recognition",
        "ketnap rules forms -o json",
    ),
    exits=(0, 2, 5),
)
@option(
    "--on",
    "on",
    type=Day(),
    words=Text("Ngày cần xem (mặc định: hôm nay).", "The day (default: today)."),
)
@option(
    "--step",
    type=click.Choice([step.value for step in Step]),
    words=Text("Chỉ biểu mẫu của một bước.", "Only the forms of one step."),
)
@click.pass_obj
def forms(office: Office, on: date | None, step: str | None) -> None:
    """Print one line per form."""
    day = on or office.today()
    register = office.rulebook().forms()
    rows = [
        form_item(register, form, day)
        for form in register.on(day)
        if step is None or form.step == step
    ]
    unsure = sum(row["confidence"] != "high" for row in rows)
    footer = [
        say(
            Text(
                f"{len(rows)} biểu mẫu, {unsure} số chưa xác minh (!).",
                f"{len(rows)} forms, {unsure} numbers not verified (!).",
            )
        )
    ]
    if any(row["catalogue"] for row in rows):
        footer.append(say(_filed(register)))
    office.emit("rules-forms", _COLUMNS, rows, footer=footer, as_of=day)


def form_item(register: Forms, form: Form, day: date) -> dict[str, Any]:
    """A form on a day, as one row."""
    source, numbers = register.source_on(form, day), register.catalogued_on(form, day)
    mark = "" if form.verified else "! "
    title = form.title.to("vi")
    return {
        "number": form.number,
        "document": form.document,
        "title": say(form.title),
        "step": form.step.value,
        "step_shown": say(form.step.label),
        "purpose": form.purpose.value,
        "purpose_shown": say(form.purpose.label),
        "signed_by": say(form.signed_by),
        "variant": None if form.variant is None else form.variant.value,
        "variant_shown": "—" if form.variant is None else say(form.variant.label),
        "catalogue": list(numbers),
        "catalogue_shown": ", ".join(map(str, numbers)) or "—",
        "file_names": [register.catalogue.file_name(one, title) for one in numbers],
        "source": source.cite(language()),
        "source_shown": mark + source.cite(language()),
        "in_force_from": form.from_on,
        "in_force_until": form.until_on,
        "confidence": form.confidence.value,
        "confidence_shown": say(form.confidence.label),
        "note": None if form.note is None else say(form.note),
    }


def _filed(register: Forms) -> Text:
    catalogue = register.catalogue
    source, sure = catalogue.source, catalogue.confidence.label
    example = catalogue.file_name(1, "Lý lịch")
    return Text(
        f"Tệp số hóa đặt tên như “{example}.pdf”, bản thứ hai thêm “.2”; thư mục:"
        f" {catalogue.folder.vi} ({source.cite('vi')}; {sure.vi}).",
        f"Digitised files are called “{example}.pdf”, a second one with “.2”; folder:"
        f" {catalogue.folder.en} ({source.cite('en')}; {sure.en}).",
    )
