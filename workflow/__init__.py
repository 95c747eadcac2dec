"""The workflow of a case: states, events, conditions, actions.

Nothing here knows a database, a terminal or the wall clock; each room is imported by its name.
"""
