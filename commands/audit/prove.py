"""`ketnap audit prove`: one entry is in the log; the log grew from an earlier checkpoint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.office_desk import Office
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from audit import Signed


@click.command(
    "prove",
    cls=Command,
    words=Text(
        "Chứng minh một mục có trong nhật ký của điểm kiểm tra mới nhất, hoặc (--since) nhật ký"
        " chỉ dài thêm từ một điểm kiểm tra cũ. In ra văn bản theo C2SP (tlog-proof,"
        " tlog-witness); kiểm bằng verify.py hoặc công cụ khác.",
        "Prove that an entry is in the log of the newest checkpoint, or (--since) that the log only"
        " grew from an older one. Prints a text in the forms of C2SP (tlog-proof, tlog-witness),"
        " to be checked with verify.py or any other tool.",
    ),
    examples=(
        "ketnap audit prove HS-2026-0029 17 > muc-17.tlog-proof",
        "ketnap audit prove --since cu.txt > gui-nguoi-chung.txt",
    ),
    exits=(0, 2, 3, 5, 7, 75),
)
@click.argument("stream", required=False)
@click.argument("seq", type=click.IntRange(min=1), required=False)
@option(
    "--since",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE",
    words=Text("Điểm kiểm tra cũ.", "The older checkpoint."),
)
@click.pass_obj
def prove(office: Office, stream: str | None, seq: int | None, since: Path | None) -> None:
    """Prove an entry, or growth."""
    from workflow.checkpoints.proving import grown_since, newest, standing  # noqa: PLC0415 - as above

    given = (stream is not None and seq is not None) + (since is not None)
    if given != 1:
        raise click.UsageError(
            say(
                Text(
                    "Cần HỒ_SƠ và SỐ MỤC, hoặc --since TỆP.",
                    "Give STREAM and SEQ, or --since FILE.",
                )
            )
        )
    store = office.store()
    signed = newest(store)
    if since is not None:
        text = str(grown_since(store, signed, _older(since)))
    else:
        text = str(standing(store, signed, _whole(office, str(stream)), seq or 0))
    click.echo(text, nl=False)


def _whole(office: Office, typed: str) -> str:
    """A stream as it is typed, or that of the case whose reference ends so."""
    if office.store().entries(typed) or "/" in typed:
        return typed
    from workflow.finding import find_case  # noqa: PLC0415 - help stays instant

    return find_case(office.desk(), typed).case.ref


def _older(path: Path) -> Signed:
    from storage.checkpoint_folder import checkpoint_in  # noqa: PLC0415 - help stays instant

    return checkpoint_in(path)
