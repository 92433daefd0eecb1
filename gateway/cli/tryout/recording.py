"""The two ends of a call, listened to: the bytes that the provider got, and the pieces that came back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext

from gateway.core.policy import Timeouts
from gateway.core.stages import Outgoing, Upstream
from gateway.ports.provider import Gate, Incoming, Prepared, Provider


class RecordingProvider:
    """A provider that keeps what was written to it; implements the `Provider` port. For throw-away deployments only."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self.received: list[bytes] = []
        """Bodies as dialled, in order."""

    @asynccontextmanager
    async def prepare(self, upstream: Upstream) -> AsyncIterator[Prepared]:
        """Prepare as the provider does."""
        async with self._provider.prepare(upstream) as prepared:
            yield _RecordingPrepared(prepared, self.received)

    async def close(self) -> None:
        """Close the provider."""
        await self._provider.close()


class _RecordingPrepared:
    """Keeps the body when it is dialled, not before."""

    def __init__(self, prepared: Prepared, received: list[bytes]) -> None:
        self._prepared = prepared
        self._received = received

    @property
    def outgoing(self) -> Outgoing:
        """Exactly what is written."""
        return self._prepared.outgoing

    def check(self) -> None:
        """As the provider's."""
        self._prepared.check()

    @asynccontextmanager
    async def dial(self, gate: Gate, timeouts: Timeouts) -> AsyncIterator[Incoming]:
        """Dial once."""
        async with self._prepared.dial(gate, timeouts) as incoming:
            self._received.append(self.outgoing.body)
            yield incoming


class CollectingReply:
    """A caller that keeps its answer; implements the `Reply` port."""

    def __init__(self) -> None:
        self.body = b""
        self.headers: dict[str, str] = {}

    async def send(self, piece: bytes, headers: Mapping[str, str]) -> None:
        """Take a piece."""
        self.headers = self.headers or dict(headers)
        self.body += piece

    def kept_alive(self, headers: Callable[[], Mapping[str, str]]) -> AbstractContextManager[None]:
        """Nobody waits, so nobody needs a sign."""
        del headers
        return nullcontext()
