"""One request: what is written once, what is never followed, and what closes when. The rest is in the contract suite."""

import asyncio
import gc
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from socket import SO_RCVBUF, SOL_SOCKET, socket

import pytest

from gateway.adapters.aiohttp_provider import sending
from gateway.adapters.aiohttp_provider.egress import AiohttpEgress
from gateway.adapters.aiohttp_provider.sending import Sending
from gateway.core.errors import Code, Refusal
from gateway.core.policy import Timeouts
from gateway.core.stages import Outgoing
from tests.support.garbage import looked_at_alone
from tests.support.providers import GENEROUS, QUICK, StubGate, anything
from tests.support.upstream import End, RecordingUpstream, Reply

LIMIT = 2**20


@pytest.fixture
async def upstream() -> AsyncIterator[RecordingUpstream]:
    async with RecordingUpstream() as upstream:
        yield upstream


@pytest.fixture
async def egress() -> AsyncIterator[AiohttpEgress]:
    egress = AiohttpEgress()
    yield egress
    await egress.close()


def outgoing(url: str, body: bytes = b'{"model":"m"}') -> Outgoing:
    headers = (("content-type", "application/json"), ("accept", "application/json"))
    return Outgoing("POST", url, headers, body, anything(url))


async def send(
    egress: AiohttpEgress, sent: Outgoing, timeouts: Timeouts = GENEROUS, gate: StubGate | None = None
) -> bytes:
    async with egress.send(
        sent, [("authorization", "Bearer s")], pool="p", gate=gate or StubGate(), timeouts=timeouts
    ) as arriving:
        return await arriving.whole(LIMIT)


async def refusal(egress: AiohttpEgress, sent: Outgoing, timeouts: Timeouts = GENEROUS) -> Code:
    with pytest.raises(Refusal) as refused:
        await send(egress, sent, timeouts)
    return refused.value.code


async def test_the_request_line_is_the_url_to_the_letter(egress: AiohttpEgress, upstream: RecordingUpstream) -> None:
    path = "/v1/models/a%2Fb:generate?alt=sse&q=%7Bx%7D"

    await send(egress, outgoing(upstream.origin + path))

    assert upstream.requests[0].path == path


async def test_only_host_and_length_are_added_to_the_given_headers(
    egress: AiohttpEgress, upstream: RecordingUpstream
) -> None:
    await send(egress, outgoing(upstream.base_url))

    assert {name.lower() for name, _ in upstream.requests[0].headers} == {
        "host",
        "content-length",
        "content-type",
        "accept",
        "authorization",
    }


async def test_environment_proxies_are_ignored(
    egress: AiohttpEgress, upstream: RecordingUpstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert await send(egress, outgoing(upstream.base_url)) == b"{}"


async def test_cookies_are_not_kept(egress: AiohttpEgress, upstream: RecordingUpstream) -> None:
    upstream.answer_with(Reply((b"{}",), headers=(("set-cookie", "a=b; Path=/"),)))
    by_name = upstream.base_url.replace("127.0.0.1", "localhost")  # no jar keeps cookies of addresses

    for _ in range(2):
        await send(egress, outgoing(by_name))

    assert upstream.requests[1].header("cookie") is None


async def test_a_redirect_is_not_followed(egress: AiohttpEgress, upstream: RecordingUpstream) -> None:
    upstream.answer_with(Reply(status=307, headers=(("location", upstream.base_url + "/other"),)))

    assert await refusal(egress, outgoing(upstream.base_url)) is Code.PROVIDER_ERROR
    assert len(upstream.requests) == 1


async def test_an_answer_is_read_up_to_its_limit_and_no_further(
    egress: AiohttpEgress, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(Reply((b" " * LIMIT,)), Reply((b" " * (LIMIT + 1),)))

    assert len(await send(egress, outgoing(upstream.base_url))) == LIMIT
    assert await refusal(egress, outgoing(upstream.base_url)) is Code.PROVIDER_ERROR


async def test_a_large_body_arrives_whole(egress: AiohttpEgress, upstream: RecordingUpstream) -> None:
    body = b'{"model":"m","text":"' + "gruß ".encode() * 2**18 + b'"}'

    await send(egress, outgoing(upstream.base_url, body))

    assert upstream.requests[0].body == body


async def test_a_kept_connection_that_the_server_closed_is_never_written_to_twice(
    egress: AiohttpEgress, upstream: RecordingUpstream
) -> None:
    dead = Reply(raw=b"", end=End.CLOSE)
    upstream.answer_with(Reply((b"{}",)), dead, Reply((b"{}",)))
    await send(egress, outgoing(upstream.base_url))

    assert await refusal(egress, outgoing(upstream.base_url)) is Code.PROVIDER_ERROR
    assert len(upstream.requests) == 2
    assert upstream.connections == 1


async def test_a_trickle_ends_with_the_total(egress: AiohttpEgress, upstream: RecordingUpstream) -> None:
    upstream.answer_with(Reply((b" ",) * 50, pause_seconds=0.1))
    timeouts = replace(QUICK, total_seconds=0.5)

    assert await refusal(egress, outgoing(upstream.base_url), timeouts) is Code.PROVIDER_TIMEOUT
    assert await upstream.requests[0].closed_within()


async def test_a_slow_reader_is_not_the_providers_silence(egress: AiohttpEgress, upstream: RecordingUpstream) -> None:
    upstream.answer_with(Reply((b"once ", b"more."), pause_seconds=0.01))
    sent, pieces = outgoing(upstream.base_url), []
    async with egress.send(sent, [], pool="p", gate=StubGate(), timeouts=Timeouts(idle_seconds=0.2)) as arriving:
        async for piece in arriving.read(UntilStop()):
            pieces.append(piece)
            await asyncio.sleep(0.5)

    assert b"".join(pieces) == b"once more."


async def test_silence_right_behind_the_head_counts_as_idle(egress: AiohttpEgress, upstream: RecordingUpstream) -> None:
    upstream.answer_with(Reply((b"{",), chunked=True, pause_seconds=3600))
    began = time.monotonic()

    code = await refusal(egress, outgoing(upstream.base_url), Timeouts(idle_seconds=0.2))

    assert code is Code.PROVIDER_TIMEOUT
    assert time.monotonic() - began < Timeouts().idle_seconds


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/v1", "http://no-such-host.invalid/v1"])
async def test_an_unreachable_provider_is_a_provider_error(egress: AiohttpEgress, url: str) -> None:
    assert await refusal(egress, outgoing(url), QUICK) in {Code.PROVIDER_ERROR, Code.PROVIDER_TIMEOUT}


async def test_a_provider_without_tls_behind_https_is_refused_unwritten(
    egress: AiohttpEgress, upstream: RecordingUpstream
) -> None:
    url = upstream.base_url.replace("http:", "https:")

    assert await refusal(egress, outgoing(url), QUICK) in {Code.PROVIDER_ERROR, Code.PROVIDER_TIMEOUT}
    assert upstream.requests == []


async def test_a_body_stuck_in_the_socket_is_dropped_when_the_call_is_cancelled(
    egress: AiohttpEgress,
) -> None:
    got, release = asyncio.Event(), asyncio.Event()
    received = bytearray()

    async def read_a_little_then_stall(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        received.extend(await reader.read(1000))
        got.set()
        await release.wait()
        with suppress(ConnectionError):
            while piece := await reader.read(2**16):
                received.extend(piece)
        writer.close()
        finished.set()

    finished = asyncio.Event()
    listening = socket()
    listening.setsockopt(SOL_SOCKET, SO_RCVBUF, 2**14)
    listening.bind(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    server = await asyncio.start_server(read_a_little_then_stall, sock=listening, limit=1000)
    body = b'{"model":"m","text":"' + b"x" * (4 * 2**20 - 100) + b'"}'
    running = asyncio.create_task(send(egress, outgoing(f"http://127.0.0.1:{port}/", body)))
    await got.wait()

    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    release.set()
    async with asyncio.timeout(5):
        await finished.wait()
    server.close()
    await server.wait_closed()

    assert len(received) < len(body)


async def test_a_connection_is_free_for_the_next_call_when_its_own_call_has_left(
    egress: AiohttpEgress, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(Reply((b"{}",)), Reply((b"{", b"}"), pause_seconds=0.1), Reply((b"{}",)))
    sent = outgoing(upstream.base_url)

    async def fail_late() -> None:
        async with egress.send(sent, [], pool="p", gate=StubGate(), timeouts=GENEROUS) as arriving:
            assert await arriving.whole(LIMIT) == b"{}"
            running.append(asyncio.create_task(send(egress, sent)))
            await upstream.received(2)
            raise Refusal(Code.PROVIDER_ERROR)

    running: list[asyncio.Task[bytes]] = []
    with pytest.raises(Refusal):
        await fail_late()

    assert await running[0] == b"{}"
    assert upstream.connections == 2

    assert await send(egress, sent) == b"{}"
    assert upstream.connections == 2


async def test_an_answer_that_nobody_reads_is_not_kept_by_the_pool(
    egress: AiohttpEgress, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(Reply((b"canary-91c4",), status=500), Reply((b"canary-91c4",)))
    sent = outgoing(upstream.base_url)

    with looked_at_alone():
        assert await refusal(egress, sent) is Code.PROVIDER_ERROR
        async with egress.send(sent, [], pool="p", gate=StubGate(), timeouts=GENEROUS):
            await asyncio.sleep(0.05)

        gc.collect()
        held = [each for each in gc.get_objects() if type(each).__name__ == "deque" and b"canary-91c4" in each]
        assert held == []


async def test_a_call_that_ended_goes_with_its_last_reference(
    egress: AiohttpEgress, upstream: RecordingUpstream
) -> None:
    with looked_at_alone():
        await send(egress, outgoing(upstream.base_url))
        assert [each for each in gc.get_objects() if type(each) is Sending] == []


async def test_what_an_answers_headers_said_is_not_kept_by_the_pool(
    egress: AiohttpEgress, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(Reply((b"{}",), status=500, headers=(("x-echo", "canary-5d21"),)))

    assert await refusal(egress, outgoing(upstream.base_url)) is Code.PROVIDER_ERROR
    await asyncio.sleep(0.05)

    (protocol,) = egress._pools.taken("p").used
    assert protocol.is_connected()
    reachable = gc.get_referents(*gc.get_referents(protocol.__dict__ | {"parser": protocol._parser}))
    assert "canary-5d21" not in repr(reachable)


class UntilStop:
    """Reads bytes as they are; the answer's own end is a full stop."""

    has_ended = False

    def feed(self, piece: bytes) -> bytes:
        self.has_ended = self.has_ended or b"." in piece
        return piece

    def close(self) -> None:
        if not self.has_ended:
            raise Refusal(Code.PROVIDER_ERROR)


async def read_until_stop(egress: AiohttpEgress, upstream: RecordingUpstream, *pieces: bytes) -> bytes:
    """What is read of these pieces, behind which the connection stays open."""
    upstream.answer_with(Reply(pieces, chunked=True, pause_seconds=0.02, end=End.HANG))
    async with egress.send(outgoing(upstream.base_url), [], pool="p", gate=StubGate(), timeouts=QUICK) as arriving:
        return b"".join([piece async for piece in arriving.read(UntilStop())])


async def test_silence_behind_the_answers_own_end_ends_it_and_the_connection(
    egress: AiohttpEgress, upstream: RecordingUpstream
) -> None:
    assert await read_until_stop(egress, upstream, b"one", b".") == b"one."
    assert await upstream.requests[0].closed_within()


async def test_what_comes_behind_the_answers_own_end_is_read(
    egress: AiohttpEgress, upstream: RecordingUpstream
) -> None:
    assert await read_until_stop(egress, upstream, b"one.", b"two") == b"one.two"


async def test_what_comes_without_end_behind_the_answers_own_end_does_not_renew_the_wait(
    egress: AiohttpEgress, upstream: RecordingUpstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "LINGER_SECONDS", 0.05)
    comments = [b": hi\n"] * 30

    read = await read_until_stop(egress, upstream, b"one.", *comments)

    assert read.startswith(b"one.")
    assert read.count(b": hi") < len(comments)


async def test_silence_is_no_end_of_an_answer_that_did_not_tell_one(
    egress: AiohttpEgress, upstream: RecordingUpstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "LINGER_SECONDS", 0.01)

    with pytest.raises(Refusal) as refused:
        await read_until_stop(egress, upstream, b"one")

    assert refused.value.code is Code.PROVIDER_TIMEOUT
