"""Write down which files an inspection drew, so that nobody can draw until the result pleases."""

from __future__ import annotations

from dataclasses import replace

from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.inspection.sample import DRAWN, KIND, STREAM, Sample, sample_of, told


def record_sample(
    desk: Desk, sample: Sample, *, request: str | None = None, dry_run: bool = False
) -> Sample:
    """Write a sample into the log; nothing of any case changes.

    Returns:
        The sample with the number of its entry; that of the first call where the request id has
        done so before; without a number where nothing is to be written.

    Raises:
        ConflictError: the request id was used for something else, or somebody drew meanwhile.
        NotPermittedError: no role of theirs lets them draw.
    """
    data = told(sample)
    draft = Draft.begin(desk, "audit-sample", request, {"seed": sample.seed, "by": sample.by})
    done = None if request is None else draft.done_before()
    if done is not None:
        return sample_of(desk.store.entries(STREAM)[int(done.result["seq"]) - 1])
    fields = draft.fields(KIND, sample.as_of, event=DRAWN, unit=sample.unit, data=data)
    entry = draft.entry(STREAM, desk.store.heads([STREAM]).get(STREAM), fields)
    if dry_run:
        return sample
    draft.commit(seq=entry.seq)
    return replace(sample, number=entry.seq, known_at=fields["recorded_at"])
