"""Reading and writing users, grants and approvals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, insert, literal_column, select, update
from sqlmodel import col
from sqlmodel import select as rows_of

from storage.account_tables import AccountRow, ApprovalRow, RoleGrantRow
from storage.reading import Reading
from storage.statements import Prepared, prepared
from workflow.account import Account, Grant, Seat
from workflow.approval import Approval, ApprovalState, Ground
from workflow.approved import account_columns, approval_columns, grant_columns
from workflow.change import Change
from workflow.roles import Role

_ACCOUNT: Any = AccountRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_GRANT: Any = RoleGrantRow.__table__  # type: ignore[attr-defined]  # as above
_APPROVAL: Any = ApprovalRow.__table__  # type: ignore[attr-defined]  # as above


class AccountReading(Reading):
    """The part of a store that knows who may do what."""

    def accounts(self) -> Sequence[Account]:
        """Every user that there ever was, by name, with all grants."""
        with self.session() as session:
            grants: dict[str, list[Grant]] = {}
            in_order = (col(RoleGrantRow.account), col(RoleGrantRow.seq))
            wanted = rows_of(RoleGrantRow).order_by(*in_order)
            for row in session.exec(wanted):
                values = row.model_dump()
                grants.setdefault(row.account, []).append(_grant(values))
            found = session.exec(rows_of(AccountRow).order_by(col(AccountRow.name))).all()
            return [
                Account(**row.model_dump(), grants=tuple(grants.get(row.name, ()))) for row in found
            ]

    def approvals(self, states: Sequence[ApprovalState] = ()) -> Sequence[Approval]:
        """Approvals by number; only those in these states where some are named."""
        wanted = rows_of(ApprovalRow).order_by(col(ApprovalRow.number))
        if states:
            wanted = wanted.where(col(ApprovalRow.state).in_([one.value for one in states]))
        with self.session() as session:
            return [_approval(row.model_dump()) for row in session.exec(wanted)]


class Seating:
    """Who sits at a desk, asked on the connection of the hot path: one statement per write."""

    def __init__(self, cursor: Any, dialect: str) -> None:
        self._cursor = cursor
        self._dialect = dialect

    def seat(self, name: str) -> Seat:
        """What an account may rest on."""
        self._cursor.execute(_seat_statement(self._dialect).sql, (name,))
        rows = self._cursor.fetchall()
        if not rows[0][0]:
            return Seat(name=name)
        if rows[0][1] is None:
            return Seat(name=name, alone=False)
        _, account, seq, since, disabled = rows[0][:5]
        names = (
            "account",
            "seq",
            "role",
            "unit",
            "from_on",
            "until_on",
            "organisation",
            "granted_by",
        )
        grants = [
            _grant({**dict(zip(names, row[5:], strict=True)), "approved_by": None})
            for row in rows
            if row[5] is not None
        ]
        found = Account(
            name=account,
            seq=seq,
            since=_day(since),
            disabled_on=None if disabled is None else _day(disabled),
            grants=tuple(grants),
        )
        return Seat(name=name, alone=False, account=found)

    def write(self, change: Change) -> None:
        """The rows of a change's users, grants and approvals; a later state replaces the row."""
        if not (change.accounts or change.grants or change.approvals):
            return
        keyed: tuple[tuple[Any, str, list[dict[str, Any]]], ...] = (
            (_ACCOUNT, "name", [account_columns(one) for one in change.accounts]),
            (_GRANT, "account seq", [grant_columns(one) for one in change.grants]),
            (_APPROVAL, "number", [approval_columns(one) for one in change.approvals]),
        )
        for table, key, rows in keyed:
            for values in rows:
                move, put = _statements(self._dialect, table.name, key)
                self._cursor.execute(move.sql, move.args(_keyed(values, key)))
                if not self._cursor.rowcount:
                    self._cursor.execute(put.sql, put.args(values))


def _keyed(values: dict[str, Any], key: str) -> dict[str, Any]:
    return {**values, **{f"{name}_": values[name] for name in key.split()}}


@cache
def _statements(dialect: str, name: str, key: str) -> tuple[Prepared, Prepared]:
    """How a row is moved, and how it is put where there is none yet."""
    table = {one.name: one for one in (_ACCOUNT, _GRANT, _APPROVAL)}[name]
    keys = key.split()
    rest = [column.name for column in table.c if column.name not in keys]
    move = update(table).values({one: bindparam(one) for one in rest})
    for one in keys:
        move = move.where(table.c[one] == bindparam(f"{one}_"))
    put = insert(table).inline().values({column.name: bindparam(column.name) for column in table.c})
    return prepared(dialect, move), prepared(dialect, put)


@cache
def _seat_statement(dialect: str) -> Prepared:
    """One row at least: whether there is any user, and the account with its standing grants."""
    any_user = select(func.count().label("users")).select_from(_ACCOUNT).subquery()
    standing = (_GRANT.c.account == _ACCOUNT.c.name) & _GRANT.c.ended_by.is_(None)
    wanted = select(
        any_user.c.users,
        _ACCOUNT,
        _GRANT.c.account,
        _GRANT.c.seq,
        _GRANT.c.role,
        _GRANT.c.unit,
        _GRANT.c.from_on,
        _GRANT.c.until_on,
        _GRANT.c.organisation,
        _GRANT.c.granted_by,
    ).select_from(
        any_user.outerjoin(_ACCOUNT, _ACCOUNT.c.name == bindparam("name")).outerjoin(
            _GRANT, standing
        )
    )
    return prepared(dialect, wanted.order_by(literal_column(f"{_GRANT.name}.seq")))


def _grant(values: dict[str, Any]) -> Grant:
    until = values["until_on"]
    return Grant(
        account=values["account"],
        seq=values["seq"],
        role=Role(values["role"]),
        unit=values["unit"],
        from_on=_day(values["from_on"]),
        until_on=None if until is None else _day(until),
        organisation=values["organisation"],
        by=values["granted_by"],
        approved_by=values["approved_by"],
        ended_by=values.get("ended_by"),
    )


def _approval(values: dict[str, Any]) -> Approval:
    values["state"] = ApprovalState(values["state"])
    values["grounds"] = tuple(map(Ground, values["grounds"].split()))
    values["asked_at"] = datetime.fromisoformat(values["asked_at"])
    return Approval(**values)


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
