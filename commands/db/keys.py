"""`ketnap db rotate-keys`: a new master key for the keys of people."""

from __future__ import annotations

import click

from commands.office_desk import Office
from commands.output import Column
from commands.prose import tell_or_emit
from commands.skin import Command
from commands.speech import say
from rules.text import Text

_DONE = (
    Column(key="store", heading=Text("Kho khóa", "Key store")),
    Column(key="keys", heading=Text("Khóa", "Keys"), kind="number"),
)


@click.command(
    "rotate-keys",
    cls=Command,
    words=Text(
        "Đổi khóa chủ của kho khóa dữ liệu cá nhân: mọi khóa được bọc lại, dữ liệu giữ nguyên."
        " Sau đó bản sao cũ của khóa chủ không mở được kho khóa mới.",
        "Replace the master key of the key store of personal data: every key is wrapped anew, the"
        " data stay. After that an old copy of the master key does not open the new key store.",
    ),
    examples=("ketnap db rotate-keys",),
    exits=(0, 2, 3, 5, 7),
)
@click.pass_obj
def rotate_keys(office: Office) -> None:
    """Wrap every key anew."""
    from storage.vault import vault_of  # noqa: PLC0415 - help opens nothing

    store = office.store()
    store.allow_copy()
    place, count = vault_of(store.engine).rotate()
    line = Text(
        f"✓ Đã đổi khóa chủ của {place}: bọc lại {count} khóa.",
        f"✓ Replaced the master key of {place}: {count} key(s) wrapped anew.",
    )
    row = {"store": str(place), "keys": count}
    tell_or_emit(office, [say(line)], "db-rotate-keys", _DONE, [row])
