"""A mail server behind TLS that wants a password, in a process of its own.

Usage: `python secure_mail_server.py PEM starttls|tls`. Prints its port, then the envelope
recipient of every mail it accepts; serves until its standard input closes. The key in PEM is for
these tests only.
"""

from __future__ import annotations

import asyncio
import ssl
import sys
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

_PASSWORD = b"mat-khau-bi-mat"


class _Handler:
    async def handle_DATA(  # noqa: N802 - aiosmtpd looks the hook up by this name
        self, _server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if not session.authenticated:
            return "530 5.7.0 authenticate first"
        print(*envelope.rcpt_tos, flush=True)  # noqa: T201 - the parent reads it
        return "250 2.0.0 stored"


def _known(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and data.password == _PASSWORD
    return AuthResult(success=good, handled=False)


async def _serve(pem: str, mode: str) -> None:
    loop = asyncio.get_running_loop()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem)
    starttls = mode == "starttls"

    def connection() -> SMTP:
        return SMTP(
            _Handler(),
            hostname="localhost",
            tls_context=context if starttls else None,
            authenticator=_known,
            auth_require_tls=starttls,
            loop=loop,
        )

    server = await loop.create_server(
        connection, "localhost", 0, ssl=None if starttls else context, family=2
    )
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201 - the parent reads it
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], sys.argv[2]))
