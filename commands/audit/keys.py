"""`ketnap audit key new | rotate | list`: the keys that sign the log's checkpoints."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import click

from commands.asking import Terms, register_terms
from commands.audit.places import key_folder
from commands.moments import moment
from commands.office_desk import Office
from commands.output import Column
from commands.prose import tell_registered
from commands.skin import group, option
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from audit import Entry, PrivateKey, PublicKey

command = group(
    "key",
    Text("Khóa ký điểm kiểm tra của nhật ký.", "The keys that sign the log's checkpoints."),
)

_COLUMNS = (
    Column(key="id", heading=Text("Khóa", "Key"), kind="ref"),
    Column(key="since", heading=Text("Từ", "Since"), kind="ref"),
    Column(key="state", heading=Text("Tình trạng", "State")),
    Column(key="endorsed", heading=Text("Khóa trước xác nhận", "Endorsed")),
    Column(key="held", heading=Text("Máy này giữ", "Held here")),
    Column(key="public", heading=Text("Khóa công khai", "Public key"), kind="ref"),
)
_ORIGIN_BYTES = 6
_IN_USE, _REPLACED = Text("đang dùng", "in use"), Text("đã thay", "replaced")
_YES, _NO = Text("có", "yes"), Text("không", "no")


def _origin(_ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    from audit.note import is_name  # noqa: PLC0415 - help stays instant

    if value is None or (is_name(value) and len(value) <= 100):  # noqa: PLR2004 - a line's worth
        return value
    raise click.BadParameter(
        say(
            Text(
                "tên gồm 1–100 ký tự, không có khoảng trắng và dấu +, ví dụ tinhuy.example/ketnap.",
                "1-100 characters without spaces and +, for instance tinhuy.example/ketnap.",
            )
        ),
        param=param,
    )


@command.command(
    "new",
    words=Text(
        "Tạo khóa đầu tiên. Khóa bí mật ở tệp riêng 0600, không bao giờ ở trong kho; khóa công"
        " khai thành một mục của nhật ký. Hãy chép khóa công khai cho cơ quan kiểm tra.",
        "Make the first key. The private half goes to a file of its own, 0600, never into the"
        " store; the public half is an entry of the log. Give the public half to the auditors.",
    ),
    examples=("ketnap audit key new", "ketnap audit key new --origin tinhuy.example/ketnap"),
    exits=(0, 2, 3, 5, 6, 75),
)
@option(
    "--origin",
    callback=_origin,
    default=None,
    words=Text(
        "Tên của nhật ký trong mọi điểm kiểm tra (mặc định: ketnap/ và số ngẫu nhiên).",
        "The log's name in every checkpoint (default: ketnap/ and a random number).",
    ),
)
@register_terms
@click.pass_obj
def new(office: Office, origin: str | None, terms: Terms) -> None:
    """Make the first key."""
    _tell(office, make_first(office, origin, terms), terms)


def make_first(office: Office, origin: str | None, terms: Terms) -> PublicKey:
    """Make the log's first key and write it down; the key that signs from now on."""
    from audit import KeyKind, PrivateKey  # noqa: PLC0415 - help stays instant
    from workflow.actions.keys import first_key, known_keys  # noqa: PLC0415 - as above

    name = origin or f"ketnap/{secrets.token_hex(_ORIGIN_BYTES)}"
    key = PrivateKey.new(name, KeyKind.LOG)
    done = _kept(
        key,
        terms,
        lambda: first_key(
            office.desk(), key.public(), request=terms.request, dry_run=terms.dry_run
        ),
    )
    return key.public() if done else known_keys(office.store())[0].public


@command.command(
    "rotate",
    words=Text(
        "Thay khóa. Khóa cũ ký xác nhận khóa mới; từ mục này trở đi chỉ khóa mới ký được. Khóa cũ"
        " đã mất: --lost, kèm --reason và --approved-by.",
        "Replace the key. The outgoing key signs for the new one; from this entry on only the new"
        " one signs. If the old one is lost: --lost with --reason and --approved-by.",
    ),
    examples=(
        "ketnap audit key rotate",
        'ketnap audit key rotate --lost --reason "Hỏng ổ đĩa" --approved-by minh',
    ),
    exits=(0, 2, 3, 5, 6, 75),
)
@option(
    "--lost", is_flag=True, default=False, words=Text("Khóa cũ đã mất.", "The old key is lost.")
)
@option("--reason", default=None, words=Text("Vì sao mất.", "Why it is lost."))
@option(
    "--approved-by",
    "second",
    default=None,
    words=Text("Người thứ hai chấp thuận.", "The second person who approves."),
)
@register_terms
@click.pass_obj
def rotate(
    office: Office, lost: bool, reason: str | None, second: str | None, terms: Terms
) -> None:
    """Replace the key."""
    from audit import KeyKind, PrivateKey  # noqa: PLC0415 - help stays instant
    from workflow.actions.keys import known_keys, next_key  # noqa: PLC0415 - as above
    from workflow.checkpoints.issue import signing_key  # noqa: PLC0415 - as above
    from workflow.checkpoints.keys import endorse  # noqa: PLC0415 - as above

    old = signing_key(office.store())
    key = PrivateKey.new(old.name, KeyKind.LOG)
    endorsement = None if lost else endorse(key_folder().find(old), key.public())
    done = _kept(
        key,
        terms,
        lambda: next_key(
            office.desk(),
            key.public(),
            endorsement,
            reason=reason,
            approved_by=second,
            request=terms.request,
            dry_run=terms.dry_run,
        ),
    )
    _tell(office, key.public() if done else known_keys(office.store())[-1].public, terms)


def _kept(key: PrivateKey, terms: Terms, write: Callable[[], Entry | None]) -> bool:
    """Keep the private half first, write the public half down, take the first back if that fails.

    Returns:
        Whether the key is the one that was written; False where the request was done before.
    """
    folder = key_folder()
    if not terms.dry_run:
        folder.keep(key)
    try:
        entry = write()
    except BaseException:
        if not terms.dry_run:
            folder.discard(key.public())
        raise
    if entry is None:
        folder.discard(key.public())
    return entry is not None


def _tell(office: Office, public: PublicKey, terms: Terms) -> None:
    place = key_folder().place(public)
    lines = [
        Text(f"✓ Khóa {public.id.hex()} ký từ nay.", f"✓ Key {public.id.hex()} signs from now on."),
        Text(f"  Khóa công khai: {public}", f"  Public key: {public}"),
        Text(
            f"  Khóa bí mật: {place} (0600; không để cùng bản sao lưu của kho)",
            f"  Private key: {place} (0600; keep it apart from backups of the store)",
        ),
        Text("  Tiếp theo: ketnap audit checkpoint", "  Next: ketnap audit checkpoint"),
    ]
    row = {"id": public.id.hex(), "public": str(public), "file": str(place), "state": "active"}
    tell_registered(office, lines, "audit-key", _COLUMNS, [row], dry_run=terms.dry_run)


@command.command(
    "list",
    words=Text(
        "Các khóa đã ghi trong nhật ký, khóa đang dùng ở cuối.",
        "The keys that the log names, the one in use last.",
    ),
    examples=("ketnap audit key list", "ketnap audit key list -o json"),
    exits=(0, 2, 3),
)
@click.pass_obj
def list_keys(office: Office) -> None:
    """List the keys."""
    from workflow.actions.keys import known_keys  # noqa: PLC0415 - help stays instant

    keys, folder = known_keys(office.store()), key_folder()
    zone = office.desk().zone
    rows = []
    for one in keys:
        in_use = one is keys[-1]
        held = folder.place(one.public).is_file()
        rows.append(
            {
                "id": one.public.id.hex(),
                "origin": one.public.name,
                "public": str(one.public),
                "since": one.since,
                "since_shown": moment(datetime.fromisoformat(one.since), zone),
                "state": "active" if in_use else "rotated-out",
                "state_shown": say(_IN_USE if in_use else _REPLACED),
                "endorsed": one.endorsed,
                "endorsed_shown": say(_YES if one.endorsed else _NO),
                "held": held,
                "held_shown": say(_YES if held else _NO),
            }
        )
    office.emit("audit-keys", _COLUMNS, rows)
