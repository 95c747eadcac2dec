"""Record what happened around a case: a certificate, a vote, a letter, its reply."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from rules.text import Text
from workflow.actions.nominate import paper
from workflow.annual_grades import refuse_unknown_grade
from workflow.ballot import counted
from workflow.balloting import refuse_out_of_turn, refuse_several, roster_notices
from workflow.case import Case
from workflow.conflict import look_at
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, RefusedError
from workflow.extension import refuse_too_long
from workflow.fact_table import FACTS
from workflow.facts import FactKind, Field, Form
from workflow.finding import find_case
from workflow.inquiry import shown
from workflow.names import clean_text
from workflow.outcomes import Moved, Notice
from workflow.paper_checks import refuse_check_of_nothing
from workflow.recommenders import refuse_second_from
from workflow.replay import replayed
from workflow.states import State
from workflow.typed_day import read_day

_DIGITS = 6  # no body has a million members
_CLOSED = (State.CLOSED, State.STRUCK_OFF)


def record(
    desk: Desk,
    ref: str,
    kind: FactKind,
    values: Mapping[str, str],
    *,
    on: date | None = None,
    document: str | None = None,
    issuer: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Moved:
    """Record one fact with its legal day and its document.

    Late and out-of-order recording is normal: only a day that has not come yet is refused.

    Raises:
        InputError: a field is missing, unknown, or holds what it cannot hold; all are named.
        RefusedError: the case is closed, the day has not come yet, an extension is too long, a
            member recommends twice, a ballot is on several people, or a paper is checked that is
            not there.
        NotFoundError: no such case.
    """
    case = find_case(desk, ref).case
    asked = {"ref": case.ref, "kind": kind, "values": dict(values), "on": on, "document": document}
    draft = Draft.begin(desk, "record", request, asked)
    done = draft.done_before() if request is not None else None
    if done is not None:
        return replayed(desk, done)
    moved = put_on_file(draft, case, kind, values, on=on, document=document, issuer=issuer)
    if not dry_run:
        draft.commit(stream=case.ref, seq=moved.entry.seq)
    return moved


def put_on_file(
    draft: Draft,
    case: Case,
    kind: FactKind,
    values: Mapping[str, str],
    *,
    on: date | None = None,
    document: str | None = None,
    issuer: str | None = None,
) -> Moved:
    """Draft one fact of a case, which the caller commits; arguments and refusals as of `record`.

    Raises:
        InputError: a field is missing, unknown, or holds what it cannot hold.
        RefusedError: the fact cannot be recorded.
    """
    spec, desk = FACTS[kind], draft.desk
    legal = on or draft.today
    if case.state in _CLOSED:
        raise RefusedError(
            Text(
                f"Hồ sơ {case.ref} đã kết thúc, không ghi thêm được.",
                f"Case {case.ref} has ended; nothing more can be recorded.",
            ),
            following=look_at(case.ref),
        )
    refuse_future(legal, draft.today)
    data = read_values(spec, values, document)
    if kind is FactKind.EXTENSION:
        refuse_too_long(case, data, draft.law)
    if kind is FactKind.CLASSIFICATION:
        refuse_unknown_grade(data["grade"])
    if kind is FactKind.PAPER_CHECK:
        refuse_check_of_nothing(case, data)
    if kind is FactKind.RECOMMENDATION and data["by"] == "member":
        refuse_second_from(desk.store, case, data["who"], on=legal, law=draft.law)
    seen: tuple[Notice, ...] = ()
    if kind is FactKind.VOTE:
        refuse_several(data, draft.law, legal)
        refuse_out_of_turn(case, data, legal)
        seen = roster_notices(desk.store, case, data, legal)
    seal_private(draft, case.ref, spec, data)
    fields = draft.fields(
        "fact",
        legal,
        event=kind.value,
        unit=case.unit,
        document=paper(document, issuer),
        data=data or None,
    )
    moved = draft.step(case, fields)
    return replace(moved, notices=seen) if seen else moved


def seal_private(draft: Draft, ref: str, spec: Form, data: dict[str, Any]) -> None:
    """Keep what may name a person apart from the log; `data` then proves it."""
    for field in spec.fields:
        if field.private and field.name in data:
            data[field.name] = draft.seal(ref, str(data[field.name]))


def refuse_future(on: date, today: date) -> None:
    """What is recorded has happened.

    Raises:
        RefusedError: the day has not come yet.
    """
    if on > today:
        raise RefusedError(
            Text(
                f"Ngày {shown(on)} chưa tới; chỉ ghi việc đã xảy ra.",
                f"{on} has not come yet; record what has happened.",
            ),
            following=Text("xem lại ngày (--on)", "check the day (--on)"),
        )


def read_values(spec: Form, values: Mapping[str, str], document: str | None) -> dict[str, Any]:
    """The values of a fact, each checked against its field.

    Raises:
        InputError: everything that is wrong, at once.
    """
    problems: list[Text] = []
    data: dict[str, Any] = {}
    known = {field.name: field for field in spec.fields}
    problems += [_unknown(name, known) for name in values if name not in known]
    for name, field in known.items():
        if name not in values:
            if field.required:
                problems.append(
                    Text(
                        f"thiếu {field.label.vi} (--set {name}={_typed(field)})",
                        f"{field.label.en} is missing (--set {name}={_typed(field)})",
                    )
                )
            continue
        try:
            data[name] = _read(field, values[name])
        except InputError as problem:
            what = problem.what
            problems.append(
                Text(
                    f"{field.label.vi} ({name}): {what.vi}", f"{field.label.en} ({name}): {what.en}"
                )
            )
        except ValueError:
            problems.append(_unreadable(field, values[name]))
    if spec.documented and (document is None or not document.strip()):
        problems.append(
            Text("thiếu số văn bản (--number)", "the document's number is missing (--number)")
        )
    if "electors" in known:
        asked_for = {field.name for field in spec.fields if field.required}
        problems += counted(data, {*values, *asked_for})
    if problems:
        raise InputError(
            Text(f"Không ghi được “{spec.label.vi}”.", f"“{spec.label.en}” was not recorded."),
            why=tuple(problems),
            following=Text("ketnap case record --help", "ketnap case record --help"),
        )
    return data


def _unknown(name: str, known: Collection[str]) -> Text:
    listed = ", ".join(known)
    told = Text(f"các mục: {listed}", f"the fields are: {listed}")
    if not known:
        told = Text("việc này không có mục nào", "it has no fields")
    return Text(f"không có mục “{name}”; {told.vi}", f"there is no field “{name}”; {told.en}")


def _typed(field: Field) -> str:
    """What an officer may type for a field."""
    return "|".join(field.choices) or ("N" if field.kind is int else "…")


def _read(field: Field, value: str) -> Any:
    text = clean_text(value)
    if field.choices and text not in field.choices:
        raise ValueError(text)
    if field.kind is int:
        if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
            raise ValueError(text)
        return int(text)
    if field.kind is date:
        return read_day(text).isoformat()
    if not text or (field.pattern is not None and not re.fullmatch(field.pattern, text)):
        raise ValueError(text)
    return text


def _unreadable(field: Field, value: str) -> Text:
    if field.choices:
        wanted = Text(
            f"một trong: {', '.join(field.choices)}", f"one of {', '.join(field.choices)}"
        )
    elif field.kind is int:
        wanted = Text("số nguyên từ 0", "a whole number from 0")
    elif field.pattern is not None:
        wanted = Text(f"dạng {field.example}", f"something like {field.example}")
    else:
        wanted = Text("không để trống", "some text")
    shown_value = value[:40]
    return Text(
        f"{field.label.vi} ({field.name}): “{shown_value}” không đọc được; cần {wanted.vi}",
        f"{field.label.en} ({field.name}): “{shown_value}” cannot be read; it takes {wanted.en}",
    )
