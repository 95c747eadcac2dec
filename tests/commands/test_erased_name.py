"""What stands where the name of an erased person stood."""

from __future__ import annotations

import pytest
from builders import a_case

from workflow.actions.advance import advance
from workflow.actions.erase import erase
from workflow.reasons import Reason
from workflow.states import Event


@pytest.fixture
def ref(counter):
    """A case that was closed, and whose person was erased."""
    desk = counter.desk()
    ref = a_case(desk)
    advance(desk, ref, Event.CLOSE, reason_code=Reason.WITHDRAWN)
    counter.says("person", "request", "open", ref, "--kind", "erase", "--on", "13/11/2026")
    erase(desk, ref, "request", confirm="Nguyễn Thị Mỹ Hương", approved_by="hoa")
    return ref


@pytest.mark.parametrize("words", [("case", "list"), ("person", "request", "list")])
def test_a_list_says_to_people_that_the_person_was_erased(counter, ref, words):
    (_, row, *_) = counter.says(*words, "-o", "table").splitlines()
    (_, english, *_) = counter.says(*words, "-o", "table", KETNAP_LANG="en").splitlines()

    assert "  (đã xóa)  " in row
    assert "  (erased)  " in english
    assert ref in row


def test_a_program_reads_an_empty_name(counter, ref):
    (item,) = counter.items("case", "list")

    assert (item["ref"], item["name"]) == (ref, "")
    assert f"{ref},,closed," in counter.says("case", "list", "-o", "csv")


def test_what_is_told_of_one_case_says_so_too(counter, ref):
    assert counter.says("case", "show", ref, "-o", "table").startswith(f"{ref} · (đã xóa)\n")
    assert counter.says("person", "show", ref).startswith("Họ tên: (đã xóa)\n")
