"""What a witness remembers: of each log its key, and the last checkpoint that was signed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from audit import NoteError, PublicKey, Signed
from rules.text import Text
from workflow.errors import IntegrityError


@dataclass(frozen=True, slots=True)
class Remembered:
    """A log as its witness knows it."""

    log: PublicKey
    last: Signed


@dataclass(frozen=True, slots=True)
class WitnessBook:
    """A folder with a file per log."""

    path: Path

    def recall(self, origin: str) -> Remembered | None:
        """What is known of a log; None where it was never seen.

        Raises:
            IntegrityError: the file is damaged; nothing is signed on the strength of it.
        """
        place = self._place(origin)
        if not place.exists():
            return None
        try:
            told = json.loads(place.read_text("utf-8"))
            return Remembered(PublicKey.read(told["log"]), Signed.read(told["last"]))
        except (ValueError, LookupError, TypeError, NoteError) as odd:
            raise IntegrityError(
                Text(
                    f"Sổ của người chứng {place} bị hỏng; chưa ký gì.",
                    f"The witness's book {place} is damaged; nothing was signed.",
                )
            ) from odd

    def remember(self, log: PublicKey, last: Signed) -> None:
        """Keep the newest checkpoint of a log, whole or not at all."""
        place = self._place(log.name)
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = place.with_suffix(".part")
        told = {"log": str(log), "last": str(last.note)}
        partial.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
        partial.replace(place)

    def _place(self, origin: str) -> Path:
        return self.path / f"{hashlib.sha256(origin.encode()).hexdigest()[:16]}.json"
