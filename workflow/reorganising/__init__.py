"""Units that are merged, split, dissolved, moved or renamed on a day, with all that is theirs."""

__all__: list[str] = []
