"""Helpers are counted by name within a unit; who helped the most stands first."""

from __future__ import annotations

from planning.helping import Helping, helpers


def test_a_helper_is_counted_once_a_case_under_one_unit_however_the_name_is_written():
    found = helpers(
        [
            Helping(helper="Lê Văn Tám", unit="DV", ref="HS-2026-0001"),
            Helping(helper="LE VAN TAM", unit="DV", ref="HS-2026-0003"),
            Helping(helper="Lê Văn Tám", unit="DV", ref="HS-2026-0003"),
            Helping(helper="Lê Văn Tám", unit="CVA", ref="HS-2026-0004"),
            Helping(helper="Trần Văn Ơn", unit="CVA", ref="HS-2026-0002"),
        ]
    )

    assert [(one.name, one.unit, one.refs) for one in found] == [
        ("Lê Văn Tám", "DV", ("HS-2026-0001", "HS-2026-0003")),
        ("Trần Văn Ơn", "CVA", ("HS-2026-0002",)),
        ("Lê Văn Tám", "CVA", ("HS-2026-0004",)),
    ]


def test_only_who_helped_enough_is_named():
    one = Helping(helper="Lê Văn Tám", unit="DV", ref="HS-2026-0001")

    assert helpers([one], at_least=2) == ()
    assert helpers([]) == ()
