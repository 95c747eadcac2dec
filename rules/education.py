"""Levels of general education that the rules compare, lowest first."""

from __future__ import annotations

from enum import StrEnum

from rules.text import Text


class Education(StrEnum):
    """A level of general education. The order of the members is their rank."""

    NONE = "none"
    LITERATE = "literate"
    PRIMARY = "primary"
    LOWER_SECONDARY_PROGRAMME = "lower-secondary-programme"
    LOWER_SECONDARY_EQUIVALENT = "lower-secondary-equivalent"
    LOWER_SECONDARY_DIPLOMA = "lower-secondary-diploma"
    UPPER_SECONDARY = "upper-secondary"

    def reaches(self, minimum: Education) -> bool:
        """Whether this level is the minimum or above it."""
        ranks = list(Education)
        return ranks.index(self) >= ranks.index(minimum)

    @property
    def label(self) -> Text:
        """The level in words."""
        return _LABELS[self]


_LABELS: dict[Education, Text] = {
    Education.NONE: Text(vi="chưa biết chữ", en="cannot read and write"),
    Education.LITERATE: Text(vi="biết đọc, biết viết chữ quốc ngữ", en="reads and writes"),
    Education.PRIMARY: Text(vi="hoàn thành chương trình tiểu học", en="primary programme"),
    Education.LOWER_SECONDARY_PROGRAMME: Text(
        vi="hoàn thành chương trình trung học cơ sở", en="lower-secondary programme completed"
    ),
    Education.LOWER_SECONDARY_EQUIVALENT: Text(
        vi="tương đương tốt nghiệp trung học cơ sở", en="equivalent of lower secondary"
    ),
    Education.LOWER_SECONDARY_DIPLOMA: Text(
        vi="bằng tốt nghiệp trung học cơ sở", en="lower-secondary diploma"
    ),
    Education.UPPER_SECONDARY: Text(
        vi="trung học phổ thông trở lên", en="upper secondary or higher"
    ),
}
