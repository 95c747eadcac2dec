"""Quotas, the league table and the arithmetic of reports: pure, from plain values to plain values.

Import from the modules themselves (``from planning.history import history``); this package pulls
nothing in, so that the command line starts quickly.
"""

__all__: list[str] = []
