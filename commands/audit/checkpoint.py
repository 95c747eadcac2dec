"""`ketnap audit checkpoint`: seal what waits, sign the log as it is, keep that elsewhere too."""

from __future__ import annotations

import click

from commands.asking import Terms
from commands.audit.places import checkpoint_folder, key_folder
from commands.office_desk import Office
from commands.skin import Command
from rules.text import Text


@click.command(
    "checkpoint",
    cls=Command,
    words=Text(
        "Niêm các mục mới và ký điểm kiểm tra: số mục và mã gốc của toàn bộ nhật ký. Bản ký được"
        " in ra, giữ trong kho và trong một thư mục ngoài kho (KETNAP_CHECKPOINTS). Hãy cất một"
        " bản ở nơi người quản trị kho không với tới: nhật ký viết lại sẽ không khớp với nó.",
        "Seal new entries and sign a checkpoint: size and root of the whole log. It is printed,"
        " kept in the store and in a folder outside it (KETNAP_CHECKPOINTS). Keep a copy where"
        " whoever administers the store cannot reach: a log written anew will not fit it.",
    ),
    examples=(
        "ketnap audit checkpoint",
        "ketnap audit checkpoint > /mnt/usb/nhat-ky.txt",
        "ketnap audit checkpoint -o json",
    ),
    exits=(0, 2, 3, 5, 7, 10, 75),
)
@click.pass_obj
def checkpoint(office: Office) -> None:
    """Sign the log as it is."""
    from workflow.checkpoints.issue import issue, signing_key  # noqa: PLC0415 - help stays instant
    from workflow.checkpoints.keys import KEY_STREAM  # noqa: PLC0415 - as above

    store = office.store()
    if not store.entries(KEY_STREAM):
        from commands.audit.keys import make_first  # noqa: PLC0415 - only the first time

        public = make_first(office, None, Terms())
        office.tell(
            Text(
                f"Đã tạo khóa đầu tiên {public.id.hex()} ở {key_folder().place(public)}.",
                f"Made the first key {public.id.hex()} in {key_folder().place(public)}.",
            )
        )
    key, folder = key_folder().find(signing_key(store)), checkpoint_folder(office)
    signed = issue(store, key, office.now(), folder.all())
    folder.keep(signed)
    if office.wants_json:
        office.emit(
            "audit-checkpoint",
            (),
            [
                {
                    "origin": signed.checkpoint.origin,
                    "size": signed.checkpoint.size,
                    "root": signed.checkpoint.root.hex(),
                    "time": signed.checkpoint.time,
                    "key": key.public().id.hex(),
                    "note": str(signed.note),
                }
            ],
        )
    else:
        click.echo(str(signed.note), nl=False)
