"""Signs of life in a stream that is silent: what stands between would take the connection for dead, and cut it.

A model thinks, its provider sends comments or pings, an answer is checked before it is passed on: the caller hears nothing. The
signs come by the clock alone, whatever the provider does, so that no flood of its own becomes one of ours. One timer a call,
and nothing but a mark for each piece that is sent.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import TracebackType

SILENCE_SECONDS = 10.0
"""The longest silence: a third of the shortest time after which balancers cut a silent connection by default."""
LOOKS = 2
"""In that time: a silence that begins between two looks is seen by the second one after."""


class KeepingAlive:
    """The context: inside, signs are given."""

    __slots__ = ("_loop", "_sign", "_timer", "_was_silent")

    def __init__(self, was_silent: Callable[[], bool], sign: Callable[[], Awaitable[None]]) -> None:
        """`was_silent`: whether nothing was sent since it was asked last. `sign` sends a sign."""
        self._was_silent, self._sign = was_silent, sign
        self._loop = asyncio.get_running_loop()

    def __enter__(self) -> None:
        """From now on."""
        self._timer = self._loop.call_later(SILENCE_SECONDS / LOOKS, self._look)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """No more."""
        self._timer.cancel()

    def _look(self) -> None:
        if self._was_silent():
            _at_once(self._sign())
        self._timer = self._loop.call_later(SILENCE_SECONDS / LOOKS, self._look)


def _at_once(sending: Awaitable[None]) -> None:
    """Send if that needs no waiting, or not at all: who does not take what is there already needs no sign.

    So nothing else that is sent can come between.
    """
    steps = sending.__await__()
    try:
        next(steps)
    except StopIteration:
        return
    finally:
        steps.close()
