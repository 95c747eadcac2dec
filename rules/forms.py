"""The register of forms: what each edition of the guidance calls a paper, and who signs it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from rules.form_words import Purpose, Step, Variant
from rules.source import Source
from rules.text import Text
from rules.units import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One guidance with its annex of forms, from a day on.

    Attributes:
        from_on: First day of the edition.
        source: The guidance.
    """

    from_on: date
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """How digitised papers are numbered and named.

    Attributes:
        from_on: First day of the catalogue.
        source: Where it stands.
        confidence: How sure we are of it.
        digits: Least number of digits of a number in a file's name.
        folder: What the folder of a person is called after.
        note: What a reader must know before relying on it.
    """

    from_on: date
    source: Source
    confidence: Confidence
    digits: int
    folder: Text
    note: Text | None

    def file_name(self, number: int, title: str, copy: int | None = None) -> str:
        """The name of a digitised paper: ``43 Nghi quyet cua chi bo``, ``.2`` for a second one."""
        bare = unicodedata.normalize("NFD", title.replace("đ", "d").replace("Đ", "D"))
        plain = "".join(letter for letter in bare if not unicodedata.combining(letter))
        return f"{number:0{self.digits}d} {plain}" + ("" if copy is None else f".{copy}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One number of a paper, from a day on.

    Attributes:
        document: What the paper is; never changes with an edition.
        variant: Why it has another number than usual; None: the usual one.
        number: What the edition calls it; None where it has no number.
        title: Its title.
        step: The step of the procedure.
        purpose: What the procedure is about.
        signed_by: Who prepares or signs it.
        from_on: First day of this number.
        until_on: Last day of it; None while nothing replaces it.
        catalogue: Its numbers in the catalogue of digitised files.
        source: Its own source, where it is not the edition's.
        confidence: How sure we are of the number.
        note: What a reader must know before relying on it.
    """

    document: str
    variant: Variant | None
    number: str | None
    title: Text
    step: Step
    purpose: Purpose
    signed_by: Text
    from_on: date
    until_on: date | None
    catalogue: tuple[int, ...]
    source: Source | None
    confidence: Confidence
    note: Text | None

    @property
    def key(self) -> tuple[str, Variant | None]:
        """What tells one paper from another in the register."""
        return self.document, self.variant

    @property
    def verified(self) -> bool:
        """Whether the number needs no “chưa xác minh” beside it."""
        return self.confidence is Confidence.HIGH

    def holds_on(self, day: date) -> bool:
        """Whether this number is in use on a day."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """All forms through time.

    Attributes:
        editions: The guidances with their annexes, oldest first.
        catalogue: The catalogue of digitised files.
        forms: Every number, as listed in the register.
    """

    editions: tuple[Edition, ...]
    catalogue: Catalogue
    forms: tuple[Form, ...]

    def on(self, day: date) -> tuple[Form, ...]:
        """The forms in use on a day, as listed in the register."""
        return tuple(form for form in self.forms if form.holds_on(day))

    def find(self, document: str, day: date, variant: Variant | None = None) -> Form | None:
        """The form of a paper on a day; None where no number is known for that day.

        Where the variant asked for has no number of its own, the usual form is given.
        """
        usual = None
        for form in self.forms:
            if form.document == document and form.holds_on(day):
                if form.variant is variant:
                    return form
                if form.variant is None:
                    usual = form
        return usual

    def source_on(self, form: Form, day: date) -> Source:
        """Where the number of a form stands on a day: its own source, else the day's edition."""
        if form.source is not None:
            return form.source
        found = self.editions[0]
        for edition in self.editions:
            if edition.from_on <= day:
                found = edition
        return found.source

    def catalogued_on(self, form: Form, day: date) -> tuple[int, ...]:
        """The catalogue numbers of a form; none before there was a catalogue."""
        return form.catalogue if self.catalogue.from_on <= day else ()
