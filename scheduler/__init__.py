"""Deadlines that are due become alerts, alerts become messages; the clockwork that wakes it all.

Other packages import the modules by name (`scheduler.tick`, `scheduler.runner`, …), so that a
command which only lists alerts pays for neither mail nor the clockwork.
"""
