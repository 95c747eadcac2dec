"""The league table of the sample session, and acceptance test 4 of the source article."""

from __future__ import annotations

from planning.league import UnitProgress, Verdict, league


def a_unit(name: str, target: int, admitted: int, pipeline: int = 0, able: int = 0) -> UnitProgress:
    return UnitProgress(
        unit=name,
        name=name,
        target=target,
        admitted=admitted,
        in_pipeline=pipeline,
        able_this_year=able,
    )


SAMPLE = [
    a_unit("CB HTX Nho Thái An", 4, 0),
    a_unit("ĐB phường Đô Vinh", 22, 24),
    a_unit("ĐB Công an thành phố", 14, 14),
    a_unit("ĐB phường Phủ Hà", 20, 15, 9, 5),
    a_unit("ĐB phường Bảo An", 18, 18),
    a_unit("CB Công ty May Tháp Chàm", 6, 2, 1, 1),
    a_unit("ĐB Trường THPT Chu Văn An", 12, 13),
    a_unit("ĐB phường Mỹ Hải", 16, 9, 5, 4),
]


def test_units_stand_by_percentage_and_equal_ones_share_their_rank():
    table = league(SAMPLE)

    assert [(row.rank, row.name, row.percent.text("vi")) for row in table.rows] == [
        (1, "ĐB phường Đô Vinh", "109,09 %"),
        (2, "ĐB Trường THPT Chu Văn An", "108,33 %"),
        (3, "ĐB Công an thành phố", "100,00 %"),
        (3, "ĐB phường Bảo An", "100,00 %"),
        (5, "ĐB phường Phủ Hà", "75,00 %"),
        (6, "ĐB phường Mỹ Hải", "56,25 %"),
        (7, "CB Công ty May Tháp Chàm", "33,33 %"),
        (8, "CB HTX Nho Thái An", "0,00 %"),
    ]


def test_each_unit_is_told_where_it_stands():
    table = league(SAMPLE)

    assert [row.verdict.text.vi for row in table.rows] == [
        "✓ vượt",
        "✓ vượt",
        "✓ đạt",
        "✓ đạt",
        "! sát nút",
        "▲ nguy cơ",
        "▲ nguy cơ",
        "▲ không có nguồn",
    ]


def test_a_forecast_lies_between_nobody_else_and_all_who_still_can():
    rows = league(SAMPLE).rows

    assert [(row.missing, row.forecast_low, row.forecast_high) for row in rows] == [
        (0, 24, 24),
        (0, 13, 13),
        (0, 14, 14),
        (0, 18, 18),
        (5, 15, 20),
        (7, 9, 13),
        (4, 2, 3),
        (4, 0, 0),
    ]


def test_the_total_is_the_sum_of_its_columns():
    total = league(SAMPLE).total

    assert total.percent.with_figures("vi") == "95/112 = 84,82 %"
    assert (total.in_pipeline, total.missing) == (15, 20)
    assert (total.forecast_low, total.forecast_high) == (95, 105)


def test_the_report_sentence_equals_its_table():
    sentence = league(SAMPLE).sentence

    assert sentence.vi == (
        "Câu báo cáo: 2 đơn vị vượt chỉ tiêu, 2 đơn vị đạt, 4 đơn vị chưa đạt, "
        "trong đó 1 đơn vị chưa kết nạp được."
    )
    assert sentence.en == (
        "For the report: units 2 above target, 2 on target, 4 below, "
        "of which 1 with nobody admitted yet."
    )


def test_acceptance_4_more_than_the_target_is_allowed_and_shown_in_full():
    (row,) = league([a_unit("ĐB phường Đô Vinh", 144, 150)]).rows

    assert row.percent.text("vi") == "104,17 %"
    assert row.verdict is Verdict.ABOVE
    assert row.verdict.text.vi == "✓ vượt"
    assert (row.missing, row.forecast_low) == (0, 150)


def test_a_unit_without_a_target_stands_last_without_a_rank():
    table = league([a_unit("CB mới lập", 0, 3), a_unit("ĐB phường Phủ Hà", 20, 15, 5, 5)])

    assert [(row.rank, row.name) for row in table.rows] == [
        (1, "ĐB phường Phủ Hà"),
        (None, "CB mới lập"),
    ]
    assert table.rows[1].percent.text("vi") == "—"
    assert table.rows[1].verdict.text.vi == "— chưa giao chỉ tiêu"
    assert table.sentence.vi == (
        "Câu báo cáo: 0 đơn vị vượt chỉ tiêu, 0 đơn vị đạt, 1 đơn vị chưa đạt; "
        "1 đơn vị chưa được giao chỉ tiêu."
    )
    assert table.sentence.en == (
        "For the report: units 0 above target, 0 on target, 1 below; 1 without a target."
    )


def test_a_pipeline_of_whom_nobody_can_finish_this_year_is_a_risk_not_a_missing_source():
    (row,) = league([a_unit("ĐB phường Mỹ Hải", 16, 9, 5, 0)]).rows

    assert row.verdict is Verdict.AT_RISK


def test_equal_fractions_share_a_rank_although_their_figures_differ():
    table = league([a_unit("A", 6, 4), a_unit("B", 3, 2), a_unit("C", 1, 0)])

    assert [(row.rank, row.name) for row in table.rows] == [(1, "A"), (1, "B"), (3, "C")]


def test_an_empty_league_has_an_empty_total():
    table = league([])

    assert table.rows == ()
    assert table.total.percent.text("vi") == "—"
