"""What the annual classification says of a member: worth a look; by itself it forbids nothing."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.annual_grades import newest_of_concern
from workflow.inquiry import Inquiry
from workflow.outcomes import Notice


def grade_of_concern(ask: Inquiry) -> Iterator[Notice]:
    """The grade of the newest year that was given by the day, where it is one to look at."""
    yield from newest_of_concern(ask.case, ask.on)
