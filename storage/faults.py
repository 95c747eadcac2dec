"""Drivers' errors in the words of the workflow."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import DBAPIError

from rules.text import Text
from storage.engine import bundled
from workflow.errors import (
    KetnapError,
    LostRaceError,
    NotPermittedError,
    NumberTakenError,
    OutsideServiceError,
    TryAgainError,
)

_SQLITE = (sqlite3.Error,) if bundled is None else (sqlite3.Error, bundled.Error)
_TAKEN = "23505"  # what PostgreSQL calls a violated unique key
_NOT_GRANTED = "42501"  # and a privilege that a log-in does not have
_DAMAGED = Text("tệp kho bị hỏng", "its file is damaged")
_REASONS = (
    (
        "readonly",
        Text(
            "tệp kho hoặc thư mục chứa nó chỉ cho đọc",
            "the file or the folder it is in may only be read",
        ),
    ),
    ("full", Text("đĩa đã đầy", "the disk is full")),
    ("No space left", Text("đĩa đã đầy", "the disk is full")),
    (
        "unable to open",
        Text("không mở được tệp kho hoặc thư mục chứa nó", "its file or folder cannot be opened"),
    ),
    ("malformed", _DAMAGED),
    ("not a database", _DAMAGED),
    (
        "disk I/O",
        Text("đĩa báo lỗi đọc, ghi, hoặc đã đầy", "the disk reports an error, or is full"),
    ),
    (
        "connection",
        Text(
            "không nối được máy chủ PostgreSQL (máy chủ tắt, sai địa chỉ, tên kho, tài khoản hoặc"
            " mật khẩu)",
            "the PostgreSQL server cannot be reached (it is off, or address, database, account or"
            " password are wrong)",
        ),
    ),
)
_UNKNOWN = Text(
    "cơ sở dữ liệu báo lỗi (đặt KETNAP_DEBUG=1 để xem nguyên văn)",
    "the database reports a fault (set KETNAP_DEBUG=1 to see its words)",
)
_BUSY = ("database is locked", "database table is locked", "lock timeout", "deadlock detected")


@contextmanager
def translated(stream: tuple[str, int] | None = None) -> Iterator[None]:
    """Turn a driver's error into an officer's; `stream` is what a lost race would be about.

    Raises:
        LostRaceError: a unique key was taken by somebody who was first.
        NumberTakenError: it was that of an identity number with an open case.
        NotPermittedError: the server's own roles do not let this log-in do it.
        TryAgainError: the database is busy, or the same request is being carried out.
        OutsideServiceError: the database cannot do it (full disk, read-only file, no connection).
    """
    try:
        yield
    except UnicodeDecodeError as garbled:  # what SQLite says of a damaged file may be garbled too
        raise _unusable(_DAMAGED) from garbled
    except _drivers() as fault:
        raise _translate(fault, stream) from fault
    except DBAPIError as wrapped:
        if not isinstance(wrapped.orig, _drivers()):
            raise
        raise _translate(wrapped.orig, stream) from wrapped


def _drivers() -> tuple[type[BaseException], ...]:
    """What the loaded drivers raise; psycopg is only there once a PostgreSQL store was opened."""
    psycopg: Any = sys.modules.get("psycopg")
    return _SQLITE if psycopg is None else (*_SQLITE, psycopg.Error)


def _translate(fault: BaseException, stream: tuple[str, int] | None) -> BaseException:
    said = str(fault)
    if any(busy in said for busy in _BUSY):
        return TryAgainError(
            Text(
                "Kho dữ liệu đang bận, chưa ghi gì; hãy thử lại sau giây lát.",
                "The store is busy; nothing was written. Try again in a moment.",
            )
        )
    if _is_unique(fault, said):
        return _taken(said, stream)
    if getattr(fault, "sqlstate", None) == _NOT_GRANTED:
        return _not_granted()
    if _is_operational(fault):
        why = next((told for sign, told in _REASONS if sign in said), _UNKNOWN)
        return _unusable(why)
    return fault


def _not_granted() -> NotPermittedError:
    return NotPermittedError(
        Text(
            "Tài khoản máy chủ trong địa chỉ kho không được ghi; chưa ghi gì.",
            "The log-in to the server that the store's address names may not write; nothing was"
            " written.",
        ),
        following=Text(
            "mở kho bằng tài khoản có vai trò ketnap_app: docs/roles.md",
            "open the store with a log-in that has the role ketnap_app: docs/roles.md",
        ),
    )


def _unusable(why: Text) -> OutsideServiceError:
    return OutsideServiceError(
        Text(
            f"Kho dữ liệu không dùng được: {why.vi}; chưa ghi gì.",
            f"The store cannot be used: {why.en}; nothing was written.",
        ),
        following=Text("ketnap doctor", "ketnap doctor"),
    )


def _taken(said: str, stream: tuple[str, int] | None) -> KetnapError:
    if "number_key" in said:
        return NumberTakenError()
    if "request" in said:
        return TryAgainError(
            Text(
                "Yêu cầu này vừa được thực hiện ở nơi khác; gọi lại để xem kết quả.",
                "This request was just carried out elsewhere; call again to see its outcome.",
            )
        )
    return LostRaceError(*(stream or ("?", 0)))


def _is_unique(fault: BaseException, said: str) -> bool:
    if getattr(fault, "sqlstate", None) == _TAKEN:
        return True
    return "UNIQUE constraint failed" in said or "goes to the head of its stream" in said


def _is_operational(fault: BaseException) -> bool:
    kinds: list[type[BaseException]] = [sqlite3.OperationalError]
    psycopg: Any = sys.modules.get("psycopg")
    if psycopg is not None:
        kinds.append(psycopg.OperationalError)
    if bundled is not None:
        kinds.append(bundled.OperationalError)
    damaged = "malformed" in str(fault) or "not a database" in str(fault)
    return isinstance(fault, tuple(kinds)) or damaged
