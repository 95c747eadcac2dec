"""Who may do what: roles × deeds as one table, and which deed each action of the log is."""

from __future__ import annotations

from enum import StrEnum

from rules.text import Text


class Role(StrEnum):
    """What somebody is to the office, within a scope of units."""

    OFFICER = "officer"
    APPROVER = "approver"
    AUDITOR = "auditor"
    REFERRER = "referrer"
    ADMIN = "admin"


ROLE_LABELS: dict[Role, Text] = {
    Role.OFFICER: Text("cán bộ hồ sơ", "officer"),
    Role.APPROVER: Text("người chấp thuận", "approver"),
    Role.AUDITOR: Text("cán bộ kiểm tra", "auditor"),
    Role.REFERRER: Text("nơi giới thiệu", "referrer"),
    Role.ADMIN: Text("quản trị", "administrator"),
}


class Deed(StrEnum):
    """A kind of doing that the policy knows; every action and every command is one of them."""

    LOOK_UP = "look-up"
    """Read what names nobody: law, calendar, organisations, quotas, figures."""
    READ_CASES = "read-cases"
    READ_LOG = "read-log"
    VERIFY = "verify"
    REFER = "refer"
    KEEP_CASES = "keep-cases"
    KEEP_REGISTERS = "keep-registers"
    DRAW_SAMPLE = "draw-sample"
    ASK_APPROVAL = "ask-approval"
    APPROVE = "approve"
    READ_USERS = "read-users"
    RUN_CLOCK = "run-clock"
    COPY_STORE = "copy-store"
    ADMINISTER = "administer"


DEED_LABELS: dict[Deed, Text] = {
    Deed.LOOK_UP: Text("tra cứu quy định, tổ chức, chỉ tiêu", "look up law, units and quotas"),
    Deed.READ_CASES: Text("xem hồ sơ", "read cases"),
    Deed.READ_LOG: Text("xem nhật ký", "read the log"),
    Deed.VERIFY: Text("kiểm chứng nhật ký", "verify the log"),
    Deed.REFER: Text("giới thiệu người", "nominate people"),
    Deed.KEEP_CASES: Text("ghi vào hồ sơ", "write to cases"),
    Deed.KEEP_REGISTERS: Text(
        "ghi tổ chức, chỉ tiêu, lịch làm việc", "write units, quotas and the calendar"
    ),
    Deed.DRAW_SAMPLE: Text("rút mẫu kiểm tra", "draw a sample for an inspection"),
    Deed.ASK_APPROVAL: Text("đề nghị chấp thuận", "ask for an approval"),
    Deed.APPROVE: Text("chấp thuận việc của người khác", "approve what others propose"),
    Deed.RUN_CLOCK: Text("quét và gửi nhắc việc", "raise and send alerts"),
    Deed.COPY_STORE: Text("sao lưu, khôi phục cả kho", "back up and restore the whole store"),
    Deed.READ_USERS: Text("xem danh sách người dùng", "read the list of users"),
    Deed.ADMINISTER: Text("quản lý người dùng", "administer users"),
}

_ALL = frozenset(Role)
_READERS = frozenset({Role.OFFICER, Role.APPROVER, Role.AUDITOR})
_OFFICE = frozenset({Role.OFFICER})

MAY: dict[Deed, frozenset[Role]] = {
    Deed.LOOK_UP: _ALL,
    Deed.READ_CASES: _READERS | {Role.REFERRER},
    Deed.READ_LOG: _READERS | {Role.REFERRER},
    Deed.VERIFY: _READERS | {Role.ADMIN},
    Deed.REFER: _OFFICE | {Role.REFERRER},
    Deed.KEEP_CASES: _OFFICE,
    Deed.KEEP_REGISTERS: _OFFICE,
    Deed.DRAW_SAMPLE: frozenset({Role.AUDITOR}),
    Deed.ASK_APPROVAL: _OFFICE | {Role.ADMIN},
    Deed.APPROVE: frozenset({Role.APPROVER}),
    Deed.READ_USERS: _ALL,
    Deed.RUN_CLOCK: _OFFICE | {Role.ADMIN},
    Deed.COPY_STORE: frozenset({Role.ADMIN}),
    Deed.ADMINISTER: frozenset({Role.ADMIN}),
}

ACTIONS: dict[str, Deed] = {
    "nominate": Deed.REFER,
    "import": Deed.KEEP_CASES,
    "advance": Deed.KEEP_CASES,
    "record": Deed.KEEP_CASES,
    "correct": Deed.KEEP_CASES,
    "transfer": Deed.KEEP_CASES,
    "hold": Deed.KEEP_CASES,
    "resume": Deed.KEEP_CASES,
    "note": Deed.KEEP_CASES,
    "alert": Deed.KEEP_CASES,
    "class-enrol": Deed.KEEP_CASES,
    "class-open": Deed.KEEP_CASES,
    "class-result": Deed.KEEP_CASES,
    "class-roll": Deed.KEEP_CASES,
    "sitting-agenda": Deed.KEEP_CASES,
    "sitting-close": Deed.KEEP_CASES,
    "sitting-decide": Deed.KEEP_CASES,
    "sitting-open": Deed.KEEP_CASES,
    "award": Deed.KEEP_CASES,
    "review": Deed.KEEP_CASES,
    "training": Deed.KEEP_REGISTERS,
    "training-attend": Deed.KEEP_REGISTERS,
    "erase": Deed.KEEP_CASES,
    "data-request-open": Deed.KEEP_CASES,
    "data-request-answer": Deed.KEEP_CASES,
    "data-request-extend": Deed.KEEP_CASES,
    "data-request-close": Deed.KEEP_CASES,
    "incident-open": Deed.KEEP_CASES,
    "incident-report": Deed.KEEP_CASES,
    "incident-close": Deed.KEEP_CASES,
    "assignment-set": Deed.KEEP_REGISTERS,
    "assignment-asked": Deed.RUN_CLOCK,
    "assignment-done": Deed.KEEP_REGISTERS,
    "assignment-undo": Deed.KEEP_REGISTERS,
    "assignment-end": Deed.KEEP_REGISTERS,
    "finding": Deed.KEEP_CASES,
    "finding-answer": Deed.KEEP_CASES,
    "finding-correct": Deed.KEEP_CASES,
    "finding-withdraw": Deed.KEEP_CASES,
    "screen-open": Deed.KEEP_CASES,
    "screen-record": Deed.KEEP_CASES,
    "screen-decide": Deed.KEEP_CASES,
    "units": Deed.KEEP_REGISTERS,
    "unit-status": Deed.KEEP_REGISTERS,
    "unit-end": Deed.KEEP_REGISTERS,
    "quota": Deed.KEEP_REGISTERS,
    "calendar": Deed.KEEP_REGISTERS,
    "recount": Deed.KEEP_REGISTERS,
    "reorganise": Deed.KEEP_REGISTERS,
    "legal": Deed.KEEP_REGISTERS,
    "legal-supersede": Deed.KEEP_REGISTERS,
    "legal-review": Deed.KEEP_REGISTERS,
    "plan": Deed.KEEP_REGISTERS,
    "files": Deed.KEEP_CASES,
    "tag-source": Deed.KEEP_CASES,
    "role": Deed.KEEP_REGISTERS,
    "role-end": Deed.KEEP_REGISTERS,
    "referral": Deed.KEEP_CASES,
    "restore": Deed.COPY_STORE,
    "message-resend": Deed.RUN_CLOCK,
    "message-return": Deed.RUN_CLOCK,
    "key-new": Deed.ADMINISTER,
    "key-rotate": Deed.ADMINISTER,
    "audit-sample": Deed.DRAW_SAMPLE,
    "approval-ask": Deed.ASK_APPROVAL,
    "approval-answer": Deed.APPROVE,
    "user": Deed.ADMINISTER,
}
"""Every action that begins a draft, and the deed that it is; one that is not here nobody may do."""
