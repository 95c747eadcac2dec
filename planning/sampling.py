"""A sample that anybody can draw again: order by a digest, shares by largest remainders.

The order of files rests on SHA-256 alone, so that no library's random numbers are needed to check
it, today or in ten years. docs/auditing.md tells it step by step.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from workflow.inspection.sample import METHOD, Stratum

_HUNDRED = Decimal(100)


def size_at(rate: Decimal, population: int) -> int:
    """How many files a rate in percent is: rounded half up, and at least one of any."""
    wanted = (rate * population / _HUNDRED).quantize(Decimal(1), ROUND_HALF_UP)
    return min(max(int(wanted), 1), population)


def shares(size: int, populations: Mapping[str, int]) -> dict[str, int]:
    """How many of each stratum: in proportion, what is left over by the largest remainders.

    Equal remainders: the larger stratum first, then the name. All in whole numbers.

    Args:
        size: How many files altogether; no more than there are.
        populations: How many files each stratum has.
    """
    whole = sum(populations.values())
    if not whole:
        return dict.fromkeys(populations, 0)
    given = {name: size * count // whole for name, count in populations.items()}
    by_remainder = sorted(
        populations,
        key=lambda name: (-(size * populations[name] % whole), -populations[name], name),
    )
    for name in by_remainder[: size - sum(given.values())]:
        given[name] += 1
    return given


def mark(seed: str, ref: str) -> str:
    """What puts a file in its place within its stratum; the smallest are drawn."""
    return hashlib.sha256(f"{METHOD}\0{seed}\0{ref}".encode()).hexdigest()


def draw(seed: str, size: int, strata: Mapping[str, Collection[str]]) -> tuple[Stratum, ...]:
    """Draw so many files from the strata, by name; each in the order of its marks."""
    given = shares(size, {name: len(refs) for name, refs in strata.items()})
    return tuple(
        Stratum(name=name, population=len(refs), refs=tuple(_ordered(seed, refs)[: given[name]]))
        for name, refs in sorted(strata.items())
    )


def _ordered(seed: str, refs: Collection[str]) -> Sequence[str]:
    return sorted(refs, key=lambda ref: mark(seed, ref))
