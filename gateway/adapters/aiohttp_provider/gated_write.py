"""The one write of a request: it leaves whole, in the block that saw the gate open."""

from __future__ import annotations

from typing import Protocol

from gateway.core.errors import Code, Refusal
from gateway.ports.provider import Gate

RENEWALS = 2
"""A permit that has run out again when its renewal returns is asked for once more, then the call is refused:
the store is slower than the 200 ms that a permit lives.
"""


class Line(Protocol):
    """A connection that can be written to."""

    @property
    def is_fit(self) -> bool:
        """False once it closed, or holds something that nobody asked for: the late or second answer to another call."""
        ...

    def write(self, head: bytes, body: bytes) -> None:
        """Hand both to the network, at once."""
        ...


async def write_gated(line: Line, head: bytes, body: bytes, gate: Gate) -> None:
    """Write once the gate is open.

    Raises what a renewal raises, `store_unavailable` if renewing does not open the gate, `provider_error` if the line is not fit.
    """
    renewals = 0
    while not gate.is_open:
        if renewals == RENEWALS:
            raise Refusal(Code.STORE_UNAVAILABLE)
        renewals += 1
        await gate.renew()
    # Nothing is awaited between the gate's last word and the write.
    if not line.is_fit:
        raise Refusal(Code.PROVIDER_ERROR)
    line.write(head, body)
    gate.used()
