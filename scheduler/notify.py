"""Everything that is neither mail nor a screen, through Apprise; the one module that imports it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from scheduler.carriers import NotCarriedError, Parcel
from scheduler.detail import Detail
from scheduler.outlets import Outlet
from workflow.inbox import Channel


class NotifyCarrier:
    """Chats and other services, one connection for each message.

    Their addresses are secrets: no failure quotes one, and what the library would log is dropped.
    """

    channel = Channel.APPRISE

    def __init__(self, outlets: Mapping[str, Outlet]) -> None:
        self._outlets = outlets

    def detail(self, address: str) -> Detail:
        """How much an outlet may be told; one that is not there, the least."""
        outlet = self._outlets.get(address)
        return Detail.REF if outlet is None else outlet.detail

    def carry(self, parcel: Parcel) -> None:
        """Hand a message over.

        Raises:
            NotCarriedError: no such outlet, the library is not installed, or it was not accepted.
        """
        outlet = self._outlets.get(parcel.address)
        if outlet is None:
            raise NotCarriedError("NoSuchOutlet", blocked=False)
        library = _library()
        service = library.Apprise()
        if not service.add(outlet.url):
            raise NotCarriedError("UnknownService", blocked=False)
        accepted = service.notify(
            title=parcel.digest.subject,
            body=parcel.digest.text,
            body_format=library.NotifyFormat.TEXT,
        )
        if not accepted:
            raise NotCarriedError("NotAccepted", blocked=False)


def _library() -> Any:
    try:
        import apprise  # noqa: PLC0415 - an extra, and 190 ms that only its messages pay
    except ImportError:
        raise NotCarriedError("NotInstalled", blocked=True) from None
    # What it logs may quote an address.
    log = logging.getLogger("apprise")
    log.propagate = False
    log.disabled = True
    return apprise
