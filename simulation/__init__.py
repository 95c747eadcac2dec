"""Years of a province, played through the real engine with a moving clock.

`life` tells what happens to one person, as steps with days; `bulk` writes such lives many at a
time, `faithful` lets officers play them one by one. All people and all names are invented.
"""

from __future__ import annotations

__all__: list[str] = []
