"""Why a place cannot be used as a store, in an officer's words."""

from __future__ import annotations

from rules.text import Text
from storage.address import Address
from workflow.errors import InputError, NotFoundError, RefusedError


def something_else(place: str) -> InputError:
    """What stands there is not a store, and is left alone."""
    return InputError(
        Text(
            f"{place} không phải kho dữ liệu; chưa ghi gì.",
            f"{place} is not a store; nothing was written.",
        )
    )


def no_store(address: Address) -> NotFoundError:
    """Nothing stands there yet."""
    return NotFoundError(
        Text(
            f"Chưa có kho dữ liệu ở {address.shown}.",
            f"There is no store at {address.shown}.",
        ),
        following=Text(
            "ketnap db init (kho mới) · ketnap demo (dữ liệu mẫu)",
            "ketnap db init (a new store) · ketnap demo (sample data)",
        ),
    )


def other_version(version: str, head: str, *, older: bool) -> RefusedError:
    """The store is of an older version than this program's `head`, or of a newer one."""
    if older:
        return RefusedError(
            Text(
                f"Kho dữ liệu ở phiên bản cũ ({version}, chương trình cần {head}).",
                f"The store is of an older version ({version}; this program needs {head}).",
            ),
            following=Text("ketnap db upgrade", "ketnap db upgrade"),
        )
    return RefusedError(
        Text(
            f"Kho dữ liệu mới hơn chương trình (phiên bản {version}, chương trình {head});"
            " hãy cập nhật chương trình.",
            f"The store is newer than this program ({version}, this program {head});"
            " update the program.",
        )
    )
