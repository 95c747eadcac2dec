"""Reading configuration strictly: what is wrong is told by file and line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rules.errors import RulebookError
from rules.text import Text
from rules.toml_file import Table, read_table
from workflow.errors import InputError, NotFoundError


class ConfigurationError(InputError):
    """A configuration file that is not in order; nothing of it is used.

    Attributes:
        file: The file as the officer knows it.
        line: The line to look at, counted from 1.
    """

    def __init__(self, found: RulebookError) -> None:
        super().__init__(found.text)
        self.file = found.file
        self.line = found.line


@contextmanager
def reading(path: Path, label: str) -> Iterator[Table]:
    """The table of a TOML file, to be read inside the `with`.

    Raises:
        NotFoundError: there is no such file, or it may not be read.
        ConfigurationError: something in it is not in order.
    """
    try:
        yield read_table(path, label)
    except RulebookError as found:
        raise ConfigurationError(found) from None
    except OSError as fault:
        why = fault.strerror or type(fault).__name__
        raise NotFoundError(
            Text(
                f"Không đọc được tệp cấu hình {label}: {why}.",
                f"The configuration file {label} cannot be read: {why}.",
            )
        ) from None
