"""`ketnap audit witness`: a second key, on another machine, signs what only grew."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.audit.places import key_folder
from commands.office_desk import Office
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from audit import PrivateKey, PublicKey
    from audit.prooftext import GrowthText


_WHY = {
    "key": "điểm kiểm tra này không do khóa đã biết của nhật ký ký (thay khóa rồi thì nêu --key)",
    "start": "chứng minh không bắt đầu từ bản đã làm chứng lần trước (ketnap audit prove --since)",
    "growth": "nhật ký này không dài thêm từ bản đã thấy",
}


@click.command(
    "witness",
    cls=Command,
    words=Text(
        "Làm chứng trên máy khác: kiểm điểm kiểm tra do khóa của nhật ký ký và nhật ký chỉ dài"
        " thêm từ lần làm chứng trước, rồi ký thêm bằng khóa riêng. Từ chối khi nhật ký cho thấy"
        " một bản khác. Lần đầu cần --key, nhận trực tiếp từ nơi giữ nhật ký.",
        "Witness on another machine: check that the log's key signed the checkpoint and that the"
        " log only grew since the last time, then sign beside it. Refuses a log that shows another"
        " view. The first time takes --key, handed over in person.",
    ),
    examples=(
        "ketnap audit witness yeu-cau.txt --key ketnap/3f9a+1c2d3e4f+AbC… --name uyban-kiemtra",
        "ketnap audit witness yeu-cau.txt > da-chung.txt",
    ),
    exits=(0, 2, 3, 7),
)
@click.argument("request", metavar="FILE", type=click.Path(path_type=Path))
@option(
    "--key",
    "trusted",
    default=None,
    metavar="PUBLICKEY",
    words=Text(
        "Khóa công khai của nhật ký: lần đầu, và sau khi thay khóa.",
        "The log's public key: the first time, and after a rotation.",
    ),
)
@option(
    "--name",
    default="witness",
    show_default=True,
    words=Text("Tên người chứng, khi tạo khóa.", "The witness's name, for a new key."),
)
@option(
    "--book",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FOLDER",
    words=Text(
        "Nơi nhớ lần làm chứng trước (mặc định: thư mục dữ liệu).",
        "Where the last time is remembered (default: the data folder).",
    ),
)
@click.pass_obj
def witness(
    office: Office, request: Path, trusted: str | None, name: str, book: Path | None
) -> None:
    """Sign beside the log."""
    from platformdirs import user_data_path  # noqa: PLC0415 - help stays instant

    from audit import NoteError, PublicKey, Signed  # noqa: PLC0415 - as above
    from audit.witness import SplitViewError  # noqa: PLC0415 - as above
    from audit.witness import witness as cosigned  # noqa: PLC0415 - as above
    from storage.witness_book import WitnessBook  # noqa: PLC0415 - as above
    from workflow.errors import InputError, IntegrityError, NotFoundError  # noqa: PLC0415 - as above

    asked = _asked(request)
    kept = WitnessBook(book or user_data_path("ketnap") / "witness")
    before = kept.recall(asked.signed.checkpoint.origin)
    try:
        given = None if trusted is None else PublicKey.read(trusted)
    except NoteError as odd:
        raise InputError(
            Text("--key không phải một khóa công khai.", f"--key is no public key ({odd}).")
        ) from odd
    log = given or (None if before is None else before.log)
    if log is None:
        raise NotFoundError(
            Text(
                "Chưa từng làm chứng cho nhật ký này: cần --key của nó.",
                "This log was never witnessed here: it takes --key.",
            ),
            following=Text("ketnap audit key list", "ketnap audit key list"),
        )
    mine, made = _own_key(name)
    try:
        note = cosigned(
            asked, log, None if before is None else before.last, mine, int(office.now().timestamp())
        )
    except SplitViewError as odd:
        raise IntegrityError(
            Text(f"Không làm chứng: {_WHY[odd.kind]}.", f"Not witnessed: {odd}.")
        ) from odd
    kept.remember(log, Signed.read(str(note)))
    if made is not None:
        office.tell(Text(f"Khóa của người chứng: {made}", f"The witness's key: {made}"))
    click.echo(str(note), nl=False)


def _asked(path: Path) -> GrowthText:
    from audit import NoteError, Signed  # noqa: PLC0415 - help stays instant
    from audit.prooftext import GrowthText  # noqa: PLC0415 - as above
    from workflow.errors import InputError  # noqa: PLC0415 - as above

    try:
        whole = sys.stdin.read() if str(path) == "-" else path.read_text("utf-8")
        if whole.startswith("old "):
            return GrowthText.read(whole)
        return GrowthText(old=0, path=(), signed=Signed.read(whole))
    except (OSError, UnicodeDecodeError, NoteError) as odd:
        raise InputError(
            Text(
                f"{path} không phải điểm kiểm tra hay yêu cầu làm chứng.",
                f"{path} is neither a checkpoint nor a request to a witness ({odd}).",
            ),
            following=Text(
                "ketnap audit prove --since ĐIỂM_CŨ", "ketnap audit prove --since OLDER"
            ),
        ) from odd


def _own_key(name: str) -> tuple[PrivateKey, PublicKey | None]:
    """The witness's key: the one there is, else a new one; the public half of a new one."""
    from audit import KeyKind, PrivateKey  # noqa: PLC0415 - help stays instant
    from audit.note import is_name  # noqa: PLC0415 - as above

    if not is_name(name):
        raise click.BadParameter(
            say(Text("tên không có khoảng trắng và dấu +.", "a name without spaces and +.")),
            param_hint="--name",
        )
    folder = key_folder()
    found = folder.witness()
    if found is not None:
        return found, None
    key = PrivateKey.new(name, KeyKind.WITNESS)
    folder.keep_witness(key)
    return key, key.public()
