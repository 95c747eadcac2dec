"""The one door through which a failure leaves: a sentence on the error stream, and an exit code.

A failure that an officer can solve says what, why, and what to type next. Anything else is a bug:
it keeps its traceback under KETNAP_DEBUG, and is otherwise told with an incident id.
"""

from __future__ import annotations

import os
import re
import sys
import traceback
import uuid
from collections.abc import Callable
from typing import Any

import click

from commands.speech import say
from rules.text import Text

_INTERRUPTED = 130
_BUG = 1
_ENDLESS = re.compile(r"(\S{160})\S{41,}")


def report(run: Callable[[], Any]) -> int:  # noqa: PLR0911 - one line per way to fail
    """Run a command line and return its exit code."""
    try:
        code = run()
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.Abort:
        click.echo(say(Text("Đã dừng; chưa ghi gì.", "Stopped; nothing was written.")), err=True)
        return 1
    except click.ClickException as problem:
        problem.show()
        return problem.exit_code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader went away (`| head`); that is not a failure of ours.
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - closed by the exit
        return 0
    except Exception as problem:  # noqa: BLE001 - the outermost door
        return _told(problem)
    return code if isinstance(code, int) else 0


def _told(problem: Exception) -> int:
    from rules.errors import LawError, UnknownRuleError  # noqa: PLC0415 - only a failure pays
    from workflow.errors import EventRefusedError, KetnapError  # noqa: PLC0415 - as above

    if isinstance(problem, EventRefusedError):
        from commands.refusing import missing_lines  # noqa: PLC0415 - as above

        _speak(problem.what, (), None)
        for line in missing_lines(problem.unmet):
            click.echo(line, err=True)
        _suggest(problem.following)
        return problem.exit_code
    if isinstance(problem, KetnapError):
        _speak(problem.what, problem.why, problem.following)
        _cause(problem)
        return problem.exit_code
    if isinstance(problem, LawError):
        _speak(problem.text, (), None)
        return 3 if isinstance(problem, UnknownRuleError) else 5
    if isinstance(problem, OSError):
        from commands.disk import disk_fault  # noqa: PLC0415 - as above

        _speak(disk_fault(problem), (), None)
        return 1
    if os.environ.get("KETNAP_DEBUG"):
        traceback.print_exception(problem)
        return _BUG
    incident = uuid.uuid4().hex[:8]
    click.echo(
        say(
            Text(
                f"✗ Lỗi chương trình, mã sự cố {incident}: {type(problem).__name__}."
                " Đặt KETNAP_DEBUG=1 rồi chạy lại để có chi tiết gửi người phụ trách.",
                f"✗ A bug, incident {incident}: {type(problem).__name__}."
                " Set KETNAP_DEBUG=1 and run again for details to report.",
            )
        ),
        err=True,
    )
    return _BUG


def _cause(problem: Exception) -> None:
    """What a database or a server said, word for word: for whoever looks after the program."""
    if problem.__cause__ is not None and os.environ.get("KETNAP_DEBUG"):
        click.echo(f"  [{type(problem.__cause__).__name__}] {problem.__cause__}", err=True)


def _speak(what: Text, why: tuple[Text, ...], following: Text | None) -> None:
    from commands.fitting import fitted  # noqa: PLC0415 - only a failure pays

    click.echo(fitted(f"✗ {_short(say(what))}"), err=True)
    for line in why:
        click.echo(fitted(f"  - {_short(say(line))}"), err=True)
    _suggest(following)


def _suggest(following: Text | None) -> None:
    """What to type next."""
    if following is not None:
        lead = say(Text("Tiếp theo", "Next"))
        click.echo(f"  {lead}: {_short(say(following))}", err=True)


def _short(sentence: str) -> str:
    """A sentence that quotes something endless, with only the beginning of it."""
    return _ENDLESS.sub(lambda found: f"{found[1]}…", sentence)
