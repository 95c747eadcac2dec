"""The second machine as one table: a full member is reviewed, listed, helped, and then decided on.

Law: R16.2-R16.4. The review comes before the list: it gathers the views, the opinion and the ballot
on which the list rests. The machine, the diagram, the command line and the tests read this table.
"""

from __future__ import annotations

from enum import StrEnum

from rules.text import Text


class ScreeningState(StrEnum):
    """Where a screening stands."""

    REVIEW = "review"
    LISTED = "listed"
    HELPED = "helped"
    REMOVAL_PROPOSED = "removal_proposed"
    CLEARED = "cleared"
    REMOVED = "removed"
    RESIGNED = "resigned"
    CLOSED = "closed"


class ScreeningEvent(StrEnum):
    """What an officer does to a screening."""

    OPEN = "open"
    ENLIST = "enlist"
    HELP = "help"
    CLEAR = "clear"
    PROPOSE_REMOVAL = "propose-removal"
    REMOVE = "remove"
    RESIGN = "resign"
    CLOSE = "close"


OPEN = (
    ScreeningState.REVIEW,
    ScreeningState.LISTED,
    ScreeningState.HELPED,
    ScreeningState.REMOVAL_PROPOSED,
)
LEFT = (ScreeningState.REMOVED, ScreeningState.RESIGNED)
"""The states in which the member has left the Party."""

SCREENING: tuple[tuple[ScreeningEvent, ScreeningState | None, ScreeningState], ...] = (
    (ScreeningEvent.OPEN, None, ScreeningState.REVIEW),
    (ScreeningEvent.ENLIST, ScreeningState.REVIEW, ScreeningState.LISTED),
    (ScreeningEvent.CLEAR, ScreeningState.REVIEW, ScreeningState.CLEARED),
    (ScreeningEvent.HELP, ScreeningState.LISTED, ScreeningState.HELPED),
    (ScreeningEvent.CLEAR, ScreeningState.HELPED, ScreeningState.CLEARED),
    (
        ScreeningEvent.PROPOSE_REMOVAL,
        ScreeningState.HELPED,
        ScreeningState.REMOVAL_PROPOSED,
    ),
    (ScreeningEvent.REMOVE, ScreeningState.REMOVAL_PROPOSED, ScreeningState.REMOVED),
    (ScreeningEvent.RESIGN, ScreeningState.REMOVAL_PROPOSED, ScreeningState.RESIGNED),
    *((ScreeningEvent.CLOSE, state, ScreeningState.CLOSED) for state in OPEN),
)

SCREENING_STATE_LABELS: dict[ScreeningState, Text] = {
    ScreeningState.REVIEW: Text("Đang rà soát", "Under review"),
    ScreeningState.LISTED: Text("Trong danh sách giáo dục, giúp đỡ", "Listed for help"),
    ScreeningState.HELPED: Text("Đang giáo dục, giúp đỡ", "Being helped"),
    ScreeningState.REMOVAL_PROPOSED: Text("Đề nghị đưa ra khỏi Đảng", "Removal proposed"),
    ScreeningState.CLEARED: Text("Không còn trong diện sàng lọc", "Cleared"),
    ScreeningState.REMOVED: Text("Đã đưa ra khỏi Đảng", "Removed"),
    ScreeningState.RESIGNED: Text("Đã xin ra khỏi Đảng", "Resigned"),
    ScreeningState.CLOSED: Text("Đã dừng rà soát", "Screening closed"),
}

SCREENING_EVENT_LABELS: dict[ScreeningEvent, Text] = {
    ScreeningEvent.OPEN: Text("Mở rà soát", "Open a screening"),
    ScreeningEvent.ENLIST: Text("Đưa vào danh sách giáo dục, giúp đỡ", "Put on the list for help"),
    ScreeningEvent.HELP: Text("Bắt đầu giáo dục, giúp đỡ", "Begin the period of help"),
    ScreeningEvent.CLEAR: Text("Đưa ra khỏi diện sàng lọc", "Clear the member"),
    ScreeningEvent.PROPOSE_REMOVAL: Text("Đề nghị cho ra khỏi Đảng", "Propose removal"),
    ScreeningEvent.REMOVE: Text("Quyết định đưa ra khỏi Đảng", "Decide on removal"),
    ScreeningEvent.RESIGN: Text("Đồng ý cho xin ra khỏi Đảng", "Accept the resignation"),
    ScreeningEvent.CLOSE: Text("Dừng rà soát", "Close the screening"),
}


class CloseReason(StrEnum):
    """Why a screening is given up without a decision on the member."""

    OPENED_IN_ERROR = "opened-in-error"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    MEMBERSHIP_ENDED = "membership-ended"
    MOVED_AWAY = "moved-away"
    DIED = "died"
    OTHER = "other"


CLOSE_LABELS: dict[CloseReason, Text] = {
    CloseReason.OPENED_IN_ERROR: Text("mở nhầm", "opened in error"),
    CloseReason.WITHDRAWN: Text("chi bộ rút lại đề nghị", "withdrawn by the cell"),
    CloseReason.REFUSED: Text(
        "cấp có thẩm quyền không đồng ý cho ra khỏi Đảng",
        "the competent body does not agree to the removal",
    ),
    CloseReason.MEMBERSHIP_ENDED: Text(
        "không còn là đảng viên chính thức", "no longer a full member for another reason"
    ),
    CloseReason.MOVED_AWAY: Text("chuyển đi nơi khác", "moved to another organisation"),
    CloseReason.DIED: Text("từ trần", "died"),
    CloseReason.OTHER: Text("lý do khác", "other"),
}
