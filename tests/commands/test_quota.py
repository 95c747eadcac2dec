"""`ketnap quota`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from builders import a_case, a_desk, at, take_to, units

from storage.address import address_of
from storage.figures import Admitted, Figures, Waiting
from storage.schema import open_store
from workflow.actions.advance import advance
from workflow.actions.intake import Newcomer, take_over
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.pause import hold
from workflow.person import Person
from workflow.reasons import Reason
from workflow.states import Event, State


def items(text: str) -> list[dict[str, object]]:
    return json.loads(text)["items"]


@pytest.fixture
def city(sqlite_path: Path) -> None:
    """A city with a ward and a school."""
    with open_store(address_of(str(sqlite_path))) as store:
        units(a_desk(store))


@pytest.fixture
def article(city, done) -> None:
    """The article's figures: 2020-2022 as published, a target alone for 2023."""
    for year, target, admitted in (("2020", "144", "85"), ("2021", "144", "150")):
        done("quota", "set", "TP", year, "--target", target, "--admitted", admitted)
    done("quota", "set", "TP", "2022", "--target", "146", "--admitted", "147", "--base", "suy ra")
    done("quota", "set", "TP", "2023", "--target", "180", "--base", "NQ 11")


def test_the_articles_figures_print_as_in_the_article(article, done):
    assert done("quota", "history", "--from", "2020", "--to", "2023", "-o", "table") == (
        "NĂM        CHỈ TIÊU  KẾT NẠP     TỶ LỆ       SO NĂM TRƯỚC  NGUỒN CHỈ TIÊU\n"
        "2020            144       85   59,03 %                  —                \n"
        "2021            144      150  104,17 %           +76,47 %                \n"
        "2022            146      147  100,68 %            −2,00 %  suy ra        \n"
        "2020–2022       434      382   88,02 %                                   \n"
        "2023            180        —         —  +23,29 % chỉ tiêu  NQ 11         \n"
    )


def test_history_for_programs_ends_with_the_total(article, done):
    rows = items(done("quota", "history", "--from", "2020", "--to", "2023", "-o", "json"))

    kept = [[row[key] for key in ("year", "target", "admitted", "percent")] for row in rows]
    assert kept == [
        [2020, 144, 85, "59.03"],
        [2021, 144, 150, "104.17"],
        [2022, 146, 147, "100.68"],
        [2023, 180, None, None],
        ["total", 434, 382, "88.02"],
    ]
    assert rows[-1]["years"] == [2020, 2021, 2022]


def test_history_of_one_unit_takes_its_own_figures(article, done):
    done("quota", "set", "DV", "2022", "--target", "20", "--admitted", "21")

    text = done(
        "quota", "history", "--unit", "dang bo phuong do vinh", "--from", "2021", "-o", "json"
    )

    assert [(row["year"], row["target"], row["admitted"]) for row in items(text)] == [
        (2022, 20, 21),
        ("total", 20, 21),
    ]


def test_history_of_a_superior_without_a_quota_sums_those_below(city, done):
    done("quota", "set", "DV", "2024", "--target", "20", "--admitted", "21")
    done("quota", "set", "CVA", "2024", "--target", "12", "--admitted", "10")

    text = done("quota", "history", "--unit", "TP", "--from", "2024", "--to", "2024", "-o", "json")

    assert items(text)[0]["target"] == 32
    assert items(text)[0]["admitted"] == 31


def test_history_of_nothing_says_so(ketnap):
    result = ketnap("quota", "history", "--from", "2020", "--to", "2021", "-o", "table")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Chưa có chỉ tiêu hay kết quả nào từ 2020 đến 2021.\n"
    assert items(ketnap("quota", "history", "-o", "json").stdout) == []


def test_years_in_the_wrong_order_are_refused(ketnap):
    result = ketnap("quota", "history", "--from", "2023", "--to", "2020")

    assert result.exit_code == 2
    assert result.stderr.endswith("Lỗi: --from đứng sau --to.\n")


def test_allocating_warns_of_what_is_left(city, done):
    done("quota", "set", "TP", "2023", "--target", "180")

    tried = done("quota", "allocate", "2023", "DV=100", "CVA=78", "-n")
    rows = items(done("quota", "show", "2023", "-o", "json"))
    kept = done("quota", "allocate", "2023", "DV=100", "CVA=78", "--base", "NQ 11")

    assert tried == (
        "Chạy thử — chưa ghi gì.\n"
        "  Chỉ tiêu 2023 của DV: kết nạp 100.\n"
        "  Chỉ tiêu 2023 của CVA: kết nạp 78.\n"
        "! Đảng bộ thành phố: chỉ tiêu 180, đã phân bổ 178, còn 2 chưa phân bổ.\n"
    )
    assert [row["unit"] for row in rows] == ["TP"]
    assert kept == (
        "✓ Chỉ tiêu 2023 của DV: kết nạp 100 (NQ 11).\n"
        "✓ Chỉ tiêu 2023 của CVA: kết nạp 78 (NQ 11).\n"
        "! Đảng bộ thành phố: chỉ tiêu 180, đã phân bổ 178, còn 2 chưa phân bổ.\n"
    )


def test_an_exact_allocation_warns_of_nothing(city, done):
    done("quota", "set", "TP", "2023", "--target", "180")

    text = done("quota", "allocate", "2023", "DV=100", "CVA=80", "--lang", "en")

    assert text == "✓ Quota 2023 of DV: admit 100.\n✓ Quota 2023 of CVA: admit 80.\n"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        ("DV", "“DV”: cần TỔ_CHỨC=SỐ, ví dụ DV=22."),
        ("DV=-2", "“DV=-2”: cần TỔ_CHỨC=SỐ, ví dụ DV=22."),
        ("=2", "“=2”: cần TỔ_CHỨC=SỐ, ví dụ DV=22."),
        ("DV=99999999999", "“DV=99999999999”: cần TỔ_CHỨC=SỐ, ví dụ DV=22."),
        ("TP=3", "“TP=3”: tổ chức nêu hai lần."),
    ],
)
def test_a_share_that_is_none_is_refused(ketnap, share, said):
    result = ketnap("quota", "allocate", "2023", "TP=2", share)

    assert result.exit_code == 2
    assert result.stderr.endswith(f"Lỗi: Giá trị không dùng được cho 'UNIT=N...': {said}\n")


def test_a_unit_given_by_code_and_by_name_is_given_twice(city, ketnap):
    result = ketnap("quota", "allocate", "2023", "TP=2", "dang bo thanh pho=3")

    assert result.exit_code == 2
    assert result.stderr.endswith("Lỗi: Một tổ chức được nêu hai lần.\n")


def test_a_revision_needs_a_reason_and_keeps_what_is_not_named(city, done, ketnap):
    done("quota", "set", "DV", "2026", "--target", "22", "--class-target", "30", "--base", "NQ 5")

    refused = ketnap("quota", "set", "DV", "2026", "--target", "20")
    cut = ("quota", "set", "DV", "2026", "--target", "20", "--reason", "Giữa năm")
    alone = ketnap(*cut)
    told = done(*cut, "--approved-by", "hoa")

    assert (alone.exit_code, alone.stderr) == (
        5,
        "✗ Hạ chỉ tiêu cần người thứ hai (--approved-by); chưa ghi gì.\n",
    )
    assert refused.exit_code == 5
    assert refused.stderr == "✗ Chỉ tiêu 2026 của DV đã giao: điều chỉnh cần --reason.\n"
    assert told == (
        "✓ Điều chỉnh chỉ tiêu 2026 của DV: kết nạp 22 → 20, lớp nhận thức 30 (NQ 5).\n"
    )


def test_a_quota_without_a_figure_is_refused(ketnap):
    result = ketnap("quota", "set", "DV", "2026", "--base", "NQ 5")

    assert result.exit_code == 2
    assert result.stderr.endswith(
        "Lỗi: Cần ít nhất một số: --target, --class-target hoặc --admitted.\n"
    )


def test_a_quota_of_an_unknown_unit_names_the_nearest(city, ketnap):
    result = ketnap("quota", "set", "Đảng bộ phường Đô Vin", "2026", "--target", "2")

    assert result.exit_code == 3
    assert result.stderr == (
        "✗ Không có tổ chức “Đảng bộ phường Đô Vin”. Gần nhất: Đảng bộ phường Đô Vinh.\n"
        "  Tiếp theo: ketnap unit list\n"
    )


def test_the_same_request_is_not_carried_out_twice(city, done):
    for _ in range(2):
        done("quota", "set", "DV", "2026", "--target", "22", "--request-id", "r-1")

    assert items(done("quota", "show", "-o", "json"))[0]["target"] == 22


def test_a_year_without_quotas_says_so(ketnap):
    shown, ranked = ketnap("quota", "show", "-o", "table"), ketnap("quota", "league", "-o", "table")

    assert (shown.exit_code, shown.stdout) == (0, "")
    assert shown.stderr == "Năm 2026 chưa giao chỉ tiêu.\n"
    assert ranked.stderr == "Năm 2026 chưa giao chỉ tiêu.\n"


def test_the_sum_of_the_league_adds_up_the_sources_that_its_lines_show(city, done):
    done("quota", "set", "DV", "2026", "--target", "22", "--admitted", "24")
    done("quota", "set", "CVA", "2026", "--target", "12", "--admitted", "9")
    words = ("--doc", "1-NQ/CB", "--on", "05/01/2026")
    done("case", "nominate", "Nguyễn Thị Lan", "--unit", "DV", *words)

    lines = done("quota", "league", "--year", "2026", "-o", "table").splitlines()

    shown = [line.split() for line in lines]
    assert next("—" in words for words in shown if words[1:2] == ["DV"])
    assert next("0/3" in words for words in shown if words[0] == "Cộng")


def test_the_league_ranks_by_percentage_and_sums(city, done):
    done("quota", "set", "TP", "2026", "--target", "40")
    done("quota", "set", "DV", "2026", "--target", "22", "--admitted", "24")
    done("quota", "set", "CVA", "2026", "--target", "12", "--admitted", "9")

    lines = done("quota", "league", "--year", "2026", "-o", "table").splitlines()

    assert [" ".join(line.split()) for line in lines] == [
        "HẠNG MÃ TỔ CHỨC CHỈ TIÊU KẾT NẠP TỶ LỆ NGUỒN/THIẾU DỰ BÁO ĐÁNH GIÁ",
        "1 DV Đảng bộ phường Đô Vinh 22 24 109,09 % — 24 ✓ vượt",
        "2 CVA Đảng bộ Trường THPT Chu Văn An 12 9 75,00 % 0/3 9 ▲ không có nguồn",
        "Cộng 34 33 97,06 % 0/3 33",
        "Câu báo cáo: 1 đơn vị vượt chỉ tiêu, 0 đơn vị đạt, 1 đơn vị chưa đạt.",
        "Chỉ tiêu cấp trên 40, đã phân bổ 34, còn 6 chưa phân bổ.",
    ]


def test_the_league_of_a_year_that_is_over_says_reached_or_not(city, done):
    done("quota", "set", "DV", "2024", "--target", "22", "--admitted", "4")

    assert "✗ không đạt" in done("quota", "league", "--year", "2024", "-o", "table")


def test_the_league_counts_cases_and_those_on_their_way(city, done, sqlite_path):
    with open_store(address_of(str(sqlite_path))) as store:
        desk = a_desk(store, at("2024-12-02"))
        take_to(desk, a_case(desk), State.ADMITTED)
        for name in ("Trần Đại Quỳnh", "Đặng Thị Ánh"):
            nominate(
                desk,
                Nominee(name=name, born="1999-01-01"),
                "CVA",
                on=date(2024, 5, 2),
                document="1",
            )
    done("quota", "set", "DV", "2024", "--target", "2")

    past = items(done("quota", "league", "--year", "2024", "-o", "json"))
    now = items(done("quota", "league", "-o", "json"))

    keys = ("unit", "target", "admitted", "percent", "in_pipeline", "missing", "forecast_high")
    assert [[row[key] for key in keys] for row in past] == [["DV", 2, 1, "50.00", 0, 1, 1]]
    assert [[row[key] for key in keys] for row in now] == [["CVA", 0, 0, None, 2, 0, 0]]


def test_history_counts_cases_where_nothing_was_published(city, done, sqlite_path):
    with open_store(address_of(str(sqlite_path))) as store:
        desk = a_desk(store, at("2024-12-02"))
        take_to(desk, a_case(desk), State.ADMITTED)

    rows = items(done("quota", "history", "--from", "2024", "--to", "2024", "-o", "json"))

    assert [(row["year"], row["target"], row["admitted"]) for row in rows] == [
        (2024, None, 1),
        ("total", None, 1),
    ]


def test_this_year_begins_with_nobody_admitted(city, done):
    done("quota", "set", "TP", "2026", "--target", "40")

    rows = items(done("quota", "history", "--from", "2026", "-o", "json"))

    assert (rows[0]["admitted"], rows[0]["percent"]) == (0, "0.00")


def test_an_annulled_admission_is_not_counted(store):
    desk = a_desk(store, at("2024-12-02"))
    units(desk)
    ref = a_case(desk)
    take_to(desk, ref, State.ADMITTED)
    figures = Figures(store.engine)
    before = figures.admissions(2024, 2024)

    advance(
        desk,
        ref,
        Event.ANNUL,
        on=date(2024, 9, 2),
        document="7-QĐ/TU",
        issuer="DV",
        to=State.CLOSED,
        reason_code=Reason.CONDITIONS_BREACHED,
        reason="Không đủ điều kiện",
        approved_by="minh",
    )

    assert before == [Admitted(year=2024, unit="DV", count=1)]
    assert figures.admissions(2024, 2024) == []


def test_people_taken_over_count_in_the_year_of_their_decision(store):
    desk = a_desk(store)
    units(desk)
    person = Person(id="p-1", name="Lê Văn Tám", name_key="le van tam", name_sort="tam-van le")
    newcomer = Newcomer(
        person=person,
        unit="CVA",
        state=State.PROBATION,
        on=date(2026, 3, 2),
        days={Event.ADMIT: date(2026, 2, 2), Event.HOLD_CEREMONY: date(2026, 3, 2)},
    )

    take_over(desk, [newcomer], file_name="ds.csv", sha256="0" * 64)

    figures = Figures(store.engine)
    assert figures.admissions(2025, 2026) == [Admitted(year=2026, unit="CVA", count=1)]
    assert figures.admissions(2020, 2025) == []


def test_a_case_on_hold_waits_apart(store):
    desk = a_desk(store)
    units(desk)
    ref = a_case(desk)
    figures = Figures(store.engine)
    before = figures.waiting()

    hold(desk, ref, Reason.ABSENT)

    assert before == [Waiting(unit="DV", state=State.NOMINATED, held=False, count=1)]
    assert figures.waiting() == [Waiting(unit="DV", state=State.NOMINATED, held=True, count=1)]
