"""The bound of a slow caller's call: one who takes nothing of what waits for him would hold it, its vault and its place."""

from __future__ import annotations

from asyncio import AbstractEventLoop, Transport

STALL_SECONDS = 30.0
"""In so long a caller takes `TAKEN_BYTES` of what waits to be sent, or is left (F30)."""
TAKEN_BYTES = 48 * 1024
"""Three quarters of a full buffer: asyncio lets a call go on then. What is sent in one piece may be far more."""


class Stall:
    """A wait for one caller, from the moment in which his buffer is full; he who takes too little of it is left."""

    def __init__(self, loop: AbstractEventLoop, transport: Transport) -> None:
        """Begin to wait."""
        self._loop, self._transport = loop, transport
        self._await_taking()

    def _await_taking(self) -> None:
        waiting = self._transport.get_write_buffer_size()
        self._timer = self._loop.call_later(STALL_SECONDS, self._look_at_taking, waiting)

    def _look_at_taking(self, waited: int) -> None:
        """He who takes of a large piece is not left before it is out."""
        if self._transport.get_write_buffer_size() > waited - TAKEN_BYTES:
            self._transport.abort()
        else:
            self._await_taking()

    def end(self) -> None:
        """He took most of it, or has left."""
        self._timer.cancel()
