"""One person's whole way, from nomination to a late recognition."""

from __future__ import annotations

from demo.papers import admission_papers, recognition_papers
from demo.play import Play
from rules.text import Text

_CARD = 9  # lines of a case that tell its days
_NAME = "Quảng Đại Ước"
_ISSUER = "Ban Thường vụ Thành ủy"


def whole_way(play: Play) -> None:
    """Take one person through every event of the main path, in the order of the years."""
    stage = play.stage
    stage.heading(Text("Một người đi hết con đường", "One person goes the whole way"))
    stage.show(
        *("case", "nominate", _NAME, "--unit", "DV-1", "--born", "12/03/1999"),
        *("--sex", "male", "--education", "upper-secondary", "--referrer", "youth-union"),
        *("--doc", "01-NQ/CB", "--on", play.ago(900), "--request-id", "mau-1"),
        lines=1,
    )
    ref = stage.read("find", _NAME)[0]["ref"][-4:]
    play.refs["whole-way"] = ref
    stage.show(*play.step(ref, "enrol", 870, "--doc", "05-QĐ/ĐU"), lines=1)
    certificate = play.fact(ref, "certificate", 800, number="118-GCN", issuer="TTCT thành phố")
    stage.show(*certificate, lines=1)
    stage.show(*play.step(ref, "open-file", 700), lines=1)
    stage.quietly(
        Text("Đơn, lý lịch, giới thiệu, thẩm tra, ý kiến, biểu quyết", "Papers, letters, votes"),
        admission_papers(play, ref, start=698, cell=600, committee=590),
    )
    admit = play.step(ref, "admit", 560, "--doc", "99-QĐ/TU", "--issuer", _ISSUER)
    stage.show(*admit, lines=3)
    receipt = play.fact(ref, "decision-receipt", 555)
    helper = play.fact(ref, "helper", 552, {"who": "Lê Hữu Tấn"})
    stage.quietly(Text("Nhận quyết định, người giúp đỡ", "Receipt, a helper"), [receipt, helper])
    stage.show(*play.step(ref, "hold-ceremony", 530), lines=3)
    stage.quietly(
        Text("Lý lịch đảng viên, lớp đảng viên mới, xét công nhận", "Papers of the probation"),
        [
            play.fact(ref, "member-cv", 510),
            play.fact(ref, "new-member-certificate", 300, number="77-ĐVM", issuer="TTCT thành phố"),
            *recognition_papers(play, ref, cell=120, committee=100),
        ],
    )
    stage.tell(
        Text(
            "  Chi bộ và cấp ủy xét chậm: hiệu lực vẫn là ngày hết 12 tháng dự bị.",
            "  It was decided late: it takes effect on the day the twelve months ended.",
        )
    )
    recognise = play.step(ref, "recognise", 20, "--doc", "100-QĐ/TU", "--issuer", _ISSUER)
    stage.show(*recognise, lines=1)
    stage.show("case", "show", ref, lines=_CARD)
