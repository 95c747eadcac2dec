"""Say which source groups somebody belongs to; the log gets a sealed note, never the groups."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from rules.text import Text
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, RefusedError
from workflow.finding import find_case
from workflow.person import Person
from workflow.replay import replayed


def tag_source(
    desk: Desk,
    ref: str,
    *,
    add: Sequence[str] = (),
    remove: Collection[str] = (),
    group: Callable[[str], str] = str,
    request: str | None = None,
    dry_run: bool = False,
) -> Person:
    """Add words for groups to the person of a case, and take away whatever stands for a group.

    Args:
        desk: Where the action takes place.
        ref: The case.
        add: Words to add.
        remove: Groups to take away.
        group: The group that a word stands for (default: itself).
        request: Request id; the same one is never carried out twice.
        dry_run: Decide and report, write nothing.

    Raises:
        InputError: nothing to add or take away.
        RefusedError: nothing would change.
        NotFoundError: no such case.
    """
    found = find_case(desk, ref)
    if not add and not remove:
        raise InputError(Text("Cần --add hoặc --remove.", "Give --add or --remove."))
    draft = Draft.begin(
        desk,
        "tag-source",
        request,
        {"ref": found.case.ref, "add": list(add), "remove": sorted(remove)},
    )
    done = draft.done_before() if request is not None else None
    if done is not None:
        replayed(desk, done)
        return found.person
    kept = [tag for tag in found.person.tags if group(tag) not in remove]
    tags = tuple(dict.fromkeys((*kept, *add)))
    if tags == found.person.tags:
        raise RefusedError(
            Text(
                f"Nhóm nguồn của {found.case.ref} đã như vậy; không có gì để đổi.",
                f"The source groups of {found.case.ref} are so already.",
            )
        )
    person = replace(found.person, tags=tags)
    draft.people.append(person)
    fields = draft.fields(
        "note",
        draft.today,
        unit=found.case.unit,
        text=draft.seal(found.case.ref, f"Nhóm nguồn: {'; '.join(tags) or '—'}"),
    )
    moved = draft.step(found.case, fields)
    if not dry_run:
        draft.commit(stream=found.case.ref, seq=moved.entry.seq)
    return person
