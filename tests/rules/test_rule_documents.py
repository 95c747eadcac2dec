"""The register of documents is read as strictly as the rules."""

from datetime import date

import pytest

from rules.documents import load_documents
from rules.errors import RulebookError

GOOD = """\
[[documents]]
key = "24-QĐ/TW 2021-07-30"
number = "24-QĐ/TW"
date = 2021-07-30
issuer = { vi = "Trung ương", en = "Central Committee" }
title = { vi = "Quy định", en = "Regulation" }
from = 2021-07-30
until = 2025-01-19
confidence = "high"

[[documents]]
key = "38-HD/BTCTW 2025"
number = "38-HD/BTCTW"
issuer = { vi = "Ban Tổ chức", en = "Organisation Commission" }
title = { vi = "Hướng dẫn", en = "Guidance" }
replaces = ["24-QĐ/TW 2021-07-30"]
confidence = "medium"
note = { vi = "Chưa rõ ngày.", en = "Day not known." }
"""


def load(tmp_path, text):
    path = tmp_path / "documents.toml"
    path.write_text(text, encoding="utf-8")
    return load_documents(path, "rules/data/documents.toml")


def test_a_register_keeps_number_date_and_succession(tmp_path):
    old, new = load(tmp_path, GOOD).values()

    assert old.issued_on == date(2021, 7, 30)
    assert old.in_force_until == date(2025, 1, 19)
    assert new.issued_on is None
    assert new.in_force_from is None
    assert new.replaces == ("24-QĐ/TW 2021-07-30",)
    assert new.note is not None


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        (
            'key = "24-QĐ/TW 2021-07-30"',
            'key = "24-QĐ/TW 2021-07-31"',
            2,
            "“24-QĐ/TW 2021-07-31” phải là số và ngày của văn bản, ví dụ “24-QĐ/TW 2025-05-26”.",
        ),
        (
            'key = "38-HD/BTCTW 2025"',
            'key = "38-HD/BTCTW"',
            12,
            "“38-HD/BTCTW” phải là số và ngày của văn bản, ví dụ “38-HD/BTCTW 2025-05-26”.",
        ),
        (
            "until = 2025-01-19",
            "until = 2021-07-29",
            8,
            "ngày hết hiệu lực đứng trước ngày có hiệu lực.",
        ),
        (
            'replaces = ["24-QĐ/TW 2021-07-30"]',
            'replaces = ["23-QĐ/TW 2021-07-30"]',
            16,
            "văn bản bị thay thế “23-QĐ/TW 2021-07-30” chưa có ở trên trong sổ.",
        ),
        (
            'replaces = ["24-QĐ/TW 2021-07-30"]',
            "replaces = [24]",
            16,
            "“replaces” phải là danh sách khóa văn bản.",
        ),
        (
            'key = "38-HD/BTCTW 2025"\nnumber = "38-HD/BTCTW"',
            'key = "24-QĐ/TW 2021-07-30"\nnumber = "24-QĐ/TW"\ndate = 2021-07-30',
            12,
            "văn bản “24-QĐ/TW 2021-07-30” đã có ở trên.",
        ),
    ],
)
def test_a_register_out_of_order_is_refused(tmp_path, old, new, line, problem):
    assert old in GOOD

    with pytest.raises(RulebookError) as caught:
        load(tmp_path, GOOD.replace(old, new))

    assert caught.value.text.vi == f"rules/data/documents.toml, dòng {line}: {problem}"
