"""The service's log: one JSON object per line, without personal data.

What goes in are names of jobs, counts, lease numbers and the English sentence of a failure that an
officer can solve; those name units and files, never people. Of a bug its kind and place are told,
not its message, which may quote what somebody typed.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import TextIO


class _Lines(logging.Formatter):
    """A record as one line of JSON, its instant in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "said": record.getMessage(),
        }
        kind, _, trace = record.exc_info or (None, None, None)
        if kind is not None:
            line["raised"] = kind.__name__
            line["at_line"] = "".join(traceback.format_tb(trace))
        return json.dumps(line, ensure_ascii=False)


def log_to(stream: TextIO) -> None:
    """Send the service's log to a stream; the clockwork's own chatter only from warnings on."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
