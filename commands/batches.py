"""One command for many cases, in the words of an officer and of a program."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from commands.asking import Grade, Terms, confirm
from commands.case.telling import REPLAYED
from commands.doing import Attempt
from commands.fitting import fitted
from commands.office_desk import Office
from commands.output import Column
from commands.prose import DRY_RUN, tell_or_emit
from commands.refusing import missing_lines, unmet_row
from commands.skin import option
from commands.speech import say
from rules.text import Text
from workflow.registers.batch import Batched, BatchRefusedError, Refusal
from workflow.states import STATE_LABELS

if TYPE_CHECKING:
    from office.cells import Value
    from office.judging import Reasons

_COLUMNS = tuple(
    Column(key=key, heading=Text(key, key))
    for key in ("ref", "name", "taken", "state", "seq", "reasons")
)
only_allowed_option = option(
    "--only-allowed",
    is_flag=True,
    default=False,
    words=Text(
        "Ghi những người được dù có người chưa được.",
        "Write those who are allowed although others are not.",
    ),
)


def carry_out_batch(
    office: Office,
    terms: Terms,
    attempt: Attempt[Batched],
    schema: str,
    said: Callable[[Batched], Text],
    *,
    grade: Grade = Grade.MODERATE,
    following: Callable[[Batched], str],
) -> None:
    """Ask, write, and tell what became of each case.

    Raises:
        BatchRefusedError: as the action raised it; a program gets every refusal as JSON.
    """
    with refusals_told(office, schema):
        confirm(lambda: _show(office, attempt(dry_run=True), said), grade, terms)
        done = attempt(dry_run=terms.dry_run)
    lines = [f"✓ {say(said(done))}", *_people(office, done)]
    if terms.dry_run:
        lines = [say(DRY_RUN), f"  {say(said(done))}", *_people(office, done)]
    elif done.replayed:
        lines = [say(REPLAYED)]
    lines += refused_lines(done.refused)
    if not terms.dry_run:
        lines.append(f"  {say(Text('Tiếp theo', 'Next'))}: {following(done)}")
    rows = [*_taken(office, done), *map(_refusal_row, done.refused)]
    tell_or_emit(office, lines[:1] if office.quiet else lines, schema, _COLUMNS, rows)


@contextmanager
def refusals_told(office: Office, schema: str) -> Iterator[None]:
    """Print who was refused on stdout too where JSON was asked for; it is raised all the same.

    Raises:
        BatchRefusedError: as it came.
    """
    try:
        yield
    except BatchRefusedError as refused:
        if office.wants_json:
            rows = [_refusal_row(one) for one in refused.refusals]
            office.emit(f"{schema}-refused", _COLUMNS, rows)
        raise


def refused_lines(refused: Sequence[Refusal]) -> list[str]:
    """Everybody who was left out, with all reasons and the commands that mend them."""
    lines = []
    for one in refused:
        lines.append(say(Text(f"  ✗ {one.ref} · {one.name}", f"  ✗ {one.ref} · {one.name}")))
        if one.unmet:
            lines += [f"  {line}" for line in missing_lines(one.unmet)]
        else:
            lines += [fitted(f"    - {say(reason)}") for reason in one.reasons]
    return lines


def row_reasons(
    refs: Mapping[int, str], refused: Sequence[Refusal], field: str = "name"
) -> Callable[[Mapping[str, Value]], Reasons]:
    """The judge of rows whose cases an action refuses; `refs` by identity of the row's values."""
    found = {one.ref: one for one in refused}

    def judge(values: Mapping[str, Value]) -> Reasons:
        refusal = found.get(refs.get(id(values), ""))
        if refusal is None:
            return ()
        if refusal.unmet:
            return [(field, one.sentence()) for one in refusal.unmet]
        return [(field, reason) for reason in refusal.reasons]

    return judge


def _show(office: Office, planned: Batched, said: Callable[[Batched], Text]) -> None:
    for line in (f"  {say(said(planned))}", *_people(office, planned)):
        click.echo(fitted(line), err=True)


def _people(office: Office, done: Batched) -> list[str]:
    return [
        f"  · {row['ref']} · {row['name']} · {row['state_shown']}" for row in _taken(office, done)
    ]


def _taken(office: Office, done: Batched) -> list[dict[str, Any]]:
    """Each case that was taken along, as its last entry leaves it."""
    last = {one.case.ref: one for one in done.moved}
    rows: list[dict[str, Any]] = []
    for ref, moved in last.items():
        known = office.store().dossier(ref)
        rows.append(
            {
                "ref": ref,
                "name": None if known is None else known.person.name,
                "taken": True,
                "state": moved.case.state.value,
                "state_shown": say(STATE_LABELS[moved.case.state]),
                "seq": moved.entry.seq,
                "reasons": [],
            }
        )
    return rows


def _refusal_row(one: Refusal) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "name": one.name,
        "taken": False,
        "state": None,
        "seq": None,
        "reasons": [say(reason) for reason in one.reasons],
        "unmet": [unmet_row(found) for found in one.unmet],
    }
