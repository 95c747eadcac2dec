"""Steps that a correction makes unlawful: refused by name, or waived for good by two people."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from rules.text import Text
from workflow.errors import EventRefusedError, RefusedError
from workflow.inquiry import shown
from workflow.machine import targets
from workflow.outcomes import Unmet
from workflow.recheck import Unlawful
from workflow.states import EVENT_LABELS, Event, State

# Days, reasons and people are not the law's to waive; a probation is never shortened (R9.2).
_NEVER_WAIVED = frozenset({"day", "decision", "order", "probation", "reason", "second-person"})


class CorrectionRefusedError(EventRefusedError):
    """A correction after which steps taken since would not have been lawful; each is named."""

    def __init__(self, ref: str, state: State, steps: Sequence[Unlawful]) -> None:
        count = len(steps)
        super().__init__(
            ref,
            "correct",
            tuple(_placed(step, one) for step in steps for one in step.unmet),
            Text(
                f"Không sửa được {ref} như vậy: {count} bước đã ghi sẽ không còn đủ điều kiện.",
                f"cannot correct {ref} so: {count} recorded step(s) would no longer be lawful",
            ),
        )
        self.steps = tuple(steps)
        self.following = _ways_out(ref, state, steps)

    def more(self) -> dict[str, Any]:
        """The steps by their entries."""
        steps = [
            {
                "seq": step.seq,
                "event": step.event.value,
                "on": step.on.isoformat(),
                "conditions": sorted({one.condition for one in step.unmet}),
                "waivable": all(map(waivable, step.unmet)),
            }
            for step in self.steps
        ]
        return {"steps": steps}


def waived_lapses(
    ref: str,
    state: State,
    steps: Sequence[Unlawful],
    *,
    overrides: Collection[str],
    approver: str | None,
) -> list[dict[str, Any]]:
    """What the entry of a correction says of the steps whose conditions it waives.

    Raises:
        CorrectionRefusedError: a condition is not among those waived, or is never waived.
        RefusedError: there is no second person.
    """
    left = []
    for step in steps:
        kept = tuple(
            one for one in step.unmet if not waivable(one) or one.condition not in overrides
        )
        if kept:
            left.append(replace(step, unmet=kept))
    if left:
        raise CorrectionRefusedError(ref, state, left)
    if steps and approver is None:
        raise RefusedError(
            Text(
                "Bỏ qua điều kiện cần --approved-by của người thứ hai.",
                "Waiving a condition needs --approved-by a second person.",
            )
        )
    return [
        {"of": step.seq, "conditions": sorted({one.condition for one in step.unmet})}
        for step in steps
    ]


def waivable(one: Unmet) -> bool:
    """Whether two people may waive a condition at all."""
    return one.condition not in _NEVER_WAIVED and not one.absolute


def _placed(step: Unlawful, one: Unmet) -> Unmet:
    """A condition with the step that it concerns."""
    label = EVENT_LABELS[step.event]
    return replace(
        one,
        problem=Text(
            f"mục {step.seq}, {label.vi} ({shown(step.on)}): {one.problem.vi} [{one.condition}]",
            f"entry {step.seq}, {label.en} ({step.on}): {one.problem.en} [{one.condition}]",
        ),
    )


def _ways_out(ref: str, state: State, steps: Sequence[Unlawful]) -> Text | None:
    """Undo the step first, or let two people waive what the law lets them waive."""
    event = _undoing(state)
    ways = []
    if event is not None:
        undo = f"ketnap case advance {ref} {event} --reason-code procedure-breached …"
        ways.append(Text(f"{undo}, rồi sửa", f"{undo}, then correct it"))
    if all(waivable(one) for step in steps for one in step.unmet):
        ids = sorted({one.condition for step in steps for one in step.unmet})
        asked = " ".join(f"--override {one}" for one in ids)
        ways.append(
            Text(
                f"sửa với {asked} --approved-by NGƯỜI_THỨ_HAI",
                f"correct it with {asked} --approved-by SECOND_PERSON",
            )
        )
    if not ways:
        return None
    return Text("; hoặc ".join(one.vi for one in ways), "; or ".join(one.en for one in ways))


def _undoing(state: State) -> Event | None:
    """The event that takes a case back from where it stands, the mildest there is."""
    for event in (Event.ANNUL, Event.RETURN_FILE, Event.CLOSE):
        if targets(state, event):
            return event
    return None
