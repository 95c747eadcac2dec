"""A bar on the error stream while a long reading goes on; never in a pipe."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

import click

from commands.office_desk import Office
from commands.output import number
from commands.speech import say
from rules.text import Text

_PATIENCE = 1.0
_EVERY = 0.1
_WIDTH = 24


class ProgressBar:
    """Shown after a second, on a terminal, at most ten times a second; wiped at the end."""

    def __init__(self, office: Office) -> None:
        self._wanted = sys.stderr.isatty() and not office.quiet
        self._next = time.monotonic() + _PATIENCE
        self._shown = False

    def show(self, done: int, total: int) -> None:
        """Tell how far it is."""
        now = time.monotonic()
        if not self._wanted or now < self._next or not total:
            return
        self._next, self._shown = now + _EVERY, True
        filled = min(_WIDTH, _WIDTH * done // total)
        bar = "█" * filled + "░" * (_WIDTH - filled)
        percent = min(100, 100 * done // total)
        doing = say(Text("Đang kiểm chứng", "Verifying"))
        click.echo(f"\r{doing} {bar} {percent:3d} % ({number(done)})", err=True, nl=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _raised: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._shown:
            click.echo("\r\033[K", err=True, nl=False)
