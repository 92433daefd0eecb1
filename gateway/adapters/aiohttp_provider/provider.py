"""Direct providers: the wire spoken in is the wire spoken out, so the redacted body goes out as it is.

Addresses: `base_url` is what the vendor's own SDK is given, and `Wire.path` is appended. Vendors differ in
where the version stands: OpenAI's `https://api.openai.com/v1` has it, Anthropic's `https://api.anthropic.com`
has not. So a path that starts with `/v1/` is appended without it to a base that ends in `/v1`: both forms of
Anthropic's address work.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from types import MappingProxyType, TracebackType

from gateway.adapters.aiohttp_provider.incoming import incoming
from gateway.core import strict_json
from gateway.core.errors import Code, Refusal
from gateway.core.flags import Bounds
from gateway.core.policy import Timeouts
from gateway.core.registry import ProviderEntry
from gateway.core.stages import Outgoing, Upstream
from gateway.core.strict_json import Limits
from gateway.core.wire import Yields
from gateway.ports.provider import Arriving, Egress, Gate, Incoming, Prepared

_VERSION = "/v1"


@dataclass(frozen=True, slots=True)
class Manners:
    """How a wire's providers take the credential; further headers are a matter of the provider's rule."""

    credential_header: str
    credential_prefix: str


MANNERS: Mapping[str, Manners] = MappingProxyType(
    {
        "openai.chat": Manners("authorization", "Bearer "),
        "openai.embeddings": Manners("authorization", "Bearer "),
        "openai.responses": Manners("authorization", "Bearer "),
        "anthropic.messages": Manners("x-api-key", ""),
        "anthropic.count_tokens": Manners("x-api-key", ""),
    }
)


class AiohttpProvider:
    """Implements the `Provider` port for `Way.DIRECT`."""

    def __init__(self, egress: Egress) -> None:
        """`egress` carries every call."""
        self._egress = egress

    def prepare(self, upstream: Upstream) -> AbstractAsyncContextManager[Prepared]:
        """Serialise the body, once. `provider_not_contracted` for a wire that the entry does not list."""
        manners = MANNERS.get(upstream.wire.name)
        if manners is None or upstream.wire.name not in upstream.entry.wires:
            raise Refusal(Code.PROVIDER_NOT_CONTRACTED)
        return nullcontext(PreparedDirect(self._egress, upstream, manners))

    async def close(self) -> None:
        """Nothing to let go of: the egress belongs to whoever made it."""


class PreparedDirect:
    """Implements the `Prepared` port."""

    def __init__(self, egress: Egress, upstream: Upstream, manners: Manners) -> None:
        """Build what will be written."""
        self._egress = egress
        self._upstream = upstream
        self._manners = manners
        bounds = upstream.bounds
        self.outgoing = Outgoing(
            method="POST",
            url=address(upstream.entry.base_url, upstream.wire.path),
            headers=(
                ("content-type", "application/json"),
                ("accept", "text/event-stream" if upstream.streamed else "application/json"),
                ("accept-encoding", "identity"),
                ("user-agent", "isogate"),
                *bounds.rule.headers.items(),
            ),
            body=strict_json.dump(upstream.body),
            bounds=bounds,
        )

    def check(self) -> None:
        """See the port."""
        self._egress.check(self.outgoing, self._credentials())

    def dial(self, gate: Gate, timeouts: Timeouts) -> Dialled:
        """Send, and read the answer as the kind that was asked for."""
        upstream = self._upstream
        sending = self._egress.send(
            self.outgoing, self._credentials(), pool=upstream.pool, gate=gate, timeouts=timeouts
        )
        limits = strict_json.VECTORS if upstream.wire.yields is Yields.VECTORS else strict_json.ANSWER
        return Dialled(sending, None if upstream.streamed else limits, self.outgoing.bounds)

    def _credentials(self) -> tuple[tuple[str, str], ...]:
        secret = credential(self._upstream.entry, self._upstream.tenant)
        if secret is None:
            return ()
        return ((self._manners.credential_header, self._manners.credential_prefix + secret),)


class Dialled:
    """The context that `Prepared.dial` promises."""

    def __init__(self, sending: AbstractAsyncContextManager[Arriving], limits: Limits | None, bounds: Bounds) -> None:
        """`limits`: what the document that was asked for may be; None where a stream was."""
        self._sending = sending
        self._limits = limits
        self._bounds = bounds

    async def __aenter__(self) -> Incoming:
        """The answer, if it is of that kind; else `provider_error`."""
        arriving = await self._sending.__aenter__()
        try:
            return incoming(arriving, self._limits, self._bounds)
        except Refusal:
            await self._sending.__aexit__(None, None, None)
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave as the sending is left."""
        await self._sending.__aexit__(kind, error, trace)


def address(base_url: str, path: str) -> str:
    """Where calls of `path` go; see the module."""
    base = base_url.rstrip("/")
    if base.endswith(_VERSION) and path.startswith(_VERSION + "/"):
        path = path.removeprefix(_VERSION)
    return base + path


def credential(entry: ProviderEntry, tenant: str) -> str | None:
    """The tenant's own credential at this provider, else the deployment's (C4.5)."""
    return entry.tenant_credentials.get(tenant, entry.credential)
