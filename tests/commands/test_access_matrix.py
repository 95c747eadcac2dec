"""Role × command × own and another's unit, made from the registry: a new command needs its row."""

from __future__ import annotations

import shutil
from datetime import date

import click
import pytest
import time_machine
from access import COMMANDS
from builders import a_case, a_desk, take_to, units
from click.testing import CliRunner
from reference import tree
from stores import copy_store

import cli
from storage.address import address_of
from storage.schema import create_store, open_store
from workflow.actions.approvals import ask
from workflow.actions.decide_days import Asked, decide_days
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.registers import add_units
from workflow.actions.transfer import transfer
from workflow.actions.users import add_user, grant_role
from workflow.roles import Role
from workflow.screening.grounds import Ground
from workflow.screening.opening import open_screening
from workflow.states import State
from workflow.unit import Unit, UnitStatus

WHO = (*Role, None)
THEIRS = "Quảng Thị Bốn"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A store with cases, screenings and alerts in two units, and one user per role over DV."""
    folder = tmp_path_factory.mktemp("office")
    path = folder / "ketnap.db"
    create_store(address_of(str(path))).close()
    with open_store(address_of(str(path))) as store:
        desk = a_desk(store)
        units(desk)
        cells = [
            Unit(
                code=f"CB{number}-{one}",
                name=f"Chi bộ {number} {one}",
                status=UnitStatus.CELL,
                parent=one,
                from_on=date(2020, 1, 1),
            )
            for one in ("DV", "CVA")
            for number in (1, 2)
        ]
        add_units(desk, cells)
        own = a_case(a_desk(store, actor="referrer"))
        take_to(desk, own, State.VERIFICATION)
        named = Nominee(name=THEIRS, born="1998-05-02", education="upper-secondary")
        other = nominate(desk, named, "DV", on=date(2024, 1, 5), document="1").case.ref
        take_to(desk, other, State.VERIFICATION)
        screenings = []
        for name, opener in (("Lê Thị Năm", "referrer"), ("Lê Thị Sáu", "lan")):
            named = Nominee(name=name, born="1990-05-02", education="upper-secondary")
            opening = a_desk(store, actor=opener)
            ref = nominate(opening, named, "DV", on=date(2024, 1, 5), document="1").case.ref
            take_to(desk, ref, State.FULL_MEMBER)
            screenings.append(open_screening(desk, ref, Ground.STANDARDS_BREACHED).screening)
        for ref in (other, screenings[1].case):
            for step in ("offer", "accept"):
                transfer(desk, ref, step, to="CVA")
        for unit in ("DV", "CVA"):
            off = Asked(days=[date(2026, 12, 3)], off=True, reason="r", name="Nghỉ",
                        document="1 01/11/2026", unit=unit)  # fmt: skip
            decide_days(a_desk(store), off)
        for unit, ref in (("DV", own), ("CVA", other)):
            fill_registers(path, unit, ref)
        for number, issuer in (("5-KH/TU", "TP"), ("6-KH/TU", "TP")):
            paper = ("legal", "add", number, "--issuer", issuer, "--level", "district")
            assert typed(path, "lan", *paper, "--date", "05/01/2026").exit_code == 0
        assert typed(path, "lan", "tick").exit_code == 0
        alerts = {line.case: line.id for line in store.alerts.alerts(desk.today(), everything=True)}
        add_user(desk, "lan")
        for role in Role:
            scope = None if role is Role.ADMIN else "DV"
            add_user(desk, role.value)
            if role is not Role.APPROVER:
                grant_role(desk, role.value, role, unit=scope)
        add_user(desk, "thua", role=Role.AUDITOR)
        grant_role(desk, "lan", Role.OFFICER)
        grant_role(desk, "approver", Role.APPROVER, unit="DV")
        approvals = [proposal(desk, store, alerts[ref]) for ref in (own, other)]
    places = []
    for number, unit in enumerate(("DV", "CVA")):
        ref = (own, other)[number]
        places.append(
            {
                "ref": ref,
                "unit": unit,
                "cell": f"CB1-{unit}",
                "second": f"CB2-{unit}",
                "training": f"TH-2026-{number + 1:04d}",
                "class": f"LH-2026-{number + 1:04d}",
                "sitting": f"PH-2026-{number + 1:04d}",
                "incident": f"SC-2026-{number + 1:04d}",
                "assignment": f"NV-2026-{number + 1:04d}",
                "finding": f"TS-2026-{number + 1:04d}",
                "asked": f"YC-2026-{number + 1:04d}",
                "screening": screenings[number].ref,
                "alert": str(alerts[ref]),
                "approval": str(approvals[number]),
                **files(folder, unit),
            }
        )
    return path, places


def fill_registers(path, unit, ref):
    """One record of each register that a unit keeps; `ref` is a case of it."""
    days = ("--on", "02/11/2026", "--from", "16/11/2026", "--to", "20/11/2026", "-y")
    known = ("--on", "20/11/2026", "--at", "08:30", "--what", "w")
    for words in (
        ("person", "request", "open", ref, "--kind", "see"),
        ("incident", "open", *known, "--unit", unit),
        ("finding", "record", unit, "--what", "w", "--doc", "1-KL"),
        ("role", "add", unit, "helper", "Ai Đó", "--address", "a@example.vn"),
        ("class", "open", "awareness", "--unit", unit, "--doc", "1-QĐ", *days),
        ("assignment", "set", "w", "--unit", unit, "--every", "year", "--doc", "1"),
        ("training", "add", "Nghiệp vụ", "--unit", unit, "-y"),
        ("sitting", "open", unit, "committee", "27/11/2026"),
    ):
        assert typed(path, "lan", *words).exit_code == 0


def proposal(desk, store, alert):
    from dataclasses import replace

    from scheduler.answers import snooze

    asking = replace(desk, proposing=True)

    def attempt():
        snooze(asking, store.alerts, alert, until=date(2026, 12, 2), reason="r", longest=90,
               approved_by="approver")  # fmt: skip

    return ask(asking, attempt).number


def files(folder, unit):
    """Lists that bring something to one unit."""
    rows = {
        "people.csv": f"Họ và tên,Ngày sinh,Đơn vị\nPhạm Văn Bảy,01/02/1999,{unit}\n",
        "quota.csv": f"Đơn vị,Năm,Chỉ tiêu\n{unit},2026,4\n",
        "review.csv": f"Đơn vị,Xếp loại\n{unit},good\n",
        "units.csv": f"Mã,Tên,Cấp,Cấp trên\nX2,Chi bộ X2,cell,{unit}\n",
    }
    made = {}
    for name, text in rows.items():
        path = folder / f"{unit}-{name}"
        path.write_text(text, encoding="utf-8")
        made[name] = str(path)
    rule = folder / "ceremony.toml"
    shutil.copy("rules/data/ceremony.toml", rule)
    return {**made, "rule": str(rule)}


def registry():
    for words in tree(cli.ketnap):
        found = cli.ketnap
        for word in words:
            found = found.get_command(click.Context(found), word)
        if not isinstance(found, click.Group):
            yield " ".join(words)


def test_every_command_has_its_row_and_no_row_is_left_over():
    assert sorted(COMMANDS) == sorted(registry())


@pytest.mark.parametrize("command", COMMANDS)
def test_each_role_does_what_the_table_says_and_nothing_else(office, command, tmp_path):
    path, places = office
    doing = COMMANDS[command]
    wrong = []
    for role in WHO:
        for own in (True, False):
            store = path
            if doing.writes:
                store = tmp_path / "copy.db"
                copy_store(path, store)
            account = "stranger" if role is None else role.value
            out = tmp_path / f"{account}-{own}"
            named = {**places[not own], "out": str(out)}
            words = [filled(word, named) for word in doing.words]
            result = typed(store, account, *command.split(), *words)
            if (result.exit_code != 4) != doing.allowed(role, own=own):
                wrong.append((account, own, result.exit_code, result.stderr))
            if doing.place == "list" and role is not Role.ADMIN:
                told = result.output + "".join(
                    one.read_text(encoding="utf-8-sig") for one in tmp_path.glob(f"{out.name}*.csv")
                )
                if THEIRS in told:
                    wrong.append((account, "tells of another's case"))
    assert wrong == []


def filled(word, named):
    for name, value in named.items():
        word = word.replace(f"{{{name}}}", value)
    return word


def typed(store, account, *words):
    env = {"KETNAP_DB": str(store), "LOGNAME": account, "KETNAP_LANG": "en", "COLUMNS": "200"}
    with time_machine.travel("2026-11-23T03:00:00+00:00", tick=False):
        return CliRunner().invoke(cli.ketnap, list(words), env=env)
