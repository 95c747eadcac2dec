"""An anonymised copy of a store, for tests and training; import the modules by name."""

STREAM = "store/anonymised"
"""The first entry of such a copy stands here: it can never pass as the log that it was made of."""
