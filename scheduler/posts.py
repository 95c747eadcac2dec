"""Everybody who can be told: the dated register of roles, and the recipients of the settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.text import Language
from workflow.inbox import Rhythm
from workflow.reminders import Addressee, Role

if TYPE_CHECKING:
    from scheduler.settings import Recipient
    from workflow.holder import Holder


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A role in a unit and the inbox of whoever has it.

    `name` and `key` (`UNIT#NUMBER`) are those of the register; the settings know neither.
    """

    unit: str
    role: Role
    addressee: Addressee
    rhythm: Rhythm
    language: Language = "vi"
    name: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody who reads an inbox, with every post they have; the first one sets the rhythm."""

    addressee: Addressee
    posts: tuple[Post, ...]

    @property
    def rhythm(self) -> Rhythm:
        """How often they are told."""
        return self.posts[0].rhythm

    @property
    def language(self) -> Language:
        """The language of their messages."""
        return self.posts[0].language

    @property
    def unit(self) -> str:
        """The unit whose calendar they work by."""
        return self.posts[0].unit


def posts_of(recipients: Iterable[Recipient], holders: Iterable[Holder]) -> tuple[Post, ...]:
    """Every post of a day: who is in the register then, after them who is in the settings."""
    registered = (
        Post(
            unit=one.unit,
            role=one.role,
            addressee=one.addressee,
            rhythm=one.rhythm,
            language="en" if one.language == "en" else "vi",
            name=one.name,
            key=one.post,
        )
        for one in holders
    )
    configured = (
        Post(
            unit=one.unit,
            role=one.role,
            addressee=one.addressee,
            rhythm=one.rhythm,
            language=one.language,
        )
        for one in recipients
    )
    return (*registered, *configured)


def readers_of(posts: Sequence[Post]) -> Mapping[Addressee, Reader]:
    """Who reads each inbox."""
    by_inbox: dict[Addressee, list[Post]] = {}
    for post in posts:
        by_inbox.setdefault(post.addressee, []).append(post)
    return {inbox: Reader(addressee=inbox, posts=tuple(held)) for inbox, held in by_inbox.items()}
