"""The sandbox as a provider: it honours the gate like the others, and nothing leaves the process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from types import MappingProxyType

from gateway.adapters.sandbox_provider import responses_shapes, shapes
from gateway.adapters.sandbox_provider.figures import counted, vectors
from gateway.adapters.sandbox_provider.request import Read, read
from gateway.adapters.sandbox_provider.script import Turn, turn
from gateway.core.errors import Code, Refusal
from gateway.core.policy import Timeouts
from gateway.core.stages import Outgoing, Upstream
from gateway.core.strict_json import dump
from gateway.core.wire import Event, Yields
from gateway.ports.provider import Gate, Incoming, Prepared

MODELS = frozenset({"echo", "sales"})
SHAPES: Mapping[str, tuple[Callable[[Read, Turn], Event], Callable[[Read, Turn], list[Event]]]] = MappingProxyType(
    {
        "openai.chat": (shapes.openai_whole, shapes.openai_streamed),
        "openai.responses": (responses_shapes.responses_whole, responses_shapes.responses_streamed),
        "anthropic.messages": (shapes.anthropic_whole, shapes.anthropic_streamed),
    }
)
"""Wire → how an answer is written whole, and how streamed."""


class SandboxProvider:
    """Implements the `Provider` port for `Way.SANDBOX`."""

    @asynccontextmanager
    async def prepare(self, upstream: Upstream) -> AsyncIterator[Prepared]:
        """Serialise what a provider would be sent. `model_not_allowed` for any but the two models."""
        if upstream.model not in MODELS:
            raise Refusal(Code.MODEL_NOT_ALLOWED)
        yield PreparedSandbox(upstream)

    async def close(self) -> None:
        """Nothing is open."""


class PreparedSandbox:
    """Implements the `Prepared` port."""

    def __init__(self, upstream: Upstream) -> None:
        """Build what would be written."""
        self._upstream = upstream
        self.outgoing = Outgoing(
            method="POST",
            url=f"sandbox:/{upstream.model}{upstream.wire.path}",
            headers=(("content-type", "application/json"),),
            body=dump(upstream.body),
        )

    def check(self) -> None:
        """Nothing leaves."""

    @asynccontextmanager
    async def dial(self, gate: Gate, timeouts: Timeouts) -> AsyncIterator[Incoming]:
        """Answer, if the gate is open. Nothing is waited for, so no timeout can pass."""
        del timeouts
        if not gate.is_open:
            await gate.renew()
        if not gate.is_open:
            raise Refusal(Code.STORE_UNAVAILABLE)
        gate.used()
        yield Said(self._upstream)


class Said:
    """The sandbox's answer; implements the `Incoming` port."""

    def __init__(self, upstream: Upstream) -> None:
        """Take the request."""
        self._upstream = upstream

    async def arrivals(self) -> AsyncIterator[Sequence[Event]]:
        """The answer in the wire and manner asked for."""
        yields = self._upstream.wire.yields
        if yields is Yields.VECTORS:
            yield (vectors(self._upstream),)
            return
        asked = read(self._upstream)
        if yields is Yields.COUNT:
            yield (counted(asked),)
            return
        said = turn(asked)
        whole, streamed = SHAPES[self._upstream.wire.name]
        if self._upstream.streamed:
            for event in streamed(asked, said):
                yield (event,)
        else:
            yield (whole(asked, said),)
