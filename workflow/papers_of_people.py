"""Papers about the candidate that only some cases need; part of the table of `workflow.papers`."""

from __future__ import annotations

from rules.text import Text
from workflow.facts import FactKind
from workflow.paper import Paper


def consent(about: str, rule: str, vi: str, en: str, only: Text) -> Paper:
    """A superior's written consent to one matter."""
    return Paper(
        key=f"consent-{about}",
        label=Text(vi, en),
        kind=FactKind.CONSENT,
        data={"about": about},
        rule=rule,
        only=only,
    )


def _opinion(about: str, vi: str, en: str, only: Text) -> Paper:
    return Paper(
        key=f"opinion-{about}",
        label=Text(vi, en),
        kind=FactKind.CATEGORY_OPINION,
        data={"about": about},
        rule=about,
        only=only,
    )


_OVER_AGE = Text("chỉ cần khi quá tuổi kết nạp", "only above the highest age")
_FOREIGN = Text("chỉ cần khi kết hôn với người nước ngoài", "only for one married to a foreigner")
_OWNER = Text("chỉ cần với chủ doanh nghiệp tư nhân", "only for a private business owner")
_READMISSION = Text("chỉ cần khi kết nạp lại", "only for a re-admission")

ALSO_FOR_ADMISSION: tuple[Paper, ...] = (
    Paper(
        key="over-age-grounds",
        label=Text("Xác nhận điều kiện xét người quá tuổi", "Grounds for an age above the limit"),
        kind=FactKind.OVER_AGE_GROUNDS,
        rule="over-age-consent",
        only=_OVER_AGE,
    ),
    consent(
        "over-age",
        "over-age-consent",
        "Văn bản đồng ý kết nạp người quá tuổi",
        "Consent to an admission above the highest age",
        _OVER_AGE,
    ),
    consent(
        "education",
        "education-elders",
        "Văn bản đồng ý về trình độ học vấn",
        "Consent to the education exception",
        Text("chỉ cần khi xin ngoại lệ về học vấn", "only for the education exception"),
    ),
    _opinion(
        "private-owner",
        "Ý kiến về điều kiện của doanh nghiệp",
        "Opinion on the conditions of the enterprise",
        _OWNER,
    ),
    consent(
        "private-owner",
        "private-owner-consent",
        "Văn bản đồng ý kết nạp chủ doanh nghiệp tư nhân",
        "Consent to a private business owner",
        _OWNER,
    ),
    _opinion(
        "foreign-spouse",
        "Ý kiến của cơ quan an ninh",
        "Opinion of the security body",
        _FOREIGN,
    ),
    consent(
        "foreign-spouse",
        "foreign-spouse",
        "Văn bản đồng ý kết nạp người kết hôn với người nước ngoài",
        "Consent to one married to a foreigner",
        _FOREIGN,
    ),
    _opinion(
        "religion",
        "Ý kiến của cấp ủy phụ trách công tác tôn giáo",
        "Opinion of the committee in charge of religion",
        Text("chỉ cần khi người vào Đảng có đạo", "only for a religious person"),
    ),
    consent(
        "population-policy",
        "population-policy",
        "Văn bản đồng ý khi vi phạm chính sách dân số",
        "Consent after a breach of the population policy",
        Text("chỉ cần khi vi phạm chính sách dân số", "only after such a breach"),
    ),
    consent(
        "no-cell",
        "no-cell",
        "Văn bản giao chi bộ giúp đỡ",
        "The task given to a cell",
        Text("chỉ cần nơi chưa có đảng viên, chi bộ", "only where there is no member or cell"),
    ),
    consent(
        "readmission",
        "readmission-consent",
        "Văn bản đồng ý kết nạp lại",
        "Consent to a re-admission",
        _READMISSION,
    ),
    Paper(
        key="record-cleared",
        label=Text("Giấy tờ xóa án tích", "Proof of the cleared record"),
        kind=FactKind.RECORD_CLEARED,
        rule="readmission-wait-convicted",
        only=_READMISSION,
    ),
    Paper(
        key="move-paper",
        label=Text("Giấy tờ chuyển hồ sơ", "Paper of the move"),
        kind=FactKind.MOVE_PAPER,
        rule="candidate-move",
        only=Text("chỉ cần khi người vào Đảng chuyển nơi khác", "only where the candidate moves"),
    ),
)
LATE_EXPLANATION = Paper(
    key="late-explanation",
    label=Text("Văn bản giải trình hồ sơ muộn", "Explanation of a late file"),
    kind=FactKind.LATE_EXPLANATION,
    rule="recognition-late",
    only=Text("chỉ cần khi hồ sơ đến quá muộn", "only where the file is much too late"),
)
