"""A rule file that is out of order is refused by file and line, with one plain sentence."""

from datetime import date
from pathlib import Path

import pytest

from rules.errors import RulebookError
from rules.loader import load_rule
from rules.milestones import Milestone
from rules.share import Share
from rules.text import Text
from rules.units import Actor, Confidence, Tighter, Unit

DOCUMENTS = {"294-QĐ/TW 2025-05-26", "208-QĐ/TW 2026-07-26"}
GOOD = """\
id = "ceremony"
title = { vi = "Tổ chức lễ kết nạp", en = "Hold the admission ceremony" }
unit = "working days"
governed_by = "decision-issued"
met_by = ["ceremony-held"]
actor = "cell"
timer = true
tighter = "less"

[[versions]]
from = 2025-07-01
value = 30
starts = "decision-received"
provisional = "decision-issued"
source = { document = "294-QĐ/TW 2025-05-26", point = "4.1" }
confidence = "high"

[[versions]]
from = 2026-07-26
value = 30
starts = "decision-issued"
source = { document = "208-QĐ/TW 2026-07-26" }
confidence = "medium"
note = { vi = "Một nguồn.", en = "One source." }
"""
VOTE = """\
id = "vote"
title = { vi = "Biểu quyết", en = "Vote" }
unit = "share"

[[versions]]
from = 2011-01-19
value = "2/3"
strict = false
source = { text = { vi = "tập quán", en = "practice" } }
confidence = "low"
"""
AGE = VOTE.replace('"share"', '"years by month"').replace(
    'value = "2/3"\nstrict = false', "value = { least = 18, most = 60 }"
)
LEVEL = VOTE.replace('"share"', '"education"').replace(
    'value = "2/3"\nstrict = false', 'value = { minimum = "primary" }'
)
CITED = VOTE.replace('"share"', '"none"').replace('value = "2/3"\nstrict = false\n', "")


def load(tmp_path: Path, text: str, name: str = "ceremony"):
    path = tmp_path / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return load_rule(path, f"rules/{name}.toml", DOCUMENTS)


def test_a_rule_file_becomes_a_rule(tmp_path):
    rule = load(tmp_path, GOOD)

    assert rule.title == Text(vi="Tổ chức lễ kết nạp", en="Hold the admission ceremony")
    assert rule.unit is Unit.WORKING_DAYS
    assert rule.governed_by is Milestone.DECISION_ISSUED
    assert rule.met_by == (Milestone.CEREMONY_HELD,)
    assert rule.actor is Actor.CELL
    assert rule.tighter is Tighter.LESS
    assert rule.timer is True
    assert rule.local is False
    old, new = rule.versions
    assert old.id == "ceremony@2025-07-01"
    assert old.until_on == date(2026, 7, 25)
    assert old.starts is Milestone.DECISION_RECEIVED
    assert old.provisional is Milestone.DECISION_ISSUED
    assert old.verified is True
    assert new.until_on is None
    assert new.confidence is Confidence.MEDIUM
    assert new.verified is False
    assert new.note == Text(vi="Một nguồn.", en="One source.")


def test_the_wording_is_chosen_by_the_start_unless_the_file_says_otherwise(tmp_path):
    text = GOOD.replace('governed_by = "decision-issued"\n', "").replace(
        'starts = "decision-received"\nprovisional = "decision-issued"',
        'starts = "decision-issued"',
    )

    assert load(tmp_path, text).governed_by is Milestone.DECISION_ISSUED


def test_values_are_read_in_the_rule_s_unit(tmp_path):
    share = load(tmp_path, VOTE, "vote").versions[0]

    assert share.value == Share(numerator=2, denominator=3, strict=False)
    assert load(tmp_path, AGE, "vote").versions[0].value == {"least": 18, "most": 60}
    assert load(tmp_path, LEVEL, "vote").versions[0].value == {"minimum": "primary"}
    assert load(tmp_path, CITED, "vote").versions[0].value == {}


def test_a_version_may_end_before_the_next_begins(tmp_path):
    text = GOOD.replace("from = 2025-07-01\n", "from = 2025-07-01\nuntil = 2026-01-31\n")

    assert load(tmp_path, text).versions[0].until_on == date(2026, 1, 31)


def change(
    old: str, new: str, line: int, problem: str, *, base: str = GOOD, name: str = "ceremony"
):
    assert old in base, old
    return pytest.param(base.replace(old, new, 1), name, line, problem, id=problem)


REFUSED = [
    change(
        "actor =",
        "akter =",
        6,
        "khóa “akter” không có trong mẫu; các khóa được dùng: id, title, unit, governed_by,"
        " met_by, actor, local, timer, tighter, versions.",
    ),
    change(
        "value = 30\nstarts",
        "valu = 30\nstarts",
        12,
        "khóa “valu” không có trong mẫu; các khóa được dùng: from, until, value, strict, starts,"
        " provisional, source, confidence, note.",
    ),
    change('unit = "working days"\n', "", 1, "thiếu khóa “unit”."),
    change('source = { document = "208-QĐ/TW 2026-07-26" }\n', "", 18, "thiếu khóa “source”."),
    change(
        'id = "ceremony"',
        'id = "lễ"',
        1,
        "mã “lễ” khác tên tệp; mỗi quy tắc có một tệp mang đúng mã của nó.",
    ),
    change('id = "ceremony"', "id = 7", 1, "“id” phải là một chuỗi chữ."),
    change('id = "ceremony"', 'id = " "', 1, "“id” phải là một chuỗi chữ."),
    change(
        "working days",
        "fortnights",
        3,
        "“fortnights” không dùng được cho “unit”; chọn một trong: working days, months, days,"
        " hours, years, years by month, people, share, education, times, percent, body, none.",
    ),
    change(
        'confidence = "medium"',
        'confidence = "sure"',
        23,
        "“sure” không dùng được cho “confidence”; chọn một trong: high, medium, low.",
    ),
    change("timer = true", 'timer = "yes"', 7, "“timer” phải là true hoặc false."),
    change(
        'met_by = ["ceremony-held"]',
        'met_by = "ceremony-held"',
        5,
        "“met_by” phải là một danh sách.",
    ),
    change(
        'en = "Hold', 'fr = "Hold', 2, "khóa “fr” không có trong mẫu; các khóa được dùng: vi, en."
    ),
    change(
        '{ vi = "Một nguồn.", en = "One source." }', '"One"', 24, "“note” phải là một bảng { … }."
    ),
    change("value = 30\nstarts", "value = 0\nstarts", 12, "“value” phải là một số nguyên dương."),
    change(
        "value = 30\nstarts", "value = true\nstarts", 12, "“value” phải là một số nguyên dương."
    ),
    change(
        "from = 2026-07-26",
        'from = "26/07/2026"',
        19,
        "“from” phải là một ngày dạng 2025-07-01.",
    ),
    change(
        "from = 2026-07-26",
        "from = 2026-07-26T00:00:00",
        19,
        "“from” phải là một ngày dạng 2025-07-01.",
    ),
    change(
        "from = 2026-07-26", "from = 2025-07-01", 19, "các nội dung phải xếp theo ngày tăng dần."
    ),
    change(
        "from = 2025-07-01\n",
        "from = 2025-07-01\nuntil = 2026-07-26\n",
        12,
        "nội dung này chồng lên nội dung từ 26/07/2026.",
    ),
    change(
        "from = 2026-07-26\n",
        "from = 2026-07-26\nuntil = 2026-07-25\n",
        20,
        "ngày cuối đứng trước ngày đầu của nội dung.",
    ),
    change(
        'document = "208-QĐ/TW 2026-07-26"',
        'document = "209-QĐ/TW 2026-07-26"',
        22,
        "văn bản “209-QĐ/TW 2026-07-26” chưa có trong sổ; hãy ghi vào documents.toml.",
    ),
    change(
        'document = "208-QĐ/TW 2026-07-26"',
        'point = "4.1"',
        22,
        "nguồn phải có “document” (khóa trong sổ văn bản), hoặc “text”.",
    ),
    change('starts = "decision-received"\n', "", 13, "hạn tạm tính cần có “starts”."),
    change(
        'starts = "decision-issued"\n', "", 18, "quy tắc mở thời hạn cần “starts” ở mỗi nội dung."
    ),
    change(
        'governed_by = "decision-issued"\n',
        "",
        20,
        "các nội dung bắt đầu từ mốc khác nhau; cần “governed_by” để chọn nội dung.",
    ),
    change(
        "working days",
        "people",
        3,
        "quy tắc mở thời hạn phải tính bằng ngày hoặc tháng, không phải “people”.",
    ),
    change(
        "value = 30\nstarts",
        "value = 30\nstrict = true\nstarts",
        13,
        "“strict” chỉ dùng cho tỷ lệ phiếu.",
    ),
    change(
        "[[versions]]\nfrom = 2025",
        "[[version]]\nfrom = 2025",
        10,
        "khóa “version” không có"
        " trong mẫu; các khóa được dùng: id, title, unit, governed_by, met_by, actor, local, timer,"
        " tighter, versions.",
    ),
    change(
        'unit = "none"\n',
        'unit = "none"\ntighter = "more"\n',
        4,
        "“tighter = more” không dùng được với đơn vị “none”.",
        base=CITED,
        name="vote",
    ),
    change('"2/3"', '"67%"', 7, "“67%” phải là phân số như “2/3”.", base=VOTE, name="vote"),
    change('"2/3"', '"3/2"', 7, "“3/2” phải là phân số như “2/3”.", base=VOTE, name="vote"),
    change("strict = false\n", "", 5, "thiếu khóa “strict”.", base=VOTE, name="vote"),
    change(
        "most = 60", "most = 17", 7, "mức cao nhất nhỏ hơn mức thấp nhất.", base=AGE, name="vote"
    ),
    change(
        '"primary"',
        '"doctor"',
        7,
        "“doctor” không dùng được cho “minimum”; chọn một trong: none, literate, primary,"
        " lower-secondary-programme, lower-secondary-equivalent, lower-secondary-diploma,"
        " upper-secondary.",
        base=LEVEL,
        name="vote",
    ),
    change(
        "from =",
        "value = 1\nfrom =",
        6,
        "quy tắc đơn vị “none” không có giá trị.",
        base=CITED,
        name="vote",
    ),
    change(
        'actor = "cell"',
        'actor = "cell"\nactor = "cell"',
        7,
        "không đọc được theo TOML; xem lại dòng này (khóa lặp, thiếu dấu nháy).",
    ),
]


@pytest.mark.parametrize(("text", "name", "line", "problem"), REFUSED)
def test_a_file_out_of_order_is_refused(tmp_path, text, name, line, problem):
    with pytest.raises(RulebookError) as caught:
        load(tmp_path, text, name)

    assert caught.value.text.vi == f"rules/{name}.toml, dòng {line}: {problem}"
    assert str(caught.value) == caught.value.text.vi
    assert caught.value.line == line
    assert caught.value.text.en.startswith(f"rules/{name}.toml, line {line}: ")


def test_an_unknown_milestone_is_refused_with_the_ones_there_are(tmp_path):
    with pytest.raises(RulebookError) as caught:
        load(tmp_path, GOOD.replace('["ceremony-held"]', '["party-held"]'))

    assert caught.value.text.en.startswith(
        "rules/ceremony.toml, line 5: “party-held” cannot be used for “met_by”;"
        " choose one of: certificate-issued, file-made, born, "
    )


def test_versions_written_on_one_line_are_read_too(tmp_path):
    text = VOTE.split("[[versions]]", maxsplit=1)[0] + (
        'versions = [{ from = 2011-01-19, value = "2/3", strict = false,'
        ' source = { text = { vi = "tập quán", en = "practice" } }, confidence = "low" }]\n'
    )

    assert load(tmp_path, text, "vote").versions[0].confidence is Confidence.LOW


@pytest.mark.parametrize("versions", ["versions = 3", "versions = []", "versions = [3]"])
def test_versions_must_be_tables(tmp_path, versions):
    with pytest.raises(RulebookError) as caught:
        load(tmp_path, VOTE.split("[[versions]]", maxsplit=1)[0] + versions + "\n", "vote")

    assert (
        caught.value.text.en == "rules/vote.toml, line 5: “versions” must be tables [[versions]]."
    )


def test_a_file_cut_short_is_refused_at_its_last_line(tmp_path):
    with pytest.raises(RulebookError) as caught:
        load(tmp_path, 'id = "ceremony"\ntitle = {', "ceremony")

    assert caught.value.text.en == (
        "rules/ceremony.toml, line 2: is not valid TOML here;"
        " look for a repeated key or a missing quote."
    )


def test_an_empty_file_says_what_is_missing_first(tmp_path):
    with pytest.raises(RulebookError, match=r"^rules/ceremony.toml, dòng 1: thiếu khóa “id”\.$"):
        load(tmp_path, "")


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "ceremony.toml"
    path.write_bytes(b'id = "l\xea"')

    with pytest.raises(RulebookError) as caught:
        load_rule(path, "rules/ceremony.toml", DOCUMENTS)

    assert caught.value.text.vi == (
        "rules/ceremony.toml, dòng 1: không đọc được vì tệp không ở dạng UTF-8;"
        " hãy lưu lại bằng UTF-8."
    )


@pytest.mark.parametrize("key", ["a." * 20_000 + "b = 1", '["a".' + " 'b' ." * 20_000 + "c]"])
def test_a_key_of_endless_parts_is_refused_before_it_is_read(tmp_path, monkeypatch, key):
    """The reader of TOML takes minutes over one: it is not asked."""
    monkeypatch.setattr("rules.toml_file.tomllib.loads", None)

    with pytest.raises(RulebookError, match="quá sâu") as caught:
        load(tmp_path, f"\n{key}\n")

    assert caught.value.line == 2
