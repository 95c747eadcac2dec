"""The registers, and how their records are numbered."""

from __future__ import annotations

from enum import StrEnum

from rules.text import Text


class Register(StrEnum):
    """A book of records, one number each: the stream of a record is ``REGISTER/NUMBER``."""

    REFERRAL = "referral"
    CLASS = "class"
    SITTING = "sitting"
    AWARD = "award"
    TRAINING = "training"
    REVIEW = "review"
    LEGAL = "legal"
    PLAN = "plan"
    FILES = "files"
    REQUEST = "request"
    INCIDENT = "incident"
    ASSIGNMENT = "assignment"
    FINDING = "finding"

    @property
    def prefix(self) -> str:
        """What its numbers begin with: ``GT`` of ``GT-2026-0003``."""
        return _PREFIXES[self]

    @property
    def label(self) -> Text:
        """One record of it, in words."""
        return _LABELS[self]

    @property
    def listing(self) -> str:
        """The command that lists its records."""
        return "quota files" if self is Register.FILES else f"{self.noun} list"

    @property
    def noun(self) -> str:
        """The words of the command line under which its records are looked at."""
        return _NOUNS.get(self, self.value)

    def numbered(self, year: int, number: int) -> str:
        """The number of a record: ``GT-2026-0003``."""
        return f"{self.prefix}-{year}-{number:04d}"

    def stream(self, ref: str) -> str:
        """The stream of the log that holds a record."""
        return f"{self.value}/{ref}"


_PREFIXES: dict[Register, str] = {
    Register.REFERRAL: "GT",
    Register.CLASS: "LH",
    Register.SITTING: "PH",
    Register.AWARD: "KT",
    Register.TRAINING: "TH",
    Register.REVIEW: "XL",
    Register.LEGAL: "VB",
    Register.PLAN: "KH",
    Register.FILES: "BN",
    Register.REQUEST: "YC",
    Register.INCIDENT: "SC",
    Register.ASSIGNMENT: "NV",
    Register.FINDING: "TS",
}
_NOUNS: dict[Register, str] = {Register.REQUEST: "person request"}
_LABELS: dict[Register, Text] = {
    Register.REFERRAL: Text("danh sách giới thiệu", "referral list"),
    Register.CLASS: Text("lớp học", "class"),
    Register.SITTING: Text("phiên họp", "sitting"),
    Register.AWARD: Text("quyết định khen thưởng", "award"),
    Register.TRAINING: Text("lớp tập huấn", "training"),
    Register.REVIEW: Text("xếp loại của tổ chức", "grade of an organisation"),
    Register.LEGAL: Text("văn bản", "paper"),
    Register.PLAN: Text("kế hoạch năm", "plan of a year"),
    Register.FILES: Text("biên nhận hồ sơ", "receipt of files"),
    Register.REQUEST: Text("yêu cầu về dữ liệu cá nhân", "request about personal data"),
    Register.INCIDENT: Text("sự cố dữ liệu cá nhân", "personal data incident"),
    Register.ASSIGNMENT: Text("nhiệm vụ được giao", "assignment"),
    Register.FINDING: Text("thiếu sót qua kiểm tra", "finding of an inspection"),
}


def register_of(stream: str) -> Register | None:
    """The register that a stream belongs to; None where it is no record's."""
    name, slash, _ = stream.partition("/")
    return next((one for one in Register if slash and one.value == name), None)
