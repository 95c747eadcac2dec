"""The hourly checkpoint of the alert service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from commands.audit.places import checkpoint_folder, key_folder
from commands.office_desk import Office

if TYPE_CHECKING:
    from storage.store import SqlStore


def sealed(office: Office, store: SqlStore, clock: Callable[[], datetime]) -> str:
    """Seal the log and sign it, here and in the folder outside; without a key only seal it.

    Raises:
        KetnapError: this machine does not hold the key, or the log no longer fits what was signed.
    """
    from workflow.checkpoints.issue import issue, signing_key  # noqa: PLC0415 - hourly
    from workflow.checkpoints.keys import KEY_STREAM  # noqa: PLC0415 - as above

    with store.aside() as aside:
        if not aside.entries(KEY_STREAM):
            return f"sealed={aside.tree.seal()} unsigned"
        key, folder = key_folder().find(signing_key(aside)), checkpoint_folder(office)
        signed = issue(aside, key, clock(), folder.all())
    folder.keep(signed)
    return f"sealed={signed.checkpoint.size} signed"
