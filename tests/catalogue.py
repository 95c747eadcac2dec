"""Reads a .po catalogue and compiles it; run as a program, it compiles the product's own."""

from __future__ import annotations

import ast
import struct
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "commands" / "locale" / "vi" / "LC_MESSAGES"
PO, MO = FOLDER / "messages.po", FOLDER / "messages.mo"
_MAGIC = 0x950412DE
_HEADER = 28


def read_po(text: str) -> dict[str, list[str]]:
    """Translations by msgid; a plural one has several, and `singular NUL plural` as its key."""
    found: dict[str, list[str]] = {}
    parts: list[tuple[str, str]] = []
    for line in [*text.splitlines(), ""]:
        if not line.strip() and parts:
            ids = [value for name, value in parts if name.startswith("msgid")]
            found["\0".join(ids)] = [value for name, value in parts if name.startswith("msgstr")]
            parts = []
        elif line.startswith('"'):
            name, value = parts[-1]
            parts[-1] = (name, value + ast.literal_eval(line))
        elif line.startswith("msg"):
            name, _, quoted = line.partition(" ")
            parts.append((name, ast.literal_eval(quoted)))
    return found


def compiled(catalogue: dict[str, list[str]]) -> bytes:
    """The catalogue as `gettext` reads it."""
    pairs = sorted((key.encode(), "\0".join(values).encode()) for key, values in catalogue.items())
    tables: list[bytes] = [b"", b""]
    strings = b""
    start = _HEADER + 16 * len(pairs)
    for side in (0, 1):
        for pair in pairs:
            tables[side] += struct.pack("<2I", len(pair[side]), start + len(strings))
            strings += pair[side] + b"\0"
    second = _HEADER + 8 * len(pairs)
    head = struct.pack("<7I", _MAGIC, 0, len(pairs), _HEADER, second, 0, start)
    return head + tables[0] + tables[1] + strings


if __name__ == "__main__":
    MO.write_bytes(compiled(read_po(PO.read_text(encoding="utf-8"))))
