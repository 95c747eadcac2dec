"""Every read can be asked of a legal day, and of what was known at an instant."""

from __future__ import annotations

import json
from datetime import date

import click
import pytest
from builders import a_case, a_desk, at, take_to

import cli
from workflow.actions.advance import advance
from workflow.actions.correct import correct_person
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.registers import set_quotas
from workflow.quota import Quota
from workflow.states import Event, State

JUNE = ("--as-of", "30/06/2024")
READS = [
    ("case", "list"),
    ("case", "show", "HS-2024-0001"),
    ("case", "why", "HS-2024-0001", "enrol"),
    ("case", "timeline", "HS-2024-0001"),
    ("case", "checklist", "HS-2024-0001"),
    ("case", "explain-deadline", "HS-2024-0001"),
    ("status",),
    ("next", "--within", "9999d"),
    ("find", "be"),
    ("quota", "show", "2024"),
    ("quota", "history"),
    ("quota", "league", "--year", "2024"),
    ("report", "check", "--claim", "2024=0"),
    ("alert", "list", "--all"),
    ("screen", "list"),
    ("unit", "list"),
    ("unit", "tree"),
    ("audit", "log"),
]
# What is asked of the program, its law, or the store as it lies there: no past of cases in it.
ELSEWHERE = {
    *("audit compare", "audit export", "audit key list", "audit orphans", "audit witness"),
    "audit reads",  # who looked, which has no legal day
    *("award criteria", "review grades"),  # what there is to choose from
    *("audit checkpoint", "audit prove", "audit verify", "completion", "demo", "doctor"),
    *("job health", "job list", "job next", "job run", "metrics", "run", "simulate", "tick"),
    *(
        "version",
        "approval list",
        "person export",
        "person show",
        "person retention",  # whom one may erase today
        "user can",
        "user list",
    ),
    # The log itself and its keys; what reminders went out, would, or will; data of the package.
    *("audit export", "audit key list", "audit witness", "alert attempts", "alert letters"),
    "alert preview",
    *("alert targets", "export calendar", "review grades"),
}


@pytest.fixture
def late(counter):
    """A case of June; what is recorded in july and later speaks of June too."""
    june = a_desk(counter.store, at("2024-06-28"))
    nominate(june, Nominee(name="Phạm Thị Bé", born="1998-05"), "DV", on=date(2024, 6, 1))
    set_quotas(june, [Quota(year=2024, unit="DV", target=4, base="1-NQ/TU")])
    return counter


def _record_late(counter) -> None:
    july = a_desk(counter.store, at("2024-07-20"))
    advance(july, "HS-2024-0001", Event.ENROL, on=date(2024, 6, 20), document="5-CV")
    set_quotas(july, [Quota(year=2024, unit="DV", target=9, base="2-NQ/TU", reason="thêm")])
    correct_person(july, "HS-2024-0001", {"residence": "Khu phố 3"}, reason="theo sổ")
    ref = nominate(july, Nominee(name="Lê Văn Bé"), "DV", on=date(2024, 6, 29)).case.ref
    assert ref == "HS-2024-0002"
    take_to(counter.desk(), a_case(counter.desk()), State.PROBATION)
    counter.says("tick", "-q")


def _report(counter, words: tuple[str, ...], *more: str) -> str:
    told = counter.type(*words, *more, "-o", "json")
    assert told.exit_code == 0
    return json.dumps(json.loads(told.stdout) | {"generated_at": None}, ensure_ascii=False)


def test_late_entries_change_no_report_for_the_30th_of_june(late) -> None:
    before = [_report(late, words, *JUNE) for words in READS]

    _record_late(late)

    after = [_report(late, words, *JUNE) for words in READS]
    # That the person was corrected since is said; everything else is as it was.
    said = '"person_corrected_since": true'
    assert [one.replace(said, said.replace("true", "false")) for one in after] == before


def test_every_read_of_what_is_on_record_takes_both_axes() -> None:
    without = {
        name
        for name, options in _leaves(cli.ketnap, click.Context(cli.ketnap))
        if "--request-id" not in options and not {"--as-of", "--known-at"} <= options
    }

    assert {name for name in without if name.split()[0] not in {"db", "rules"}} <= ELSEWHERE


def _leaves(command, context, *path):
    """Every command that does something, with its options."""
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            yield from _leaves(below, click.Context(below, parent=context), *path, name)
        return
    yield " ".join(path), {name for param in command.params for name in param.opts}


def test_what_is_known_now_of_that_day_is_told_when_asked_for(late) -> None:
    _record_late(late)
    now = (*JUNE, "--known-at", "now")

    then = late.items("case", "list", *JUNE)
    known = late.items("case", "list", *now)
    targets = [one["target"] for one in late.items("quota", "show", "2024", *now)]
    july = ("--as-of", "31/07/2024")

    assert [one["state"] for one in then] == ["nominated"]
    assert sorted((one["ref"], one["state"]) for one in known) == [
        ("HS-2024-0001", "course"),
        ("HS-2024-0002", "nominated"),
        ("HS-2026-0001", "verification"),
    ]
    assert targets == [4]  # the revision itself is of july
    assert late.items("quota", "show", "2024", *july)[0]["target"] == 9


def test_a_program_is_told_both_axes(late) -> None:
    past = json.loads(late.says("case", "list", *JUNE, "-o", "json"))
    plain = json.loads(late.says("case", "list", "-o", "json"))

    assert (past["as_of"], past["known_at"]) == (
        "2024-06-30",
        "2024-06-30T23:59:59.999999+07:00",
    )
    assert (plain["as_of"], plain["known_at"]) == ("2026-11-23", "2026-11-23T03:00:00+00:00")


def test_people_are_told_which_moment_they_look_at(late) -> None:
    _record_late(late)

    vi = late.type("case", "show", "HS-2024-0001", *JUNE)
    en = late.type("status", "--known-at", "2024-07-20T12:00+07:00", KETNAP_LANG="en")

    assert vi.stderr == (
        "Xem lại ngày 30/06/2024, theo những gì đã ghi tới 30/06/2024 23:59.\n"
        "Thông tin cá nhân là bản hiện nay: đã được sửa sau lúc xem lại"
        " (nhật ký không giữ bản cũ).\n"
    )
    assert "Có thể làm tiếp" not in vi.stdout
    assert en.stderr == ("Looking back at 2024-07-20, by what was on record at 2024-07-20 12:00.\n")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--as-of", "2026-11-24"), "✗ Ngày 24/11/2026 chưa tới; chỉ xem được tới hôm nay.\n"),
        (
            ("--known-at", "hôm qua"),
            (
                "✗ “hôm qua” không phải thời điểm có múi giờ, ví dụ 2026-06-30T17:00+07:00,"
                " hoặc now.\n"
            ),
        ),
    ],
)
def test_what_is_no_moment_is_refused(late, words, sentence) -> None:
    refused = late.type("case", "list", *words)

    assert (refused.exit_code, refused.stderr) == (2, sentence)


def test_alerts_stand_on_the_deadlines_that_were_open(counter) -> None:
    ref = a_case(counter.desk())
    take_to(counter.desk(), ref, State.PROBATION)
    counter.says("tick", "-q")
    standing = counter.items("alert", "list")
    counter.says("alert", "ack", str(standing[0]["id"]), "--reason", "Đã gọi chi bộ")

    same = counter.items("alert", "list", "--known-at", "now")
    before = counter.items("alert", "list", "--all", "--known-at", "2026-11-23T02:59:59+00:00")

    assert same == counter.items("alert", "list")
    assert before == []


def test_an_export_for_a_day_holds_what_stood_then(late, tmp_path) -> None:
    _record_late(late)
    files = {name: tmp_path / f"{name}.csv" for name in ("cases", "units", "quota", "due")}

    for name, file in files.items():
        late.says("export", name, str(file), *JUNE, "-q")

    people = files["cases"].read_text(encoding="utf-8-sig")
    assert "Phạm Thị Bé" in people
    assert "Lê Văn Bé" not in people
    assert "1-NQ/TU" in files["quota"].read_text(encoding="utf-8-sig")
