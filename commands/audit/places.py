"""Where keys and checkpoints are kept outside the store."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from commands.office_desk import Office

if TYPE_CHECKING:
    from storage.checkpoint_folder import CheckpointFolder
    from storage.key_files import KeyFolder


def key_folder() -> KeyFolder:
    """The folder that KETNAP_SIGNING_KEYS names, else one beside the user's settings."""
    from platformdirs import user_config_path  # noqa: PLC0415 - only signing pays

    from storage.key_files import KeyFolder  # noqa: PLC0415 - as above

    named = os.environ.get("KETNAP_SIGNING_KEYS")
    return KeyFolder(Path(named) if named else user_config_path("ketnap") / "keys")


def checkpoint_folder(office: Office) -> CheckpointFolder:
    """The folder that KETNAP_CHECKPOINTS names, else one beside the store's file."""
    from storage.checkpoint_folder import folder_beside  # noqa: PLC0415 - only checkpoints pay

    return folder_beside(office.address(), os.environ.get("KETNAP_CHECKPOINTS"))
