"""Findings of a screening in an officer's words."""

from __future__ import annotations

from collections.abc import Mapping

from commands.case.words import unsealed
from commands.speech import say
from rules.text import Text
from workflow.screening.facts import FINDING_CHOICES, FINDINGS, FindingKind
from workflow.screening.screening import Finding


def finding_shown(finding: Finding, kept: Mapping[str, str]) -> str:
    """A finding on one line: what it is, its document, and what it holds."""
    parts = [say(FINDINGS[finding.kind].label)]
    if finding.document is not None:
        parts.append(say(Text(f"số {finding.document}", f"no. {finding.document}")))
    if finding.issuer is not None:
        parts.append(finding.issuer)
    if finding.kind is FindingKind.VOTE:
        parts.append(_ballot(finding))
    else:
        parts += [_value(str(unsealed(one, kept))) for one in finding.data.values()]
    return " · ".join(parts)


def _ballot(finding: Finding) -> str:
    data, how = finding.data, FINDING_CHOICES[finding.data["ballot"]]
    yes, of, no, there = (data[name] for name in ("for", "electors", "against", "present"))
    exempted = data.get("exempted")
    left_out = Text(f", {exempted} người được miễn", f", {exempted} exempted")
    more = left_out if exempted else Text("", "")
    return say(
        Text(
            f"{yes}/{of} tán thành, {no} không tán thành, {there} có mặt{more.vi} ({how.vi})",
            f"{yes}/{of} for, {no} against, {there} present{more.en} ({how.en})",
        )
    )


def _value(value: str) -> str:
    return say(FINDING_CHOICES[value]) if value in FINDING_CHOICES else value
