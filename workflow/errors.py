"""What an officer can solve: one sentence, and an exit code of its own.

Anything that is not a `KetnapError` is a bug and keeps its traceback.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rules.text import Text

if TYPE_CHECKING:
    from workflow.outcomes import Unmet


class KetnapError(Exception):
    """A refusal in words: what, why, and what next."""

    exit_code: ClassVar[int] = 1

    def __init__(
        self, what: Text, *, why: tuple[Text, ...] = (), following: Text | None = None
    ) -> None:
        super().__init__(what.en)
        self.what = what
        self.why = why
        self.following = following


class InputError(KetnapError):
    """A value that cannot be understood."""

    exit_code = 2


class NotFoundError(KetnapError):
    """Nothing, or more than one thing, goes by that name."""

    exit_code = 3


class NotPermittedError(KetnapError):
    """This person may not do this."""

    exit_code = 4


class RefusedError(KetnapError):
    """The law or the machine does not allow it; nothing was written."""

    exit_code = 5


class EventRefusedError(RefusedError):
    """An event with every condition that is not met."""

    def __init__(self, ref: str, event: str, unmet: tuple[Unmet, ...], what: Text) -> None:
        super().__init__(what, why=tuple(one.sentence() for one in unmet))
        self.ref = ref
        self.event = event
        self.unmet = unmet

    def more(self) -> dict[str, Any]:
        """What else a program is told."""
        return {}


class ConflictError(KetnapError):
    """Somebody else was first; the sentence says what they did."""

    exit_code = 6


class LostRaceError(ConflictError):
    """A stream was no longer at the entry that the decision rested on."""

    def __init__(self, stream: str, seen: int) -> None:
        super().__init__(
            Text(
                f"{stream} đã có người ghi trước; chưa ghi gì.",
                f"Somebody wrote to {stream} first; nothing was written.",
            )
        )
        self.stream = stream
        self.seen = seen


class NumberTakenError(ConflictError):
    """An identity number got an open case between our look and our write; it is not repeated."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Số định danh này vừa có hồ sơ đang mở ở nơi khác; chưa ghi gì.",
                "This identity number has just got an open case elsewhere; nothing was written.",
            ),
            following=Text("ketnap find --identity-no", "ketnap find --identity-no"),
        )


class StaleCalendarError(ConflictError):
    """The calendar, or what rests on it, is no longer what the decision rested on."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Lịch ngày làm việc vừa được đổi; chưa ghi gì. Hãy gõ lại lệnh.",
                "The working-day calendar has just been changed; nothing was written. Please"
                " repeat the command.",
            )
        )


class IntegrityError(KetnapError):
    """The log or the figures do not agree with themselves."""

    exit_code = 7


class RejectedInputError(KetnapError):
    """A file that cannot be taken in, wholly or partly."""

    exit_code = 9


class OutsideServiceError(KetnapError):
    """A server that is not ours did not do its part."""

    exit_code = 10


class LeadLostError(ConflictError):
    """Another scheduler has taken over; whoever led before writes nothing more."""


class TryAgainError(KetnapError):
    """Busy now; nothing was written; the same call may succeed later."""

    exit_code = 75
