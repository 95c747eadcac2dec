"""What the verdicts on a log are called."""

from __future__ import annotations

from audit import Verdict
from rules.text import Text

VERDICT_LABELS: dict[Verdict, Text] = {
    Verdict.INTACT: Text("nguyên vẹn", "intact"),
    Verdict.ALTERED: Text("nội dung không khớp mã băm đã ghi", "altered after it was written"),
    Verdict.REMOVED: Text("thiếu mục đã ghi", "removed after it was written"),
    Verdict.INSERTED: Text("có mục chen vào", "inserted from outside"),
    Verdict.REORDERED: Text("mục không đứng đúng chỗ", "not in the place it was written for"),
    Verdict.TAIL_CUT: Text("phần cuối nhật ký bị cắt", "the end of the log was cut off"),
    Verdict.REWRITTEN: Text("nhật ký đã bị viết lại", "the log was written anew"),
    Verdict.RE_STAMPED: Text("giờ ghi đã bị sửa", "the time of recording was changed"),
    Verdict.UNSEALED: Text("mục đã niêm mất vị trí", "a sealed entry has lost its place"),
    Verdict.FORGED: Text("chữ ký không đúng", "a signature is not what it should be"),
    Verdict.PROJECTION_DIFFERS: Text(
        "bảng dữ liệu không khớp nhật ký", "the tables do not follow from the log"
    ),
    Verdict.UNGUARDED: Text(
        "chốt giữ nhật ký đã bị gỡ, từ đó mục đã ghi có thể bị sửa",
        "a guard of the log was taken away; from then on entries could be changed",
    ),
}
