"""One chain per stream, read entry by entry until the first break."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import Break, Detail, Entry, Stored, Verdict, digest_of, genesis, read_stream

STREAM = "HS-2026-0001"


def a_chain(length: int) -> list[Stored]:
    rows, previous = [], genesis(STREAM)
    for seq in range(1, length + 1):
        fields = {"kind": "note", "effective_on": f"2024-01-{seq:02d}", "text": None}
        entry = Entry.seal(STREAM, seq, previous, fields)
        previous = entry.digest
        rows.append(
            Stored(
                stream=STREAM,
                seq=seq,
                body=entry.body,
                digest=entry.digest,
                previous=entry.previous,
                written=seq,
            )
        )
    return rows


def test_a_sound_stream_yields_its_entries():
    found = list(read_stream(a_chain(3)))

    assert [one.seq for one in found if isinstance(one, Entry)] == [1, 2, 3]
    assert found[2].fields["effective_on"] == "2024-01-03"


def test_nothing_is_confirmed_behind_a_break():
    rows = a_chain(4)
    rows[1] = dataclasses.replace(rows[1], digest="ff")

    found = list(read_stream(rows))

    assert len(found) == 2
    assert found[1] == Break(
        stream=STREAM,
        seq=2,
        verdict=Verdict.ALTERED,
        detail=Detail(
            "nội dung không cho ra mã băm đã ghi cùng nó",
            "the body does not give the digest that was written with it",
        ),
        day="2024-01-02",
        written=2,
    )


def test_a_number_that_stands_twice_is_named():
    rows = a_chain(2)

    found = list(read_stream([*rows, rows[1]]))

    assert (found[2].verdict, found[2].detail.en) == (Verdict.INSERTED, "number 2 stands twice")


def test_a_field_that_is_none_is_left_out_of_the_body():
    entry = Entry.seal(STREAM, 1, genesis(STREAM), {"kind": "note", "text": None})

    assert '"text"' not in entry.body
    assert entry.body == (
        '{"kind":"note","previous":'
        '"8f1bcf8ee533d70ccaaad61d74e550b11a5b39b2572e210c1bb5caedaa43eb99",'
        '"seq":1,"stream":"HS-2026-0001","v":1}'
    )


def test_the_digest_of_a_body_never_changes():
    """Stored bytes are a contract: this digest stands in stores that are in use."""
    assert digest_of('{"v":1}') == (
        "67a60e8f483d68dae0487753d3694fb0e7ee27272178455820b982f3914878ec"
    )


@given(st.integers(0, 4), st.sampled_from(["stream", "seq", "body", "digest", "previous"]))
def test_every_change_of_every_field_breaks_the_chain_at_that_entry(index, field):
    rows = a_chain(5)
    was = getattr(rows[index], field)
    rows[index] = dataclasses.replace(
        rows[index], **{field: was + 1 if field == "seq" else was + " "}
    )

    found = list(read_stream(rows))

    assert isinstance(found[-1], Break)
    assert len(found) == index + 1


@given(st.permutations(range(5)))
def test_only_one_order_of_entries_is_sound(order):
    rows = a_chain(5)

    found = list(read_stream([rows[index] for index in order]))

    assert any(isinstance(one, Break) for one in found) is (order != [0, 1, 2, 3, 4])


@given(st.sets(st.integers(0, 4), min_size=1, max_size=4))
def test_a_missing_entry_is_missed_unless_it_was_the_last(missing):
    rows = [row for index, row in enumerate(a_chain(5)) if index not in missing]
    tail_only = max(range(5)) in missing and len(rows) == min(missing)

    found = list(read_stream(rows))

    assert any(isinstance(one, Break) for one in found) is not tail_only


@pytest.mark.parametrize("body", ["{}", '{"stream":"a","seq":1,"previous":"b"}', "[1]", '"a"'])
def test_a_body_that_is_no_entry_cannot_be_read(body):
    with pytest.raises(ValueError, match="not an entry"):
        Entry.read(body)
