"""A list whose rows a record takes: what its request stands for, and the entry of its file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.actions.files import file_entry, refuse_same_file
from workflow.actions.registers import FileName
from workflow.drafting import Draft


def stands_for(file: FileName | None, typed: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a request id stands for: the bytes of a list, else what was typed."""
    return typed if file is None else {"sha256": file.sha256}


def register_file(draft: Draft, file: FileName | None, what: str, rows: int) -> None:
    """Draft the entry of a file, where rows come from one.

    Raises:
        ConflictError: this very file was taken in before.
    """
    if file is not None:
        refuse_same_file(draft.desk, file.sha256)
        file_entry(draft, what, file.name, file.sha256, rows)
