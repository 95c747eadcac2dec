"""`ketnap legal`, and the papers that targets and plans cite."""

from __future__ import annotations

import pytest

_CITY = ("11 - NQ/TU", "--issuer", "Thành ủy", "--date", "16/12/2022", "--level", "district")
_PROVINCE = ("11-NQ/TU", "--issuer", "Tỉnh ủy", "--date", "03/11/2021", "--level", "province")


@pytest.fixture
def papers(counter):
    """Two papers that share a number."""
    counter.says("legal", "add", *_CITY, "--review", "31/12/2026", "--title", "Phát triển đảng")
    counter.says("legal", "add", *_PROVINCE)
    return counter


def test_a_paper_is_entered_rehearsed_and_listed(papers):
    added = papers.says(
        *("legal", "add", "5-KH/TU", "--issuer", "Thành ủy", "--date", "05/01/2026"),
        *("--level", "district", "--implements", "VB-2026-0001", "-n"),
    )
    listed = papers.items("legal", "list")

    assert added == (
        "Chạy thử — chưa ghi gì.\n  VB-2026-0003 · 5-KH/TU ngày 05/01/2026, Thành ủy.\n"
    )
    assert [(row["ref"], row["number"], row["symbol"], row["status"]) for row in listed] == [
        ("VB-2026-0001", "11", "NQ/TU", "in-force"),
        ("VB-2026-0002", "11", "NQ/TU", "in-force"),
    ]
    assert papers.says("legal", "list", "-o", "table").endswith("2 văn bản.\n")


def test_an_empty_register_says_how_to_begin(counter):
    result = counter.type("legal", "list", "-o", "table")

    assert result.stderr == "Danh mục chưa có văn bản. Ghi: ketnap legal add\n"


def test_a_paper_shows_its_place_and_what_hangs_on_it(papers):
    papers.says(
        *("legal", "add", "5-KH/TU", "--issuer", "Thành ủy", "--date", "05/01/2026"),
        *("--level", "district", "--implements", "VB-2026-0001"),
    )
    papers.says("quota", "set", "TP", "2026", "--target", "180", "--base", "VB-2026-0001")
    papers.says("quota", "set-plan", "2026", "DV", "--base", "VB-2026-0001")

    shown = papers.says("legal", "show", "11-NQ/TU 16/12/2022")
    below = papers.says("legal", "show", "5-KH/TU")

    assert shown == (
        "VB-2026-0001 · 11-NQ/TU ngày 16/12/2022, Thành ủy\n"
        "  Phát triển đảng\n"
        "  cấp huyện, còn hiệu lực\n"
        "  Được thực hiện bằng: 5-KH/TU ngày 05/01/2026, Thành ủy\n"
        "  Hạn rà soát: 31/12/2026\n"
        "  Căn cứ của 1 chỉ tiêu: 2026\n"
        "  Kế hoạch 2026 của DV\n"
    )
    assert "  Thực hiện: 11-NQ/TU ngày 16/12/2022, Thành ủy\n" in below


def test_what_was_superseded_says_by_what_and_is_left_out_of_those_in_force(papers):
    said = papers.says("legal", "supersede", "VB-2026-0002", "--by", "VB-2026-0001")

    assert said == (
        "✓ 11-NQ/TU ngày 03/11/2021, Tỉnh ủy: được VB-2026-0001 thay thế từ 16/12/2022.\n"
    )
    assert [row["ref"] for row in papers.items("legal", "list", "--in-force")] == ["VB-2026-0001"]
    assert [row["status"] for row in papers.items("legal", "list")] == ["in-force", "superseded"]


def test_a_review_is_due_until_it_is_set_anew(papers, tmp_path):
    due = papers.items("legal", "due")
    book = papers.says("legal", "due", "--within", "365", "--xlsx", str(tmp_path / "due.xlsx"))
    later = papers.says("legal", "review", "VB-2026-0001", "--on", "31/12/2028")
    never = papers.says("legal", "review", "VB-2026-0001", "--none")
    both = papers.type("legal", "review", "VB-2026-0001")

    assert [(row["ref"], row["days_left"]) for row in due] == [("VB-2026-0001", 38)]
    assert book.startswith("✓ Đã ghi 1 dòng ra ")
    assert later.endswith(": rà soát trước 31/12/2028.\n")
    assert never.endswith(": không còn hạn rà soát.\n")
    assert papers.items("legal", "due") == []
    assert (both.exit_code, both.stderr.endswith("Cần --on NGÀY hoặc --none.\n")) == (2, True)


def test_a_target_without_a_paper_follows_the_one_above_it(papers):
    papers.says("quota", "set", "TP", "2026", "--target", "30", "--base", "11-NQ/TU Thành ủy")
    allocated = papers.says("quota", "allocate", "2026", "DV=20", "CVA=10")
    unknown = papers.says("quota", "set", "CVA", "2027", "--target", "3", "--base", "NQ 99")
    papers.says("quota", "set-plan", "2025", "TP", "--base", "11-NQ/TU Tỉnh ủy")
    papers.says("quota", "set", "DV", "2025", "--target", "3")
    papers.says("quota", "set", "DV", "2024", "--target", "3")

    rows = {row["unit"]: row for row in papers.items("quota", "show", "2026")}
    table = papers.says("quota", "show", "2026", "-o", "table")

    assert allocated.endswith(
        "! Chưa dẫn văn bản (--base): DV, CVA; theo chỉ tiêu hoặc kế hoạch của cấp trên.\n"
    )
    assert '! “NQ 99” chưa có trong danh mục văn bản; ghi: ketnap legal add "NQ 99"\n' in unknown
    assert (rows["TP"]["base_from"], rows["DV"]["base"], rows["DV"]["base_from"]) == (
        None,
        None,
        "TP",
    )
    assert rows["DV"]["follows"] == "11-NQ/TU ngày 16/12/2022, Thành ủy"
    assert "theo TP: 11-NQ/TU" in table
    assert papers.items("quota", "show", "2025")[0]["follows"].endswith("Tỉnh ủy")
    assert papers.says("quota", "show", "2024", "-o", "table").endswith(
        "! 1 chỉ tiêu chưa dẫn văn bản (--base).\n"
    )
