"""Record what was found in a screening: the review, a view, the ballot, a helper, a report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rules.text import Text
from workflow.actions.nominate import paper
from workflow.actions.record import read_values, refuse_future
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, RefusedError
from workflow.screening.facts import FINDINGS, FindingKind
from workflow.screening.finding import find_screening
from workflow.screening.fold import FINDING
from workflow.screening.steps import Screened, replayed_screening, step


def record_finding(
    desk: Desk,
    ref: str,
    kind: FindingKind,
    values: Mapping[str, str],
    *,
    on: date | None = None,
    document: str | None = None,
    issuer: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Screened:
    """Record one finding with its legal day and its document; the newest of a kind counts.

    Raises:
        InputError: a field is missing, unknown, or holds what it cannot hold; all are named.
        RefusedError: the screening has ended, or the day has not come yet.
        NotFoundError: no such screening.
    """
    spec = FINDINGS[kind]
    found = find_screening(desk, ref)
    one = found.screening
    asked = {"ref": one.ref, "kind": kind, "values": dict(values), "on": on, "document": document}
    draft = Draft.begin(desk, "screen-record", request, asked)
    done = draft.done_before() if request is not None else None
    if done is not None:
        return replayed_screening(desk, done)
    legal = on or draft.today
    if not one.open:
        raise RefusedError(
            Text(
                f"Lượt rà soát {one.ref} đã kết thúc, không ghi thêm được.",
                f"Screening {one.ref} has ended; nothing more can be recorded.",
            )
        )
    refuse_future(legal, draft.today)
    data = read_values(spec, values, document)
    if data.get("electors") == 0:
        raise InputError(
            Text(
                "Tổng số người bỏ phiếu phải từ 1 trở lên.",
                "At least one member must be entitled to vote.",
            )
        )
    for field in spec.fields:
        if field.private and field.name in data:
            data[field.name] = draft.seal(one.ref, str(data[field.name]))
    fields = draft.fields(
        FINDING,
        legal,
        event=kind.value,
        unit=found.case.unit,
        document=paper(document, issuer),
        data=data or None,
    )
    screened = step(draft, one, fields)
    if not dry_run:
        draft.commit(stream=one.ref, seq=screened.entry.seq)
    return screened
