"""A real terminal of a given width, for commands that ask or fit their tables."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import termios
from collections.abc import Mapping, Sequence


def at_terminal(
    words: Sequence[str],
    env: Mapping[str, str],
    *,
    columns: int = 80,
    answer: str = "",
    term: str = "dumb",
) -> tuple[int, str]:
    """Type a command line at a terminal; its exit code and all that the screen showed.

    A dumb terminal shows no escapes, and lists take it for 80 columns wide.
    """
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    if answer:
        os.write(master, answer.encode())
    done = subprocess.Popen(
        ["ketnap", *words],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        # A width in the environment would go before the terminal's own.
        env={key: env[key] for key in env if key not in {"COLUMNS", "LINES"}} | {"TERM": term},
        start_new_session=True,
    )
    os.close(slave)
    shown = b""
    while chunk := _read(master):
        shown += chunk
    os.close(master)
    return done.wait(timeout=60), shown.decode().replace("\r\n", "\n")


def _read(master: int) -> bytes:
    try:
        return os.read(master, 65_536)
    except OSError:  # Linux says so when the other end is closed
        return b""
