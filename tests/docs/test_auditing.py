"""docs/auditing.md shows what the program prints."""

from docs.console import ROOT, replayed, settled

PAGE = (ROOT / "docs" / "auditing.md").read_text(encoding="utf-8")


def test_every_console_block_prints_what_the_program_prints():
    assert settled(replayed(PAGE)) == settled(PAGE)
