"""Provider and caller at their own pace: silence is bridged by signs of life, slow reading slows the provider.

Through real sockets. The gateway runs in a thread of this process, so that its patience can be set to a fraction of a second.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event

import anthropic
import openai
import pytest
import pytest_asyncio
import uvicorn
from uvicorn.server import ServerState

from gateway.app import opened
from gateway.cli import stall
from gateway.cli.protocol import LineProtocol
from gateway.config.load import load
from gateway.core.jsontypes import JsonObject
from gateway.core.strict_json import dump
from gateway.http import keep_alive
from gateway.http.asgi import Receive, Scope, Send
from gateway.http.data_plane import DataPlane
from gateway.http.door import Door
from gateway.http.front import Front
from tests.support.clients import ask
from tests.support.people import ADDRESSEE, repeats_tokens, tokens_in
from tests.support.posting import post
from tests.support.serving import SQLITE, USER_HEADERS, Provisioned, Serving, provisioned, tenant_rules
from tests.support.upstream import Received, RecordingUpstream, Reply
from tests.support.upstream_answers import Says, slow

pytestmark = pytest.mark.asyncio(loop_scope="module")

WIRES = pytest.mark.parametrize("wire", ["openai", "responses", "anthropic"])
PROMPT = f"Write to {ADDRESSEE[1]}."
SIGN = ": keep-alive\n"
BODIES: dict[str, tuple[str, JsonObject]] = {
    "openai": ("chat/completions", {"model": "small", "messages": [{"role": "user", "content": PROMPT}]}),
    "responses": ("responses", {"model": "small", "input": PROMPT}),
    "anthropic": (
        "messages",
        {"model": "small-a", "max_tokens": 9, "messages": [{"role": "user", "content": PROMPT}]},
    ),
}
ERRORS = (openai.APIError, anthropic.APIError)
PIECE = "😀" * 16_000
PIECES = 250
"""Together 16 MB: more than sockets hold, and not too much for an answer, whose bound counts characters."""
HELD_BYTES = 1_000_000
"""The most that the gateway may hold of what its caller does not take: a full buffer, and what was read with it."""


class Counted(tuple[bytes, ...]):  # noqa: SLOT001 - a tuple cannot have slots of its own
    """Pieces of which it is known how many the provider has sent."""

    sent = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in super().__iter__():
            yield piece
            self.sent += 1


@pytest.fixture(scope="module")
def lines() -> list[LineProtocol]:
    """The connections that callers made, in order."""
    return []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gateway(
    upstream: RecordingUpstream, lines: list[LineProtocol], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Serving]:
    folder = tmp_path_factory.mktemp("gateway")
    rules = {"acme": tenant_rules("acme", "mock-1")}
    sections = {"detection": {"names": "unsafe_none"}}
    ready = await provisioned(folder, upstream.base_url, rules, store_url=SQLITE, sections=sections, provider={})
    begun, ending = Event(), Event()
    running = asyncio.create_task(asyncio.to_thread(asyncio.run, served(ready, lines, begun, ending)))
    assert await asyncio.to_thread(begun.wait, 60)
    origin = f"http://127.0.0.1:{ready.port}"
    yield Serving(origin, ready.keys, ready.seal_keys, folder, ready.config, ready.config, 0)
    ending.set()
    await running


async def served(ready: Provisioned, lines: list[LineProtocol], begun: Event, ending: Event) -> None:
    """Serve until told to end."""

    async def no_pages(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError

    async with opened(load(ready.config, {}, datetime.now(UTC).date())) as house:
        front = Front(DataPlane(house.ports, Door()), no_pages)
        config = uvicorn.Config(front, interface="asgi3", lifespan="off", log_level="error")

        def new() -> LineProtocol:
            lines.append(LineProtocol(config, ServerState(), {}))
            return lines[-1]

        server = await asyncio.get_running_loop().create_server(new, "127.0.0.1", ready.port)
        begun.set()
        await asyncio.to_thread(ending.wait)
        server.close()


def halting(received: Received) -> Reply:
    """The prompt's tokens, in two halves, each after a silence that the provider fills with comments of its own."""
    reply = repeats_tokens(received).reply(received)
    half = len(reply.pieces) // 2
    comment = b": OPENROUTER PROCESSING\n\n"
    halves = tuple(b"".join([comment * 9, *part, comment]) for part in (reply.pieces[:half], reply.pieces[half:]))
    return slow(replace(reply, pieces=halves), 0.4)


@WIRES
async def test_a_silent_stream_gets_signs_of_life_and_its_answer_is_whole(
    gateway: Serving, upstream: RecordingUpstream, wire: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep_alive, "SILENCE_SECONDS", 0.1)
    upstream.answer_with(halting)
    path, body = BODIES[wire]
    posted = await post(gateway, f"/content/v1/{path}", dump({**body, "stream": True}))

    before, between, *_ = (part for part in posted.text.split("data: ", 2) if part)
    assert posted.text.startswith(SIGN)
    assert posted.text.count(SIGN) > before.count(SIGN), between
    assert "PROCESSING" not in posted.text
    assert posted.headers["x-isogate-redactions"] == "EMAIL_ADDRESS=1"
    assert ADDRESSEE[1] in await ask(gateway, "content", PROMPT, wire=wire, streamed=True)


@WIRES
async def test_what_fails_after_a_sign_of_life_is_the_clients_own_error(
    gateway: Serving, upstream: RecordingUpstream, wire: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep_alive, "SILENCE_SECONDS", 0.05)
    upstream.answer_with(lambda received: slow(replace(halting(received), pieces=(b"data: {nothing\n\n",)), 0.3))

    with pytest.raises(ERRORS, match="provider"):
        await ask(gateway, "content", PROMPT, wire=wire, streamed=True)


async def test_a_ping_passes_and_moves_nothing_that_is_held_back(gateway: Serving, upstream: RecordingUpstream) -> None:
    def pinging(received: Received) -> Reply:
        (token,) = tokens_in(received)
        reply = Says(deltas=["To ", token[:6], token[6:], " now"]).reply(received)
        pieces = tuple(piece + b'event: ping\ndata: {"type":"ping","of":"theirs"}\n\n' for piece in reply.pieces)
        return replace(reply, pieces=pieces)

    upstream.answer_with(pinging)
    path, body = BODIES["anthropic"]
    posted = await post(gateway, f"/content/v1/{path}", dump({**body, "stream": True}))

    (text,) = {await ask(gateway, "content", PROMPT, wire="anthropic", streamed=True)}
    assert text == f"To {ADDRESSEE[1]} now"
    assert posted.text.count('event: ping\ndata: {"type":"ping"}\n\n') >= 6
    assert "[EMAIL" not in posted.text
    assert "theirs" not in posted.text


@asynccontextmanager
async def stalled(
    gateway: Serving, upstream: RecordingUpstream
) -> AsyncIterator[tuple[asyncio.StreamReader, Counted, Received]]:
    """A caller who reads nothing of a long answer, once its provider sends no more of it."""
    made: list[Counted] = []

    def endless(received: Received) -> Reply:
        reply = Says(deltas=[PIECE] * PIECES).reply(received)
        made.append(Counted(reply.pieces))
        return replace(reply, pieces=made[-1])

    upstream.answer_with(endless)
    start, body = len(upstream.requests), dump({**BODIES["openai"][1], "stream": True})
    head = {**USER_HEADERS, "authorization": f"Bearer {gateway.keys['acme']}", "content-type": "application/json"}
    named = [f"{name}: {value}" for name, value in {**head, "content-length": len(body), "connection": "close"}.items()]
    line = socket.create_connection(("127.0.0.1", int(gateway.origin.rpartition(":")[2])))
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**18)
    reader, writer = await asyncio.open_connection(sock=line, limit=2**16)
    request = "\r\n".join(["POST /content/v1/chat/completions HTTP/1.1", "host: x", *named, "", ""])
    writer.write(request.encode() + body)
    received = await upstream.received(start + 1)
    before = -1
    while not made or made[-1].sent != before:
        before = made[-1].sent if made else -1
        await asyncio.sleep(0.4)
    yield reader, made[-1], received
    writer.transport.abort()


async def test_a_caller_who_reads_nothing_stops_the_provider_and_gets_all_when_he_goes_on(
    gateway: Serving, upstream: RecordingUpstream, lines: list[LineProtocol]
) -> None:
    async with stalled(gateway, upstream) as (reader, pieces, _):
        was_sent, held = pieces.sent, lines[-1].transport.get_write_buffer_size()
        answer = await reader.read()

    assert 0 < was_sent < PIECES
    assert held < HELD_BYTES
    assert pieces.sent == len(pieces)
    assert answer.count("😀".encode()) == PIECES * len(PIECE)
    assert answer.count(b"data: [DONE]\n\n") == 1


async def test_a_caller_who_reads_nothing_for_too_long_is_left_and_the_provider_cut_off(
    gateway: Serving, upstream: RecordingUpstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stall, "STALL_SECONDS", 0.2)
    async with stalled(gateway, upstream) as (_, pieces, received):
        is_cut = await received.closed_within()

    assert is_cut
    assert pieces.sent < PIECES


async def test_a_caller_who_leaves_with_a_full_buffer_takes_the_provider_with_him(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    async with stalled(gateway, upstream) as (_, pieces, received):
        pass

    assert await received.closed_within()
    assert pieces.sent < PIECES
