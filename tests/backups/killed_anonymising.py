"""Make an anonymised copy and wait for ever just before it gets its name; says when."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from storage.address import address_of
from storage.anonymised.making import anonymise
from workflow.zone import office_zone


def wait() -> None:
    """Say that the copy is whole, then wait to be killed."""
    print("whole", flush=True)  # noqa: T201 - the test listens
    sys.stdin.read()


anonymise(
    address_of(sys.argv[1]),
    address_of(sys.argv[2]),
    invent=lambda _sex: "Lê Bịa",
    now=datetime(2026, 11, 23, 3, tzinfo=UTC),
    zone=office_zone(),
    ready=wait,
)
