"""The one way out: pooled connections, one write per call, nothing followed, nothing repeated.

- No proxy and no `.netrc` of the environment, no cookies, no decompression, no redirects: there is no code for them.
- A connection serves one provider and one tenant (`pools.py`), and what waits on it before a request was written is no
  answer to it: an answer that a server sends twice or late reaches nobody else. The credential is a header of each
  request.
- What is written is what the provider's rule says (`core/flags.py`): address, headers, body, asserted on the bytes and
  never mended; an answer without the confirmations that the rule asks for is `provider_error` before a byte is passed on.
- TLS is verified with the default context; its failure, like DNS's, is `provider_error` within the connect
  timeout.
"""

from __future__ import annotations

import ssl
from collections.abc import Sequence

from gateway.adapters.aiohttp_provider.incoming import incoming
from gateway.adapters.aiohttp_provider.pools import Pools
from gateway.adapters.aiohttp_provider.sending import Sending, assert_bounds
from gateway.core.flags import Bounds
from gateway.core.policy import Timeouts
from gateway.core.stages import Outgoing
from gateway.core.strict_json import Limits
from gateway.ports.provider import Arriving, Gate, Incoming


class AiohttpEgress:
    """Implements the `Egress` port. A pool's first call opens it; `close` closes it."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        """`tls` replaces the default context, which verifies against the system's authorities."""
        self._pools = Pools(tls)

    def send(
        self,
        outgoing: Outgoing,
        credentials: Sequence[tuple[str, str]],
        *,
        pool: str,
        gate: Gate,
        timeouts: Timeouts,
    ) -> Sending:
        """Write once and wait for the head of the answer; leave, and what has not ended is broken off."""
        return Sending(self._pools, pool, outgoing, credentials, gate, timeouts)

    def check(self, outgoing: Outgoing, credentials: Sequence[tuple[str, str]]) -> None:
        """See the port."""
        assert_bounds(outgoing, credentials)

    def read(self, arriving: Arriving, limits: Limits | None, bounds: Bounds) -> Incoming:
        """See the port."""
        return incoming(arriving, limits, bounds)

    async def close(self) -> None:
        """Close every pooled connection."""
        await self._pools.close()
