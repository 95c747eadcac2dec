"""What `ketnap doctor` says of the register of organisations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commands.checks import Check, State
from commands.office_desk import Office
from rules.text import Text

if TYPE_CHECKING:
    from storage.store import SqlStore

_UNVERIFIED = Text("; chưa xác minh", "; unverified")


def outgrown(store: SqlStore, office: Office) -> Iterator[Check]:
    """Communes that still stand as superior although the law sets them up otherwise now (R15.3)."""
    from workflow.law import Law  # noqa: PLC0415 - help looks at nothing
    from workflow.outgrown import communes_above  # noqa: PLC0415 - as above

    today = office.today()
    law = Law(office.rulebook(), office.calendar())
    version, found = communes_above(store.units(today), law, today)
    if version is None or not found:
        return
    codes = ", ".join(one.code for one in found)
    doubt = Text("", "") if version.verified else _UNVERIFIED
    detail = Text(
        f"{codes}: cấp xã còn ghi là cấp trên trực tiếp của cơ sở, trong khi tỉnh ủy lập đảng bộ"
        f" xã là tổ chức cơ sở ({version.source.cite('vi')}{doubt.vi}). Có quyết định của tỉnh ủy"
        f" thì ghi: ketnap unit status {found[0].code} grassroots --on … --doc …",
        f"{codes}: a commune stands as superior of grassroots organisations, while the province"
        f" sets communes up as grassroots organisations ({version.source.cite('en')}{doubt.en})."
        f" Once it has decided: ketnap unit status {found[0].code} grassroots --on … --doc …",
    )
    yield Check(name="communes", state=State.WARNING, detail=detail)
