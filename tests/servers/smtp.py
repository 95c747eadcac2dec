"""A real mail server for the delivery tests, in a process of its own on a loopback port."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self


class Behaviour(StrEnum):
    """What the server does with one connection."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    """Answers 451 after the whole message: try again later."""
    REJECT = "reject"
    """Answers 550 to the recipient: there is no such mailbox."""
    HANG = "hang"
    """Takes the message and never answers."""
    DROP = "drop"
    """Breaks the connection off in the middle of the message, and keeps nothing."""
    LOSE_ANSWER = "lose-answer"
    """Keeps the message and breaks the connection off before saying so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """A message the server accepted, with the envelope it came in."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage


class SmtpServer:
    """The server as a test holds it: use it in a `with`.

    Attributes:
        host: Always the loopback address.
        port: A free port, known once the server listens.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[str] | None = None
        self.host = "127.0.0.1"
        self.port = 0

    def __enter__(self) -> Self:
        program = Path(__file__).with_name("smtp_process.py")
        with (self._folder / "errors.txt").open("w", encoding="utf-8") as errors:
            self._process = subprocess.Popen(
                [sys.executable, str(program), str(self._folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line.strip():
            self._process.communicate()
            raise RuntimeError((self._folder / "errors.txt").read_text(encoding="utf-8"))
        self.port = int(line)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is None:
            return
        try:
            self._process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()

    def will(self, *behaviours: Behaviour) -> None:
        """How the next connections go, in order; those after them are accepted."""
        words = "\n".join(behaviour.value for behaviour in behaviours)
        (self._folder / "plan.txt").write_text(words, encoding="ascii")

    def delivered(self) -> list[Delivered]:
        """All messages accepted so far, in order. A message is here before its sender hears so."""
        return [self._read(about) for about in sorted(self._folder.glob("*.json"))]

    @staticmethod
    def _read(about: Path) -> Delivered:
        envelope = json.loads(about.read_text(encoding="utf-8"))
        content = about.with_suffix(".eml").read_bytes().replace(b"\r\n", b"\n")
        message = message_from_bytes(content, policy=policy.default)
        return Delivered(
            sender=envelope["sender"], recipients=tuple(envelope["recipients"]), message=message
        )
