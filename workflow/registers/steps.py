"""How a step of a register begins and ends: what was done before is done no more, and kept once."""

from __future__ import annotations

from rules.text import Text
from workflow.drafting import Draft
from workflow.errors import InputError
from workflow.personal import read_text
from workflow.registers.record import Record, fold_record


def written_before(draft: Draft, request: str | None) -> Record | None:
    """The record as the first call of a request id left it; None where there was none.

    Raises:
        ConflictError: the id was used for something else.
    """
    done = None if request is None else draft.done_before()
    if done is None:
        return None
    seq = int(done.result["seq"])
    return fold_record(draft.desk.store.entries(str(done.result["stream"]))[:seq])


def keep(draft: Draft, record: Record, *, dry_run: bool) -> None:
    """Write what was drafted of a record, unless it is a rehearsal.

    Raises:
        ConflictError: another officer was first; the sentence tells what they did.
        NotPermittedError: it is out of scope.
        TryAgainError: the store is busy, or the same request is being carried out now.
    """
    if not dry_run:
        draft.commit(stream=record.stream, seq=record.seq)


def needed(typed: str, label: Text, name: str, *, limit: int = 200) -> str:
    """A text that has to be given; `name` is what it is called on the command line.

    Raises:
        InputError: there is none, or it cannot be read.
    """
    told = read_text(typed, label, limit=limit)
    if not told:
        raise InputError(
            Text(f"{label.vi}: không được để trống ({name}).", f"{label.en}: missing ({name}).")
        )
    return told
