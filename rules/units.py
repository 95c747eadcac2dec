"""Words of the rule files: what a value is measured in, who acts, how sure we are."""

from __future__ import annotations

from enum import StrEnum

from rules.text import Text


class Unit(StrEnum):
    """What the value of a rule is measured in."""

    WORKING_DAYS = "working days"
    MONTHS = "months"
    DAYS = "days"
    HOURS = "hours"
    YEARS = "years"
    YEARS_BY_MONTH = "years by month"
    PEOPLE = "people"
    SHARE = "share"
    EDUCATION = "education"
    TIMES = "times"
    PERCENT = "percent"
    BODY = "body"
    NONE = "none"

    @property
    def is_length(self) -> bool:
        """Whether a due day can be counted in this unit."""
        return self in {Unit.WORKING_DAYS, Unit.MONTHS, Unit.DAYS}

    @property
    def is_count(self) -> bool:
        """Whether the value is one whole number."""
        return self.is_length or self in {Unit.PEOPLE, Unit.TIMES, Unit.YEARS, Unit.HOURS}

    @property
    def is_range(self) -> bool:
        """Whether the value is a least and a most."""
        return self in {Unit.YEARS_BY_MONTH, Unit.PERCENT}

    @property
    def tighter(self) -> frozenset[Tighter]:
        """The directions in which a local rule of this unit may go."""
        if self.is_range:
            return frozenset({Tighter.WITHIN})
        if self is Unit.EDUCATION:
            return frozenset({Tighter.MORE})
        if self is Unit.NONE:
            return frozenset()
        return frozenset({Tighter.LESS, Tighter.MORE})

    @property
    def label(self) -> Text:
        """The unit after a number, as in “30 ngày làm việc”."""
        return _UNIT_LABELS[self]


_UNIT_LABELS: dict[Unit, Text] = {
    Unit.WORKING_DAYS: Text(vi="ngày làm việc", en="working days"),
    Unit.MONTHS: Text(vi="tháng", en="months"),
    Unit.DAYS: Text(vi="ngày", en="days"),
    Unit.HOURS: Text(vi="giờ", en="hours"),
    Unit.YEARS: Text(vi="năm", en="years"),
    Unit.YEARS_BY_MONTH: Text(vi="tuổi (tính theo tháng)", en="years (counted by month)"),
    Unit.PEOPLE: Text(vi="người", en="people"),
    Unit.SHARE: Text(vi="số phiếu", en="of the votes"),
    Unit.EDUCATION: Text(vi="trình độ học vấn", en="education"),
    Unit.TIMES: Text(vi="lần", en="times"),
    Unit.PERCENT: Text(vi="%", en="%"),
    Unit.BODY: Text(vi="cấp quyết định", en="deciding body"),
    Unit.NONE: Text(vi="", en=""),
}


class Actor(StrEnum):
    """Who has to act before the deadline."""

    CELL = "cell"
    GRASSROOTS = "grassroots"
    SUPERIOR = "superior"
    MEMBER = "member"
    ADDRESSEE = "addressee"
    KEEPER = "keeper"


class Confidence(StrEnum):
    """How sure we are of a wording; the meaning of each step stands in the rule table."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def label(self) -> Text:
        """Words for print; everything but high is “chưa xác minh”."""
        return _CONFIDENCE_LABELS[self]

    def with_(self, *others: Confidence) -> Confidence:
        """How sure we are of what rests on several wordings: as of the least sure of them."""
        return max((self, *others), key=list(Confidence).index)


_CONFIDENCE_LABELS: dict[Confidence, Text] = {
    Confidence.HIGH: Text(vi="đã xác minh", en="verified"),
    Confidence.MEDIUM: Text(vi="chưa xác minh: chỉ có một nguồn", en="unverified: one source"),
    Confidence.LOW: Text(
        vi="chưa xác minh: chưa có nguồn xác nhận", en="unverified: no source confirms it"
    ),
}


class Tighter(StrEnum):
    """In which direction a local rule may go: a number down or up, a range further in."""

    LESS = "less"
    MORE = "more"
    WITHIN = "within"
