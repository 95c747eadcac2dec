"""Ways to reach somebody: a channel, an address on it, and how often they want to hear."""

from __future__ import annotations

import re
from enum import StrEnum

from rules.text import Text

_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_LABEL = re.compile(r"\S(.{0,60}\S)?")


class Channel(StrEnum):
    """A way to reach somebody. The codes stand in the log; never rename one."""

    SMTP = "smtp"
    TERMINAL = "terminal"
    APPRISE = "apprise"


class Rhythm(StrEnum):
    """How often somebody is told; what is urgent comes at once, whatever the rhythm."""

    AT_ONCE = "at-once"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


RHYTHM_LABELS: dict[Rhythm, Text] = {
    Rhythm.AT_ONCE: Text("ngay khi có việc", "at once"),
    Rhythm.DAILY: Text("mỗi ngày làm việc", "every working day"),
    Rhythm.WEEKLY: Text("mỗi tuần", "weekly"),
    Rhythm.MONTHLY: Text("mỗi tháng", "monthly"),
}


def usual_rhythm(channel: Channel) -> Rhythm:
    """What holds where nothing is said: a screen is read by whoever stands before it."""
    return Rhythm.AT_ONCE if channel is Channel.TERMINAL else Rhythm.DAILY


def unfit(channel: Channel, address: str) -> Text | None:
    """Why an address cannot be one of a channel; None where it can.

    Mail has mail addresses. A desk with a screen, and an entry of the office's file of secret
    addresses, go by a short name.
    """
    if channel is Channel.SMTP:
        if _MAIL.fullmatch(address):
            return None
        return Text(
            vi=f"“{address}” không phải địa chỉ thư điện tử.",
            en=f"“{address}” is not a mail address.",
        )
    if "://" not in address and _LABEL.fullmatch(address) and address.isprintable():
        return None
    if channel is Channel.TERMINAL:
        return Text(vi="tên quầy phải là một dòng chữ ngắn.", en="a desk's name is one short line.")
    return Text(
        vi="ghi tên của một mục trong tệp địa chỉ bí mật, không ghi chính địa chỉ.",
        en="use the name of an entry in the file of secret addresses, not the address itself.",
    )
