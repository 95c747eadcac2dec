"""A process that advances cases and says so after each commit, to be killed at any moment.

Started as ``advancing.py URL HONEST REF…``. It imports everything once, then for each line
``START`` on its input a child of its own takes up the work at step number START and writes a line
``ack STEP REF SEQ DIGEST`` after each. The child is what gets killed: its number stands in the line
``born PID``. It never ends by itself; when it was killed, ``ended`` follows.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from datetime import date
from typing import Any

from builders import a_desk
from sqlalchemy import Engine

from storage.address import address_of
from storage.engine import open_engine
from storage.store import SqlStore
from workflow.actions.advance import advance
from workflow.change import Change
from workflow.reasons import Reason
from workflow.states import Event

STEPS: tuple[tuple[Event, dict[str, Any]], ...] = (
    (Event.ENROL, {"on": date(2024, 2, 1), "document": "05-CV/ĐU"}),
    (Event.OPEN_FILE, {"on": date(2024, 5, 2)}),
    (Event.CLOSE, {"on": date(2024, 6, 3), "reason_code": Reason.OWN_REQUEST}),
)


def say(line: str) -> None:
    """Write one line at once: a pipe takes it whole or not at all."""
    os.write(1, f"{line}\n".encode())


class HastyStore(SqlStore):
    """The control: it acknowledges before it commits, as no store may."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.step = 0

    def commit(self, change: Change) -> None:
        """Say that the change is written, then write it."""
        entry = change.entries[0]
        say(f"ack {self.step} {entry.stream} {entry.seq} {entry.digest}")
        super().commit(change)


def work(url: str, refs: list[str], start: int, *, honest: bool) -> None:
    """Advance every case through every step, from step number `start` on."""
    engine = open_engine(address_of(url))
    store = SqlStore(engine) if honest else HastyStore(engine)
    desk = a_desk(store)
    for step in range(start, len(refs) * len(STEPS)):
        if isinstance(store, HastyStore):
            store.step = step
        ref = refs[step // len(STEPS)]
        event, values = STEPS[step % len(STEPS)]
        # The same request id after a kill: done once, whatever had been done.
        moved = advance(desk, ref, event, request=f"{ref}-{event}", **values)
        if honest:
            say(f"ack {step} {ref} {moved.entry.seq} {moved.entry.digest}")


def main() -> None:
    """Bear one child per line of input."""
    url, honest, *refs = sys.argv[1:]
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                work(url, refs, int(line), honest=honest == "honest")
                signal.pause()
            except BaseException:  # noqa: BLE001 - a child of a fork must not run on as its parent
                traceback.print_exc()
            os._exit(1)
        say(f"born {child}")
        os.waitpid(child, 0)
        say("ended")


if __name__ == "__main__":
    main()
