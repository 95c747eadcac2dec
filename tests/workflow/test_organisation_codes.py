"""Codes M1.M2.M3.M4.M5 of the national register; an office's own codes are left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import CITY, WARD, a_desk

from workflow.actions.registers import add_units
from workflow.errors import InputError
from workflow.organisation_code import OrganisationCode, code_fault


@pytest.mark.parametrize(
    ("code", "parent"),
    [
        ("DV", None),
        ("CB-12", "58.001"),
        ("58.001", "58"),
        ("58.001.002", "58.001"),
        ("58.001.002.000.003", "58.001.002"),
        ("58.001.002.000.003", "58.001.002.000"),
        ("58.001.002.004.003", "58.001.002.004"),
        ("58.001", "TP"),
    ],
)
def test_a_code_that_is_right_or_the_offices_own_is_taken(code, parent):
    assert code_fault(code, parent) is None


@pytest.mark.parametrize("code", ["58.1", "5.001", "58.001.", "58.001.002.000.003.004", "58..001"])
def test_a_dotted_code_of_another_shape_is_refused(code):
    fault = code_fault(code)

    assert fault is not None
    assert fault.vi.startswith(f"mã {code} không đúng dạng M1.M2.M3.M4.M5")


@pytest.mark.parametrize(
    ("code", "parent"), [("58.002.001", "58.001"), ("58.001", "58.001"), ("58.001", "58.001.002")]
)
def test_a_code_lies_below_its_superiors(code, parent):
    fault = code_fault(code, parent)

    assert fault is not None
    assert fault.vi == f"mã {code} không thuộc mã cấp trên {parent}"


def test_the_parts_are_read_in_order():
    found = OrganisationCode.read("58.001.002")

    assert found is not None
    assert found.parts == ("58", "001", "002")
    assert OrganisationCode.read("58") is None


def test_the_register_refuses_a_wrong_code(store):
    desk = a_desk(store)
    add_units(desk, [replace(CITY, code="58.001")])

    with pytest.raises(InputError) as refused:
        add_units(desk, [replace(WARD, code="58.002.001", parent="58.001")])

    assert [one.vi for one in refused.value.why] == [
        "58.002.001: mã 58.002.001 không thuộc mã cấp trên 58.001"
    ]
