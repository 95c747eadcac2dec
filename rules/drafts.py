"""A draft of a rule laid over the law as it stands, to see what it would do."""

from __future__ import annotations

from dataclasses import replace

from rules.errors import RulebookError
from rules.local import before
from rules.rule import Rule
from rules.text import Text


def laid_over(rule: Rule | None, draft: Rule, file: str) -> Rule:
    """The rule as it would be: the draft's wordings from the day of its first one on.

    A draft may hold the new wording alone, or the whole file with the new wording in it. What it
    leaves out (who acts, what closes the deadline, what chooses the wording) stays as it is.

    Args:
        rule: The rule as it stands; None where the draft brings a new one.
        draft: The draft.
        file: How the draft is called in messages.

    Raises:
        RulebookError: The draft is measured otherwise, or is no deadline where the rule is one.
    """
    if rule is None:
        return draft
    if draft.unit is not rule.unit or draft.timer != rule.timer:
        raise RulebookError(
            file,
            1,
            Text(
                vi=f"dự thảo của “{rule.id}” phải giữ đơn vị “{rule.unit}”"
                f" và timer = {str(rule.timer).lower()}.",
                en=f"a draft of “{rule.id}” must keep the unit “{rule.unit}”"
                f" and timer = {str(rule.timer).lower()}.",
            ),
        )
    versions = (*before(rule, draft.versions[0].from_on), *draft.versions)
    alike = len({version.starts for version in versions}) == 1
    return replace(
        draft,
        governed_by=draft.governed_by if alike else rule.governed_by or draft.governed_by,
        met_by=draft.met_by or rule.met_by,
        actor=draft.actor or rule.actor,
        tighter=draft.tighter or rule.tighter,
        local=draft.local or rule.local,
        versions=versions,
    )
