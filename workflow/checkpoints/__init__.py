"""Checkpoints of the log: who may sign them, when one is made, what it proves."""
