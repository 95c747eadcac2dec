"""Who types: the account of the process, as the operating system knows it."""

from __future__ import annotations

import os


def of_process() -> str:
    """The name of the account that runs this process.

    The system is asked, never the environment: `LOGNAME` and `USER` hold whatever somebody puts
    there, and with them anybody could give their own step a second person's word.
    """
    try:
        import pwd  # noqa: PLC0415 - Unix alone has it
    except ImportError:
        import getpass  # noqa: PLC0415 - where there is no table of accounts

        return getpass.getuser()
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"uid:{os.getuid()}"
