"""The checklist of an event: each paper it needs, its form, and where it stands.

Nothing is decided here: a paper is missing or to be supplemented exactly when a condition of the
event is unmet because of it, so that the checklist and `case why` never disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.form_words import Variant
from rules.forms import Form, Forms
from rules.source import Source
from rules.text import Text
from rules.units import Confidence
from workflow.bodies import form_variant
from workflow.case import Case, Fact
from workflow.conditions import unmet
from workflow.conditions.bodies import deciding
from workflow.fact_table import FACTS
from workflow.facts import FactKind
from workflow.inquiry import Inquiry, Proposal, shown
from workflow.law import Law
from workflow.outcomes import Unmet
from workflow.paper import Paper
from workflow.paper_checks import check_of, papers_of
from workflow.papers import PAPERS
from workflow.person import Person
from workflow.ports import Line
from workflow.states import Event

_DECISIONS = frozenset({"admission-decision", "recognition-decision"})


class Status(StrEnum):
    """Where a paper stands."""

    VALID = "valid"
    REVIEW = "review"
    SUPPLEMENT = "supplement"
    MISSING = "missing"
    NOT_APPLICABLE = "not-applicable"

    @property
    def label(self) -> Text:
        """The status in words."""
        return _LABELS[self]

    @property
    def blocks(self) -> bool:
        """Whether the event waits for the paper."""
        return self in {Status.SUPPLEMENT, Status.MISSING}


_LABELS: dict[Status, Text] = {
    Status.VALID: Text("hợp lệ", "valid"),
    Status.REVIEW: Text("chờ duyệt", "awaiting review"),
    Status.SUPPLEMENT: Text("cần bổ sung", "to be supplemented"),
    Status.MISSING: Text("thiếu", "missing"),
    Status.NOT_APPLICABLE: Text("không áp dụng", "not applicable"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One paper of the checklist.

    Attributes:
        document: The paper's key, as in the register of forms.
        label: What officers call it.
        form: Its form on the day; None where it has none.
        form_source: Where that form's number stands.
        status: Where it stands.
        why: Why it stands so.
        source: The law that asks for it, or that is not met; of several the least sure one.
        confidence: How sure we are of that.
        remedy: The command that mends it.
        check: The officer's check that the status rests on; None where it rests on none.
    """

    document: str
    label: Text
    form: Form | None
    form_source: Source | None
    status: Status
    why: Text
    source: Source | None
    confidence: Confidence | None
    remedy: Text | None
    check: Fact | None


def checklist(
    case: Case,
    person: Person,
    event: Event,
    *,
    on: date,
    today: date,
    law: Law,
    forms: Forms,
    line: Line | None = None,
) -> tuple[Item, ...]:
    """Every paper that an event needs on a day, in the order of the procedure.

    `line` holds the units above the case that day; without it nobody is known to decide.
    """
    proposal = Proposal(event=event, on=on, today=today)
    ask = Inquiry(case=case, person=person, proposal=proposal, law=law, line=line)
    papers = PAPERS.get(event, ())
    problems = unmet(ask)
    items = [_item(ask, paper, _about(paper, problems), forms) for paper in papers]
    items += [_unlisted(one) for one in problems if one.paper is not None and not _in(papers, one)]
    return tuple(items)


def blocked_by_papers(problems: Sequence[Unmet], event: Event) -> bool:
    """Whether one of the unmet conditions lies in a paper."""
    papers = PAPERS.get(event, ())
    return any(one.paper is not None or _in(papers, one) for one in problems)


def _in(papers: Sequence[Paper], problem: Unmet) -> bool:
    return any(_belongs(paper, problem) for paper in papers)


def _about(paper: Paper, problems: Sequence[Unmet]) -> list[Unmet]:
    return [one for one in problems if _belongs(paper, one)]


def _belongs(paper: Paper, problem: Unmet) -> bool:
    if problem.paper is None:
        return problem.condition in paper.conditions
    kind, wanted = problem.paper
    if kind == FactKind.PAPER_CHECK:
        return wanted["paper"] == paper.key
    return paper.asked_by(kind, wanted)


def _item(ask: Inquiry, paper: Paper, problems: Sequence[Unmet], forms: Forms) -> Item:
    given = papers_of(ask.case, paper)
    last = max(given, key=lambda fact: (fact.on, fact.seq), default=None)
    day = ask.on if last is None else last.on
    form = forms.find(paper.key, day, _variant(ask, paper))
    check = check_of(ask.case, paper, ask.on)
    status = _status(problems, last, check)
    version = ask.law.find(paper.rule, ask.on)
    source = None if version is None else version.source
    confidence = None if version is None else version.confidence
    remedy = None
    if problems:
        unsure = max(problems, key=lambda one: list(Confidence).index(one.confidence))
        source, confidence = unsure.source, unsure.confidence
        remedy = next((one.remedy for one in problems if one.remedy is not None), None)
    return Item(
        document=paper.key,
        label=paper.label,
        form=form,
        form_source=None if form is None else forms.source_on(form, day),
        status=status,
        why=_why(paper, [_told(one, check) for one in problems], last, status),
        source=source,
        confidence=confidence,
        remedy=remedy,
        check=None if check is None or check.data["status"] != status else check,
    )


def _status(problems: Sequence[Unmet], last: Fact | None, check: Fact | None) -> Status:
    if problems:
        return Status.MISSING if last is None else Status.SUPPLEMENT
    if last is None:
        return Status.NOT_APPLICABLE
    if check is not None and check.data["status"] == Status.REVIEW:
        return Status.REVIEW
    return Status.VALID


def _told(problem: Unmet, check: Fact | None) -> Text:
    """A problem in words; the line of a paper that was sent back names the paper already."""
    if problem.condition != FactKind.PAPER_CHECK or check is None:
        return problem.problem
    return Text(
        f"trả lại khi kiểm tra ngày {shown(check.on)} (mục {check.seq})",
        f"sent back when checked on {check.on} (entry {check.seq})",
    )


def _why(paper: Paper, problems: Sequence[Text], last: Fact | None, status: Status) -> Text:
    if problems:
        return Text("; ".join(one.vi for one in problems), "; ".join(one.en for one in problems))
    if last is None:
        return paper.only or Text("không cần cho việc này", "not needed for this event")
    number = "" if last.document is None else f"{last.document} "
    if status is Status.REVIEW:
        return Text(
            f"đã có ({number}{shown(last.on)}), chờ duyệt", f"there ({number}{last.on}), in review"
        )
    return Text(f"đã có ({number}{shown(last.on)})", f"there ({number}{last.on})")


def _variant(ask: Inquiry, paper: Paper) -> Variant | None:
    """Two members without a union, and a grassroots organisation that decides, have their own."""
    if paper.key in _DECISIONS:
        return Variant.GRASSROOTS_DECIDES if form_variant(deciding(ask)) else None
    if paper.key != "recommendation":
        return None
    given = ask.case.facts_of(FactKind.RECOMMENDATION)
    members = [fact for fact in given if fact.data["by"] == "member"]
    return Variant.TWO_MEMBERS if len(members) > 1 and len(members) == len(given) else None


def _unlisted(problem: Unmet) -> Item:
    """A paper that a condition asks for and the table does not list; it is never left out."""
    assert problem.paper is not None  # noqa: S101 - only such are asked for
    kind = FactKind(problem.paper[0])
    return Item(
        document=kind.value,
        label=FACTS[kind].label,
        form=None,
        form_source=None,
        status=Status.MISSING,
        why=problem.problem,
        source=problem.source,
        confidence=problem.confidence,
        remedy=problem.remedy,
        check=None,
    )
