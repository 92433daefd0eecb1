"""The one way out, as it is opened and closed."""

import ssl

import pytest

from gateway.adapters.aiohttp_provider.egress import AiohttpEgress
from gateway.core.errors import Code, Refusal
from gateway.core.flags import Bounds, Rule
from gateway.core.stages import Outgoing
from tests.support.providers import GENEROUS, StubGate, anything
from tests.support.upstream import RecordingUpstream, Reply


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
        outgoing = Outgoing("POST", upstream.base_url, (), b'{"model":"m"}', anything(upstream.base_url))
        async with egress.send(outgoing, [], pool="p", gate=StubGate(), timeouts=GENEROUS) as arriving:
            assert await arriving.whole(9) == b"{}"
    await egress.close()


HEADER = "x-zero-data-retention"
XAI = Rule(endpoints=("/chat/completions",), body={"store": False}, answer_headers={HEADER: ("true",)})


def within(upstream: RecordingUpstream, rule: Rule, body: bytes, path: str = "/chat/completions") -> Outgoing:
    return Outgoing("POST", upstream.base_url + path, (), body, Bounds(upstream.base_url, rule, "m", rule.body))


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (b'{"model":"m","store":true}', "/chat/completions"),
        (b'{"model":"m"}', "/chat/completions"),
        (b'{"store":false}', "/chat/completions"),
        (b'{"model":"another","store":false}', "/chat/completions"),
        (b'{"model":"m","store":false}', "/responses"),
        (b'{"model":"m","store":false,"metadata":{"a":"b"}}', "/chat/completions"),
    ],
)
async def test_bytes_outside_their_bounds_open_no_connection(body: bytes, path: str) -> None:
    async with RecordingUpstream() as upstream:
        with pytest.raises(Refusal) as refused:
            await sent(within(upstream, XAI, body, path))

        assert (refused.value.code, upstream.connections) == (Code.INTERNAL, 0)


async def test_what_has_no_bounds_opens_no_connection() -> None:
    async with RecordingUpstream() as upstream:
        with pytest.raises(Refusal) as refused:
            await sent(Outgoing("POST", upstream.base_url + "/chat/completions", (), b"{}"))

        assert (refused.value.code, upstream.connections) == (Code.INTERNAL, 0)


@pytest.mark.parametrize("said", [None, "false", "no"])
async def test_an_answer_that_does_not_confirm_what_was_asked_for_is_cut_before_its_first_byte(
    said: str | None,
) -> None:
    headers = ((HEADER, said),) if said else ()
    async with RecordingUpstream() as upstream:
        upstream.answer_with(Reply((b"canary",), headers=headers), Reply((b"{}",), headers=((HEADER, "true"),)))
        outgoing = within(upstream, XAI, b'{"model":"m","store":false}')

        with pytest.raises(Refusal) as refused:
            await sent(outgoing)

        assert refused.value.code is Code.PROVIDER_ERROR
        assert await sent(outgoing) == b"{}"


async def sent(outgoing: Outgoing) -> bytes:
    egress = AiohttpEgress()
    try:
        async with egress.send(outgoing, [], pool="p", gate=StubGate(), timeouts=GENEROUS) as arriving:
            return await arriving.whole(99)
    finally:
        await egress.close()


async def test_checking_asserts_the_same_and_opens_nothing() -> None:
    async with RecordingUpstream() as upstream:
        egress = AiohttpEgress()
        egress.check(within(upstream, XAI, b'{"model":"m","store":false}'), [("authorization", "Bearer x")])
        for outgoing, credentials in (
            (within(upstream, XAI, b'{"model":"m","store":true}'), []),
            (within(upstream, XAI, b'{"model":"m","store":false}'), [("x-other", "x")]),
        ):
            with pytest.raises(Refusal, match="internal"):
                egress.check(outgoing, credentials)

        assert upstream.connections == 0
