"""What an officer can do. Each action decides on plain values, then writes one change."""

from __future__ import annotations
