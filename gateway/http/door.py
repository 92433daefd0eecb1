"""The door: how many calls and how many bytes of bodies may be inside at once, and whether anybody is let in at all.

Load is shed before a body is read, so that an overloaded gateway refuses instead of skipping a check (T29, F29).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gateway.core.errors import Code, Refusal

MAX_CALLS_INSIDE = 2_000
"""Streams are mostly waiting; 1,000 slow ones per worker are the design's figure, twice that is the limit."""
MAX_BODY_BYTES_INSIDE = 64 * 1024 * 1024
"""With JSON's overhead of about ten times, 64 MiB of bodies stay within a worker's memory."""


MAX_SMALL_BYTES = 1024 * 1024
"""A body above this can only be one with images; those share a place of their own, so that they never keep others out."""
MAX_LARGE_BYTES_INSIDE = 48 * 1024 * 1024


class Door:
    """One per process."""

    def __init__(self) -> None:
        """Open, and empty."""
        self._calls = 0
        self._bytes = 0
        self._large_bytes = 0
        self._is_draining = False
        self._served = 0

    @property
    def served(self) -> int:
        """How many calls have left so far, however they ended."""
        return self._served

    @property
    def is_empty(self) -> bool:
        """True while no call is inside."""
        return self._calls == 0

    @property
    def is_draining(self) -> bool:
        """True once shutdown began."""
        return self._is_draining

    def drain(self) -> None:
        """Let nobody in any more; those inside go on."""
        self._is_draining = True

    @contextmanager
    def enter(self, body_bytes: int) -> Iterator[None]:
        """Hold a place while a call of a body of at most `body_bytes` is inside.

        Raises `draining`, `overloaded`, or `rate_limited` when the bodies inside are too large together.
        """
        if self._is_draining:
            raise Refusal(Code.DRAINING)
        if self._calls >= MAX_CALLS_INSIDE:
            raise Refusal(Code.OVERLOADED, retry_after_seconds=1)
        large, small = (body_bytes, 0) if body_bytes > MAX_SMALL_BYTES else (0, body_bytes)
        if self._bytes + small > MAX_BODY_BYTES_INSIDE or self._large_bytes + large > MAX_LARGE_BYTES_INSIDE:
            raise Refusal(Code.RATE_LIMITED, retry_after_seconds=1)
        self._calls += 1
        self._bytes += small
        self._large_bytes += large
        try:
            yield
        finally:
            self._calls -= 1
            self._bytes -= small
            self._large_bytes -= large
            self._served += 1
