"""What came of a class: results, and the certificates that become facts of many cases at once.

A certificate is the same fact as one that is recorded by hand; all of one command are one change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rules.text import Text
from workflow.actions.record import put_on_file
from workflow.actions.registers import FileName
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import RefusedError
from workflow.finding import find_case
from workflow.inquiry import shown
from workflow.outcomes import Moved
from workflow.ports import Dossier
from workflow.registers.batch import Batched, each
from workflow.registers.classes import FINISHED, Result, StudyClass, not_in
from workflow.registers.events import RecordEvent
from workflow.registers.lists import register_file, stands_for
from workflow.registers.register import Register
from workflow.registers.steps import keep, written_before
from workflow.registers.writing import find_record, went_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """What came of one person: the result, and the certificate where one was issued."""

    case: str
    result: Result
    certificate: str | None = None
    issued_on: date | None = None
    issuer: str | None = None


def give_results(
    desk: Desk,
    number: str,
    graded: Sequence[Graded],
    *,
    only_allowed: bool = False,
    file: FileName | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Batched:
    """Write down results; each certificate becomes a fact of its case, all in one transaction.

    The class is finished once everybody has a result.

    Raises:
        BatchRefusedError: somebody is not in the class, or a certificate cannot be recorded.
        NotFoundError: no such class, or no such case.
        ConflictError: the same file was taken in before, or somebody moved one of the cases.
    """
    record = find_record(desk, Register.CLASS, number)
    found = {find_case(desk, one.case).case.ref: one for one in graded}
    asked = {
        "class": record.ref,
        "results": [[ref, one.result, one.certificate] for ref, one in sorted(found.items())],
    }
    draft = Draft.begin(desk, "class-result", request, stands_for(file, asked))
    before = written_before(draft, request)
    if before is not None:
        return Batched(record=before, replayed=True)
    register_file(draft, file, "results", len(graded))
    study = StudyClass.of(record)
    taken: dict[str, dict[str, Any]] = {}

    def step(dossier: Dossier) -> Iterator[Moved]:
        ref = dossier.case.ref
        yield from _certified(draft, study, dossier, found[ref])
        taken[ref] = _told(found[ref])

    dossiers = [find_case(desk, ref) for ref in found]
    moved, refused = each(draft, dossiers, step, only_allowed=only_allowed)
    left = [one for one in study.pupils if one.result is None and one.case not in taken]
    after = went_on(
        draft,
        record,
        RecordEvent.CLASS_RESULTS,
        {"people": taken},
        on=draft.today,
        to=None if left else FINISHED,
    )
    keep(draft, after, dry_run=dry_run)
    return Batched(record=after, moved=moved, refused=refused)


def _certified(draft: Draft, study: StudyClass, dossier: Dossier, given: Graded) -> Iterator[Moved]:
    """The certificate of one person, where one was issued."""
    case, record = dossier.case, study.record
    pupil = study.pupil(case.ref)
    if pupil is None:
        raise RefusedError(not_in(record, case.ref))
    if pupil.certificate is not None:
        raise RefusedError(
            Text(
                f"đã cấp giấy chứng nhận {pupil.certificate}",
                f"certificate {pupil.certificate} was issued already",
            )
        )
    if given.certificate is None:
        return
    if given.result is not Result.PASSED:
        raise RefusedError(
            Text(
                f"kết quả “{given.result.label.vi}” thì không cấp giấy chứng nhận",
                f"no certificate goes with the result “{given.result.label.en}”",
            )
        )
    on = given.issued_on or draft.today
    if on < study.begins:
        raise RefusedError(
            Text(
                f"ngày cấp {shown(on)} trước ngày khai giảng {shown(study.begins)}",
                f"issued on {on}, before the class began ({study.begins})",
            )
        )
    yield put_on_file(
        draft,
        case,
        study.kind.certificate,
        {"class": record.ref},
        on=on,
        document=given.certificate,
        issuer=given.issuer or record.issuer,
    )


def _told(given: Graded) -> dict[str, Any]:
    """A result as the record tells it."""
    told = {
        "result": given.result.value,
        "certificate": given.certificate,
        "issued_on": None if given.issued_on is None else given.issued_on.isoformat(),
    }
    return {key: value for key, value in told.items() if value is not None}
