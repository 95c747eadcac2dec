"""Where the tour is played: commands are run for real, and shown as an officer would see them.

How a command is run is the caller's affair (`Run`): the command line hands in itself, so that what
is shown is the real command, with its real output and exit code.
"""

from __future__ import annotations

import json
import re
import shlex
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from rules.text import Language, Text
from workflow.errors import KetnapError

WIDTH = 100
_PLAIN = re.compile(r"[\w@%+=:,./-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a command printed, on both streams in order, and how it ended."""

    code: int
    output: str


Run = Callable[[Sequence[str]], Outcome]
"""Runs the command line with these arguments."""


class UnexpectedEndError(KetnapError):
    """A command of the tour did not end as it should have."""

    exit_code = 1

    def __init__(self, arguments: Sequence[str], wanted: int, outcome: Outcome) -> None:
        typed = spelled(arguments)
        super().__init__(
            Text(
                f"Chạy thử dừng lại: “{typed}” thoát với mã {outcome.code}, lẽ ra {wanted}.",
                f"The tour stopped: “{typed}” exited with {outcome.code}, not {wanted}.",
            ),
            why=tuple(Text(line, line) for line in outcome.output.splitlines() if line.strip()),
        )
        self.arguments = arguments
        self.wanted = wanted
        self.outcome = outcome


def spelled(arguments: Sequence[str]) -> str:
    """A command as it is typed into a shell."""
    words = [word if _PLAIN.fullmatch(word) else shlex.quote(word) for word in arguments]
    return " ".join(["ketnap", *words])


@dataclass(slots=True, kw_only=True)
class Stage:
    """Runs commands and shows them.

    Attributes:
        run: Runs one command.
        put: Prints one line.
        language: The language of what the tour itself says.
        quiet: Print headings and sums only.
        count: How many commands were run.
    """

    run: Run
    put: Callable[[str], None]
    language: Language = "vi"
    quiet: bool = False
    count: int = field(default=0, init=False)

    def heading(self, words: Text) -> None:
        """Begin a part of the tour."""
        self.put("")
        self.put(f"── {words.to(self.language)} ".ljust(WIDTH, "─"))

    def tell(self, words: Text) -> None:
        """Say something between commands."""
        if not self.quiet:
            self.put(words.to(self.language))

    def show(
        self, *arguments: str, ends: int = 0, lines: int | None = None, total: bool = False
    ) -> None:
        """Run a command and show it with its output, of which at most so many lines.

        With `total` the last line is kept, which sums a table up; what is left out is marked.

        Raises:
            UnexpectedEndError: it did not end with the exit code `ends`.
        """
        outcome = self._run(arguments, ends)
        if self.quiet:
            return
        printed = outcome.output.rstrip().splitlines()
        kept = printed if lines is None else _shortened(printed, lines, self.language, total=total)
        for line in [*_typed(arguments, outcome.code, self.language), *kept]:
            for part in _folded(line):
                self.put(part)

    def quietly(self, words: Text, commands: Iterable[Sequence[str]]) -> None:
        """Run commands that only prepare, and tell them in one line.

        Raises:
            UnexpectedEndError: one of them failed.
        """
        before = self.count
        for arguments in commands:
            self._run(arguments, 0)
        done = self.count - before
        self.tell(
            Text(f"· {words.vi}: {done} lệnh, mã thoát 0", f"· {words.en}: {done} commands, exit 0")
        )

    def read(self, *arguments: str) -> list[dict[str, Any]]:
        """What a command tells a program.

        Raises:
            UnexpectedEndError: it failed.
        """
        outcome = self._run([*arguments, "-o", "json"], 0)
        items: list[dict[str, Any]] = json.loads(outcome.output)["items"]
        return items

    def _run(self, arguments: Sequence[str], ends: int) -> Outcome:
        outcome = self.run(arguments)
        self.count += 1
        if outcome.code != ends:
            raise UnexpectedEndError(arguments, ends, outcome)
        return outcome


def _typed(arguments: Sequence[str], code: int, language: Language) -> list[str]:
    """The command behind a prompt, broken between its options; how it ended, as a comment."""
    pieces: list[str] = ["ketnap"]
    for here, word in zip(["", *arguments], arguments, strict=False):
        typed = word if _PLAIN.fullmatch(word) else shlex.quote(word)
        if here.startswith("--") and not word.startswith("-"):
            pieces[-1] += f" {typed}"
        else:
            pieces.append(typed)
    lines = ["$"]
    for piece in pieces:
        if len(lines[-1]) + len(piece) > WIDTH - 3:
            lines[-1] += " \\"
            lines.append("     ")
        lines[-1] += f" {piece}"
    if code:
        ended = Text(f"   # mã thoát {code}", f"   # exit {code}").to(language)
        fits = len(lines[-1]) + len(ended) <= WIDTH
        lines[-1:] = [lines[-1] + ended] if fits else [lines[-1], f"   {ended}"]
    return lines


def _shortened(
    lines: Sequence[str], most: int, language: Language, *, total: bool
) -> Sequence[str]:
    """The first lines, a mark on what is left out, and the last one if it sums them up."""
    left = len(lines) - most
    if left <= 0:
        return lines
    if not total:
        return [*lines[: most - 1], f"{lines[most - 1]} …"]
    gap = Text(f"… {left + 1} dòng nữa …", f"… {left + 1} more lines …").to(language)
    return [*lines[: most - 2], f"  {gap}", lines[-1]]


def _folded(line: str) -> Sequence[str]:
    """A line as a terminal of that width would break it, but between words."""
    if len(line) <= WIDTH:
        return [line.rstrip()]
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    return textwrap.wrap(
        line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
