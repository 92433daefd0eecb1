"""Where restored pieces go: the caller's connection."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from typing import Protocol


class Reply(Protocol):
    """The answer to one caller."""

    def send(self, piece: bytes, headers: Mapping[str, str]) -> Awaitable[None]:
        """Send a piece; `headers` count with the first one only. Raises `ConnectionError` when the caller is gone."""
        ...
