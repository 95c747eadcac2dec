"""`ketnap demo`: a sample city, and a tour of it by the real commands."""

from __future__ import annotations

import io
import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from commands.empty_store import is_there_and_empty
from commands.failing import report
from commands.office_desk import Office
from commands.skin import Command, option
from commands.speech import language, say, speak
from rules.text import Text

if TYPE_CHECKING:
    from demo.stage import Outcome

_FOLDER = Path("demo-out")
_STORE = "ketnap.db"
_INSTEAD = Text("ketnap demo --db thu-moi/ketnap.db", "ketnap demo --db new-one/ketnap.db")
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@click.command(
    cls=Command,
    words=Text(
        "Tạo một thành phố mẫu (tên người là bịa) trong kho trống và đi một vòng bằng chính các"
        " lệnh của chương trình. Không hỏi gì, không gửi thư.",
        "Fill an empty store with a sample city (all people are invented) and show the product"
        " by its own commands. Asks nothing, sends no mail.",
    ),
    examples=("ketnap demo", "ketnap demo --folder thu --lang en", "ketnap demo -q"),
    exits=(0, 1, 2, 5),
)
@option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",  # click would name it in the language of the moment of import
    default=None,
    words=Text(
        "Nơi ghi tệp mẫu (mặc định: cạnh kho, hoặc demo-out).",
        "Where sample files go (default: beside the store, or demo-out).",
    ),
)
@click.pass_context
def command(ctx: click.Context, folder: Path | None) -> None:
    """Fill an empty store and play the tour."""
    from demo.stage import Stage  # noqa: PLC0415 - help loads nothing
    from demo.tour import play_tour, refuse_used, settings_path  # noqa: PLC0415 - as above

    office: Office = ctx.obj
    named = office.db or os.environ.get("KETNAP_DB")
    if named is None:
        office.db = str((folder or _FOLDER) / _STORE)
    place = office.address()
    folder = folder or (_FOLDER if place.path is None else place.path.parent)
    make = not is_there_and_empty(place, _INSTEAD)
    refuse_used(folder)
    _make(folder)
    surroundings = {
        "KETNAP_DB": office.db or named or "",
        "KETNAP_LANG": language(),
        "KETNAP_CONFIG": str(settings_path(folder)),
    }
    root = ctx.find_root().command
    assert isinstance(root, click.Group)  # noqa: S101 - this command hangs below it
    stage = Stage(
        run=lambda arguments: _run(root, office, arguments),
        put=click.echo,
        language=language(),
        quiet=office.quiet,
    )
    with _around(surroundings):
        now = office.now().astimezone(_ZONE)
        seconds = play_tour(stage, folder, place.path, now, make=make)
    shown = {"KETNAP_DB": place.shown, "KETNAP_CONFIG": surroundings["KETNAP_CONFIG"]}
    _farewell(stage.count, seconds, shown)


def _make(folder: Path) -> None:
    from workflow.errors import InputError  # noqa: PLC0415 - help loads nothing

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise InputError(
            Text(
                f"Không tạo được thư mục {folder} ({fault.strerror}); chưa ghi gì.",
                f"The folder {folder} cannot be made ({fault.strerror}); nothing was written.",
            )
        ) from fault


class _Screen(io.StringIO):
    """Takes what a command prints, which is told that people read it."""

    def isatty(self) -> bool:
        return True


def _run(root: click.Group, outer: Office, arguments: Sequence[str]) -> Outcome:
    """Run a command of ours in this process; nobody is asked anything.

    Every command has its own desk and store, and leaves by the one door for failures. The law is
    read once for all of them.
    """
    from demo.stage import Outcome  # noqa: PLC0415 - help loads nothing

    screen = _Screen()
    keyboard, sys.stdin = sys.stdin, io.StringIO()
    try:
        with redirect_stdout(screen), redirect_stderr(screen), ExitStack() as closing:
            office = Office(closing=closing, _rulebook=outer.rulebook())
            typed = list(arguments)
            code = report(
                lambda: click.Group.main(
                    root, args=typed, prog_name="ketnap", obj=office, standalone_mode=False
                )
            )
    finally:
        sys.stdin = keyboard
    return Outcome(code=code, output=screen.getvalue())


@contextmanager
def _around(surroundings: dict[str, str]) -> Iterator[None]:
    """The environment of the tour: its own store and settings, a plain screen of fixed width."""
    from demo.stage import WIDTH  # noqa: PLC0415 - help loads nothing

    before = dict(os.environ)
    os.environ.update(surroundings, COLUMNS=str(WIDTH), LINES="50", TERM="dumb")
    os.environ.pop("KETNAP_RULES", None)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        speak(language())


def _farewell(count: int, seconds: float, settings: dict[str, str]) -> None:
    from demo.tour import NEXT  # noqa: PLC0415 - help loads nothing

    shown = f"{seconds:.1f}"
    click.echo("")
    click.echo(
        say(
            Text(
                f"✓ {count} lệnh trong {shown.replace('.', ',')} giây, đúng mã thoát."
                " Thử tiếp với dữ liệu mẫu:",
                f"✓ {count} commands in {shown} seconds, each with its exit code."
                " Go on with the sample:",
            )
        )
    )
    for name, value in settings.items():
        click.echo(f"  export {name}={shlex.quote(value)}")
    for typed, words in NEXT:
        click.echo(f"  {typed:<44} # {say(words)}")
