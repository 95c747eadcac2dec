"""Who is told by which way, and the mail server: one TOML file of the office.

```toml
[smtp]
host = "mail.example.vn"
port = 587
security = "starttls"             # none | starttls | tls
user = "ketnap"
password_file = "/etc/ketnap/smtp-password"
from = "ketnap@example.vn"
domain = "example.vn"             # addresses here may read names; all others only references

[notify]
file = "notify.toml"              # secret addresses for Apprise (`scheduler.outlets`)

[ladder]
file = "ladder.toml"              # rungs of its own for a unit and those below (`local_ladder`)

[[recipients]]
unit = "DV"
role = "cell-secretary"
address = "bithu@example.vn"
```
"""

from __future__ import annotations

import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from rules.text import Language, Text
from rules.toml_file import Table
from scheduler.detail import Detail
from scheduler.outlets import Outlet, load_outlets
from scheduler.strict import reading
from workflow.inbox import Channel, Rhythm, unfit, usual_rhythm
from workflow.reminders import Addressee, Role

_PORTS = 65_535
_SECONDS = 30
_MOST_SECONDS = 60  # ten waits of a minute are still within the lease of a message


_SMTP_KEYS = (
    "host",
    "port",
    "security",
    "user",
    "password_file",
    "from",
    "domain",
    "timeout_seconds",
    "detail",
    "detail_elsewhere",
)


class Security(StrEnum):
    """How the way to the mail server is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


class Speech(StrEnum):
    """The language of a message."""

    VI = "vi"
    EN = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Smtp:
    """The mail server. The password stays in its file and is read when it is needed.

    Attributes:
        sender: The address that mail comes from.
        domain: The committee's own domain; only there a message may carry names.
        timeout: Seconds to wait for each answer of the server.
        detail: How much a message to an address of the own domain may say.
        detail_elsewhere: How much one to any other address may say.
    """

    host: str
    port: int
    security: Security
    sender: str
    domain: str
    user: str | None = None
    password_file: Path | None = None
    timeout: int = _SECONDS
    detail: Detail = Detail.FULL
    detail_elsewhere: Detail = Detail.REF

    def password(self) -> str:
        """The password, from its file.

        Raises:
            OSError: the file cannot be read.
        """
        return "" if self.password_file is None else self.password_file.read_text().strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody with a role in a unit, and how to reach them."""

    unit: str
    role: Role
    channel: Channel
    address: str
    language: Language = "vi"
    rhythm: Rhythm = Rhythm.DAILY

    @property
    def addressee(self) -> Addressee:
        """Their inbox."""
        return Addressee(channel=self.channel.value, address=self.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything about delivery; without a file nobody is told, and each tick says so.

    `ladder` is the file of the office's own rungs.
    """

    smtp: Smtp | None = None
    outlets: Mapping[str, Outlet] = field(default_factory=dict)
    ladder: Path | None = None
    recipients: tuple[Recipient, ...] = field(default=())


def load_settings(path: Path) -> Settings:
    """Read the delivery settings.

    Raises:
        NotFoundError: there is no such file.
        ConfigurationError: something in it is not in order; the file and the line are named.
    """
    with reading(path, path.name) as top:
        top.only("smtp", "notify", "ladder", "recipients")
        smtp = _smtp(_section(top, "smtp")) if "smtp" in top.data else None
        outlets = _outlets(_section(top, "notify"), path) if "notify" in top.data else {}
        tables = top.tables("recipients") if "recipients" in top.data else ()
        recipients = tuple(_recipient(table, smtp) for table in tables)
        ladder = _named(_section(top, "ladder"), path) if "ladder" in top.data else None
    return Settings(smtp=smtp, outlets=outlets, ladder=ladder, recipients=recipients)


def _section(top: Table, key: str) -> Table:
    """A `[key]` section with its own lines, up to the next heading."""
    inner = top.table(key)
    last = next(
        (n - 1 for n in range(inner.first + 1, top.last + 1) if top.lines[n - 1].startswith("[")),
        top.last,
    )
    return Table(file=top.file, lines=top.lines, first=inner.first, last=last, data=inner.data)


def _outlets(table: Table, beside: Path) -> Mapping[str, Outlet]:
    """The file of secret addresses that `[notify]` names."""
    return load_outlets(_named(table, beside))


def _named(table: Table, beside: Path) -> Path:
    """The file that a section names, from the folder of the settings."""
    table.only("file")
    return beside.parent / table.string("file")


def _smtp(table: Table) -> Smtp:
    table.only(*_SMTP_KEYS)
    security = table.choice("security", Security)
    user = table.optional_string("user")
    timeout = table.whole("timeout_seconds") if "timeout_seconds" in table.data else _SECONDS
    if timeout > _MOST_SECONDS:
        raise table.refuse(
            "timeout_seconds",
            Text(
                vi=f"chờ nhiều nhất {_MOST_SECONDS} giây.",
                en=f"at most {_MOST_SECONDS} seconds.",
            ),
        )
    port = table.whole("port")
    if port > _PORTS:
        raise table.refuse("port", Text(vi="không có cổng này.", en="there is no such port."))
    if user is not None and security is Security.NONE:
        raise table.refuse(
            "security",
            Text(
                vi="không gửi mật khẩu qua đường không mã hóa; dùng starttls hoặc tls.",
                en="a password is not sent over an open line; use starttls or tls.",
            ),
        )
    return Smtp(
        host=table.string("host"),
        port=port,
        security=security,
        user=user,
        password_file=_password_file(table, user),
        sender=_fitting(table, "from", Channel.SMTP, table.string("from")),
        domain=table.string("domain").lower(),
        timeout=timeout,
        detail=table.optional_choice("detail", Detail) or Detail.FULL,
        detail_elsewhere=table.optional_choice("detail_elsewhere", Detail) or Detail.REF,
    )


def _password_file(table: Table, user: str | None) -> Path | None:
    named = table.optional_string("password_file")
    if (named is None) != (user is None):
        raise table.refuse(
            "password_file" if user is None else "user",
            Text(
                vi="“user” và “password_file” đi cùng nhau.",
                en="“user” and “password_file” go together.",
            ),
        )
    if named is None:
        return None
    path = Path(named)
    try:
        mode = path.stat().st_mode
    except OSError as fault:
        raise table.refuse(
            "password_file",
            Text(
                vi=f"không đọc được tệp mật khẩu: {fault.strerror}.",
                en=f"the password file cannot be read: {fault.strerror}.",
            ),
        ) from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise table.refuse(
            "password_file",
            Text(
                vi="người khác cũng đọc được tệp mật khẩu; đặt quyền 0600 cho tệp.",
                en="others can read the password file; give it the mode 0600.",
            ),
        )
    return path


def _recipient(table: Table, smtp: Smtp | None) -> Recipient:
    table.only("unit", "role", "address", "channel", "language", "rhythm")
    channel = table.optional_choice("channel", Channel) or Channel.SMTP
    if channel is Channel.SMTP and smtp is None:
        raise table.refuse(
            "channel",
            Text(
                vi="nhận qua thư thì cần mục [smtp] trong tệp này.",
                en="mail needs a section [smtp] in this file.",
            ),
        )
    speech = table.optional_choice("language", Speech) or Speech.VI
    return Recipient(
        unit=table.string("unit"),
        role=table.choice("role", Role),
        channel=channel,
        address=_fitting(table, "address", channel, _address(table, channel)),
        language="en" if speech is Speech.EN else "vi",
        rhythm=table.optional_choice("rhythm", Rhythm) or usual_rhythm(channel),
    )


def _fitting(table: Table, key: str, channel: Channel, value: str) -> str:
    problem = unfit(channel, value)
    if problem is not None:
        raise table.refuse(key, problem)
    return value


def _address(table: Table, channel: Channel) -> str:
    if channel is Channel.TERMINAL:
        return table.optional_string("address") or "terminal"
    return table.string("address")
