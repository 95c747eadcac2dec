"""The bodies that vote, and the one that decides in the name of an organisation."""

from __future__ import annotations

from enum import StrEnum

from rules.text import Text


class Body(StrEnum):
    """A body that may decide on an admission."""

    COMMITTEE = "committee"
    STANDING_COMMITTEE = "standing-committee"
    STANDING_MEMBERS = "standing-members"

    @property
    def label(self) -> Text:
        """The body in words, before “of” an organisation."""
        return _LABELS[self]


_LABELS: dict[Body, Text] = {
    Body.COMMITTEE: Text(vi="tập thể cấp ủy", en="the whole committee"),
    Body.STANDING_COMMITTEE: Text(vi="ban thường vụ", en="the standing committee"),
    Body.STANDING_MEMBERS: Text(
        vi="thường trực cấp ủy và các ủy viên ban thường vụ là trưởng ban đảng",
        en="the standing members with the heads of Party commissions",
    ),
}
