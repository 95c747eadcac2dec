"""A corrected day works everything out again; what was reminded of before falls silent."""

from __future__ import annotations

from datetime import date

from workflow.actions.correct import correct
from workflow.actions.decide_days import Asked, decide_days


def test_a_corrected_day_silences_the_old_rungs_and_starts_anew(office):
    ref = office.a_case()
    office.tick("2025-07-25")
    ceremony = next(
        one.seq for one in office.store.entries(ref) if one.fields["event"] == "hold-ceremony"
    )

    # Held on 30 July 2024, not on 1 August: all is due two days earlier.
    correct(office.desk(), ref, ceremony, effective_on=date(2024, 7, 30), reason="Ghi nhầm ngày lễ")
    office.tick("2025-07-26")

    old, new = sorted({deadline for deadline, _ in office.raised("probation")})
    assert office.raised("probation")[5:] == [(new, -7)]
    assert [one.state for one in office.lines("probation")] == ["raised", *["settled"] * 5]
    assert old < new
    office.tick("2025-07-30")
    assert office.raised("probation")[5:] == [(new, -7), (new, 0)]


def test_a_decided_day_silences_the_old_rungs_and_starts_anew(office):
    ref = office.a_case()
    decided = date(2025, 8, 20)
    office.tick("2025-08-19")
    before = office.raised("recognition-cell")
    asked = Asked(
        days=(decided,), off=True, name="nghỉ bão", document="7/UB 18/08/2025", reason="bão"
    )

    moved = decide_days(office.desk(), asked).moved
    office.tick("2025-08-21")

    assert [(one.ref, one.rule, one.old, one.new) for one in moved] == [
        (ref, "recognition-cell", date(2025, 9, 16), date(2025, 9, 17))
    ]
    states = {one.state for one in office.lines("recognition-cell") if one.id <= len(before)}
    assert before
    assert states <= {"settled"}
