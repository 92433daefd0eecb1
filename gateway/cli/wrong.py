"""Saying that a command was used wrongly: exit code 2, and a message that says what to do instead."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class WrongUseError(Exception):
    """The command cannot mean what was written. The message is for the user and holds no content of any record."""


@contextmanager
def told_as_wrong_use() -> Iterator[None]:
    """The control plane's `LookupError` and `ValueError`, whose messages are fixed text, become `WrongUseError`.

    Exactly these two types: a subclass (`KeyError`, `UnicodeDecodeError`) is a fault of ours, and its text may hold anything.
    """
    try:
        yield
    except (LookupError, ValueError) as error:
        if type(error) not in {LookupError, ValueError}:
            raise
        raise WrongUseError(str(error)) from None
