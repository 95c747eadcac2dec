"""Files made to hurt, or hurt on the way: refused early, small and with a sentence."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office.archive import checked_workbook
from office.census import Census, take_census
from office.lists import parse_list
from office.reading import read_sheet
from office.refusal import SheetError

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="DS" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
LINKS = (
    f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/worksheet" '
    'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
    f'Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)
ROOT = (
    f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
STRINGS = f'<sst xmlns="{MAIN}"><si><t>Họ và tên</t></si><si><t>Chi bộ</t></si></sst>'
GOOD = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>Lê An</t></is></c><c r="B2"><v>7</v></c></row>'
)


def a_sheet(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def a_zip(sheet: str | bytes, strings: str | bytes = STRINGS, **others: bytes) -> bytes:
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": LINKS,
        "xl/sharedStrings.xml": strings,
        "xl/worksheets/sheet1.xml": sheet,
        **others,
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def refusal(data: bytes, directory: Path) -> str:
    path = directory / "ds.xlsx"
    path.write_bytes(data)
    with pytest.raises(SheetError) as refused:
        read_sheet(path)
    return refused.value.text.vi


TOO_LONG = (
    "Không đọc được ds.xlsx: bảng vượt 200000 dòng hoặc 200 cột (kể cả ô trống có định dạng). "
    "Xin xoá các dòng, cột trống có định dạng, hoặc chia thành nhiều tệp"
)
DAMAGED = (
    "Không đọc được ds.xlsx: tệp Excel bị hỏng hoặc không đầy đủ. "
    "Xin mở tệp bằng Excel hoặc LibreOffice và lưu lại dạng .xlsx"
)
TOO_BIG = (
    "Không đọc được ds.xlsx: nội dung nén bên trong lớn bất thường. "
    "Xin mở tệp bằng Excel hoặc LibreOffice và lưu lại dạng .xlsx"
)
ENCRYPTED = (
    "Không đọc được ds.xlsx: tệp được đặt mật khẩu. "
    "Xin bỏ mật khẩu (Lưu dưới dạng → Công cụ → Tuỳ chọn chung) rồi nhập lại"
)


def test_the_smallest_honest_workbook_is_read(tmp_path):
    path = tmp_path / "ds.xlsx"
    path.write_bytes(a_zip(a_sheet(GOOD)))

    sheet = read_sheet(path)

    assert sheet.headings == ("Họ và tên", "Chi bộ")
    assert list(sheet.rows[0][1]) == ["Lê An", 7.0]


def test_a_workbook_without_addresses_is_read_too(tmp_path):
    path = tmp_path / "ds.xlsx"
    path.write_bytes(
        a_zip(
            f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c>'
            '<x:c t="s"><x:v>1</x:v></x:c></x:row><x:row><x:c><x:v>3</x:v></x:c></x:row>'
            "</x:sheetData></x:worksheet>"
        )
    )

    assert read_sheet(path).headings == ("Họ và tên", "Chi bộ")


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c\nr="XFD1048576"><v>1</v></c></row>',
        "<row r='1'><c r='XFD1048576'><v>1</v></c></row>",
        '<row r="1"><c s="1" r="A1048576"><v>1</v></c></row>',
        '<row r="1"><c r="a1048576"><v>1</v></c></row>',
        f'<x:row xmlns:x="{MAIN}"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
        '<row r="1048576"><c><v>1</v></c></row>',
        "<row/>" * 200_001 + "<row><c><v>1</v></c></row>",
        "<row>" + "<c><v>1</v></c>" * 201 + "</row>",
        '<row r="1"><c r="GR1"><v>1</v></c></row><row r="190000"><c r="A190000"/></row>',
    ],
)
def test_a_sheet_that_claims_more_cells_than_a_list_has_is_refused(tmp_path, rows):
    assert refusal(a_zip(a_sheet(rows)), tmp_path) == TOO_LONG


@pytest.mark.parametrize(
    "claim",
    [
        'uniqueCount="4294967295"',
        'count="4294967295" uniqueCount="4294967295"',
        "uniqueCount =\n'4294967295'",
        'a=">" uniqueCount="4294967295"',
    ],
)
def test_shared_strings_that_claim_to_be_billions_do_no_harm(tmp_path, claim):
    path = tmp_path / "ds.xlsx"
    path.write_bytes(a_zip(a_sheet(GOOD), STRINGS.replace("<sst ", f"<sst {claim} ")))

    assert read_sheet(path).headings == ("Họ và tên", "Chi bộ")


def test_shared_strings_that_cannot_be_told_are_refused(tmp_path):
    strings = STRINGS.replace("<sst ", '<sst a uniqueCount="4294967295" ')

    assert refusal(a_zip(a_sheet(GOOD), strings), tmp_path) == DAMAGED


def test_a_sheet_under_another_name_is_counted_too(tmp_path):
    giant = a_sheet('<row r="1"><c r="XFD1048576"><v>1</v></c></row>').encode()

    assert refusal(a_zip(a_sheet(GOOD), **{"xl/lạ.xml": giant}), tmp_path) == TOO_LONG


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="AAAAAAAAAAAAAA3"><v>1</v></c></row>',
        '<row r="1"><c r="A99999999999999"><v>1</v></c></row>',
        '<row r="99999999999"><c><v>1</v></c></row>',
        '<row r="1"><c r="A1" r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></row>',
        "<row r='1'><c s='1'>",
    ],
)
def test_a_sheet_that_is_not_well_formed_is_refused(tmp_path, rows):
    assert refusal(a_zip(a_sheet(rows)), tmp_path) == DAMAGED


def test_a_sheet_that_lies_about_its_own_extent_does_no_harm(tmp_path):
    sheet = a_sheet(GOOD).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    path = tmp_path / "ds.xlsx"
    path.write_bytes(a_zip(sheet))

    assert len(read_sheet(path).rows) == 1


def test_a_workbook_that_inflates_out_of_proportion_is_refused(tmp_path):
    bomb = a_zip(b" " * 108_000_000)

    assert len(bomb) < 1_400_000
    assert refusal(bomb, tmp_path) == TOO_BIG


def test_a_workbook_that_lies_about_its_inflated_size_is_refused(tmp_path):
    size = 20_000_000
    bomb = a_zip(b" " * size)

    lying = bomb.replace(size.to_bytes(4, "little"), (999).to_bytes(4, "little"))

    assert lying != bomb
    assert refusal(lying, tmp_path) == DAMAGED


def test_one_long_text_named_by_every_cell_is_refused(tmp_path):
    long = f'<sst xmlns="{MAIN}"><si><t>{"a" * 32_000}</t></si></sst>'
    rows = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{column}{row}" t="s"><v>0</v></c>' for column in "ABCDEFGHIJ")
        + "</row>"
        for row in range(1, 4_001)
    )

    assert refusal(a_zip(a_sheet(rows), long), tmp_path) == TOO_BIG


def test_one_long_text_named_once_among_many_cells_is_read(tmp_path):
    texts = "".join(f"<si><t>{text}</t></si>" for text in ("Họ và tên", "Chi bộ", "a" * 32_000))
    rows = GOOD + "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{column}{row}"><v>9</v></c>' for column in "ABCDEFGHIJ")
        + "</row>"
        for row in range(3, 4_003)
    )
    path = tmp_path / "ds.xlsx"
    path.write_bytes(a_zip(a_sheet(rows), f'<sst xmlns="{MAIN}">{texts}</sst>'))

    assert len(read_sheet(path).rows) == 4_001


@pytest.mark.parametrize(
    "sheet",
    [
        '<!DOCTYPE a [<!ENTITY b "ha">]><worksheet/>',
        '<!ENTITY b "ha"><worksheet/>',
        a_sheet(GOOD).encode("utf-16"),
    ],
)
def test_a_part_with_entities_or_another_encoding_is_refused(tmp_path, sheet):
    assert refusal(a_zip(sheet), tmp_path) == DAMAGED


def test_an_archive_of_too_many_parts_is_refused(tmp_path):
    crowd = {f"xl/media/{number}.png": b"" for number in range(2_001)}

    assert refusal(a_zip(a_sheet(GOOD), **crowd), tmp_path) == TOO_BIG


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(tmp_path):
    twice = {"XL/worksheets/sheet1.xml": a_sheet(GOOD).encode()}

    assert refusal(a_zip(a_sheet(GOOD), **twice), tmp_path) == DAMAGED


def test_a_protected_workbook_is_refused_with_what_to_do(tmp_path):
    flagged = bytearray(a_zip(a_sheet(GOOD)))
    flagged[flagged.index(b"PK\x01\x02") + 8] |= 1
    wrapped = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")

    assert refusal(bytes(flagged), tmp_path) == ENCRYPTED
    assert refusal(wrapped, tmp_path) == ENCRYPTED
    assert refusal(wrapped[:8] + bytes(600), tmp_path) == DAMAGED


def test_a_workbook_without_a_sheet_to_see_is_refused(tmp_path):
    hidden = BOOK.replace("<sheet ", '<sheet state="hidden" ')
    data = a_zip(a_sheet(GOOD))
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, hidden if name == "xl/workbook.xml" else old.read(name))

    assert "không có trang tính nào hiện ra" in refusal(target.getvalue(), tmp_path)


def test_pictures_and_themes_never_reach_the_parser():
    safe = checked_workbook(a_zip(a_sheet(GOOD), **{"xl/media/a.xml": b"x"}), "ds.xlsx")

    assert zipfile.ZipFile(io.BytesIO(safe)).namelist() == [
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/sharedStrings.xml",
        "xl/worksheets/sheet1.xml",
    ]


def test_the_quick_and_the_slow_census_count_the_same_cells():
    quick = take_census(a_sheet(GOOD).encode())
    slow = take_census(a_sheet(GOOD + '<row><c s="1" r="C3"/></row>').encode())

    assert quick == Census(rows=0, columns=0, cells=4)
    assert slow == Census(rows=4, columns=3, cells=5)


@pytest.mark.parametrize("kind", ["inflating", "claiming", "amplifying"])
def test_a_bomb_costs_less_than_a_second_and_a_hundred_megabytes(tmp_path, kind):
    sheets = {
        "inflating": b" " * 108_000_000,
        "claiming": a_sheet('<row r="1"><c r="A1"/><c r="XFD1048576"><v>1</v></c></row>'),
        "amplifying": a_sheet("<row>" + "<c><v>1</v></c>" * 16_384 + "</row>" + "<row/>" * 300_000),
    }
    path = tmp_path / "ds.xlsx"
    path.write_bytes(a_zip(sheets[kind]))
    code = (
        "import re, sys, time\n"
        "from pathlib import Path\n"
        "from office.reading import read_sheet\n"
        "from office.refusal import SheetError\n"
        "start = time.process_time()\n"
        "try:\n"
        "    read_sheet(Path(sys.argv[1]))\n"
        "except SheetError:\n"
        "    print(time.process_time() - start)\n"
        "    status = Path('/proc/self/status').read_text()\n"
        "    print(int(re.search(r'VmHWM:\\s+(\\d+) kB', status)[1]) / 1024)\n"
    )

    # Coverage would be measured with it, and is not what a bomb costs.
    plain = {key: item for key, item in os.environ.items() if not key.startswith("COVERAGE")}
    ran = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env=plain,
    )
    seconds, megabytes = map(float, ran.stdout.split())

    assert seconds < 1
    assert megabytes < 100


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<c",
                "<row",
                ' r="A1"',
                ' r="ZZ99999999"',
                ' t="s"',
                ' t="d"',
                ">",
                "/>",
                "<v>",
                "</v>",
                "</c>",
                "</row>",
                "99",
                "-1",
                "1e400",
                "NaN",
                "&#0;",
                "]]>",
                "<!--",
                "<is><t>",
                "\x00",
            ]
        ),
        st.text(max_size=5),
    ),
    max_size=40,
)


def outcome(data: bytes, name: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            sheet = read_sheet(path)
            parse_list(sheet, "cases")
        except SheetError as error:
            return error.text.vi
    return "read"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PIECES)
def test_no_sheet_makes_anything_but_a_list_or_a_sentence(pieces):
    rows = "".join(pieces)

    assert outcome(a_zip(a_sheet(GOOD + rows).encode("utf-8", "surrogatepass")), "ds.xlsx")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damaged_workbook_makes_anything_but_a_list_or_a_sentence(data):
    whole = bytearray(a_zip(a_sheet(GOOD)))
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(1, len(whole)))

    assert outcome(bytes(whole[:end]), "ds.xlsx")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.tsv", "a.txt", "a.xlsx", "a.pdf"]))
def test_no_bytes_make_anything_but_a_list_or_a_sentence(data, name):
    assert outcome(data, name)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), max_size=4), max_size=6))
def test_no_text_table_makes_anything_but_a_list_or_a_sentence(rows):
    text = "Họ và tên,Chi bộ,Ngày sinh,Dân tộc\n" + "\n".join(",".join(row) for row in rows)

    assert outcome(text.encode("utf-8", "surrogatepass"), "a.csv")
