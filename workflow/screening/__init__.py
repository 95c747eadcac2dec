"""Screening of full members (rà soát, sàng lọc): a second, lighter machine."""

__all__: list[str] = []
