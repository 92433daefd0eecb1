"""The door: how many calls and how many bytes of bodies may be inside at once, and whether anybody is let in at all.

Load is shed before a body is read, so that an overloaded gateway refuses instead of skipping a check (T29, F29).
"""

from __future__ import annotations

from types import TracebackType

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

    def enter(self, body_bytes: int) -> Place:
        """Hold a place while a call of a body of at most `body_bytes` is inside.

        Entering it raises `draining`, `overloaded`, or `rate_limited` when the bodies inside are too large together.
        """
        return Place(self, body_bytes)

    def take(self, small: int, large: int) -> None:
        """One more is inside, of a body of at most so many bytes: of one kind, or of the other."""
        if self._is_draining:
            raise Refusal(Code.DRAINING)
        if self._calls >= MAX_CALLS_INSIDE:
            raise Refusal(Code.OVERLOADED, retry_after_seconds=1)
        if self._bytes + small > MAX_BODY_BYTES_INSIDE or self._large_bytes + large > MAX_LARGE_BYTES_INSIDE:
            raise Refusal(Code.RATE_LIMITED, retry_after_seconds=1)
        self._calls += 1
        self._bytes += small
        self._large_bytes += large

    def give_back(self, small: int, large: int) -> None:
        """It has left."""
        self._calls -= 1
        self._bytes -= small
        self._large_bytes -= large
        self._served += 1


class Place:
    """The context that `Door.enter` promises: a class, for a generator costs four times as much."""

    __slots__ = ("_door", "_large", "_small")

    def __init__(self, door: Door, body_bytes: int) -> None:
        """Nobody is inside yet."""
        self._door = door
        self._large, self._small = (body_bytes, 0) if body_bytes > MAX_SMALL_BYTES else (0, body_bytes)

    def __enter__(self) -> None:
        """In, or refused."""
        self._door.take(self._small, self._large)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Out, however it ended."""
        self._door.give_back(self._small, self._large)
