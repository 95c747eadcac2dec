"""What each command does, as the policy sees it: one row per command of the registry.

`deed` is None where no store is opened or nothing of it is told. `place` says what decides beside
the role: the unit of a case, screening or alert (`case`), a unit itself (`unit`), the unit of a
record of many people (`record`), every unit (`office`), or nothing (`list`: what is out of scope
is left out).
"""

from __future__ import annotations

from dataclasses import dataclass

from workflow.roles import MAY, Deed, Role

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """One command line: `{ref}`, `{screening}`, `{alert}`, `{unit}` are own or another's."""

    deed: Deed | None
    words: Words = ()
    place: str = "list"
    writes: bool = True

    def allowed(self, role: Role | None, *, own: bool) -> bool:
        """Whether somebody of a role over the unit DV may, in DV (`own`) or in CVA."""
        if self.deed is None:
            return True
        if role is None or role not in MAY[self.deed]:
            return False
        if role is Role.ADMIN or self.place == "list":
            return True
        named = role is Role.REFERRER and self.place == "record"  # names more than their own people
        return own and self.place != "office" and not named


def read(deed: Deed, *words: str, place: str = "list") -> Doing:
    return Doing(deed=deed, words=words, place=place, writes=False)


def write(deed: Deed, *words: str, place: str = "case") -> Doing:
    return Doing(deed=deed, words=words, place=place)


FREE = Doing(deed=None, words=("--help",), writes=False)
CASE, KEEP = Deed.READ_CASES, Deed.KEEP_CASES
DAY = ("--name", "Nghỉ", "--doc", "1 01/11/2026", "--reason", "r", "-y")

COMMANDS: dict[str, Doing] = {
    "status": read(CASE),
    "next": read(CASE),
    "find": read(CASE, "huong"),
    "case advance": write(KEEP, "{ref}", "close", "--reason-code", "withdrawn", "-y"),
    "case checklist": read(CASE, "{ref}", place="case"),
    "case correct": write(KEEP, "{ref}", "person", "--set", "sex=male", "--reason", "r", "-y"),
    "case explain-deadline": read(CASE, "{ref}", "file-age", place="case"),
    "case hold": write(KEEP, "{ref}", "awaiting-verification"),
    "case list": read(CASE),
    "case nominate": write(
        Deed.REFER, "Phạm Thị Sáu", "--unit", "{unit}", "--doc", "1", place="unit"
    ),
    "case note": write(KEEP, "{ref}", "một lời"),
    "case record": write(KEEP, "{ref}", "application", "--on", "01/11/2026"),
    "case resume": write(KEEP, "{ref}"),
    "case show": read(CASE, "{ref}", place="case"),
    "case timeline": read(CASE, "{ref}", place="case"),
    "case transfer": write(KEEP, "{ref}", "--to", "TP"),
    "case why": read(CASE, "{ref}", "admit", place="case"),
    "person erase": write(KEEP, "{ref}", "--reason", "request"),
    "person export": read(CASE, "{ref}", "{out}.txt", place="case"),
    "person retention": read(CASE),
    "person request answer": write(KEEP, "{asked}"),
    "person request close": write(KEEP, "{asked}", "--outcome", "refused"),
    "person request extend": write(KEEP, "{asked}", "--days", "5", "--reason", "x"),
    "person request list": read(CASE),
    "person request open": write(KEEP, "{ref}", "--kind", "see"),
    "person request show": read(CASE, "{asked}", place="case"),
    "person show": read(CASE, "{ref}", place="case"),
    "assignment done": write(
        Deed.KEEP_REGISTERS, "{assignment}", "--period", "2026", "--note", "n", place="record"
    ),
    "assignment end": write(Deed.KEEP_REGISTERS, "{assignment}", "--doc", "1", place="record"),
    "assignment list": read(Deed.LOOK_UP),
    "assignment set": write(
        Deed.KEEP_REGISTERS,
        *("Báo cáo", "--unit", "{unit}", "--every", "year", "--doc", "1"),
        place="unit",
    ),
    "assignment undo": write(
        Deed.KEEP_REGISTERS, "{assignment}", "--period", "2026", "--reason", "r", place="record"
    ),
    "incident close": write(
        KEEP, "{incident}", "--ending", "false-alarm", "--reason", "r", place="record"
    ),
    "incident list": read(CASE),
    "incident open": write(
        KEEP,
        *("--on", "20/11/2026", "--at", "08:30", "--what", "w", "--unit", "{unit}"),
        place="unit",
    ),
    "incident report": write(KEEP, "{incident}", place="record"),
    "finding record": write(KEEP, "{unit}", "--what", "w", "--doc", "1-KL", place="unit"),
    "finding correct": write(
        KEEP, "{finding}", "--mend-by", "31/12/2026", "--reason", "r", place="record"
    ),
    "finding answer": write(KEEP, "{finding}", "--doc", "1-BC", place="record"),
    "finding withdraw": write(KEEP, "{finding}", "--reason", "r", place="record"),
    "finding list": read(CASE),
    "screen close": write(KEEP, "{screening}", "other", "-y"),
    "screen decide": write(KEEP, "{screening}", "enlist", "-y"),
    "screen graded": read(CASE, "--year", "2025"),
    "screen list": read(CASE),
    "screen open": write(KEEP, "{ref}", "standards-breached"),
    "screen record": write(KEEP, "{screening}", "helper", "--set", "who=A"),
    "screen show": read(CASE, "{screening}", place="case"),
    "screen why": read(CASE, "{screening}", "enlist", place="case"),
    "class enrol": write(KEEP, "{class}", "{ref}", "-y"),
    "class expiring": read(CASE),
    "class list": read(CASE),
    "class open": write(
        KEEP,
        *("awareness", "--unit", "{unit}", "--doc", "1-QĐ", "--on", "02/11/2026"),
        *("--from", "16/11/2026", "--to", "20/11/2026", "-y"),
        place="unit",
    ),
    "class result": write(KEEP, "{class}", "--failed", "{ref}", "-y"),
    "class roll": write(KEEP, "{class}", "17/11/2026"),
    "class show": read(CASE, "{class}", place="record"),
    "sitting agenda": write(KEEP, "{sitting}"),
    "sitting close": write(KEEP, "{sitting}"),
    "sitting decide": write(
        KEEP, "{sitting}", "--electors", "5", "--present", "5", "{ref}=agree:5/0", "-y"
    ),
    "sitting list": read(CASE),
    "sitting minutes": read(CASE, "{sitting}", place="record"),
    "sitting open": write(KEEP, "{unit}", "committee", "28/11/2026", place="unit"),
    "sitting show": read(CASE, "{sitting}", place="record"),
    "alert ack": write(KEEP, "{alert}", "--reason", "r"),
    "alert attempts": read(Deed.LOOK_UP, "0" * 12),
    "alert bounce": write(Deed.RUN_CLOCK, "0" * 12, "--reason", "r", place="list"),
    "alert letters": read(Deed.LOOK_UP),
    "alert preview": read(Deed.RUN_CLOCK),
    "alert resend": write(Deed.RUN_CLOCK, "0" * 12, place="list"),
    "alert list": read(CASE),
    "alert targets": read(Deed.LOOK_UP),
    "alert snooze": write(KEEP, "{alert}", "--until", "01/12/2026", "--reason", "r"),
    "alert hand-over": write(KEEP, "{alert}", "Ai Đó", "--reason", "r"),
    "referral conversion": read(CASE),
    "referral list": read(CASE),
    "referral receipt": read(CASE, "GT-2026-0001"),
    "referral receive": write(
        KEEP,
        "{people.csv}",
        "--from",
        "Thành đoàn",
        "--unit",
        "{unit}",
        "-y",
        "--no-errors",
        place="unit",
    ),
    "role add": write(
        Deed.KEEP_REGISTERS, "{unit}", "auditor", "A", "--address", "a@example.vn", place="unit"
    ),
    "role end": write(Deed.KEEP_REGISTERS, "{unit}", "helper", place="unit"),
    "role list": read(Deed.LOOK_UP),
    "award add": write(
        KEEP, "9-QĐ", "--collective", "{unit}", "--occasion", "Tổng kết", "-y", place="list"
    ),
    "award criteria": FREE,
    "award list": read(CASE),
    "award helpers": read(CASE, "--year", "2026"),
    "award shortlist": read(Deed.LOOK_UP, "--year", "2026"),
    "review gaps": read(CASE, "--year", "2025"),
    "review grades": FREE,
    "review import": write(
        KEEP, "{review.csv}", "--year", "2025", "-y", "--no-errors", place="list"
    ),
    "review list": read(CASE),
    "review set": write(KEEP, "good", "--unit", "{unit}", "--year", "2025", "-y", place="unit"),
    "training add": write(Deed.KEEP_REGISTERS, "Nghiệp vụ", "--unit", "{unit}", "-y", place="unit"),
    "training attend": write(Deed.KEEP_REGISTERS, "{training}", "lan", place="unit"),
    "training gaps": read(Deed.LOOK_UP),
    "training list": read(Deed.LOOK_UP),
    "quota allocate": write(Deed.KEEP_REGISTERS, "2026", "{unit}=3", place="unit"),
    "quota forecast": read(Deed.LOOK_UP),
    "quota whatif": read(Deed.LOOK_UP, "DV=3"),
    "quota history": read(Deed.LOOK_UP),
    "quota league": read(Deed.LOOK_UP),
    "quota set": write(Deed.KEEP_REGISTERS, "{unit}", "2026", "--target", "3", place="unit"),
    "quota show": read(Deed.LOOK_UP),
    "quota plan": read(Deed.LOOK_UP),
    "quota revisions": read(Deed.LOOK_UP, "DV"),
    "quota set-plan": write(
        Deed.KEEP_REGISTERS, "2026", "{unit}", "--files-before", "31/10/2026", place="unit"
    ),
    "quota files": read(CASE),
    "quota receipt": read(CASE, "BN-2026-0001"),
    "quota receive": write(KEEP, "{unit}", "{ref}", place="unit"),
    "source list": read(CASE),
    "source groups": read(CASE),
    "source tag": write(KEEP, "{ref}", "--add", "pupil"),
    "source coverage": read(Deed.LOOK_UP),
    "source white-spots": read(Deed.LOOK_UP),
    "source pupils": read(CASE),
    "legal add": write(
        Deed.KEEP_REGISTERS,
        *("7-KH/TU", "--issuer", "TP", "--date", "05/01/2026", "--level", "commune"),
        place="list",
    ),
    "legal supersede": write(
        Deed.KEEP_REGISTERS, "VB-2026-0001", "--by", "VB-2026-0002", place="list"
    ),
    "legal review": write(Deed.KEEP_REGISTERS, "VB-2026-0001", "--none", place="list"),
    "legal list": read(Deed.LOOK_UP),
    "legal show": read(Deed.LOOK_UP, "VB-2026-0001"),
    "legal due": read(Deed.LOOK_UP),
    "report annual": read(Deed.LOOK_UP),
    "report compare": read(Deed.LOOK_UP),
    "report form": read(CASE, "2"),
    "report monthly": read(Deed.LOOK_UP),
    "report picture": read(Deed.LOOK_UP, "curve"),
    "report quarterly": read(Deed.LOOK_UP),
    "report check": read(Deed.LOOK_UP, "--period", "2024..2025", "--claim", "total=1"),
    "unit add": write(
        Deed.KEEP_REGISTERS,
        *("X1", "--name", "Chi bộ X1", "--status", "cell", "--parent", "{unit}"),
        place="unit",
    ),
    "unit end": write(Deed.KEEP_REGISTERS, "{cell}", place="unit"),
    "unit list": read(Deed.LOOK_UP),
    "unit dissolve": write(
        Deed.KEEP_REGISTERS, "{cell}", "--heir", "{second}", "--doc", "9-NQ", "-y", place="unit"
    ),
    "unit merge": write(
        Deed.KEEP_REGISTERS,
        *("{cell}", "{second}", "--into", "N1", "--name", "Chi bộ mới", "--doc", "9-NQ", "-y"),
        place="unit",
    ),
    "unit move": write(
        Deed.KEEP_REGISTERS, "{cell}", "--to", "TP", "--doc", "9-NQ", "-y", place="office"
    ),
    "unit rename": write(
        Deed.KEEP_REGISTERS, "{cell}", "Chi bộ đổi tên", "--doc", "9-NQ", "-y", place="unit"
    ),
    "unit split": write(
        Deed.KEEP_REGISTERS,
        *("{cell}", "--into", "D1=Chi bộ một", "--into", "D2=Chi bộ hai", "--doc", "9-NQ", "-y"),
        place="unit",
    ),
    "unit show": read(Deed.LOOK_UP, "{unit}"),
    "unit status": write(
        Deed.KEEP_REGISTERS, "{cell}", "cell", "--profile", "police", place="unit"
    ),
    "unit tree": read(Deed.LOOK_UP),
    "import cases": write(KEEP, "{people.csv}", "-y", "--no-errors", place="unit"),
    "import quota": write(Deed.KEEP_REGISTERS, "{quota.csv}", "-y", "--no-errors", place="unit"),
    "import units": write(Deed.KEEP_REGISTERS, "{units.csv}", "-y", "--no-errors", place="unit"),
    "export calendar": read(CASE, "{out}.ics", "--unit", "{unit}"),
    "export cases": read(CASE, "{out}.csv"),
    "export due": read(CASE, "{out}.csv"),
    "export letters": read(CASE, "{out}.csv"),
    "export probation": read(CASE, "{out}.csv"),
    "export progress": read(CASE, "{out}.csv"),
    "export quota": read(Deed.LOOK_UP, "{out}.csv"),
    "export units": read(Deed.LOOK_UP, "{out}.csv"),
    "rules calendar decide": write(
        Deed.KEEP_REGISTERS, "02/12/2026", "--off", *DAY, "--unit", "{unit}", place="unit"
    ),
    "rules calendar horizon": FREE,
    "rules calendar recount": write(Deed.KEEP_REGISTERS, "--reason", "r", "-y", place="list"),
    "rules calendar show": FREE,
    "rules calendar undo": write(
        Deed.KEEP_REGISTERS,
        *("03/12/2026", "--reason", "r", "-y", "--unit", "{unit}"),
        place="unit",
    ),
    "rules diff": FREE,
    "rules due": FREE,
    "rules explain": FREE,
    "rules forms": FREE,
    "rules impact": read(CASE, "{rule}"),
    "rules list": FREE,
    "rules show": FREE,
    "audit backdated": read(Deed.READ_LOG),
    "audit checkpoint": FREE,  # without a key nothing is opened
    "audit compare": read(Deed.VERIFY, "0", "0"),
    "audit key list": FREE,
    "audit key new": FREE,  # the key itself, before the store
    "audit key rotate": FREE,
    "audit export": read(Deed.VERIFY, "{out}.ndjson", place="office"),
    "audit prove": FREE,  # of one checkpoint, asked for by number
    "audit witness": FREE,  # a note and a key; no store
    "audit late": read(Deed.READ_LOG),
    "audit log": read(Deed.READ_LOG),
    "audit orphans": read(Deed.VERIFY),
    "audit overrides": read(Deed.READ_LOG),
    "audit reads": read(Deed.READ_LOG),
    "audit sample": write(Deed.DRAW_SAMPLE, "--rate", "50", "--seed", "1", place="list"),
    "audit verify": read(Deed.VERIFY),
    "user add": write(Deed.ADMINISTER, "moi", "--role", "officer", place="office"),
    "user can": FREE,
    "user disable": write(Deed.ADMINISTER, "thua", place="office"),
    "user grant": write(Deed.ADMINISTER, "thua", "officer", place="office"),
    "user list": read(Deed.READ_USERS),
    "user revoke": write(Deed.ADMINISTER, "thua", "auditor", place="office"),
    "approval ask": write(
        KEEP,  # what is asked for must be one's own to do
        *("--", "alert", "snooze", "{alert}", "--until", "01/12/2026", "--reason", "r"),
        *("--approved-by", "approver"),
    ),
    "approval give": write(Deed.APPROVE, "{approval}"),
    "approval list": read(Deed.READ_USERS),
    "approval refuse": write(Deed.APPROVE, "{approval}", "--reason", "r"),
    "tick": write(Deed.RUN_CLOCK, place="list"),
    "run": FREE,  # `tick` again and again, through the same alerts
    "job health": read(Deed.LOOK_UP),
    "job list": read(Deed.LOOK_UP),
    "job next": FREE,
    "job run": write(Deed.RUN_CLOCK, "sweep", place="list"),
    "metrics": read(Deed.LOOK_UP),
    "db backup": read(Deed.COPY_STORE, "{out}.db"),
    "db anonymise": read(Deed.COPY_STORE, "{out}.db"),
    "db rotate-keys": read(Deed.COPY_STORE),
    "db check": read(Deed.LOOK_UP),
    "db backup-key": FREE,
    "db restore": FREE,  # puts a store in place; whoever may write the file
    "db init": FREE,  # whoever may write the file
    "db upgrade": FREE,
    "doctor": FREE,  # tells of the machine; a store that is closed to somebody it says so
    "demo": FREE,
    "simulate": FREE,  # an invented province, in a store of its own
    "completion": FREE,
    "version": FREE,
}
