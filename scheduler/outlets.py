"""The office's file of secret addresses for Apprise: names for URLs, and how much each may be told.

```toml
[[outlets]]
name = "nhom-ubkt"
url = "tgram://…"          # holds a secret: the file is its owner's alone (0600)
public = false             # others can read a public one, and so is one of which nothing is said
detail = "name"            # ref | name | full; a public one gets references only
```
"""

from __future__ import annotations

import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rules.text import Text
from rules.toml_file import Table
from scheduler.detail import Detail
from scheduler.strict import reading
from workflow.inbox import Channel, unfit


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One inbox behind Apprise; its URL is shown nowhere."""

    name: str
    url: str = field(repr=False)
    detail: Detail = Detail.REF


def load_outlets(path: Path) -> Mapping[str, Outlet]:
    """Read the file of secret addresses.

    Raises:
        NotFoundError: there is no such file.
        ConfigurationError: something in it is not in order, or others can read it; no value of it
            is quoted.
    """
    with reading(path, path.name) as top:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise top.refuse(
                None,
                Text(
                    vi="người khác cũng đọc được tệp này; đặt quyền 0600 cho tệp.",
                    en="others can read this file; give it the mode 0600.",
                ),
            )
        top.only("outlets")
        found: dict[str, Outlet] = {}
        for table in top.tables("outlets"):
            outlet = _outlet(table)
            if outlet.name in found:
                raise table.refuse(
                    "name", Text(vi="tên này đã có ở trên.", en="the name stands above already.")
                )
            found[outlet.name] = outlet
    return found


def _outlet(table: Table) -> Outlet:
    table.only("name", "url", "public", "detail")
    name = table.string("name")
    problem = unfit(Channel.APPRISE, name)
    if problem is not None:
        raise table.refuse("name", Text(vi="tên chưa hợp lệ.", en="this cannot be a name."))
    detail = table.optional_choice("detail", Detail) or Detail.REF
    if detail is not Detail.REF and table.flag("public", default=True):
        raise table.refuse(
            "detail",
            Text(
                vi="nơi nhiều người đọc được chỉ nhận mã và ngày (ref); nếu là nơi riêng, ghi"
                " public = false.",
                en="what others can read gets references and dates only (ref); of a private one"
                " say public = false.",
            ),
        )
    return Outlet(name=name, url=table.string("url"), detail=detail)
