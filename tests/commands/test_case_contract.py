"""`ketnap case` for programs: JSON keys, TSV, exit codes (DESIGN 9)."""

from __future__ import annotations

import json
import subprocess
import unicodedata
from datetime import date

import pytest
from builders import a_case, a_desk, at, take_to

from workflow.actions.nominate import Nominee, nominate
from workflow.states import State

LIST_KEYS = ["ref", "name", "state", "unit", "since", "next_due", "next_rule", "overdue_days"]
LIST_KEYS += ["waived"]


def test_case_list_is_one_object_with_the_keys_of_the_contract(counter) -> None:
    take_to(counter.desk(), a_case(counter.desk()), State.VERIFICATION)

    whole = json.loads(counter.says("case", "list", "-o", "json"))

    assert list(whole) == ["schema", "as_of", "known_at", "generated_at", "items"]
    assert whole["schema"] == "ketnap/case-list/1"
    assert whole["as_of"] == "2026-11-23"
    assert whole["generated_at"] == "2026-11-23T03:00:00+00:00"
    assert whole["items"] == [
        {
            "ref": "HS-2026-0001",
            "name": "Nguyễn Thị Mỹ Hương",
            "state": "verification",
            "unit": "DV",
            "since": "2024-05-02",
            "next_due": "2025-05-02",
            "confidence": "high",
            "next_rule": "file-age",
            "overdue_days": 570,
            "waived": 0,
        }
    ]


def test_case_show_has_the_keys_of_the_list_and_its_own(counter) -> None:
    take_to(counter.desk(), a_case(counter.desk()), State.FULL_MEMBER)

    (item,) = counter.items("case", "show", "0001")

    assert list(item) == [
        *LIST_KEYS,
        "seq",
        "held",
        "moving_to",
        "born",
        "probation_ends_on",
        "recognised_on",
        "effective_on",
        "party_age_from",
        "overrides",
        "entries",
        "facts",
        "deadlines",
        "screenings",
        "findings",
    ]
    assert item["probation_ends_on"] == "2025-08-01"
    assert item["recognised_on"] == "2025-09-10"
    assert item["effective_on"] == "2025-08-01"
    assert item["party_age_from"] == "2024-07-15"
    assert list(item["entries"][0]) == [
        "seq",
        "kind",
        "event",
        "what",
        "from",
        "to",
        "effective_on",
        "recorded_at",
        "actor",
        "approved_by",
        "document",
        "reason",
        "text",
        "data",
        "rules",
        "digest",
    ]


def test_case_show_opens_sealed_values_however_deep(counter) -> None:
    ref = a_case(counter.desk())
    take_to(counter.desk(), ref, State.VERIFICATION)
    counter.says("case", "record", ref, "helper", "--set", "who=Lê Văn Tám", "--on", "2024-06-01")
    counter.says("case", "correct", ref, "5", "--set", "who=Đặng Thị Ánh", "--reason", "Ghi nhầm")

    (item,) = counter.items("case", "show", ref)

    assert item["facts"][-1]["data"] == {"who": "Đặng Thị Ánh"}
    assert item["entries"][-1]["data"] == {"of": 5, "set": {"who": "Đặng Thị Ánh"}}
    assert item["entries"][-1]["text"] == "Ghi nhầm"


def test_case_why_names_each_unmet_condition(counter) -> None:
    a_case(counter.desk())

    (item,) = counter.items("case", "why", "0001", "enrol")

    assert item == {
        "event": "enrol",
        "allowed": False,
        "unmet": [
            {
                "condition": "decision",
                "problem": "chưa có số quyết định của cấp có thẩm quyền (--doc)",
                "source": "điểm I.1.1, 12-HD/BTCTW ngày 18/01/2022",
                "confidence": "low",
                "remedy": "ketnap case advance HS-2026-0001 enrol --doc … --issuer … --on …",
            }
        ],
        "notices": [],
    }


def test_case_why_exits_8_on_findings_only_when_asked(counter) -> None:
    ref = a_case(counter.desk())

    assert counter.type("case", "why", ref, "enrol").exit_code == 0
    assert counter.type("case", "why", ref, "enrol", "--exit-code").exit_code == 8
    assert counter.type("case", "why", ref, "close", "--exit-code", "-o", "json").exit_code == 8


def test_case_why_says_what_to_type_when_nothing_is_missing(counter) -> None:
    ref = a_case(counter.desk())
    take_to(counter.desk(), ref, State.COURSE)
    paper = ("--number", "1", "--issuer", "TT", "--on", "2024-04-01")
    counter.says("case", "record", ref, "certificate", *paper)

    assert counter.says("case", "why", ref, "open-file", "--on", "2024-05-02", "-o", "table") == (
        "HS-2026-0001 · Nguyễn Thị Mỹ Hương\n"
        "✓ Lập hồ sơ, bắt đầu thẩm tra: đủ điều kiện.\n"
        "  Tiếp theo: ketnap case advance HS-2026-0001 open-file --on 2024-05-02\n"
    )
    assert counter.items("case", "why", ref, "open-file", "--on", "2024-05-02") == [
        {"event": "open-file", "allowed": True, "unmet": [], "notices": []}
    ]


def test_a_refusal_tells_programs_on_stdout_and_people_on_stderr(counter) -> None:
    ref = a_case(counter.desk())

    result = counter.type("case", "advance", ref, "enrol", "--on", "2024-02-01", "-o", "json")

    assert result.exit_code == 5
    assert json.loads(result.stdout) == {
        "schema": "ketnap/refusal/1",
        "as_of": "2026-11-23",
        "known_at": "2026-11-23T03:00:00+00:00",
        "generated_at": "2026-11-23T03:00:00+00:00",
        "ref": "HS-2026-0001",
        "event": "enrol",
        "allowed": False,
        "unmet": [
            {
                "condition": "decision",
                "problem": "chưa có số quyết định của cấp có thẩm quyền (--doc)",
                "source": "điểm I.1.1, 12-HD/BTCTW ngày 18/01/2022",
                "confidence": "medium",
                "remedy": "ketnap case advance HS-2026-0001 enrol --doc … --issuer … --on …",
            }
        ],
    }
    assert result.stderr == (
        "✗ Không thực hiện được “Cử học lớp nhận thức về Đảng” với HS-2026-0001"
        " (Nguyễn Thị Mỹ Hương): 1 điều kiện chưa đạt.\n"
        "  - chưa có số quyết định của cấp có thẩm quyền (--doc) (điểm I.1.1, 12-HD/BTCTW ngày"
        " 18/01/2022; chưa xác minh)\n"
        "      → ketnap case advance HS-2026-0001 enrol --doc … --issuer … --on …\n"
    )
    assert counter.store.entry_count() == 4  # three units and the nomination


def test_a_nomination_that_is_refused_names_no_reference(counter) -> None:
    result = counter.type(
        "case", "nominate", "Lê Văn Tám", "--unit", "DV", "--on", "+1d", "-o", "ndjson"
    )

    assert result.exit_code == 5
    assert result.stdout.count("\n") == 1
    told = json.loads(result.stdout)
    assert (told["ref"], told["event"], told["allowed"]) == (None, "nominate", False)


def test_who_is_too_young_is_taken_and_the_officer_told_from_when_admission_is_possible(counter):
    words = ("case", "nominate", "Lê Văn Tám", "--unit", "DV", "--born", "20/03/2012")

    (tried,) = counter.items(*words, "-n")
    done = counter.says(*words, "-y")

    assert [one["kind"] for one in tried["notices"]] == ["too-young-yet"]
    assert (
        "! chưa đủ 18 tuổi tính theo tháng; chi bộ xét kết nạp được sớm nhất từ 01/03/2030" in done
    )


def test_a_pipe_gets_tsv_without_headers(counter) -> None:
    a_case(counter.desk())

    assert counter.says("case", "list") == (
        "HS-2026-0001\tNguyễn Thị Mỹ Hương\tnominated\tDV\t2024-01-05\t\t\t0\t0\n"
    )
    assert counter.says("case", "list", "--headers").splitlines()[0] == "\t".join(LIST_KEYS)
    assert counter.says("case", "show", "0001", "-o", "tsv") == counter.says("case", "list")


def test_advance_tells_programs_what_it_wrote(counter) -> None:
    ref = a_case(counter.desk())

    (item,) = counter.items("case", "advance", ref, "enrol", "--doc", "5-CV", "--on", "2024-02-01")

    digest, recorded = item.pop("digest"), item.pop("recorded_at")
    assert len(digest) == 64
    assert recorded == "2026-11-23T03:00:00.000000Z"
    assert item == {
        "ref": "HS-2026-0001",
        "seq": 2,
        "before": "nominated",
        "state": "course",
        "effective_on": "2024-02-01",
        "decided_on": None,
        "opened": [],
        "closed": [],
        "moved": [],
        "notices": [],
        "dry_run": False,
        "replayed": False,
    }


def test_list_filters_by_state_unit_name_and_overdue(counter) -> None:
    desk = counter.desk()
    take_to(desk, a_case(desk), State.VERIFICATION)
    nominate(desk, Nominee(name="Nguyễn Văn Đức"), "CVA", on=date(2026, 11, 1))

    def refs(*words: str) -> list[str]:
        return [item["ref"] for item in counter.items("case", "list", *words)]

    assert refs() == ["HS-2026-0002", "HS-2026-0001"]  # Đức before Hương
    assert refs("--state", "verification") == ["HS-2026-0001"]
    assert refs("--unit", "cva") == ["HS-2026-0002"]
    assert refs("--name", "duc") == ["HS-2026-0002"]
    assert refs("--overdue") == ["HS-2026-0001"]
    assert refs("--limit", "1") == ["HS-2026-0002"]
    assert counter.type("case", "list", "--overdue", "--exit-code").exit_code == 8
    assert counter.type("case", "list", "--state", "course", "--exit-code").exit_code == 0


def test_a_case_goes_by_its_unique_tail_or_name_in_any_form(counter) -> None:
    nominate(counter.desk(), Nominee(name="Nguyễn Văn Đức"), "DV", on=date(2026, 11, 1))
    decomposed = unicodedata.normalize("NFD", "Nguyễn Văn Đức")

    for typed in (
        "HS-2026-0001",
        "hs-2026-0001",
        "0001",
        "2026-0001",
        decomposed,
        "nguyen van duc",
    ):
        assert counter.items("case", "show", typed)[0]["ref"] == "HS-2026-0001"


@pytest.mark.parametrize("typed", ["0001", "Nguyễn Thị Mỹ Hương"])
def test_a_tail_or_name_of_two_cases_lists_them_and_stops(counter, typed: str) -> None:
    a_case(a_desk(counter.store, at("2025-01-10")), born="1990-01-01")
    a_case(counter.desk())

    result = counter.type("case", "show", typed)

    assert result.exit_code == 3
    assert result.stdout == ""
    assert result.stderr.endswith(
        "chỉ nhiều hồ sơ; hãy gõ đủ mã.\n"
        "  - HS-2025-0001 · Nguyễn Thị Mỹ Hương · 1990-01-01 · DV\n"
        "  - HS-2026-0001 · Nguyễn Thị Mỹ Hương · 1998-05-02 · DV\n"
    )


def test_show_looks_back_to_what_was_valid_and_to_what_was_known(counter) -> None:
    ref = a_case(a_desk(counter.store, at("2024-01-10")))
    take_to(a_desk(counter.store, at("2024-06-30")), ref, State.VERIFICATION)

    def state(*words: str) -> str:
        return str(counter.items("case", "show", ref, *words)[0]["state"])

    assert state() == "verification"
    assert state("--as-of", "2024-05-02") == "nominated"
    assert state("--as-of", "2024-05-02", "--known-at", "now") == "verification"
    assert state("--as-of", "2024-05-01", "--known-at", "now") == "course"
    assert state("--known-at", "2024-06-30T09:59:59+07:00") == "nominated"
    assert state("--known-at", "2024-06-30T10:00:00+07:00") == "verification"
    early = counter.type("case", "show", ref, "--as-of", "2024-01-04", "-q")
    assert (early.exit_code, early.stderr) == (3, "✗ Lúc ấy chưa có hồ sơ này.\n")
    vague = counter.type("case", "show", ref, "--known-at", "2024-06-30")
    assert vague.exit_code == 2


def test_looking_back_uses_corrected_days(counter) -> None:
    ref = a_case(counter.desk())
    take_to(counter.desk(), ref, State.VERIFICATION)
    counter.says("case", "correct", ref, "4", "--on", "2024-04-20", "--reason", "Theo sổ hồ sơ")

    (then,) = counter.items("case", "show", ref, "--as-of", "2024-04-25", "--known-at", "now")
    (before,) = counter.items("case", "show", ref, "--as-of", "2024-04-19", "--known-at", "now")

    assert (then["state"], then["since"]) == ("verification", "2024-04-20")
    assert before["state"] == "course"


def test_a_value_that_was_erased_is_said_to_be(counter) -> None:
    ref = a_case(counter.desk())
    counter.says("case", "record", ref, "helper", "--set", "who=Lê Văn Tám", "--on", "2024-06-01")
    with counter.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM sealed")

    assert "  Người giúp đỡ  (đã xóa)\n" in counter.says("case", "show", ref)


def test_head_of_a_pipe_may_go_away(counter) -> None:
    a_case(counter.desk())
    env = {key: value for key, value in counter.env().items() if value is not None}

    done = subprocess.run(
        ["sh", "-c", "ketnap case list -o json | head -1"],  # as typed
        env={**counter.path(), **env},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )

    assert (done.stdout, done.stderr) == ("{\n", "")
