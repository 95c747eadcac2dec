"""What the entries of one stream say must stand in the tables, and what stands there instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from audit import Break, Detail, Entry, Sealed, Verdict
from audit.json_text import decode
from workflow import names
from workflow.calendar_day import decision_columns
from workflow.fold import fold, opened_by
from workflow.holder import holder_columns, holders_of
from workflow.registers.record import fold_record, record_columns
from workflow.screening.fold import fold_screening
from workflow.screening.snapshot import screening_columns
from workflow.several import joined
from workflow.snapshot import case_columns
from workflow.unit import Unit
from workflow.unit_history import unit_history

Row = Mapping[str, Any]

_VI = {"case": "hồ sơ", "screening": "lượt rà soát", "record": "bản ghi"}


def case_breaks(entries: Sequence[Entry], row: Row) -> Iterator[Break]:
    """Compare the row of a case, read at the same moment, with what its entries fold to."""
    yield from standing_breaks(entries, row, "case", lambda: case_columns(fold(entries)))


def screening_breaks(entries: Sequence[Entry], row: Row) -> Iterator[Break]:
    """The same for the row of a screening."""

    def columns() -> Row:
        return screening_columns(fold_screening(entries))

    yield from standing_breaks(entries, row, "screening", columns)


def record_breaks(entries: Sequence[Entry], rows: Sequence[Row]) -> Iterator[Break]:
    """The same for the row of a record of a register."""
    if not rows:
        told = Detail("bản ghi không có dòng nào", "the record has no row")
        yield place(entries[0], Verdict.PROJECTION_DIFFERS, told)
        return

    def columns() -> Row:
        return record_columns(fold_record(entries))

    yield from standing_breaks(entries, rows[0], "record", columns)


def standing_breaks(
    entries: Sequence[Entry], row: Row, what: str, columns: Callable[[], Row]
) -> Iterator[Break]:
    """Compare a row with the columns that its entries fold to, once it stands at the last one."""
    last = entries[-1]
    seen = row["seq"]
    if isinstance(seen, int) and seen > last.seq:
        told = Detail(f"{_VI[what]} đã tới mục {seen}", f"the {what} stands at {seen}")
        yield place(last, Verdict.TAIL_CUT, told, seq=last.seq + 1)
    elif isinstance(seen, int) and seen < last.seq:
        later = entries[max(seen, 0)]
        told = Detail(f"{_VI[what]} mới tới mục {seen}", f"the {what} stands at {seen} only")
        yield place(later, Verdict.PROJECTION_DIFFERS, told)
    elif wrong := differing(columns(), row):
        told = Detail(f"{_VI[what]} khác ở {wrong}", f"the {what} differs in {wrong}")
        yield place(last, Verdict.PROJECTION_DIFFERS, told)


def deadline_breaks(
    entries: Sequence[Entry], rows: Sequence[Row], zone: tzinfo, case: str | None
) -> Iterator[Break]:
    """Compare every deadline row of a stream with the entries that opened and closed it.

    `case` is the case of the person whom the deadlines are about; None of what is about nobody.
    """
    wanted = _deadlines(entries, zone)
    for row in rows:
        key = (row["rule"], row["started_by"], row["opened_by"])
        columns = wanted.pop(key, None)
        if columns is None:
            told = Detail(
                f"không mục nào mở hạn {key[0]}", f"no entry opened the deadline {key[0]}"
            )
            yield place(entries[-1], Verdict.PROJECTION_DIFFERS, told)
        elif wrong := differing({**columns, "case_ref": case}, row):
            told = Detail(
                f"hạn {key[0]} khác ở {wrong}", f"the deadline {key[0]} differs in {wrong}"
            )
            yield place(entries[key[2] - 1], Verdict.PROJECTION_DIFFERS, told)
    for rule, _, seq in wanted:
        told = Detail(f"thiếu hạn {rule}", f"the deadline {rule} is missing")
        yield place(entries[seq - 1], Verdict.PROJECTION_DIFFERS, told)


def _deadlines(
    entries: Sequence[Entry], zone: tzinfo
) -> dict[tuple[str, int, int], dict[str, Any]]:
    found: dict[tuple[str, int, int], dict[str, Any]] = {}
    for entry in entries:
        fields = entry.fields
        for closed in fields.get("closes", ()):
            for (rule, started_by, _), columns in found.items():
                same = (rule, started_by) == (closed["rule"], closed["started_by"])
                if same and columns["closed_how"] is None:
                    columns["closed_how"] = closed["how"]
                    columns["closed_by"] = entry.seq
                    columns["closed_on"] = fields["effective_on"]
        for mark in fields.get("marks", ()):
            for (rule, started_by, _), columns in found.items():
                same = (rule, started_by) == (mark["rule"], mark["started_by"])
                if same and columns["closed_how"] is None:
                    columns["estimated"] = mark["estimated"]
        for one in opened_by(entry):
            recorded = datetime.fromisoformat(fields["recorded_at"])
            found[one.rule, one.started_by, one.opened_by] = {
                "version": one.version,
                "start_on": one.start_on.isoformat(),
                "due_on": one.due_on.isoformat(),
                "opened_on": recorded.astimezone(zone).date().isoformat(),
                "estimated": one.estimated,
                "provisional": one.provisional,
                "closed_how": None,
                "closed_by": None,
                "closed_on": None,
            }
    return found


def named_values(entries: Sequence[Entry]) -> dict[str, Entry]:
    """The digest of every value that a stream keeps apart, with the entry that names it."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if '"sealed"' in entry.body or '"commitment"' in entry.body:
            found.update((digest, entry) for digest in _digests(entry.fields))
    return found


def _digests(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key in {"sealed", "commitment"} and isinstance(item, str):
                yield item
            else:
                yield from _digests(item)
    elif isinstance(value, list):
        for item in value:
            yield from _digests(item)


def sealed_breaks(
    stream: str, named: Mapping[str, Entry], rows: Sequence[Sealed]
) -> Iterator[Break]:
    """Compare the values kept apart from a stream with the digests in its entries.

    A value that is not there was erased, which is nobody's fault; one that does not give its
    digest was altered.
    """
    for row in rows:
        if row.locked and row.digest in named:
            continue  # its key is not here: there is something, and nobody can say what
        real = row.worked_out()
        told = named.get(row.digest) or named.get(real or "")
        if real is not None and real == row.digest and told is not None:
            continue
        if told is not None:
            why = Detail(
                "giá trị giữ riêng không cho ra mã băm của nó",
                "a value kept apart does not give its digest",
            )
            yield place(told, Verdict.ALTERED, why)
        else:
            why = Detail(
                "có giá trị giữ riêng mà không mục nào nhắc tới",
                "a value is kept apart that no entry names",
            )
            yield Break(stream=stream, seq=0, verdict=Verdict.INSERTED, detail=why)


def person_breaks(entries: Sequence[Entry], row: Row, sealed: Sequence[Sealed]) -> Iterator[Break]:
    """Compare the person of a case with the newest commitment in its entries."""
    if row["person.id"] is None:
        yield place(
            entries[0], Verdict.REMOVED, Detail("thiếu người của hồ sơ", "the person is missing")
        )
        return
    committed = [(entry, found) for entry in entries if (found := _commitment(entry))]
    if not committed:
        told = Detail("không mục nào chứng thực người này", "no entry proves the person")
        yield place(entries[0], Verdict.ALTERED, told)
        return
    newest, digest = committed[-1]
    kept = next((one for one in sealed if one.digest == digest), None)
    if kept is None:
        # Who erases a person empties the row too; a row that stands has lost its proof.
        if row["person.name"] or row["person.born"] or row["person.education"]:
            told = Detail(
                "dấu chứng thực người này đã bị xóa", "what proves the person was removed"
            )
            yield place(newest, Verdict.REMOVED, told)
    elif kept.holds():
        facts = decode(kept.value)
        wanted = {
            "person.id": facts["person"],
            "person.name": facts["name"],
            "person.name_key": names.fold(facts["name"]),
            "person.name_sort": names.sort_key(facts["name"]),
            "person.born": facts["born"],
            "person.education": facts["education"],
        }
        if wrong := differing(wanted, row):
            told = Detail(f"người khác ở {wrong}", f"the person differs in {wrong}")
            yield place(newest, Verdict.ALTERED, told)


def _commitment(entry: Entry) -> str | None:
    data = entry.fields.get("data", {})
    if entry.fields["kind"] == "correct":
        data = data["set"]
    elif entry.seq > 1:
        return None
    found = data.get("commitment")
    return None if found is None else str(found)


def unit_breaks(entries: Sequence[Entry], rows: Sequence[Row]) -> Iterator[Break]:
    """Compare the rows of a unit with the entries of its register."""
    wanted = {
        one.unit.from_on.isoformat(): (entries[one.seq - 1], _unit_columns(one.unit))
        for one in unit_history(entries)
    }
    yield from register_breaks(wanted, {row["from_on"]: row for row in rows}, entries)


def _unit_columns(unit: Unit) -> dict[str, Any]:
    return {
        "code": unit.code,
        "until_on": None if unit.until_on is None else unit.until_on.isoformat(),
        "name": unit.name,
        "name_key": names.fold(unit.name),
        "name_sort": names.title_key(unit.name),
        "status": unit.status.value,
        "kind": unit.kind,
        "parent": unit.parent,
        "members": unit.members,
        "delegated": unit.delegated,
        "profile": None if unit.profile is None else unit.profile.value,
        "inherits": joined(unit.inherits),
    }


def quota_breaks(
    entries: Sequence[Entry], rows: Sequence[Row], sealed: Sequence[Sealed]
) -> Iterator[Break]:
    """Compare the rows of a quota with the entries of its register."""
    reasons = {one.digest: one.value for one in sealed if one.holds()}
    wanted = {entry.seq: (entry, _quota_columns(entry, reasons)) for entry in entries}
    yield from register_breaks(wanted, {row["seq"]: row for row in rows}, entries)


def _quota_columns(entry: Entry, reasons: Mapping[str, str]) -> dict[str, Any]:
    fields = entry.fields
    data = fields["data"]
    return {
        "unit": fields["unit"],
        "year": data["year"],
        "target": data.get("target"),
        "class_target": data.get("class_target"),
        "admitted": data.get("admitted"),
        "base": fields.get("document", {}).get("number"),
        "reason": reasons.get(fields.get("text", {}).get("sealed", "")),
    }


def calendar_breaks(entries: Sequence[Entry], rows: Sequence[Row], zone: tzinfo) -> Iterator[Break]:
    """Compare the decided days of a year with the entries of its register."""
    wanted = {entry.seq: (entry, decision_columns(entry, zone)) for entry in entries}
    yield from register_breaks(wanted, {row["seq"]: row for row in rows}, entries)


def role_breaks(
    entries: Sequence[Entry], rows: Sequence[Row], sealed: Sequence[Sealed]
) -> Iterator[Break]:
    """Compare the rows of a unit's roles with the entries of its register."""
    apart = {one.digest: one.value for one in sealed if one.holds()}
    wanted = {
        one.seq: (entries[one.seq - 1], holder_columns(one)) for one in holders_of(entries, apart)
    }
    yield from register_breaks(wanted, {row["seq"]: row for row in rows}, entries)


def register_breaks(
    wanted: Mapping[Any, tuple[Entry, Row]], rows: Mapping[Any, Row], entries: Sequence[Entry]
) -> Iterator[Break]:
    """Compare rows of a register, by key, with those that its entries ask for, each in order."""
    for key, (entry, columns) in wanted.items():
        row = rows.get(key)
        if row is None:
            told = Detail("thiếu dòng của mục này", "its row is missing")
            yield place(entry, Verdict.PROJECTION_DIFFERS, told)
        elif wrong := differing(columns, row):
            told = Detail(f"dòng của mục này khác ở {wrong}", f"its row differs in {wrong}")
            yield place(entry, Verdict.PROJECTION_DIFFERS, told)
    for key in (one for one in rows if one not in wanted):
        told = Detail(f"không mục nào lập dòng {key}", f"no entry made the row {key}")
        yield place(entries[-1], Verdict.PROJECTION_DIFFERS, told)


def differing(wanted: Row, row: Row) -> str:
    """The columns that are not as they should be, by name; empty when all are."""
    return ", ".join(name for name, value in wanted.items() if row[name] != value)


def place(entry: Entry, verdict: Verdict, detail: Detail, seq: int | None = None) -> Break:
    """A break at an entry."""
    return Break(
        stream=entry.stream,
        seq=entry.seq if seq is None else seq,
        verdict=verdict,
        detail=detail,
        day=str(entry.fields.get("effective_on")),
    )
