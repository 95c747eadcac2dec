"""The mail server the delivery tests talk to: a program of its own that stores what it accepts.

Usage: `python smtp_process.py FOLDER`. Prints its loopback port, serves until its standard input
closes. `FOLDER/plan.txt` has one word per coming connection (see `smtp.Behaviour`); a connection
that finds no word there is accepted.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session


class _Folder:
    """The stored messages and the plan for the coming connections."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stored = 0

    def next_behaviour(self) -> str:
        plan = self._path / "plan.txt"
        words = plan.read_text(encoding="ascii").split() if plan.exists() else []
        if not words:
            return "accept"
        plan.write_text("\n".join(words[1:]), encoding="ascii")
        return words[0]

    def store(self, envelope: Envelope) -> None:
        self._stored += 1
        stem = self._path / f"{self._stored:06d}"
        about = {"sender": envelope.mail_from, "recipients": envelope.rcpt_tos}
        content = envelope.original_content or b""
        stem.with_suffix(".eml").write_bytes(content)
        stem.with_suffix(".json").write_text(json.dumps(about), encoding="utf-8")


class _Handler:
    """Stores or refuses a whole message, as this connection is to behave."""

    def __init__(self, folder: _Folder, behaviour: str) -> None:
        self._folder = folder
        self._behaviour = behaviour

    async def handle_RCPT(  # noqa: N802 - aiosmtpd looks the hook up by this name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        if self._behaviour == "reject":
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd looks the hook up by this name
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self._behaviour == "refuse":
            return "451 4.3.0 try again later"
        if self._behaviour == "hang":
            await asyncio.Event().wait()
        self._folder.store(envelope)
        if self._behaviour == "lose-answer":
            server.transport.abort()
        return "250 2.0.0 stored"


class _Connection(SMTP):
    """One connection; it alone can break off in the middle of a message."""

    def __init__(self, folder: _Folder, **options: Any) -> None:
        self._behaviour = folder.next_behaviour()
        super().__init__(_Handler(folder, self._behaviour), **options)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name for the verb
        if self._behaviour != "drop":
            await super().smtp_DATA(arg)
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        await self._reader.readline()
        self.transport.abort()


async def _serve(path: Path) -> None:
    loop = asyncio.get_running_loop()
    folder = _Folder(path)
    server = await loop.create_server(
        lambda: _Connection(folder, hostname="localhost", enable_SMTPUTF8=True, loop=loop),
        "127.0.0.1",
        0,
    )
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201 - the parent reads it
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1])))
