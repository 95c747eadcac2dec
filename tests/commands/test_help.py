"""Help is part of the product: a change of it is seen and reviewed."""

from __future__ import annotations

import pytest
from reference import DOCUMENTS, reference


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_command_reference_is_what_the_commands_say(language):
    assert DOCUMENTS[language].read_text(encoding="utf-8") == reference(language), (
        "python tests/reference.py writes it anew; then read what changed"
    )


def test_every_help_fits_eighty_columns():
    # Examples are typed on one line, and so is the list of an option's values, however long.
    whole = ("  ketnap ", "  echo ", "  -", "Mọi", "Every")
    for language in ("vi", "en"):
        long = [line for line in reference(language).splitlines() if len(line) > 80]
        assert [line for line in long if not line.startswith(whole)] == []
