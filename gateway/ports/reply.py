"""Where restored pieces go: the caller's connection."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractContextManager
from typing import Protocol


class Reply(Protocol):
    """The answer to one caller."""

    def send(self, piece: bytes, headers: Mapping[str, str]) -> Awaitable[None]:
        """Send a piece; `headers` count with the first one only. Raises `ConnectionError` when the caller is gone."""
        ...

    def kept_alive(self, headers: Callable[[], Mapping[str, str]]) -> AbstractContextManager[None]:
        """While inside, a stream is on its way: where nothing is sent for long, the caller gets a sign of life.

        The first sign begins the answer, with `headers`.
        """
        ...
