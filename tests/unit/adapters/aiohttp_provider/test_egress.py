"""The one way out, as it is opened and closed."""

import ssl

from gateway.adapters.aiohttp_provider.egress import AiohttpEgress
from gateway.core.stages import Outgoing
from tests.support.providers import GENEROUS, StubGate
from tests.support.upstream import RecordingUpstream


async def test_the_default_is_a_verified_connection() -> None:
    egress = AiohttpEgress()
    connector = egress._pools.taken("p/acme").connector
    await egress.close()

    assert getattr(connector, "_ssl", None) is True
    assert ssl.create_default_context().verify_mode is ssl.CERT_REQUIRED


async def test_a_closed_egress_opens_again() -> None:
    egress = AiohttpEgress()
    await egress.close()

    async with RecordingUpstream() as upstream:
        outgoing = Outgoing("POST", upstream.base_url, (), b"{}")
        async with egress.send(outgoing, [], pool="p", gate=StubGate(), timeouts=GENEROUS) as arriving:
            assert [piece async for piece in arriving.pieces(9)] == [b"{}"]
    await egress.close()
