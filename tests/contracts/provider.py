"""What every provider promises, whoever builds its bytes; `test_provider.py` runs it for each adapter.

`ProviderContract` needs nothing but the provider; `NetworkProviderContract` adds what is seen from a
recording upstream.
"""

import asyncio
from contextlib import suppress

import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.strict_json import parse
from gateway.core.wire import Wire
from gateway.ports.provider import Provider
from tests.contracts.streams import CANARY, TEXT, Asked, StreamContract
from tests.support.providers import (
    GENEROUS,
    QUICK,
    SECRET,
    TENANT_SECRET,
    WIRES,
    StubGate,
    body,
    exchange,
    text_read,
    withdrawn,
)
from tests.support.upstream import End, RecordingUpstream, Reply
from tests.support.upstream_answers import Says, cut, fails, hangs

each_manner = pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])


class ProviderContract(Asked):
    """Promises that need no network to be seen. A test that takes a `wire` runs for each of `wires`."""

    @each_manner
    async def test_what_is_prepared_holds_the_callers_text(
        self, provider: Provider, wire: Wire, *, streamed: bool
    ) -> None:
        async with provider.prepare(self.asked(wire, body(wire, streamed=streamed, text=TEXT))) as prepared:
            assert TEXT in repr(parse(prepared.outgoing.body))
            assert prepared.outgoing is prepared.outgoing

    @each_manner
    async def test_an_answer_fits_the_wire_it_was_asked_in(
        self, provider: Provider, wire: Wire, *, streamed: bool
    ) -> None:
        given = body(wire, streamed=streamed, text=TEXT)

        exchanged = await exchange(provider, self.asked(wire, given))

        assert TEXT in text_read(wire, given, exchanged.events)
        assert (len(exchanged.events) > 4) == streamed

    async def test_a_permit_that_ran_out_is_renewed_before_anything_is_sent(
        self, provider: Provider, wire: Wire
    ) -> None:
        gate = StubGate(renewals_needed=1)

        exchanged = await exchange(provider, self.asked(wire, body(wire)), gate)

        assert gate.renewals == 1
        assert exchanged.events

    async def test_what_refuses_the_renewal_refuses_the_call(self, provider: Provider, wire: Wire) -> None:
        with pytest.raises(Refusal) as refused:
            await exchange(provider, self.asked(wire, body(wire)), withdrawn())

        assert refused.value.code is Code.CONSENT_WITHDRAWN

    async def test_a_permit_that_renewing_does_not_open_refuses_the_call(self, provider: Provider, wire: Wire) -> None:
        with pytest.raises(Refusal) as refused:
            await exchange(provider, self.asked(wire, body(wire)), StubGate(renewals_needed=9))

        assert refused.value.code is Code.STORE_UNAVAILABLE

    async def test_closing_can_be_repeated_and_a_later_call_still_works(self, provider: Provider) -> None:
        await provider.close()

        await provider.close()

        assert (await exchange(provider, self.asked(WIRES[0], body(WIRES[0])))).events


class NetworkProviderContract(StreamContract, ProviderContract):
    """Promises that are seen from the other end of the connection."""

    async def test_preparing_opens_no_connection(
        self, provider: Provider, upstream: RecordingUpstream, wire: Wire
    ) -> None:
        async with provider.prepare(self.asked(wire, body(wire))):
            await asyncio.sleep(0.05)

        assert upstream.connections == 0

    @each_manner
    async def test_what_was_prepared_is_written_to_the_byte(
        self, provider: Provider, upstream: RecordingUpstream, wire: Wire, *, streamed: bool
    ) -> None:
        given = body(wire, streamed=streamed, text=TEXT)
        outgoing = (await exchange(provider, self.asked(wire, given))).outgoing

        (request,) = upstream.requests
        assert request.body == outgoing.body
        assert (request.method, upstream.origin + request.path) == (outgoing.method, outgoing.url)
        added = {"host", "content-length", "authorization", "x-api-key"}
        assert [pair for pair in request.headers if pair[0].lower() not in added] == list(outgoing.headers)

    async def test_the_credential_is_in_a_header_on_the_wire_and_nowhere_else(
        self, provider: Provider, upstream: RecordingUpstream, wire: Wire
    ) -> None:
        outgoing = (await exchange(provider, self.asked(wire, body(wire)))).outgoing

        assert SECRET not in repr((outgoing.url, outgoing.headers, outgoing.body))
        (request,) = upstream.requests
        assert sum(SECRET in value for _, value in request.headers) == 1
        assert SECRET.encode() not in request.body
        assert SECRET not in request.path

    async def test_tenants_share_neither_a_connection_nor_a_credential(
        self, provider: Provider, upstream: RecordingUpstream, wire: Wire
    ) -> None:
        for tenant in ("acme", "globex", "acme"):
            await exchange(provider, self.asked(wire, body(wire), tenant=tenant))

        first, other, again = (request.connection for request in upstream.requests)
        assert first == again != other
        assert [SECRET in request.head.decode() for request in upstream.requests] == [False, True, False]
        assert [TENANT_SECRET in request.head.decode() for request in upstream.requests] == [True, False, True]

    async def test_the_head_says_nothing_of_the_caller(
        self, provider: Provider, upstream: RecordingUpstream, wire: Wire
    ) -> None:
        await exchange(provider, self.asked(wire, body(wire)))

        (request,) = upstream.requests
        allowed = {"host", "content-type", "content-length", "accept", "accept-encoding", "user-agent"}
        allowed |= {"authorization", "x-api-key", "anthropic-version"}
        assert {name.lower() for name, _ in request.headers} <= allowed
        assert request.header("user-agent") == "isogate"
        assert request.header("accept-encoding") == "identity"

    async def test_nothing_is_sent_while_the_permit_is_renewed_or_when_it_is_refused(
        self, provider: Provider, upstream: RecordingUpstream, wire: Wire
    ) -> None:
        seen: list[int] = []
        gate = StubGate(renewals_needed=1, on_renew=lambda: seen.append(len(upstream.requests)))
        with suppress(Refusal):
            await exchange(provider, self.asked(wire, body(wire)), withdrawn())
        await exchange(provider, self.asked(wire, body(wire)), gate)

        assert seen == [0]
        assert len(upstream.requests) == 1

    @each_manner
    @pytest.mark.parametrize("status", [301, 307, 400, 401, 404, 429, 500, 503, 529])
    async def test_any_status_but_success_is_a_provider_error_and_not_repeated(
        self, provider: Provider, upstream: RecordingUpstream, wire: Wire, *, streamed: bool, status: int
    ) -> None:
        upstream.answer_with(fails(status, CANARY, location=upstream.base_url, retry_after="7"))

        refusal = await self.refused(provider, wire, streamed=streamed, timeouts=GENEROUS)

        assert refusal.code is Code.PROVIDER_ERROR
        assert refusal.retry_after_seconds == (7 if status in {429, 503} else None)
        assert len(upstream.requests) == 1

    @each_manner
    @pytest.mark.parametrize(
        "reply",
        [
            Reply((f"<html>{CANARY}</html>".encode(),), content_type="text/html"),
            Reply((CANARY.encode(),)),
            Reply((CANARY.encode(),), content_type="text/event-stream"),
            Reply((b'{"choices": "\xff\xfe"}',)),
            Reply((b"[]",)),
            Reply((b"",)),
            Reply((b'{"error": {"message": "canary-7f3a"}}',)),
            Reply((b'data: {"error": {"message": "canary-7f3a"}}\n\n',), content_type="text/event-stream"),
            Reply((b"\x1f\x8b\x08\x00",), headers=(("content-encoding", "gzip"),)),
            Reply(raw=b"\x00\x01 no HTTP\r\n\r\n", end=End.CLOSE),
            Reply(raw=b"", end=End.CLOSE),
            Reply(raw=b"", end=End.RESET),
            Reply((b'{"a":',), headers=(("content-length", "900"),), end=End.CLOSE),
            Reply((b'{"a":',), headers=(("content-length", "900"),), end=End.RESET),
            Reply((b'data: {"a":',), content_type="text/event-stream", chunked=True),
            Reply((b"",), status=204, content_type=None),
        ],
        ids=range(16),
    )
    async def test_what_is_no_answer_is_a_provider_error_at_once(
        self, provider: Provider, upstream: RecordingUpstream, wire: Wire, *, streamed: bool, reply: Reply
    ) -> None:
        upstream.answer_with(reply)
        began = asyncio.get_running_loop().time()

        refusal = await self.refused(provider, wire, streamed=streamed, timeouts=GENEROUS)

        assert refusal.code is Code.PROVIDER_ERROR
        assert len(upstream.requests) == 1
        assert asyncio.get_running_loop().time() - began < GENEROUS.idle_seconds / 2

    @each_manner
    async def test_a_provider_that_hangs_is_given_up_and_its_connection_closed(
        self, provider: Provider, upstream: RecordingUpstream, wire: Wire, *, streamed: bool
    ) -> None:
        upstream.answer_with(hangs())

        refusal = await self.refused(provider, wire, streamed=streamed, timeouts=QUICK)

        assert refusal.code is Code.PROVIDER_TIMEOUT
        assert len(upstream.requests) == 1
        assert await upstream.requests[0].closed_within()

    async def test_silence_in_the_middle_of_a_stream_is_a_timeout(
        self, provider: Provider, upstream: RecordingUpstream, wire: Wire
    ) -> None:
        upstream.answer_with(lambda received: cut(Says(TEXT).reply(received), 3, End.HANG))

        refusal = await self.refused(provider, wire, streamed=True, timeouts=QUICK)

        assert refusal.code is Code.PROVIDER_TIMEOUT
        assert await upstream.requests[0].closed_within()

    async def test_an_answer_too_large_is_cut(
        self, provider: Provider, upstream: RecordingUpstream, wire: Wire
    ) -> None:
        upstream.answer_with(Reply((b" " * 2**20,) * 9))

        refusal = await self.refused(provider, wire, streamed=False, timeouts=GENEROUS)

        assert refusal.code is Code.PROVIDER_ERROR

    async def test_a_stream_too_large_is_cut(self, provider: Provider, upstream: RecordingUpstream, wire: Wire) -> None:
        comments = Reply((b": " + b"x" * 2**20 + b"\n",) * 40, content_type="text/event-stream", chunked=True)
        upstream.answer_with(comments)

        refusal = await self.refused(provider, wire, streamed=True, timeouts=GENEROUS)

        assert refusal.code is Code.PROVIDER_ERROR

    async def test_leaving_early_closes_the_connection(
        self, provider: Provider, upstream: RecordingUpstream, wire: Wire
    ) -> None:
        upstream.answer_with(lambda received: cut(Says(TEXT).reply(received), 4, End.HANG))
        asked = self.asked(wire, body(wire, streamed=True))

        async with provider.prepare(asked) as prepared, prepared.dial(StubGate(), GENEROUS) as incoming:
            await anext(incoming.arrivals())

        assert await upstream.requests[0].closed_within()

    @pytest.mark.parametrize("pieces", [0, 3])
    async def test_a_cancelled_call_closes_the_connection(
        self, provider: Provider, upstream: RecordingUpstream, wire: Wire, pieces: int
    ) -> None:
        streaming = hangs() if pieces == 0 else None
        upstream.answer_with(streaming or (lambda received: cut(Says(TEXT).reply(received), pieces, End.HANG)))
        running = asyncio.create_task(exchange(provider, self.asked(wire, body(wire, streamed=True))))
        request = await upstream.received()
        await asyncio.sleep(0.05)

        running.cancel()

        assert await request.closed_within()
        with pytest.raises(asyncio.CancelledError):
            await running

    @each_manner
    async def test_a_connection_serves_the_next_call(
        self, provider: Provider, upstream: RecordingUpstream, wire: Wire, *, streamed: bool
    ) -> None:
        for _ in range(3):
            await exchange(provider, self.asked(wire, body(wire, streamed=streamed)))

        assert upstream.connections == 1
        assert len(upstream.requests) == 3
