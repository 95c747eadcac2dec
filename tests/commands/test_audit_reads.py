"""Who looked at sensitive data of whom stands in a log that is only added to."""

from __future__ import annotations

import re
import sqlite3

import openpyxl
import pytest
from builders import a_desk, at, units
from click.testing import CliRunner
from terminals import at_terminal

import cli
from storage.scoped import ScopedStore
from workflow.account import Account, Grant, Seat
from workflow.actions.nominate import Nominee, nominate
from workflow.errors import NotPermittedError
from workflow.inspection.sighting import Sighting, SightingFilter
from workflow.policy import sight_of
from workflow.roles import Role

NUMBER = "058099001234"
SECRETS = {"religion": "Phật giáo Hòa Hảo", "residence": "Hẻm 7 khu phố 3", "identity_no": NUMBER}
ONE, TWO = "HS-2026-0001", "HS-2026-0002"


@pytest.fixture
def office(counter):
    """Two people, one of whom has something to hide; the day is 23 November 2026."""
    desk = counter.desk()
    nominate(desk, Nominee(name="Trần Đại Quỳnh", born="1999-03-12", **SECRETS), "DV")
    nominate(desk, Nominee(name="Lê Văn Tám", born="2000-01-02"), "CVA")
    return counter


def listed(office, *words):
    return [
        (one["actor"], one["command"], one["cases"])
        for one in office.items("audit", "reads", *words)
    ]


def search(office, number):
    words = ["find", "--identity-no"]
    found = CliRunner().invoke(cli.ketnap, words, input=f"{number}\n", env=office.env())
    assert found.exit_code == 0


def test_each_command_that_tells_closed_data_leaves_one_row_without_a_value(office, tmp_path):
    office.says("person", "show", ONE)
    office.says("person", "export", ONE, str(tmp_path / "a.txt"), "-q")
    office.says("export", "cases", str(tmp_path / "b.csv"), "--personal", "-q")
    search(office, NUMBER)
    search(office, "000000000000")
    office.says("audit", "export", str(tmp_path / "log"), "-q")

    assert listed(office) == [
        ("lan", "audit export", [ONE, TWO]),
        ("lan", "find", []),
        ("lan", "find", [ONE]),
        ("lan", "export cases", [ONE, TWO]),
        ("lan", "person export", [ONE]),
        ("lan", "person show", [ONE]),
    ]
    with office.store.engine.connect() as connection:
        rows = str(connection.exec_driver_sql("SELECT * FROM sighting").fetchall())
    assert [value for value in (*SECRETS.values(), "Quỳnh") if value in rows] == []


def test_what_tells_nothing_closed_leaves_no_row(office, tmp_path):
    office.says("case", "show", ONE)
    office.says("case", "list")
    office.says("find", "quynh")
    office.says("export", "cases", str(tmp_path / "b.csv"), "-q")
    refused = office.type("person", "export", ONE, str(tmp_path / "b.csv"))
    office.says("audit", "export", str(tmp_path / "log"), "--without-values", "-q")
    assert office.type("audit", "export", str(tmp_path / "log")).exit_code == 5
    nowhere = [
        office.type(*words).exit_code
        for words in (
            ("person", "export", ONE, str(tmp_path / "no" / "folder.txt")),
            ("export", "cases", "--personal", str(tmp_path / "no" / "folder.csv")),
        )
    ]

    assert (refused.exit_code, nowhere) == (5, [9, 9])
    assert listed(office) == []


def test_no_file_is_called_as_others_call_the_screen(office, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    refused = office.type("person", "export", ONE, "-")
    listing = office.type("person", "request", "list", "--xlsx", "-")

    assert (refused.exit_code, listing.exit_code, refused.stdout) == (9, 9, "")
    assert "✗ Không ghi được “-”\n" in refused.stderr
    assert "ketnap person show" in refused.stderr
    assert (list(tmp_path.glob("-*")), listed(office)) == ([], [])


def test_no_list_but_those_in_the_log_tells_a_closed_value(office, tmp_path):
    told = "".join(
        office.says(*words)
        for words in (
            ("case", "show", ONE, "-o", "json"),
            ("case", "list", "-o", "json"),
            ("case", "timeline", ONE, "-o", "json"),
            ("case", "checklist", ONE, "-o", "json"),
            ("audit", "log", "-o", "json"),
            ("next", "-o", "json"),
            ("source", "list", "-o", "json"),
        )
    )

    assert [value for value in SECRETS.values() if value in told] == []


def test_reads_are_narrowed_by_account_person_and_day(office):
    store = office.store
    for day, actor, cases in (
        ("2026-11-20", "hoa", (ONE,)),
        ("2026-11-21", "lan", (ONE, TWO)),
        ("2026-11-22", "lan", (TWO,)),
    ):
        assert store.note_sighting(
            Sighting(at=at(day), actor=actor, command="person show", cases=cases)
        )

    assert [one[2] for one in listed(office, "--actor", "hoa")] == [[ONE]]
    assert [one[2] for one in listed(office, "--case", ONE)] == [[ONE, TWO], [ONE]]
    assert [one[2] for one in listed(office, "--from", "21/11/2026")] == [[TWO], [ONE, TWO]]
    assert [one[2] for one in listed(office, "--to", "20/11/2026")] == [[ONE]]
    assert [one[2] for one in listed(office, "--limit", "1")] == [[TWO]]


def test_people_read_who_was_looked_at_and_a_workbook_holds_the_same(office, tmp_path):
    seen = tuple(f"HS-2026-{number:04d}" for number in range(1, 6))
    office.store.note_sighting(
        Sighting(at=at("2026-11-20"), actor="hoa", command="export cases", cases=seen)
    )
    search(office, "1")
    book = tmp_path / "reads.xlsx"

    shown = office.says("audit", "reads", "-o", "table", KETNAP_LANG="vi", COLUMNS="160")
    office.says("audit", "reads", "--xlsx", str(book), "-q")

    assert "(không tìm thấy ai)" in shown
    assert f"{ONE} Trần Đại Quỳnh; {TWO} Lê Văn Tám; +3 nữa" in shown
    cells = [str(cell.value) for row in openpyxl.load_workbook(book).active for cell in row]
    assert any("+3 nữa" in cell for cell in cells)


def test_nobody_looked_is_said_and_the_table_fits_sixty_columns(office):
    nothing = office.says("audit", "reads", "-o", "table", KETNAP_LANG="vi")
    assert nothing.endswith("\nKhông có trường hợp nào.\n")
    office.says("person", "show", ONE)
    env = {name: value for name, value in office.env().items() if value is not None}
    code, shown = at_terminal(
        ("audit", "reads", "-q"), env | office.path(), columns=60, term="xterm"
    )

    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in shown.splitlines()]
    assert code == 0
    assert max(map(len, lines)) <= 60


def test_an_auditor_of_a_unit_reads_only_who_was_looked_at_there(store):
    desk = a_desk(store)
    units(desk)
    nominate(desk, Nominee(name="Trần Đại Quỳnh"), "DV")
    nominate(desk, Nominee(name="Lê Văn Tám"), "CVA")
    for cases in ((ONE, TWO), (TWO,), ()):
        store.note_sighting(
            Sighting(at=at("2026-11-20"), actor="hoa", command="person show", cases=cases)
        )

    def eyes(role, unit):
        grant = Grant(account="minh", seq=2, role=role, unit=unit, from_on=desk.today(), by="lan")
        account = Account(name="minh", seq=1, since=desk.today(), grants=(grant,))
        seat = Seat(name="minh", alone=False, account=account)
        return ScopedStore(store, sight_of(seat, desk.today(), store.units(desk.today())))

    def cases(found):
        return [one.cases for one in found.sightings(SightingFilter())]

    assert cases(eyes(Role.AUDITOR, "DV")) == [(ONE,)]
    assert cases(eyes(Role.AUDITOR, None)) == [(), (TWO,), (ONE, TWO)]
    with pytest.raises(NotPermittedError):
        cases(eyes(Role.ADMIN, None))


def test_a_read_that_cannot_be_written_down_is_not_answered(
    ketnap, sqlite_store, sqlite_path, tmp_path
):
    desk = a_desk(sqlite_store)
    units(desk)
    nominate(desk, Nominee(name="Trần Đại Quỳnh", **SECRETS), "DV")
    plain = sqlite3.connect(sqlite_path, isolation_level=None)
    plain.execute(
        "CREATE TRIGGER x BEFORE INSERT ON sighting"
        " BEGIN SELECT RAISE(ABORT, 'database is locked'); END"
    )
    plain.close()
    out = tmp_path / "a.txt"

    shown, exported = ketnap("person", "show", ONE), ketnap("person", "export", ONE, str(out))

    assert (shown.exit_code, exported.exit_code) == (75, 75)
    assert shown.stdout == ""
    assert shown.stderr.startswith("✗ Kho dữ liệu đang bận")
    assert not out.exists()
