"""The help of every command as one document; run this file to write docs/cli.md anew.

Review what changed: help is part of the product.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from click.testing import CliRunner

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)] if str(ROOT) not in sys.path else []

import cli  # noqa: E402 - the line above finds it when this file is run

DOCUMENTS = {"vi": ROOT / "docs" / "cli.md", "en": ROOT / "docs" / "cli-en.md"}
_HEADS = {
    "vi": (
        "# Các lệnh của ketnap\n\n"
        "Mọi trang hướng dẫn `--help`, do chương trình tự in. In English: [cli-en.md](cli-en.md).\n"
    ),
    "en": (
        "# The commands of ketnap\n\n"
        "Every `--help`, as the program prints it. Tiếng Việt: [cli.md](cli.md).\n"
    ),
}
_PLAIN = {"KETNAP_LANG": None, "COLUMNS": None, "LANGUAGE": None}


def tree(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words that lead to every noun and command, in the order of the lists."""
    yield path
    with click.Context(group) as ctx:
        for name in group.list_commands(ctx):
            found = group.get_command(ctx, name)
            if isinstance(found, click.Group):
                yield from tree(found, (*path, name))
            else:
                yield (*path, name)


def reference(language: str) -> str:
    """The document in one language."""
    parts = [_HEADS[language]]
    for words in tree(cli.ketnap):
        told = CliRunner().invoke(
            cli.ketnap,
            ["--lang", language, *words, "--help"],
            prog_name="ketnap",
            env=_PLAIN,
            terminal_width=80,
        )
        heading = " ".join(("ketnap", *words))
        parts.append(f"## `{heading}`\n\n```text\n{told.stdout.rstrip()}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    for language, path in DOCUMENTS.items():
        path.write_text(reference(language), encoding="utf-8")
