"""Step 7: one dial. What goes out is what step 6 read, to the byte; nothing is retried.

The gate is the call's permit: valid for 200 ms from the sending of the consent read, asked again in the same synchronous block
in which the transport writes the first byte. An expired permit is renewed by admitting again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from gateway.core.errors import Code, Refusal
from gateway.core.stages import Guarded
from gateway.ports.clock import Clock
from gateway.ports.provider import Incoming, Prepared

PERMIT_SECONDS = 0.2
"""product.md section 4: a withdrawal waits 250 ms before it is acknowledged, so no permit outlives the acknowledgement."""


class Permit:
    """Implements the `Gate` port for one call."""

    def __init__(self, admitted_at: float, clock: Clock, admit_again: Callable[[], Awaitable[float]]) -> None:
        """`admit_again` repeats steps 1 and 2 and returns the monotonic time at which it sent the consent read."""
        self._admitted_at = admitted_at
        self._clock = clock
        self._admit_again = admit_again

    @property
    def is_open(self) -> bool:
        """True for 200 ms from the sending of the consent read."""
        return self._clock.monotonic() - self._admitted_at <= PERMIT_SECONDS

    async def renew(self) -> None:
        """Ask the store again; a refusal of steps 1 and 2 passes through."""
        self._admitted_at = await self._admit_again()


@asynccontextmanager
async def call(guarded: Guarded, prepared: Prepared, permit: Permit) -> AsyncIterator[Incoming]:
    """The provider's answer, once it has begun. Raises `provider_error`, `provider_timeout`, or what the permit's renewal raises."""
    if prepared.outgoing is not guarded.outgoing:
        raise Refusal(Code.INTERNAL)
    async with prepared.dial(permit, guarded.permitted.policy.timeouts) as incoming:
        yield incoming
