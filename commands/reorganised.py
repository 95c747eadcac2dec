"""A reorganisation in an officer's words and as rows: what ends, begins, moves and follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from commands.office_desk import Office
from commands.output import Column, day
from commands.prose import tell_registered
from rules.text import Text

if TYPE_CHECKING:
    from workflow.actions.reorganise import Reorganised

COLUMNS = (
    Column(key="unit", heading=Text("Mã", "Code"), kind="ref"),
    Column(key="name", heading=Text("Tổ chức", "Unit")),
    Column(key="what", heading=Text("Thay đổi", "What")),
    Column(key="parent", heading=Text("Cấp trên", "Superior"), kind="ref"),
    Column(key="cases_out", heading=Text("Hồ sơ đi", "Cases out"), kind="number"),
    Column(key="cases_in", heading=Text("Hồ sơ đến", "Cases in"), kind="number"),
    Column(key="deadlines", heading=Text("Hạn đi theo", "Deadlines"), kind="number"),
    Column(key="alerts", heading=Text("Nhắc việc", "Alerts"), kind="number"),
)
_SHOWN = 12


def told(office: Office, done: Reorganised, *, dry_run: bool) -> None:
    """Say what was done, or would be."""
    tell_registered(
        office,
        said(done),
        "unit-reorganise",
        COLUMNS,
        list(_rows(done)),
        dry_run=dry_run,
    )


def said(done: Reorganised) -> list[Text]:
    """Line by line: units, cases, offers, targets, and what wants a look."""
    if done.replayed:
        return [
            Text(
                "✓ Yêu cầu này đã được thực hiện trước đó; không ghi lần hai.",
                "✓ This request was carried out before; nothing is written twice.",
            )
        ]
    return [*_units(done), *_cases(done), *_targets(done), *_hints(done)]


def _units(done: Reorganised) -> Iterator[Text]:
    plan, shape = done.plan, done.shape
    on, eve = day(plan.on), day(plan.eve)
    paper = "" if plan.document is None else f" ({plan.document})"
    yield Text(f"✓ Sắp xếp tổ chức từ {on}{paper}:", f"✓ Units rearranged from {on}{paper}:")
    for unit in shape.founded.values():
        yield Text(
            f"  Thành lập {unit.code} · {unit.name}{_from(unit.inherits).vi}",
            f"  Founded {unit.code} · {unit.name}{_from(unit.inherits).en}",
        )
    for code, (old, new) in _first(shape.changed):
        if new.inherits != old.inherits:
            label = _from(new.inherits)
            yield Text(f"  {code} · {new.name}{label.vi}", f"  {code} · {new.name}{label.en}")
        if new.name != old.name:
            yield Text(f"  {code}: {old.name} → {new.name}", f"  {code}: {old.name} → {new.name}")
        if new.parent != old.parent:
            yield Text(
                f"  {code}: cấp trên {old.parent or '—'} → {new.parent or '—'}",
                f"  {code}: superior {old.parent or '—'} → {new.parent or '—'}",
            )
    more = len(shape.changed) - _SHOWN
    if more > 0:
        yield Text(f"  … và {more} tổ chức khác", f"  … and {more} more units")
    for code, unit in shape.ended.items():
        yield Text(f"  Kết thúc {eve}: {code} · {unit.name}", f"  Ends {eve}: {code} · {unit.name}")


def _from(inherits: tuple[str, ...]) -> Text:
    if not inherits:
        return Text("", "")
    listed = ", ".join(inherits)
    return Text(f", kế thừa từ {listed}", f", inherits from {listed}")


def _first(changed: Any) -> list[Any]:
    return list(changed.items())[:_SHOWN]


def _cases(done: Reorganised) -> Iterator[Text]:
    for (old, new), count in done.cases.items():
        yield Text(f"  Hồ sơ {old} → {new}: {count}", f"  Cases {old} → {new}: {count}")
    if done.cases:
        deadlines, alerts = sum(done.deadlines.values()), sum(done.alerts.values())
        yield Text(
            f"  Đi theo: {deadlines} hạn đang mở (không hạn nào đổi ngày), {alerts} nhắc việc",
            f"  With them: {deadlines} open deadlines (no day changes), {alerts} alerts",
        )
    for (old, new), count in done.incidents.items():
        yield Text(
            f"  Sự cố dữ liệu cá nhân {old} → {new}: {count}",
            f"  Personal data incidents {old} → {new}: {count}",
        )
    for (old, new), count in done.assignments.items():
        yield Text(
            f"  Nhiệm vụ được giao {old} → {new}: {count}",
            f"  Assignments {old} → {new}: {count}",
        )
    for (old, new), count in done.findings.items():
        yield Text(
            f"  Thiếu sót qua kiểm tra {old} → {new}: {count}",
            f"  Findings of inspections {old} → {new}: {count}",
        )
    if done.offers:
        yield Text(
            f"  {done.offers} hồ sơ đang chờ tổ chức kết thúc tiếp nhận: nay chờ tổ chức kế thừa",
            f"  {done.offers} cases that wait for a unit that ends: now for its heir",
        )


def _targets(done: Reorganised) -> Iterator[Text]:
    for one in done.quotas:
        was = None if one.before is None else one.before.target
        if one.after.target != was:
            moved = f"{_or_none(was)} → {one.after.target}"
            yield Text(
                f"  Chỉ tiêu kết nạp {one.year} của {one.unit}: {moved}",
                f"  Target {one.year} of {one.unit}: {moved}",
            )
        trained = None if one.before is None else one.before.class_target
        if one.after.class_target != trained:
            moved = f"{_or_none(trained)} → {one.after.class_target}"
            yield Text(
                f"  Chỉ tiêu lớp nhận thức {one.year} của {one.unit}: {moved}",
                f"  Class target {one.year} of {one.unit}: {moved}",
            )


def _or_none(figure: int | None) -> str:
    return "—" if figure is None else str(figure)


def _hints(done: Reorganised) -> Iterator[Text]:
    """What the officer still has to see to."""
    from workflow.unit import UnitStatus  # noqa: PLC0415 - help does not need it

    shape = done.shape
    over = [
        code
        for code, (_, new) in shape.changed.items()
        if new.status is UnitStatus.CELL
        and (above := shape.after.get(new.parent or "")) is not None
        and above.status is UnitStatus.SUPERIOR
    ]
    if over:
        listed = ", ".join(over[:_SHOWN]) + (" …" if len(over) > _SHOWN else "")
        yield Text(
            f"! {len(over)} chi bộ nay đứng ngay dưới cấp trên ({listed}); nếu là chi bộ cơ sở:"
            f" ketnap unit status {over[0]} grassroots --profile grassroots-cell",
            f"! {len(over)} cells now stand right below a superior ({listed}); for a grassroots"
            f" cell: ketnap unit status {over[0]} grassroots --profile grassroots-cell",
        )
    twins = shape.namesakes
    if twins:
        listed = ", ".join(unit.code for unit in twins[:_SHOWN])
        listed += " …" if len(twins) > _SHOWN else ""
        yield Text(
            f"! {len(twins)} tổ chức trùng tên dưới cùng cấp trên ({listed}); phân biệt bằng:"
            f" ketnap unit rename {twins[0].code} TÊN",
            f"! {len(twins)} units share a name below one superior ({listed}); tell them apart:"
            f" ketnap unit rename {twins[0].code} NAME",
        )
    for unit, count in done.holders.items():
        yield Text(
            f"! {count} người giữ vai trò ở {unit} tiếp tục cho tổ chức kế thừa, tới khi nơi ấy có"
            " người (ketnap role add).",
            f"! {count} people with a role in {unit} go on for its heir, until that has somebody"
            " (ketnap role add).",
        )
    for unit, names in done.accounts.items():
        listed = ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
        heir = next((one.heir for one in done.plan.legacies if one.unit == unit), "…")
        yield Text(
            f"! Tài khoản có phạm vi {unit}: {listed}; phạm vi không tự chuyển, quản trị giao lại:"
            f" ketnap user grant {names[0]} VAI_TRÒ --unit {heir}",
            f"! Accounts with the scope {unit}: {listed}; it is not handed on, an administrator"
            f" grants it anew: ketnap user grant {names[0]} ROLE --unit {heir}",
        )
    if done.plan.ended:
        yield Text(
            "! Ai nhận nhắc việc của tổ chức kết thúc thì nhận tiếp cho tổ chức kế thừa, tới khi"
            " tệp cấu hình ghi người khác.",
            "! Whoever was reminded for a unit that ends is reminded for its heir, until the"
            " settings name somebody there.",
        )


def _rows(done: Reorganised) -> Iterator[dict[str, Any]]:
    shape, plan = done.shape, done.plan
    into: dict[str, int] = {}
    out: dict[str, int] = {}
    for (old, new), count in done.cases.items():
        out[old] = out.get(old, 0) + count
        into[new] = into.get(new, 0) + count
    quotas = {(one.year, one.unit): one for one in done.quotas}

    def row(unit: Any, what: str) -> dict[str, Any]:
        return {
            "unit": unit.code,
            "name": unit.name,
            "what": what,
            "parent": unit.parent,
            "from_on": plan.on,
            "inherits": list(unit.inherits),
            "cases_out": out.get(unit.code, 0),
            "cases_in": into.get(unit.code, 0),
            "deadlines": done.deadlines.get(unit.code, 0),
            "alerts": done.alerts.get(unit.code, 0),
            "quotas": [
                {
                    "year": year,
                    "before": None if one.before is None else one.before.target,
                    "after": one.after.target,
                }
                for (year, code), one in quotas.items()
                if code == unit.code
            ],
        }

    for unit in shape.founded.values():
        yield row(unit, "add")
    for code, (_, unit) in shape.changed.items():
        yield row(unit, shape.turn_of(code, plan).value)
    for unit in shape.ended.values():
        yield row(unit, "end")
