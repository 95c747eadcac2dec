"""A file that cannot be taken: what happened, why, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from office.sheet import COLUMN_LIMIT, ROW_LIMIT
from rules.text import Text
from workflow.errors import RejectedInputError


class SheetError(RejectedInputError):
    """An officer's file is refused as a whole; nothing of it has been used.

    Attributes:
        what: What could not be done.
        why: The cause, as far as the file shows it.
        following: What to do next.
    """

    def __init__(self, *, what: Text, why: Text, remedy: Text) -> None:
        super().__init__(what, why=(why,), following=remedy)
        self.text = Text(
            vi=f"{what.vi}: {why.vi}. {remedy.vi}", en=f"{what.en}: {why.en}. {remedy.en}"
        )

    def __str__(self) -> str:
        """The three parts in one line of English."""
        return self.text.en


def unreadable(name: str, *, why: Text, remedy: Text) -> SheetError:
    """The refusal of a file called `name` (its name only, never the folder it lies in)."""
    return SheetError(
        what=Text(vi=f"Không đọc được {name}", en=f"Cannot read {name}"), why=why, remedy=remedy
    )


SAVE_AGAIN = Text(
    vi="Xin mở tệp bằng Excel hoặc LibreOffice và lưu lại dạng .xlsx",
    en="Please open it in Excel or LibreOffice and save it again as .xlsx",
)
"""The remedy that mends most files."""


def too_long(file_name: str) -> SheetError:
    """The refusal of a table with more lines or columns than a list can have."""
    return unreadable(
        file_name,
        why=Text(
            vi=f"bảng vượt {ROW_LIMIT} dòng hoặc {COLUMN_LIMIT} cột (kể cả ô trống có định dạng)",
            en=f"the table passes {ROW_LIMIT} lines or {COLUMN_LIMIT} columns"
            " (formatted empty cells count)",
        ),
        remedy=Text(
            vi="Xin xoá các dòng, cột trống có định dạng, hoặc chia thành nhiều tệp",
            en="Please delete formatted empty lines and columns, or split it into several files",
        ),
    )


def encrypted(file_name: str) -> SheetError:
    """The refusal of a file that needs a password."""
    return unreadable(
        file_name,
        why=Text(vi="tệp được đặt mật khẩu", en="the file is protected by a password"),
        remedy=Text(
            vi="Xin bỏ mật khẩu (Lưu dưới dạng → Công cụ → Tuỳ chọn chung) rồi nhập lại",
            en="Please remove the password (Save As → Tools → General Options) and try again",
        ),
    )


def no_such_sheet(file_name: str, sheet: str | None, names: Sequence[str]) -> SheetError:
    """The refusal of a workbook without the asked sheet; `names` are the sheets it has."""
    if sheet is None:
        return unreadable(
            file_name,
            why=Text(vi="không có trang tính nào hiện ra", en="no worksheet is visible"),
            remedy=SAVE_AGAIN,
        )
    listed = ", ".join(f"“{name}”" for name in names)
    return unreadable(
        file_name,
        why=Text(vi=f"không có trang tính “{sheet}”", en=f"there is no worksheet “{sheet}”"),
        remedy=Text(vi=f"Các trang tính: {listed}", en=f"The worksheets are: {listed}"),
    )


def damaged(file_name: str) -> SheetError:
    """The refusal of a workbook that does not parse."""
    return unreadable(
        file_name,
        why=Text(
            vi="tệp Excel bị hỏng hoặc không đầy đủ", en="the workbook is damaged or incomplete"
        ),
        remedy=SAVE_AGAIN,
    )
