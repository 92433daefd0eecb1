"""Step 7: one dial. What goes out is what step 6 read, to the byte; nothing is retried.

The gate is the call's permit: valid for 200 ms from the sending of the consent read, asked again in the same synchronous block
in which the transport writes the first byte. An expired permit is renewed by admitting again. While the answer runs, the watch
cuts it when the tenant's epoch moves (C7.1).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from gateway.core.errors import Code, Refusal
from gateway.core.stages import Authenticated, Consented, Guarded
from gateway.ports.clock import Clock
from gateway.ports.provider import Incoming, Prepared
from gateway.ports.watch import Watch

PERMIT_SECONDS = 0.2
"""product.md section 4: a withdrawal waits 250 ms before it is acknowledged, so no permit outlives the acknowledgement."""


class Permit:
    """The call's admission over time; implements the `Gate` port."""

    def __init__(
        self,
        admitted: Authenticated,
        clock: Clock,
        admit_again: Callable[[], Awaitable[Consented]],
        meanwhile: Callable[[], object],
    ) -> None:
        """`admit_again` repeats steps 1 and 2, and raises what they raise.

        `meanwhile` is done while the provider works, and raises nothing.
        """
        self._admitted = admitted
        self._clock = clock
        self._admit_again = admit_again
        self._meanwhile = meanwhile

    @property
    def epoch(self) -> int:
        """The tenant's epoch at the latest admission."""
        return self._admitted.admission.epoch

    @property
    def is_open(self) -> bool:
        """True for 200 ms from the sending of the latest consent read."""
        return self._clock.monotonic() - self._admitted.admitted_at <= PERMIT_SECONDS

    async def renew(self) -> None:
        """Ask the store again; a refusal of steps 1 and 2 passes through."""
        self._admitted = (await self._admit_again()).authenticated

    def used(self) -> None:
        """Make ready for the answer, in the loop's next turn: the loop sends what was written when this one ends."""
        asyncio.get_running_loop().call_soon(self._meanwhile)


async def call(
    guarded: Guarded,
    prepared: Prepared,
    permit: Permit,
    watch: Watch,
    answered: Callable[[Incoming], Awaitable[None]],
) -> None:
    """Hand the provider's answer on, once it has begun.

    Raises `provider_error`, `provider_timeout`, what the permit's renewal raises, and, at any moment inside,
    `consent_withdrawn` or `store_unavailable` by the watch; all of them marked as dialled.
    """
    if prepared.outgoing is not guarded.outgoing:
        raise Refusal(Code.INTERNAL)
    permitted = guarded.permitted
    try:
        async with (
            watch.hold(permitted.authenticated.tenant.tenant, permit.epoch),
            prepared.dial(permit, permitted.policy.timeouts) as incoming,
        ):
            await answered(incoming)
    except Refusal as refusal:
        refusal.dialled = True
        raise
