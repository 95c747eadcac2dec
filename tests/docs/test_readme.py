import re

from docs.console import ROOT, replayed, settled

from workflow.machine import diagram
from workflow.screening.machine import screening_machine
from workflow.screening.states import ScreeningState
from workflow.states import Event, State

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_console_block_prints_what_the_program_prints():
    assert settled(replayed(README)) == settled(README)


def test_the_state_diagram_is_the_transition_table():
    found = re.search(r"```mermaid\n(.*?)\n```", README, re.DOTALL)

    assert found is not None
    assert found[1] == diagram()


def test_the_second_state_diagram_is_the_table_of_screenings():
    text = (ROOT / "docs" / "screening.md").read_text(encoding="utf-8")
    found = re.search(r"```mermaid\n(.*?)\n```", text, re.DOTALL)

    assert found is not None
    assert found[1] == screening_machine().diagram()
    assert [state for state in ScreeningState if f"| `{state}` |" not in text] == []


def test_the_glossary_names_every_state():
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")

    assert [state for state in State if f"`{state}`" not in glossary] == []


def test_the_readme_shows_every_event_in_its_diagram():
    assert [event for event in Event if event.value not in README] == []
