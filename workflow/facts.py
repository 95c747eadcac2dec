"""What a fact is: something that happened around a case and is not itself a transition.

The kinds stand in `workflow.fact_table`. A field marked private may name a person; its value is
sealed (kept beside the log, proved by a salted digest).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from rules.milestones import Milestone
from rules.text import Text


class FactKind(StrEnum):
    """The kinds of fact that an officer records."""

    CERTIFICATE = "certificate"
    APPLICATION = "application"
    CV = "cv"
    RECOMMENDATION = "recommendation"
    RECOMMENDATION_ROUTE = "recommendation-route"
    RELATIVE = "relative"
    VERIFIER = "verifier"
    VERIFICATION_LETTER = "verification-letter"
    VERIFICATION_REPLY = "verification-reply"
    VERIFICATION_CONCLUSION = "verification-conclusion"
    POLITICAL_CONCLUSION = "political-conclusion"
    CV_REMARK = "cv-remark"
    CV_CERTIFICATE = "cv-certificate"
    CATEGORY = "category"
    CATEGORY_OPINION = "category-opinion"
    OVER_AGE_GROUNDS = "over-age-grounds"
    EDUCATION_EXCEPTION = "education-exception"
    OPINION_REQUEST = "opinion-request"
    OPINION = "opinion"
    VOTE = "vote"
    DEPARTMENTAL_REPORT = "departmental-report"
    SUPERIOR_RULING = "superior-ruling"
    RESULT_NOTICE = "result-notice"
    RESOLUTION = "resolution"
    DECISION = "decision"
    DECISION_RECEIPT = "decision-receipt"
    CONSENT = "consent"
    HELPER = "helper"
    MEMBER_CV = "member-cv"
    NEW_MEMBER_CERTIFICATE = "new-member-certificate"
    SELF_REVIEW = "self-review"
    HELPER_REMARKS = "helper-remarks"
    FILE_RECEIVED = "file-received"
    EXTENSION = "extension"
    REFERRAL = "referral"
    CLASS_PLACE = "class-place"
    CLASSIFICATION = "classification"
    MOVE = "move"
    MOVE_PAPER = "move-paper"
    DISCIPLINE = "discipline"
    EXPLANATION_REQUEST = "explanation-request"
    LATE_EXPLANATION = "late-explanation"
    LEFT_PARTY = "left-party"
    RECORD_CLEARED = "record-cleared"
    PAPER_CHECK = "paper-check"


PURPOSES = ("admission", "recognition", "strike-off", "annulment")
BODIES = ("cell", "departmental", "committee", "standing-committee", "standing-members")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a fact: a whole number, a day, one of `choices`, or text.

    Text may have to fit a `pattern` (a regular expression), told by an `example`.
    """

    name: str
    label: Text
    kind: type = str
    required: bool = True
    private: bool = False
    choices: tuple[str, ...] = ()
    pattern: str | None = None
    example: str = ""


class Form(Protocol):
    """What is filled in when something is recorded."""

    @property
    def label(self) -> Text:
        """Its name."""
        ...

    @property
    def fields(self) -> tuple[Field, ...]:
        """Its fields, in order."""
        ...

    @property
    def documented(self) -> bool:
        """Whether it has a document with a number."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSpec:
    """What a kind of fact holds, and which milestone of the law it marks.

    `milestone_day` names the field whose day counts, where it is known; else the fact's own does.
    """

    kind: FactKind
    label: Text
    fields: tuple[Field, ...] = ()
    documented: bool = False
    milestone: Milestone | Callable[[Mapping[str, Any]], Milestone | None] | None = None
    milestone_day: str | None = None

    def marks(self, on: date, data: Mapping[str, Any]) -> tuple[Milestone, date, bool] | None:
        """The milestone that such a fact marks, its legal day, and whether that day is sure.

        None when it marks none. The fact's own day stands in for one that is not known yet.
        """
        found = self.milestone(data) if callable(self.milestone) else self.milestone
        if found is None:
            return None
        if self.milestone_day is None:
            return found, on, True
        day = data.get(self.milestone_day)
        return (found, on, False) if day is None else (found, date.fromisoformat(day), True)
