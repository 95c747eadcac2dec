"""Rulings and votes as an officer types them: ``0058=agree:12/1``, ``0070=hold:person-absent``."""

from __future__ import annotations

import re
from typing import Any

import click

from commands.speech import say
from rules.text import Text
from workflow.reasons import Reason
from workflow.registers.ruling import Ruled
from workflow.registers.sittings import Ruling, Votes

_RULING = re.compile(r"(?P<case>[^=]+)=(?P<ruling>[a-z]+)(?::(?P<more>.+))?")
_VOTES = re.compile(r"(\d{1,4})/(\d{1,4})(?:/(\d{1,4}))?", re.ASCII)
_RULINGS = tuple(one.value for one in Ruling)


class _Votes(click.ParamType[Votes]):
    """FOR/AGAINST, with blank ones as a third number."""

    name = "votes"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Votes:
        """The ballot that was typed."""
        found = _VOTES.fullmatch(str(value).strip())
        if found is None:
            sentence = Text(
                f"“{str(value)[:20]}”: viết TÁN_THÀNH/KHÔNG, ví dụ 12/1.",
                f"“{str(value)[:20]}”: write FOR/AGAINST, like 12/1.",
            )
            self.fail(say(sentence), param, ctx)
        yes, no, blank = found.groups(default="0")
        return Votes(yes=int(yes), no=int(no), blank=int(blank))


VOTES = _Votes()


def typed_rulings(
    _ctx: click.Context, param: click.Parameter, given: tuple[str, ...]
) -> tuple[Ruled, ...]:
    """CASE=RULING, with the votes or the reason code after a colon."""
    return tuple(_ruled(param, one) for one in given)


def _ruled(param: click.Parameter, typed: str) -> Ruled:
    found = _RULING.fullmatch(typed)
    if found is None or found["ruling"] not in _RULINGS:
        listed = "|".join(_RULINGS)
        sentence = Text(
            f"“{typed[:40]}”: viết MÃ={listed}, sau dấu : là số phiếu 12/1 hoặc mã lý do.",
            f"“{typed[:40]}”: write REF={listed}, after a colon votes like 12/1 or a reason code.",
        )
        raise click.BadParameter(say(sentence), param=param)
    ruling, more = Ruling(found["ruling"]), found["more"]
    ballot, reason = None, None
    if more is not None and ruling.voted:
        ballot = VOTES.convert(more, param, None)
    elif more is not None:
        reason = _reason(param, more)
    return Ruled(case=found["case"], ruling=ruling, ballot=ballot, reason=reason)


def _reason(param: click.Parameter, typed: str) -> Reason:
    if typed not in {one.value for one in Reason}:
        listed = ", ".join(one.value for one in Reason)
        sentence = Text(
            f"không có mã lý do “{typed[:40]}”; có: {listed}.",
            f"there is no reason code “{typed[:40]}”; there are: {listed}.",
        )
        raise click.BadParameter(say(sentence), param=param)
    return Reason(typed)
