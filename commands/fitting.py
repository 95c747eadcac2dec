"""A line of talk at the width of the terminal."""

from __future__ import annotations

import shutil
import sys

import click


def fitted(line: str) -> str:
    """A line broken at the terminal's width, its indent kept; left whole in a pipe."""
    width = shutil.get_terminal_size().columns
    if not sys.stdout.isatty() or len(line) <= width:
        return line
    indent = " " * (len(line) - len(line.lstrip()))
    return click.wrap_text(line.lstrip(), width, indent, indent + "  ")
