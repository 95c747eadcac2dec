"""Rows of a list of people, judged and taken over as cases."""

from __future__ import annotations

from collections import Counter

from commands.import_plan import Asked, Plan, Written
from office.headings import fields_of
from office.judging import judged
from office.lists import ParsedList
from office.newcomers import Ground, Known, case_reasons, newcomer, tags_in, without_clock
from office.sheet import Sheet
from office.unit_names import UnitNames
from planning.source_groups import grouped
from rules.text import Text
from storage.known import known_people
from storage.store import SqlStore
from workflow.actions.intake import take_over
from workflow.desk import Desk
from workflow.states import STATE_LABELS
from workflow.twins import twins_of

_SHOWN_WORDS = 5


def plan_cases(desk: Desk, store: SqlStore, sheet: Sheet, parsed: ParsedList, asked: Asked) -> Plan:
    """What a list of people would bring in."""
    ground = Ground(
        units=UnitNames(store.units(desk.today())),
        today=desk.today(),
        rulebook=desk.rulebook,
        known=_known(store, parsed),
        another=asked.another,
    )
    parsed = judged(
        sheet, parsed, lambda values: case_reasons(values, ground), encoding=asked.encoding
    )

    def write() -> Written:
        people = [newcomer(row.values, ground) for row in parsed.rows]
        done = take_over(
            desk,
            people,
            file_name=sheet.file_name,
            sha256=sheet.sha256,
            request=asked.request,
        )
        first, last = done.refs[0], done.refs[-1]
        count = len(done.refs)
        return Written(
            said=Text(
                f"Đã nhập {count} người ({first} – {last}), mở {done.deadlines} hạn.",
                f"{count} people imported ({first} – {last}); {done.deadlines} deadlines opened.",
            ),
            following="ketnap next",
            refs=(first, last),
            deadlines=done.deadlines,
        )

    remarks = [*_clockless(parsed), *_ungrouped(parsed)]
    return Plan(parsed=parsed, remarks=remarks, write=write)


def _known(store: SqlStore, parsed: ParsedList) -> Known:
    names: dict[tuple[str, str], list[tuple[str, str | None]]] = {}
    refs: dict[str, str] = {}
    for one in known_people(store):
        refs[one.ref] = one.name_key
        if one.born is not None:
            names.setdefault((one.name_key, one.born), []).append((one.ref, one.identity_no))
    listed = (row.values.get("identity_no") for row in parsed.rows)
    twins = twins_of(store, [str(number) for number in listed if number is not None])
    identities = {form: twin.followed for form, twin in twins.items()}
    return Known(by_name=names, by_identity=identities, by_ref=refs)


def _clockless(parsed: ParsedList) -> list[Text]:
    """How many people cannot be reminded of anything, because the list lacks the day."""
    labels = {field.id: field.heading for field in fields_of("cases")}
    found = Counter(filter(None, (without_clock(row.values) for row in parsed.rows)))
    return [
        Text(
            f"{count} người ở bước {STATE_LABELS[state].vi} không có “{labels[field].vi}”:"
            " chưa tính được hạn.",
            f"{count} people in {STATE_LABELS[state].en} without “{labels[field].en}”:"
            " no deadline can be worked out.",
        )
        for (state, field), count in found.items()
    ]


def _ungrouped(parsed: ParsedList) -> list[Text]:
    """Words in the column of source groups that stand for no group of the closed list."""
    unknown: Counter[str] = Counter()
    for row in parsed.rows:
        if "tags" in row.values:
            unknown.update(grouped(tags_in(str(row.values["tags"]))).unknown)
    if not unknown:
        return []
    listed = ", ".join(f"“{word}”" for word, _ in unknown.most_common(_SHOWN_WORDS))
    count = sum(unknown.values())
    return [
        Text(
            f"{count} chỗ ghi nhóm nguồn ngoài danh mục, giữ nguyên nhưng không tính vào nhóm nào:"
            f" {listed}. Danh mục: ketnap source groups",
            f"{count} source groups that are not in the list, kept and counted under none:"
            f" {listed}. The list: ketnap source groups",
        )
    ]
