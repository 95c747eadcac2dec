"""What the operating system refuses to do with a file, in words."""

from __future__ import annotations

import errno

from rules.text import Text

_WHY = {
    errno.ENAMETOOLONG: Text("tên quá dài", "the name is too long"),
    errno.EACCES: Text("không có quyền", "permission denied"),
    errno.EPERM: Text("không có quyền", "permission denied"),
    errno.EROFS: Text("ổ đĩa chỉ đọc", "the disk is read-only"),
    errno.ENOSPC: Text("đĩa đã đầy", "the disk is full"),
    errno.EDQUOT: Text("đã hết hạn mức đĩa", "the disk quota is used up"),
    errno.ENOENT: Text("không có tệp hoặc thư mục", "there is no such file or folder"),
    errno.ENOTDIR: Text("nơi chứa nó không phải thư mục", "what should hold it is no folder"),
    errno.EISDIR: Text("đó là một thư mục", "it is a folder"),
    errno.EEXIST: Text("đã có ở đó", "it is there already"),
    errno.ELOOP: Text("liên kết vòng", "its links go in a circle"),
    errno.EIO: Text("ổ đĩa báo lỗi", "the disk reports a fault"),
}


def disk_fault(fault: OSError) -> Text:
    """A file that cannot be used: which, and why."""
    said = fault.strerror or str(fault)
    why = _WHY.get(fault.errno or 0, Text(said, said))
    if fault.filename is None:
        return Text(f"Không thực hiện được: {why.vi}.", f"Cannot be done: {why.en}.")
    return Text(
        f"Không dùng được “{fault.filename}”: {why.vi}.",
        f"“{fault.filename}” cannot be used: {why.en}.",
    )
