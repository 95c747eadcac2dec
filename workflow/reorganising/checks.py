"""What no reorganisation may do; every reason at once, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from rules.text import Text
from workflow.errors import InputError, RefusedError
from workflow.inquiry import shown
from workflow.organisation_code import code_fault
from workflow.reorganising.plan import Reorganisation
from workflow.reorganising.shape import Shape
from workflow.standing import misplaced
from workflow.tiers import Forest, Place
from workflow.unit import Unit
from workflow.unit_history import Told


def refuse_ahead(plan: Reorganisation, today: date) -> None:
    """Cases follow on the day and not before: what is to come can only be rehearsed.

    Raises:
        RefusedError: units end or hand over on a day that has not come.
    """
    if plan.legacies and plan.on > today:
        raise RefusedError(
            Text(
                f"Ngày {shown(plan.on)} chưa tới: hồ sơ chỉ chuyển từ ngày hiệu lực. Nay chạy thử"
                " được (-n); đến ngày ấy hãy ghi.",
                f"{plan.on} has not come: cases follow from that day on. Rehearse it now (-n), and"
                " write it then.",
            )
        )


def refuse_planned(plan: Reorganisation, histories: Mapping[str, tuple[Told, ...]]) -> None:
    """A unit that already changes on a later day is not ended or moved beneath that.

    Raises:
        RefusedError: one of the units has a row that begins later, or none on the eve.
    """
    for code, rows in histories.items():
        first, last = rows[0].unit, rows[-1].unit
        if last.from_on > plan.on:
            raise RefusedError(
                Text(
                    f"Tổ chức {code} đã ghi thay đổi từ {shown(last.from_on)}, sau ngày"
                    f" {shown(plan.on)}; chưa ghi gì.",
                    f"Unit {code} has a change recorded from {last.from_on}, after {plan.on};"
                    " nothing was written.",
                )
            )
        if code in plan.ended and first.from_on > plan.eve:
            raise RefusedError(
                Text(
                    f"Tổ chức {code} mới có từ {shown(first.from_on)}, không kết thúc ngày"
                    f" {shown(plan.eve)} được.",
                    f"Unit {code} begins on {first.from_on}; it cannot end on {plan.eve}.",
                )
            )


def refuse_misshapen(
    plan: Reorganisation, before: Mapping[str, Unit], shape: Shape, used: Mapping[str, object]
) -> None:
    """The register as it would be must be a register.

    `used` are the codes among the founded ones that once stood for another unit.

    Raises:
        InputError: with every reason.
    """
    reasons = [*_codes(plan, before, used), *_heirs(plan, shape), *_places(plan, shape)]
    if reasons:
        raise InputError(
            Text(
                f"Chưa sắp xếp được tổ chức từ ngày {shown(plan.on)}; chưa ghi gì.",
                f"The units cannot be rearranged so on {plan.on}; nothing was written.",
            ),
            why=tuple(dict.fromkeys(reasons)),
        )


def _codes(
    plan: Reorganisation, before: Mapping[str, Unit], used: Mapping[str, object]
) -> Iterator[Text]:
    touched = [one.unit for one in plan.legacies]
    for code in sorted({code for code in touched if touched.count(code) > 1}):
        yield Text(f"{code}: nêu hai lần", f"{code}: given twice")
    for code in touched:
        if code not in before:
            yield Text(
                f"{code}: không có tổ chức này ngày {shown(plan.on)}",
                f"{code}: there is no such unit on {plan.on}",
            )
    for code in used:
        if code in before:
            name = before[code].name
            yield Text(f"{code}: mã đã có: {name}", f"{code}: the code is taken: {name}")
        else:
            yield Text(
                f"{code}: mã này từng dùng cho một tổ chức khác; hãy lấy mã mới",
                f"{code}: the code once stood for another unit; take a new one",
            )
    for unit in plan.founded:
        wrong = code_fault(unit.code, unit.parent)
        if wrong is not None:
            yield wrong
    for legacy in plan.legacies:
        if not legacy.ends and not legacy.heirs:
            yield Text(
                f"{legacy.unit}: chưa nêu tổ chức nhận", f"{legacy.unit}: nobody takes it over"
            )


def _heirs(plan: Reorganisation, shape: Shape) -> Iterator[Text]:
    for legacy in plan.legacies:
        for heir in (legacy.heir, *legacy.heirs):
            if heir in plan.ended:
                yield Text(
                    f"{heir}: chính nó kết thúc, không nhận của {legacy.unit} được",
                    f"{heir}: it ends itself and cannot take over from {legacy.unit}",
                )
            elif heir not in shape.after:
                yield Text(
                    f"{heir}: không có tổ chức này ngày {shown(plan.on)}",
                    f"{heir}: there is no such unit on {plan.on}",
                )


def _places(plan: Reorganisation, shape: Shape) -> Iterator[Text]:
    """Units whose place is no place. What merely follows its superior may meet a namesake there.

    Two wards each have a “Chi bộ khu phố 1”: nobody could merge them if that were refused.
    """
    asked = {unit.code for unit in (*plan.founded, *plan.altered)}
    wanted = {**shape.founded, **{code: new for code, (_, new) in shape.changed.items()}}
    still = [unit for code, unit in shape.after.items() if code not in wanted]
    forest = Forest(map(Place.of, still), map(Place.of, wanted.values()))
    for code, unit in wanted.items():
        place = Place.of(unit)
        faults = [*forest.taken(place), *forest.lost(place), *forest.ring(place)]
        for _, fault in faults or list(forest.twin(place) if code in asked else ()):
            yield Text(f"{code}: {fault.vi}", f"{code}: {fault.en}")
        above = None if unit.parent is None else shape.after.get(unit.parent)
        yield from misplaced(unit, above, ())
    for unit in still:
        above = shape.after.get(unit.parent or "")
        if above is not None and above.code in wanted:
            yield from misplaced(unit, above, ())
