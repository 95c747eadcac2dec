"""Erase somebody and be killed there: ``dying_erasing.py URL REF condemned|committed``."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from builders import a_desk

from storage.address import address_of
from storage.schema import open_store
from storage.vault import Vault
from workflow.actions.erase import erase

url, ref, moment = sys.argv[1:]
condemn = Vault.condemn


def _die(*_given: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _condemn_and_die(vault: Vault, person: str) -> None:
    condemn(vault, person)
    _die()


if moment == "committed":  # the row is erased, the key is not destroyed yet
    Vault.destroy = _die  # type: ignore[method-assign]
else:  # the key is condemned, nothing is committed
    Vault.condemn = _condemn_and_die  # type: ignore[method-assign]
with open_store(address_of(url)) as store:
    erase(a_desk(store), ref, "request", confirm=ref, approved_by="hoa")
