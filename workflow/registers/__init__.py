"""Registers of the office's own business: referrals, classes, sittings, awards, training, grades.

One shape for all of them (`record`), and a room for each: what it holds, and what is done to it.
"""
