"""An officer looks at a paper and says: in order, awaiting review, or to be supplemented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rules.text import Text
from workflow.case import Case, Fact
from workflow.errors import RefusedError
from workflow.facts import FactKind
from workflow.paper import Paper
from workflow.papers import PAPER_LABELS, PAPERS


def papers_of(case: Case, paper: Paper) -> tuple[Fact, ...]:
    """The facts that prove a paper, or that it stands on, in the order of their days."""
    kinds = (paper.kind, *paper.also)
    return tuple(fact for kind in kinds for fact in case.facts_of(kind, **paper.data))


def check_of(case: Case, paper: Paper, by: date) -> Fact | None:
    """The newest check of a paper by a day; a version of it recorded later makes it void."""
    given = max((fact.seq for fact in papers_of(case, paper)), default=None)
    if given is None:
        return None
    checks = [
        fact
        for fact in case.facts_of(FactKind.PAPER_CHECK, paper=paper.key)
        if fact.on <= by and fact.seq > given
    ]
    return max(checks, key=lambda fact: fact.seq, default=None)


def refuse_check_of_nothing(case: Case, data: Mapping[str, Any]) -> None:
    """A check is about a paper that is there.

    Raises:
        RefusedError: the paper has not been recorded.
    """
    key = data["paper"]
    known = [one for papers in PAPERS.values() for one in papers if one.key == key]
    if any(papers_of(case, paper) for paper in known):
        return
    label = PAPER_LABELS[key]
    raise RefusedError(
        Text(
            f"Hồ sơ {case.ref} chưa có “{label.vi}” để kiểm tra; hãy ghi giấy tờ trước"
            f" (ketnap case record {case.ref} {known[0].kind}).",
            f"Case {case.ref} has no “{label.en}” to check; record the paper first"
            f" (ketnap case record {case.ref} {known[0].kind}).",
        )
    )
