"""Where a store is: a SQLite file or a PostgreSQL database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path

from rules.text import Text
from workflow.errors import InputError

_SQLITE = "sqlite:///"
_POSTGRESQL = ("postgresql://", "postgres://", "postgresql+psycopg://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A store's place, ready for the engine; `path` only for SQLite."""

    url: str
    path: Path | None = None

    @property
    def shown(self) -> str:
        """The place without a password, for messages."""
        if self.path is not None:
            return str(self.path)
        scheme, _, rest = self.url.partition("://")
        account, at, place = rest.rpartition("@")
        return f"{scheme}://{account.partition(':')[0]}{at}{place}"

    @property
    def name(self) -> str:
        """The last part of the place: a file's name, a database's."""
        return self.shown.rpartition("/")[2]


def address_of(typed: str | None) -> Address:
    """The address that an officer typed; None stands for the file in the user's data folder.

    Raises:
        InputError: neither a file nor a database that ketnap can use.
    """
    if typed is None:
        return _file(user_data_path("ketnap") / "ketnap.db")
    if typed.startswith(_SQLITE):
        return _file(Path(typed.removeprefix(_SQLITE)))
    for prefix in _POSTGRESQL:
        if typed.startswith(prefix):
            _check_server(typed)
            return Address(url="postgresql+psycopg://" + typed.removeprefix(prefix))
    if "://" in typed or not typed or "\x00" in typed:
        raise InputError(
            Text(
                f"Không hiểu địa chỉ kho “{typed[:60]}”: dùng sqlite:///TỆP hoặc postgresql://….",
                f"“{typed[:60]}” is no store: use sqlite:///FILE or postgresql://….",
            )
        )
    return _file(Path(typed))


def _check_server(typed: str) -> None:
    """Refuse an address whose host or port cannot be read; it may hold a password, so unquoted.

    Raises:
        InputError: it cannot.
    """
    try:
        _ = urlsplit(typed).port
    except ValueError:
        raise InputError(
            Text(
                "Không đọc được địa chỉ PostgreSQL: dùng postgresql://TÀI_KHOẢN@MÁY_CHỦ:CỔNG/KHO.",
                "The PostgreSQL address cannot be read: use postgresql://USER@HOST:PORT/DATABASE.",
            )
        ) from None


def _file(path: Path) -> Address:
    return Address(url=f"{_SQLITE}{path}", path=path)
