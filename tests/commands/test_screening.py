"""Screenings as programs read them, and what the commands do besides talking."""

from __future__ import annotations

import json
from datetime import date

import pytest
from screenings import a_member, opened, take_screening_to

from workflow.screening.states import ScreeningState

LIST_KEYS = [
    "ref",
    "case",
    "name",
    "unit",
    "state",
    "ground",
    "since",
    "next_due",
    "confidence",
    "next_rule",
    "overdue_days",
    "left_on",
]


@pytest.fixture
def helped(counter) -> str:
    """A screening in the time of help, overdue since 10 March 2026; the reference."""
    desk = counter.desk()
    ref = opened(desk, a_member(desk))
    take_screening_to(desk, ref, ScreeningState.HELPED)
    return ref


def test_a_list_has_its_keys(counter, helped) -> None:
    (item,) = counter.items("screen", "list")

    assert list(item) == LIST_KEYS
    assert (item["ref"], item["case"], item["name"]) == (helped, "HS-2026-0001", "Phạm Thị Sáu")
    assert (item["state"], item["ground"], item["unit"]) == ("helped", "no-progress", "DV")
    assert (item["next_due"], item["next_rule"]) == ("2026-03-10", "screening-help")
    assert (item["overdue_days"], item["left_on"]) == (258, None)


def test_a_list_is_narrowed_by_state_unit_and_length(counter, helped) -> None:
    desk = counter.desk()
    other = opened(desk, a_member(desk, "Trần Văn Bảy", unit="CVA"))

    def refs(*words: str) -> list[str]:
        return [item["ref"] for item in counter.items("screen", "list", *words)]

    assert refs() == [helped, other]
    assert refs("--state", "review") == [other]
    assert refs("--unit", "TP") == [helped, other]
    assert refs("--unit", "CVA") == [other]
    assert refs("--limit", "1") == [helped]


def test_a_list_answers_a_script_by_its_exit_code(counter, helped) -> None:
    assert counter.type("screen", "list", "--state", "helped", "--exit-code").exit_code == 8
    assert counter.type("screen", "list", "--state", "removed", "--exit-code").exit_code == 0


def test_one_screening_has_its_entries_findings_and_deadlines(counter, helped) -> None:
    (item,) = counter.items("screen", "show", "0001")

    assert list(item) == [*LIST_KEYS, "seq", "help_ends_on", "entries", "findings", "deadlines"]
    assert (item["seq"], item["help_ends_on"]) == (8, "2026-03-10")
    assert [one["event"] for one in item["entries"]] == [
        "open",
        "review",
        "view",
        "opinion",
        "vote",
        "enlist",
        "helper",
        "help",
    ]
    assert item["findings"][-1]["data"] == {"who": "Lê Văn Tám"}
    (deadline,) = item["deadlines"]
    assert (deadline["rule"], deadline["overdue_days"]) == ("screening-help", 258)


def test_a_screening_under_review_shows_its_ground_and_what_may_be_done(counter) -> None:
    desk = counter.desk()
    opened(desk, a_member(desk))

    assert counter.says("screen", "show", "0001", KETNAP_LANG="en").splitlines() == [
        "SL-2026-0001 · Phạm Thị Sáu",
        "  State   Under review since 2025-01-06",
        "  Case    HS-2026-0001",
        "  Unit    Đảng bộ phường Đô Vinh (DV)",
        "  Ground  lost will, no progress after education (12 months)",
        "  Source  24-QĐ/TW of 2021-07-30; unverified: one source",
        "Possible next",
        "  Put on the list for help  ketnap screen why SL-2026-0001 enlist",
        "  Clear the member          ketnap screen why SL-2026-0001 clear",
        "  Close the screening       ketnap screen close SL-2026-0001 …",
    ]


def test_the_worklist_names_the_member_and_who_has_to_act(counter, helped) -> None:
    (item,) = counter.items("next", "--unit", "DV")

    assert (item["ref"], item["name"], item["unit"]) == (helped, "Phạm Thị Sáu", "DV")
    assert (item["rule"], item["who"], item["left"]) == ("screening-help", "cell", -258)
    shown = counter.says("next", "-o", "table", KETNAP_LANG="en")
    assert shown.splitlines()[-1].endswith(f"Details: ketnap screen show {helped}")


def test_a_step_tells_a_program_what_it_opened(counter) -> None:
    desk = counter.desk()
    ref = opened(desk, a_member(desk))
    take_screening_to(desk, ref, ScreeningState.LISTED)
    who = ("--set", "who=Lê Văn Tám", "--on", "2025-03-10")
    counter.says("screen", "record", ref, "helper", *who)

    (item,) = counter.items("screen", "decide", ref, "help", "--on", "2025-03-10")

    assert (item["ref"], item["case"], item["before"]) == (ref, "HS-2026-0001", "listed")
    assert item["opened"] == [{"rule": "screening-help", "due_on": "2026-03-10"}]
    assert (item["state"], item["dry_run"], item["replayed"]) == ("helped", False, False)


def test_a_refusal_tells_a_program_every_unmet_condition(counter) -> None:
    desk = counter.desk()
    ref = opened(desk, a_member(desk))

    result = counter.type("screen", "decide", ref, "enlist", "-o", "json")

    told = json.loads(result.stdout)
    assert (result.exit_code, told["ref"], told["event"]) == (5, ref, "enlist")
    assert [one["condition"] for one in told["unmet"]] == [
        "screening-review",
        "screening-view",
        "screening-opinion",
        "screening-vote",
    ]


def test_why_answers_a_script(counter, helped) -> None:
    result = counter.type("screen", "why", helped, "clear", "--exit-code", "-o", "json")

    (item,) = json.loads(result.stdout)["items"]
    assert (result.exit_code, item["event"], item["allowed"]) == (8, "clear", False)
    assert item["unmet"][0]["confidence"] == "medium"


def test_why_names_the_command_when_nothing_is_missing(counter) -> None:
    desk = counter.desk()
    ref = opened(desk, a_member(desk))
    take_screening_to(desk, ref, ScreeningState.LISTED)
    counter.says("screen", "record", ref, "helper", "--set", "who=A", "--on", "2025-03-10")

    told = counter.says("screen", "why", ref, "help", "--on", "2025-03-10", "-o", "table")

    assert told.splitlines() == [
        f"{ref} · Phạm Thị Sáu",
        "✓ Bắt đầu giáo dục, giúp đỡ: đủ điều kiện.",
        f"  Tiếp theo: ketnap screen decide {ref} help --on 2025-03-10",
    ]


def test_closing_asks_for_consent_and_says_why_it_was_closed(counter, helped) -> None:
    asked = counter.type("screen", "close", helped, "opened-in-error")
    assert (asked.exit_code, counter.items("screen", "list")[0]["state"]) == (2, "helped")

    counter.says("screen", "close", helped, "opened-in-error", "--reason", "Nhầm người", "-y")

    lines = counter.says("screen", "show", helped, KETNAP_LANG="en").splitlines()
    assert lines[1].split() == ["State", "Screening", "closed", "since", "2026-11-23"]
    assert lines[2].split(maxsplit=2) == ["Closed", "because", "opened in error"]
    assert counter.items("next") == []


def test_a_replayed_request_is_told_as_such(counter) -> None:
    a_member(counter.desk())
    words = ("screen", "open", "0001", "no-progress", "--request-id", "r-1")
    counter.says(*words)

    again = counter.says(*words)

    assert again.splitlines()[0] == ("✓ Yêu cầu này đã được thực hiện trước đó; không ghi lần hai.")
    assert len(counter.items("screen", "list")) == 1


def test_quiet_tells_one_line(counter) -> None:
    a_member(counter.desk())

    told = counter.says("screen", "open", "0001", "card-given-up", "-q")

    assert told == "✓ Đã mở lượt rà soát SL-2026-0001: Đang rà soát, hiệu lực 23/11/2026.\n"


def test_a_case_points_to_the_screening_that_ended_the_membership(counter) -> None:
    desk = counter.desk()
    ref = opened(desk, a_member(desk))
    take_screening_to(desk, ref, ScreeningState.REMOVED)

    (item,) = counter.items("case", "show", "HS-2026-0001")

    assert item["state"] == "full_member"
    assert item["screenings"] == [
        {"ref": ref, "state": "removed", "since": "2026-04-20", "left_on": "2026-04-20"}
    ]


def test_the_help_of_open_tells_the_grounds_with_the_numbers_of_the_law(counter) -> None:
    told = " ".join(counter.says("screen", "open", "--help", KETNAP_LANG="en").split())

    assert "no-party-life no Party life or no dues within a year, without reason (3 months)" in told
    assert "standards-breached breach of member standards year after year (2 years)" in told


def test_an_entry_of_a_screening_is_listed_in_the_log_in_words(counter, helped) -> None:
    items = counter.items("audit", "log", "--case", helped)

    assert [item["seq"] for item in items] == [8, 7, 6, 5, 4, 3, 2, 1]
    assert date.fromisoformat(items[0]["effective_on"]) == date(2025, 3, 10)


def test_a_look_at_the_past_shows_the_screening_as_it_stood(counter) -> None:
    desk = counter.desk()
    ref = opened(desk, a_member(desk))
    take_screening_to(desk, ref, ScreeningState.REMOVED)
    then = ("--as-of", "2025-06-30", "--known-at", "now")

    (item,) = counter.items("screen", "show", ref, *then, "-q")
    (case,) = counter.items("case", "show", "HS-2026-0001", *then, "-q")
    told = counter.type("case", "show", "HS-2026-0001", *then, KETNAP_LANG="en").stdout

    assert (item["state"], item["overdue_days"], item["left_on"]) == ("helped", 0, None)
    assert case["screenings"] == [
        {"ref": ref, "state": "helped", "since": "2025-03-10", "left_on": None}
    ]
    assert f"Being helped since 2025-03-10 · ketnap screen show {ref}" in told


def test_a_draft_of_the_help_names_the_screening_that_it_moves(counter, helped, tmp_path) -> None:
    draft = tmp_path / "screening-help.toml"
    draft.write_text(
        'id = "screening-help"\n'
        'title = { vi = "Dự thảo", en = "Draft" }\n'
        'unit = "months"\ntimer = true\nactor = "cell"\n\n[[versions]]\nfrom = 2025-01-01\n'
        'value = 24\nstarts = "help-began"\nconfidence = "low"\n'
        'source = { text = { vi = "dự thảo", en = "draft" } }\n',
        encoding="utf-8",
    )

    (item,) = counter.items("rules", "impact", str(draft))

    assert (item["ref"], item["name"], item["effect"]) == (helped, "Phạm Thị Sáu", "moved")
    assert (item["old"], item["new"], item["newly_overdue"]) == ("2026-03-10", "2027-03-10", False)
