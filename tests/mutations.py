"""Texts as damage or a forger may leave them."""

from __future__ import annotations

import random


def dice(seed: int) -> random.Random:
    """Chance that falls the same way every time."""
    return random.Random(seed)  # noqa: S311 - nothing secret hangs on it


def mutated(whole: bytes, chance: random.Random) -> bytes:
    """Cut, double, swap, overwrite: what a damaged or forged text may look like."""
    a, b = sorted(chance.randrange(len(whole) + 1) for _ in range(2))
    return chance.choice(
        [
            lambda: whole[:a] + whole[b:],
            lambda: whole[:b] + whole[a:],
            lambda: whole[:a] + chance.randbytes(chance.randrange(1, 5)) + whole[a:],
            lambda: whole[:a] + chance.randbytes(b - a) + whole[b:],
            lambda: b"\n".join(chance.sample(lines := whole.split(b"\n"), len(lines))),
            lambda: whole[:a] + chance.choice([b"\n", b"0", b"=", b"+", b" "]) + whole[a:],
        ]
    )()
