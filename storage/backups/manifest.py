"""What a bundle says of itself, so that it can be judged before anything is put in place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rules.text import Text
from workflow.errors import RejectedInputError

FORMAT = "ketnap backup 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The label of a bundle.

    Attributes:
        schema: Version of the tables in it.
        program: Version of the program that made it.
        made_at: When the copy was taken, aware and in UTC.
        entries: Number of entries of its log.
        root: RFC 6962 root over them, in hexadecimal.
        verdict: What a verification of the copy said (`intact`, or what is wrong).
        size: Bytes of the store in it.
        sha256: SHA-256 of those bytes, in hexadecimal.
    """

    schema: str
    program: str
    made_at: datetime
    entries: int
    root: str
    verdict: str
    size: int
    sha256: str

    def text(self) -> str:
        """The label as it is written; people may read it."""
        told = {
            "format": FORMAT,
            "schema": self.schema,
            "program": self.program,
            "made_at": self.made_at.isoformat(),
            "entries": self.entries,
            "root": self.root,
            "verdict": self.verdict,
            "store": {"size": self.size, "sha256": self.sha256},
            "note": "Keys of people are not in here; they are kept apart.",
        }
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def manifest_of(written: bytes) -> Manifest:
    """Read a label.

    Raises:
        RejectedInputError: it is none, or one of another format.
    """
    try:
        told: Mapping[str, Any] = json.loads(written)
        if told["format"] != FORMAT:
            raise ValueError  # noqa: TRY301 - one refusal for whatever is not a label
        made_at = datetime.fromisoformat(told["made_at"])
        if made_at.tzinfo is None:
            raise ValueError  # noqa: TRY301 - as above
        return Manifest(
            schema=str(told["schema"]),
            program=str(told["program"]),
            made_at=made_at,
            entries=int(told["entries"]),
            root=str(told["root"]),
            verdict=str(told["verdict"]),
            size=int(told["store"]["size"]),
            sha256=str(told["store"]["sha256"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise RejectedInputError(
            Text(
                "Nhãn của gói sao lưu (manifest.json) không đọc được.",
                "The label of the bundle (manifest.json) cannot be read.",
            ),
            following=Text("dùng một gói khác", "take another bundle"),
        ) from fault
