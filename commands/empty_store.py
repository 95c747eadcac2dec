"""A store for invented people: a new one, or one that holds nothing yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.text import Text

if TYPE_CHECKING:
    from storage.address import Address


def is_there_and_empty(place: Address, following: Text) -> bool:
    """Whether there is a store that holds nothing yet; False where there is none.

    `following` is what to type instead.

    Raises:
        RefusedError: it is not empty.
    """
    from storage.schema import open_store  # noqa: PLC0415 - help opens nothing
    from workflow.errors import NotFoundError, RefusedError  # noqa: PLC0415 - as above

    try:
        with open_store(place) as store:
            entries = store.entry_count()
    except NotFoundError:
        return False
    if entries:
        raise RefusedError(
            Text(
                f"Kho {place.shown} đã có {entries} mục; dữ liệu mẫu chỉ ghi vào kho trống.",
                f"The store {place.shown} has {entries} entries; the sample goes into empty ones.",
            ),
            following=following,
        )
    return True
