"""What is done to a class before its results: opened, filled, its roll called.

Being sent to the awareness class takes a case forward (`enrol`, `re-enrol`) with all conditions of
that event; being sent to the class for new members, or to a class while in the course already, is
a fact of the case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from rules.text import Text
from workflow.actions.advance import take
from workflow.actions.record import put_on_file, refuse_future
from workflow.actions.registers import FileName
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import EventRefusedError, InputError, RefusedError
from workflow.facts import FactKind
from workflow.finding import find_case, find_unit
from workflow.inquiry import shown
from workflow.outcomes import Moved
from workflow.personal import read_text
from workflow.ports import Dossier
from workflow.refusal_grounds import refusal
from workflow.registers.batch import Batched, each
from workflow.registers.classes import FINISHED, OPEN, ClassKind, StudyClass, not_in
from workflow.registers.events import RecordEvent
from workflow.registers.lists import register_file, stands_for
from workflow.registers.record import Record
from workflow.registers.register import Register
from workflow.registers.steps import keep, written_before
from workflow.registers.writing import begun, find_record, went_on
from workflow.states import STATE_LABELS, Event, State

_PLACE = Text("Địa điểm", "Place")
_LEADS = {State.NOMINATED: Event.ENROL, State.VERIFICATION: Event.RE_ENROL}


def open_class(
    desk: Desk,
    kind: ClassKind,
    unit: str,
    *,
    begins: date,
    ends: date,
    document: str,
    issuer: str | None = None,
    on: date | None = None,
    place: str | None = None,
    capacity: int | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Record:
    """Open a class by a decision of a day (default: today); it gets its number.

    Raises:
        InputError: the class ends before it begins, or the decision has no number.
        RefusedError: the day of the decision has not come yet.
        NotFoundError: no such unit.
    """
    where = find_unit(desk, unit)
    asked = {"kind": kind, "unit": where.code, "document": document, "from": begins}
    draft = Draft.begin(desk, "class-open", request, asked)
    before = written_before(draft, request)
    if before is not None:
        return before
    legal = on or draft.today
    refuse_future(legal, draft.today)
    if not document.strip():
        raise InputError(
            Text("Cần số quyết định mở lớp (--doc).", "The decision needs a number (--doc).")
        )
    if ends < begins:
        raise InputError(
            Text(
                f"Lớp bế giảng ({shown(ends)}) trước khi khai giảng ({shown(begins)}).",
                f"The class ends ({ends}) before it begins ({begins}).",
            )
        )
    data: dict[str, Any] = {
        "kind": kind.value,
        "from": begins.isoformat(),
        "to": ends.isoformat(),
        "place": None if place is None else read_text(place, _PLACE) or None,
        "capacity": capacity,
        "people": {},
    }
    record = begun(
        draft,
        Register.CLASS,
        RecordEvent.CLASS_OPENED,
        OPEN,
        {key: value for key, value in data.items() if value is not None},
        on=legal,
        unit=where.code,
        document=document,
        issuer=issuer or where.name,
    )
    keep(draft, record, dry_run=dry_run)
    return record


def enrol(
    desk: Desk,
    number: str,
    cases: Sequence[str],
    *,
    on: date | None = None,
    only_allowed: bool = False,
    file: FileName | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Batched:
    """Send people to a class, all or, where the officer asks so, those who may go.

    Args:
        desk: Where the action takes place.
        number: The class.
        cases: References, unique tails or unique names.
        on: The day they are sent (default: today).
        only_allowed: Send those who may go although others may not.
        file: The list they come from.
        request: Request id; the same one never sends anybody twice.
        dry_run: Decide and report, write nothing.

    Raises:
        BatchRefusedError: somebody may not go; each is named with all reasons.
        RefusedError: the class is over.
        NotFoundError: no such class, or no such case.
        ConflictError: the same file was taken in before, or somebody moved one of the cases.
    """
    record = find_record(desk, Register.CLASS, number)
    found = [find_case(desk, typed) for typed in cases]
    asked = {"class": record.ref, "cases": sorted(one.case.ref for one in found)}
    draft = Draft.begin(desk, "class-enrol", request, stands_for(file, asked))
    before = written_before(draft, request)
    if before is not None:
        return Batched(record=before, replayed=True)
    legal = on or draft.today
    refuse_future(legal, draft.today)
    _refuse_finished(record)
    register_file(draft, file, "enrolments", len(cases))
    study = StudyClass.of(record)
    dossiers = {one.case.ref: one for one in found}.values()
    moved, refused = each(
        draft,
        dossiers,
        lambda dossier: _sent(draft, study, dossier, legal),
        only_allowed=only_allowed,
    )
    first = len(study.pupils)
    people = {
        one.case.ref: {"row": first + place, "enrolled_on": legal.isoformat()}
        for place, one in enumerate(moved, 1)
    }
    after = went_on(draft, record, RecordEvent.CLASS_ENROLLED, {"people": people}, on=draft.today)
    keep(draft, after, dry_run=dry_run)
    return Batched(record=after, moved=moved, refused=refused)


def call_roll(
    desk: Desk,
    number: str,
    day: date,
    absent: Collection[str],
    *,
    request: str | None = None,
    dry_run: bool = False,
) -> Record:
    """Write down who was absent on a day of a class; everybody else was there.

    Raises:
        InputError: the day is none of the class, or somebody is not in it.
        RefusedError: the day has not come yet.
        NotFoundError: no such class, or no such case.
    """
    record = find_record(desk, Register.CLASS, number)
    missing = sorted(find_case(desk, typed).case.ref for typed in absent)
    asked = {"class": record.ref, "day": day, "absent": missing}
    draft = Draft.begin(desk, "class-roll", request, asked)
    before = written_before(draft, request)
    if before is not None:
        return before
    refuse_future(day, draft.today)
    study = StudyClass.of(record)
    if not study.begins <= day <= study.ends:
        raise InputError(
            Text(
                f"Ngày {shown(day)} không phải ngày học của {record.ref}"
                f" ({shown(study.begins)} – {shown(study.ends)}).",
                f"{day} is no day of {record.ref} ({study.begins} to {study.ends}).",
            )
        )
    for ref in missing:
        if study.pupil(ref) is None:
            raise InputError(not_in(record, ref))
    patch = {"rolls": {day.isoformat(): missing}}
    after = went_on(draft, record, RecordEvent.CLASS_ROLL, patch, on=day)
    keep(draft, after, dry_run=dry_run)
    return after


def _refuse_finished(record: Record) -> None:
    if record.state == FINISHED:
        raise RefusedError(
            Text(
                f"Lớp {record.ref} đã có kết quả, không cử thêm người được.",
                f"Class {record.ref} has its results; nobody can be sent to it any more.",
            ),
            following=Text(f"ketnap class show {record.ref}", f"ketnap class show {record.ref}"),
        )


def _sent(draft: Draft, study: StudyClass, dossier: Dossier, on: date) -> Iterator[Moved]:
    """Send one person to a class."""
    case, record = dossier.case, study.record
    if study.pupil(case.ref) is not None:
        raise RefusedError(
            Text(f"đã có trong lớp {record.ref}", f"is in class {record.ref} already")
        )
    if study.kind is ClassKind.AWARENESS and case.state in _LEADS:
        yield take(
            draft,
            dossier,
            _LEADS[case.state],
            on=on,
            document=record.document,
            issuer=record.issuer,
            told={"class": record.ref},
        )
        return
    wanted = State.COURSE if study.kind is ClassKind.AWARENESS else State.PROBATION
    if case.state is not wanted:
        raise _wrong_step(draft, study, dossier, on)
    values = {"class": record.ref}
    yield put_on_file(
        draft,
        case,
        FactKind.CLASS_PLACE,
        values,
        on=on,
        document=record.document,
        issuer=record.issuer,
    )


def _wrong_step(draft: Draft, study: StudyClass, dossier: Dossier, on: date) -> EventRefusedError:
    """Somebody who stands where this class is not for."""
    case, label = dossier.case, STATE_LABELS[dossier.case.state]
    rule, told = {
        ClassKind.AWARENESS: (
            "course-required",
            Text("học trước khi kết nạp", "is taken before admission"),
        ),
        ClassKind.NEW_MEMBER: (
            "new-member-course",
            Text("học trong thời gian dự bị", "is taken during probation"),
        ),
    }[study.kind]
    problem = Text(
        f"{study.kind.label.vi} {told.vi}; hồ sơ đang ở bước {label.vi}",
        f"{study.kind.label.en} {told.en}; the case is in {label.en}",
    )
    unmet = refusal(rule, problem, draft.law.find(rule, on), f"case show {case.ref}")
    return EventRefusedError(
        case.ref,
        Event.ENROL.value,
        (unmet,),
        Text(f"Không cử {case.ref} đi học được.", f"{case.ref} cannot be sent to the class."),
    )
