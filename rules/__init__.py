"""The law as dated, sourced data, and the working-day calendar.

Import from the modules themselves (``from rules.rulebook import Rulebook``); this package pulls
nothing in, so that the command line starts quickly.
"""

__all__: list[str] = []
