"""A person's name looks like one, however it comes in."""

from __future__ import annotations

from datetime import date

import pytest

from workflow.actions.nominate import Nominee
from workflow.errors import InputError
from workflow.personal import NOT_A_NAME

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("name", ["12345", "=HYPERLINK(1)", "Lê An 2", "---"])
def test_what_is_no_name_is_refused(name):
    with pytest.raises(InputError) as refused:
        Nominee(name=name).person(TODAY)

    assert refused.value.what.vi == f"Họ tên: {NOT_A_NAME.vi}."


@pytest.mark.parametrize("name", ["Lê\tAn", "Lê\nAn", "Lê\r\nAn"])
def test_a_line_break_or_tab_inside_a_name_is_refused(name):
    with pytest.raises(InputError) as refused:
        Nominee(name=name).person(TODAY)

    assert refused.value.what.vi == (
        "Họ tên: có dấu xuống dòng hoặc dấu tab giữa họ tên; xin gõ lại trên một dòng."
    )


@pytest.mark.parametrize(
    "name", ["H'Ñuôn Niê", "Y-Blô Êban", "Trần Đ. Quỳnh", "Chamaléa Thị Hương"]
)
def test_names_of_every_people_are_names(name):
    assert Nominee(name=f" {name} ").person(TODAY).name == name
