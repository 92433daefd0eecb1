"""The one way out: pooled connections, one write per call, nothing followed, nothing repeated.

- `trust_env=False`: no proxy and no `.netrc` of the environment. No cookies, no decompression, no redirects.
- aiohttp repeats a request on a stale kept-alive connection for idempotent methods only; these are POSTs, and
  `GatedBody` refuses a second write whatever aiohttp does: one intent, one dial.
- A connection serves one provider and one tenant (`pools.py`), and what waits on it before a request was written is no
  answer to it: an answer that a server sends twice or late reaches nobody else. The credential is a header of each
  request; cookies are never kept.
- TLS is verified with the default context; its failure, like DNS's, is `provider_error` within the connect
  timeout.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from functools import lru_cache

from aiohttp import ClientResponse, ClientSession, ClientTimeout
from yarl import URL

from gateway.adapters.aiohttp_provider.failures import TRANSLATING, refuse_status
from gateway.adapters.aiohttp_provider.gated_body import GatedBody
from gateway.adapters.aiohttp_provider.idle import Idle
from gateway.adapters.aiohttp_provider.pools import Pools
from gateway.core.errors import Code, Refusal
from gateway.core.policy import Timeouts
from gateway.core.stages import Outgoing
from gateway.ports.provider import Arriving, Gate

_IDENTITY = frozenset({"", "identity"})


class Arrived:
    """An answer whose status said success; see the `Arriving` port."""

    def __init__(self, response: ClientResponse, idle: Idle) -> None:
        """Take the response; its content type is read here."""
        self._response = response
        self._idle = idle
        self.content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()

    async def pieces(self, limit_bytes: int) -> AsyncIterator[bytes]:
        """The body as it arrives, at most `limit_bytes` of it."""
        content = self._response.content
        left = limit_bytes
        while True:
            try:
                with TRANSLATING:
                    piece = await content.readany()
            except Refusal:
                if self._idle.is_over:
                    raise Refusal(Code.PROVIDER_TIMEOUT) from None
                raise
            if not piece:
                return
            self._idle.heard()
            left -= len(piece)
            if left < 0:
                raise Refusal(Code.PROVIDER_ERROR)
            yield piece


class AiohttpEgress:
    """Implements the `Egress` port. A pool's first call opens its session; `close` closes it."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        """`tls` replaces the default context, which verifies against the system's authorities."""
        self._pools = Pools(tls)

    @asynccontextmanager
    async def send(
        self,
        outgoing: Outgoing,
        credentials: Sequence[tuple[str, str]],
        *,
        pool: str,
        gate: Gate,
        timeouts: Timeouts,
    ) -> AsyncIterator[Arriving]:
        """Write once and wait for the head of the answer; leave, and what has not ended is broken off."""
        body = GatedBody(outgoing.body, gate)
        response: ClientResponse | None = None
        idle = Idle(timeouts.idle_seconds, body.abort)
        async with self._pools.session(pool) as session:
            try:
                response = await _request(session, outgoing, (*outgoing.headers, *credentials), body, timeouts)
                if not body.is_written:
                    # It waited on the connection before the request left: the late or second answer to another call.
                    raise Refusal(Code.PROVIDER_ERROR)
                refuse_status(response.status, response.headers)
                if response.headers.get("content-encoding", "").strip().lower() not in _IDENTITY:
                    raise Refusal(Code.PROVIDER_ERROR)
                _expect_pieces(response, timeouts.idle_seconds)
                idle.start()
                yield Arrived(response, idle)
            finally:
                idle.stop()
                # At its orderly end aiohttp gave the connection back to the pool, where another call may use it by now.
                if response is None or response.connection is not None:
                    body.abort()
                if response is not None:
                    _forget(response)
                    response.close()

    async def close(self) -> None:
        """Close every pooled connection."""
        await self._pools.close()


async def _request(
    session: ClientSession,
    outgoing: Outgoing,
    headers: Sequence[tuple[str, str]],
    body: GatedBody,
    timeouts: Timeouts,
) -> ClientResponse:
    try:
        with TRANSLATING:
            return await session.request(
                outgoing.method,
                _address(outgoing.url),
                headers=headers,
                data=body,
                timeout=_limits(timeouts),
                allow_redirects=False,
            )
    except Refusal:
        if body.failure is None or not isinstance(body.failure, Refusal):
            raise
        raise body.failure from None


def _expect_pieces(response: ClientResponse, idle_seconds: float) -> None:
    """Until the head came the first byte's timeout ran; from here on silence between pieces counts."""
    if response.connection is not None and response.connection.protocol is not None:
        response.connection.protocol.read_timeout = idle_seconds
        response.connection.protocol.start_timeout()


def _forget(response: ClientResponse) -> None:
    """Drop what arrived and nobody read: a pooled connection would hold it until its next use."""
    with suppress(Exception):
        response.content.read_nowait()


@lru_cache(maxsize=256)
def _address(url: str) -> URL:
    """Addresses come from configuration and hold no content, so that each is taken apart once."""
    return URL(url, encoded=True)


@lru_cache(maxsize=64)
def _limits(timeouts: Timeouts) -> ClientTimeout:
    return ClientTimeout(
        total=timeouts.total_seconds,
        connect=timeouts.connect_seconds,
        sock_read=timeouts.first_byte_seconds,
    )
