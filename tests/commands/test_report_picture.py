"""`ketnap report picture`."""

from __future__ import annotations

import sys
from datetime import date

import pytest
from filling import fill, fill_units
from waits import province

from office import png as drawing

TODAY = date(2026, 11, 23)


@pytest.fixture
def office(counter):
    """Two units with three years of cases, and a target."""
    fill_units(counter.store, ("U000", "U001"), "TP1")
    fill(counter.store, province(units=2, years=3, per_year=20, until=TODAY, seed=5))
    counter.says("quota", "set", "U000", "2026", "--target", "12")
    return counter


@pytest.mark.parametrize("columns", ["40", "60", "200"])
@pytest.mark.parametrize("kind", ["funnel", "curve", "ageing"])
def test_a_picture_fits_the_terminal(office, kind, columns):
    shown = office.says("report", "picture", kind, "-o", "table", COLUMNS=columns)

    widest = max(map(len, shown.splitlines()[1:-2]))
    assert widest <= min(int(columns), 100)


def test_bars_are_as_long_as_their_numbers(office):
    lines = office.says("report", "picture", "funnel", "-o", "table", COLUMNS="80").splitlines()
    figures = {row["label"]: row for row in office.items("report", "annual")}

    found = {}
    for line, below in zip(lines[1:-1:2], lines[2:-1:2], strict=True):
        label = line.split("█")[0].strip()
        found[label] = (line.count("█") - 1, int(line.split()[-1]), int(below.split()[-1]))
    for label, (_, value, beside) in found.items():
        assert (value, beside) == (figures[label]["now"], figures[label]["before"])
    lengths = sorted((value, length) for length, value, _ in found.values())
    assert [length for _, length in lengths] == sorted(length for _, length in lengths)
    assert lines[-1] == "█ Năm 2026 · ░ cùng kỳ năm trước"


def test_the_curve_names_its_signs_and_its_target(office):
    shown = office.says("report", "picture", "curve", "-o", "table")

    admitted = sum(row["now"] for row in office.items("report", "annual", "--by", "unit"))
    assert f"● Năm 2026: {admitted} · ○ Năm 2025: " in shown
    assert "- chỉ tiêu: 12" in shown
    assert "\x1b" not in shown


def test_programs_get_the_numbers(office):
    rows = office.items("report", "picture", "ageing")

    under_way = [row for row in office.items("case", "list") if row["state"] != "closed"]
    assert sum(row["value"] for row in rows) == len(under_way)
    assert office.items("report", "picture", "curve")[0]["series"] == "Năm 2026"
    assert {row["series"] for row in office.items("report", "picture", "funnel")} == {
        "now",
        "before",
    }


def test_a_picture_is_written_once_and_over_with_force(office, tmp_path):
    path = tmp_path / "hinh.svg"

    first = office.type("report", "picture", "curve", "--out", str(path))
    again = office.type("report", "picture", "curve", "--out", str(path))
    forced = office.type("report", "picture", "curve", "--out", str(path), "--force")

    assert (first.exit_code, first.stderr) == (0, f"✓ Đã vẽ {path}.\n")
    assert again.exit_code != 0
    assert forced.exit_code == 0
    assert path.read_text("utf-8").startswith("<svg ")


def test_a_png_is_a_png_of_twice_the_points(office, tmp_path, monkeypatch):
    monkeypatch.setattr(drawing, "_has_letters", lambda: True)
    path = tmp_path / "hinh.png"

    office.type("report", "picture", "ageing", "--out", str(path))

    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(data[16:20]) == 1640


def test_a_machine_without_fonts_is_told_so(office, tmp_path, monkeypatch):
    monkeypatch.setattr(drawing, "_has_letters", lambda: False)

    result = office.type("report", "picture", "funnel", "--out", str(tmp_path / "a.png"))

    assert "máy này không có phông chữ nào để vẽ chữ" in result.stderr
    assert not (tmp_path / "a.png").exists()


def test_without_the_extra_a_png_says_what_to_install(office, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "resvg_py", None)

    result = office.type("report", "picture", "funnel", "--out", str(tmp_path / "a.png"))

    assert "pip install 'ketnap-desk[pictures]', hoặc ghi ra tệp .svg" in result.stderr


def test_another_ending_is_refused_before_anything_is_read(counter, tmp_path):
    result = counter.type("report", "picture", "curve", "--out", str(tmp_path / "a.gif"))

    assert result.exit_code == 2
    assert "Chỉ vẽ ra tệp .svg hoặc .png, không phải “a.gif”." in result.stderr
