"""The one way out: a pooled session per provider, one write per call, nothing followed, nothing repeated.

- `trust_env=False`: no proxy and no `.netrc` of the environment. No cookies, no decompression, no redirects.
- aiohttp repeats a request on a stale kept-alive connection for idempotent methods only; these are POSTs, and
  `GatedBody` refuses a second write whatever aiohttp does: one intent, one dial.
- Connections are shared by tenants, credentials are not: HTTP has no state between requests, and the
  credential is a header of each request alone. Cookies, the one thing that would tie a connection's requests
  together, are never kept.
- TLS is verified with the default context; its failure, like DNS's, is `provider_error` within the connect
  timeout.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from functools import lru_cache

from aiohttp import ClientResponse, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from yarl import URL

from gateway.adapters.aiohttp_provider.failures import TRANSLATING, refuse_status
from gateway.adapters.aiohttp_provider.gated_body import GatedBody
from gateway.core.errors import Code, Refusal
from gateway.core.policy import Timeouts
from gateway.core.stages import Outgoing
from gateway.ports.provider import Arriving, Gate

KEEP_ALIVE_SECONDS = 15
"""Idle connections are dropped before most servers drop them, so that a call rarely meets one that is just
closing.
"""
OWN_HEADERS = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")
"""Headers that aiohttp would add by itself; ours come from `Outgoing` alone."""
_IDENTITY = frozenset({"", "identity"})


class Arrived:
    """An answer whose status said success; see the `Arriving` port."""

    def __init__(self, response: ClientResponse) -> None:
        """Take the response; its content type is read here."""
        self._response = response
        self.content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()

    async def pieces(self, limit_bytes: int) -> AsyncIterator[bytes]:
        """The body as it arrives, at most `limit_bytes` of it."""
        content = self._response.content
        left = limit_bytes
        while True:
            with TRANSLATING:
                piece = await content.readany()
            if not piece:
                return
            left -= len(piece)
            if left < 0:
                raise Refusal(Code.PROVIDER_ERROR)
            yield piece


class AiohttpEgress:
    """Implements the `Egress` port. A provider's first call opens its session; `close` closes it."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        """`tls` replaces the default context, which verifies against the system's authorities."""
        self._tls: ssl.SSLContext | bool = tls if tls is not None else True
        self._sessions: dict[str, ClientSession] = {}

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
        try:
            response = await self._request(outgoing, (*outgoing.headers, *credentials), pool, body, timeouts)
            refuse_status(response.status, response.headers)
            if response.headers.get("content-encoding", "").strip().lower() not in _IDENTITY:
                raise Refusal(Code.PROVIDER_ERROR)
            _expect_pieces(response, timeouts.idle_seconds)
            yield Arrived(response)
        finally:
            # At its orderly end aiohttp gave the connection back to the pool, where another call may use it by now.
            if response is None or response.connection is not None:
                body.abort()
            if response is not None:
                _forget(response)
                response.close()

    async def close(self) -> None:
        """Close every pooled connection."""
        sessions, self._sessions = self._sessions, {}
        for session in sessions.values():
            await session.close()

    async def _request(
        self,
        outgoing: Outgoing,
        headers: Sequence[tuple[str, str]],
        pool: str,
        body: GatedBody,
        timeouts: Timeouts,
    ) -> ClientResponse:
        try:
            with TRANSLATING:
                return await self._session(pool).request(
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

    def _session(self, pool: str) -> ClientSession:
        session = self._sessions.get(pool)
        if session is None:
            session = self._sessions[pool] = ClientSession(
                connector=TCPConnector(ssl=self._tls, limit=0, keepalive_timeout=KEEP_ALIVE_SECONDS),
                cookie_jar=DummyCookieJar(),
                auto_decompress=False,
                trust_env=False,
                skip_auto_headers=OWN_HEADERS,
            )
        return session


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
