"""Steps 7 and 8 of an answer: what it goes through is made while the provider works, and it is handed on as it comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from datetime import datetime

from gateway.core import rate_limits
from gateway.core.errors import Refusal
from gateway.core.flags import Bounds
from gateway.core.restorers import VaultRestorers
from gateway.core.stages import Authenticated, Permitted, Redacted
from gateway.core.vault import Vault
from gateway.core.wire import Answer, Arrival
from gateway.needs import Ports
from gateway.ports.provider import Incoming
from gateway.ports.reply import Reply
from gateway.steps.answer import Accepting
from gateway.steps.form import Restoring
from gateway.steps.onward import Onward
from gateway.steps.restore import restore
from gateway.steps.trace import Tracing

WHOLE_TYPE = "application/json"
STREAM_TYPE = "text/event-stream; charset=utf-8"


async def answer(readying: Readying, incoming: Incoming, reply: Reply, tracing: Tracing) -> None:
    """Hand an answer on to the caller, accepted (7) and restored (8). Raises the `Refusal` of what may not go on."""
    tracing.at("call")
    ready = readying.ready()
    with reply.kept_alive(ready.headers) if readying.is_streamed else nullcontext():
        await _hand_on(ready, incoming, reply)
    tracing.answered(ready.reading, ready.restorers.restored)


class Readying:
    """Makes an answer's `Ready`, once: while the provider is working, or at the latest when the answer is there."""

    __slots__ = ("_bounds", "_permitted", "_ports", "_ready", "_redacted", "_vault", "is_streamed")

    def __init__(self, permitted: Permitted, redacted: Redacted, vault: Vault, ports: Ports, bounds: Bounds) -> None:
        self._bounds = bounds
        self._permitted, self._redacted, self._vault, self._ports = permitted, redacted, vault, ports
        self._ready: Ready | None = None
        self.is_streamed = permitted.call.stream

    def early(self) -> None:
        """Make it now, if that goes: `ready` raises whatever is in the way, where somebody waits for it."""
        with suppress(Exception):
            self.ready()

    def ready(self) -> Ready:
        """What was made, or is made now."""
        if self._ready is None:
            self._ready = _made_ready(self._permitted, self._redacted, self._vault, self._ports, self._bounds)
        return self._ready


class Ready:
    """What an answer goes through."""

    __slots__ = ("_headers", "_left", "onward", "reading", "restorers")

    def __init__(
        self,
        onward: Onward,
        reading: Answer,
        restorers: VaultRestorers,
        headers: dict[str, str],
        left: Callable[[], Mapping[str, str]],
    ) -> None:
        """`left`: what is left of a budget, in the wire's headers."""
        self.onward, self.reading, self.restorers = onward, reading, restorers
        self._headers = headers
        self._left: Callable[[], Mapping[str, str]] | None = left

    def headers(self) -> Mapping[str, str]:
        """The answer's: what is left of a budget is told as of the first call, with the answer's first piece."""
        if self._left is not None:
            self._headers |= self._left()
            self._left = None
        return self._headers


def _made_ready(permitted: Permitted, redacted: Redacted, vault: Vault, ports: Ports, bounds: Bounds) -> Ready:
    asked = permitted.authenticated.asked
    wire, streamed = asked.wire, permitted.call.stream
    reading = wire.answer(permitted.call, call_id=asked.trace)
    restorers = restore(permitted, vault, ports.keys)
    accepting = Accepting(permitted, reading, ports.schemas)
    restoring = Restoring(reading, restorers, redacted, ports.schemas)
    onward = Onward(
        accepting,
        restoring,
        reading,
        lambda event: wire.encode(event, streamed=streamed),
        bounds,
        as_it_comes=not accepting.is_checked and not restoring.is_judged,
    )
    headers = _headers(permitted, redacted)
    return Ready(onward, reading, restorers, headers, lambda: _left(permitted.authenticated, ports.clock.now()))


async def _hand_on(ready: Ready, incoming: Incoming, reply: Reply) -> None:
    headers: Mapping[str, str] | None = None
    async for arrived in incoming.arrivals():
        made, refusal = _made_of(ready.onward, arrived)
        if made:
            if headers is None:
                headers = ready.headers()
            await reply.send(made, headers)
        if refusal is not None:
            raise refusal
    last = ready.onward.end()
    if last:
        await reply.send(last, ready.headers())


def _made_of(onward: Onward, arrived: Sequence[Arrival]) -> tuple[bytes, Refusal | None]:
    """What the caller gets of events that arrived together, in one piece; and why it gets no more, if one of them was refused."""
    if len(arrived) == 1:
        return onward.take(arrived[0]), None
    made: list[bytes] = []
    try:
        made.extend(map(onward.take, arrived))  # what came before a refusal stays
    except Refusal as refusal:
        return b"".join(made), refusal
    return b"".join(made), None


def _headers(permitted: Permitted, redacted: Redacted) -> dict[str, str]:
    found = ", ".join(f"{label}={count}" for label, count in sorted(redacted.counts.items()))
    return {
        "content-type": STREAM_TYPE if permitted.call.stream else WHOLE_TYPE,
        "x-isogate-policy": permitted.policy.version,
        "x-isogate-redactions": found or "none",
    }


def _left(authenticated: Authenticated, now: datetime) -> dict[str, str]:
    """What is left of the tenant's budget, in the wire's own headers."""
    budget = authenticated.tenant.budget
    if budget is None:
        return {}
    return rate_limits.headers(authenticated.asked.wire.name, budget, authenticated.admission.usage, now, taken=1)
