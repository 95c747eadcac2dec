"""A sample city, and a tour of it by the real commands."""

from __future__ import annotations

__all__: list[str] = []
