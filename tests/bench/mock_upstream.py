"""The provider of the bench: answers OpenAI chat completions from ready bytes, as cheaply as Python can.

Run as ``python -m tests.bench.mock_upstream PORT``. ``GET /last`` gives the last body received and the number
of calls so far, so that the bench can see that every system really dials, and what it passes on.
"""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from typing import cast

import uvloop

CHUNKS = 60
# A model that writes 500 tokens a second: fast enough to be short, slow enough that chunks travel alone.
CHUNK_PAUSE_SECONDS = 0.002
# A prompt that ends so is answered at the pace of a person who types: a stream takes half a minute.
SLOWLY = "Answer slowly."
SLOW_PAUSE_SECONDS = 0.5
# One that ends so is answered whole, but as late as a fast hosted model would (fairness.py has the source).
AFTER_THOUGHT = "Think first."
THOUGHT_SECONDS = 0.25
# One that ends so gets a longer stream: what it costs more is what chunks cost, and nothing else.
AT_LENGTH = "Answer at length."
LONG_CHUNKS = 420
# The last word, its end, the end of the events and that of the body travel together.
TAIL = 4
FIRST_WORD = "alpha"
LAST_WORD = "omega"

_HEAD = {"id": "chatcmpl-bench", "created": 1_760_000_000, "model": "gpt-4o-mini"}


def whole_answer() -> bytes:
    """The complete HTTP response of a call that is not streamed."""
    words = [FIRST_WORD, *["word"] * (CHUNKS - 2), LAST_WORD]
    content = json.dumps(
        {
            **_HEAD,
            "object": "chat.completion",
            "choices": [
                {
                    "index": 0,
                    "message": {"role": "assistant", "content": " ".join(words)},
                    "finish_reason": "stop",
                }
            ],
            "usage": {"prompt_tokens": 30, "completion_tokens": CHUNKS, "total_tokens": 30 + CHUNKS},
        }
    ).encode()
    return _response(content)


def stream_chunks(count: int = CHUNKS) -> list[bytes]:
    """The events of a streamed answer, each a chunk of the chunked encoding; the last ends the body."""
    deltas: list[dict[str, str]] = [{"role": "assistant", "content": FIRST_WORD}]
    deltas += [{"content": " word"} for _ in range(count - 2)]
    deltas += [{"content": " " + LAST_WORD}]
    events = [_event(delta, None) for delta in deltas] + [_event({}, "stop"), b"data: [DONE]\n\n"]
    return [b"%x\r\n%b\r\n" % (len(event), event) for event in events] + [b"0\r\n\r\n"]


def _event(delta: dict[str, str], finish: str | None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return b"data: " + json.dumps({**_HEAD, "object": "chat.completion.chunk", "choices": [choice]}).encode() + b"\n\n"


def _response(content: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    return head % len(content) + content


_STREAM_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"


class Upstream(asyncio.Protocol):
    """One connection; requests come one after the other, as HTTP clients send them."""

    last = b""
    calls = 0
    _whole = whole_answer()
    _short, _long = stream_chunks(), stream_chunks(LONG_CHUNKS)

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport to answer on."""
        # uvloop's transports do not inherit from asyncio's.
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Answer as soon as a whole request is there."""
        self._buffer += data
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return
        length = _content_length(head)
        if len(rest) < length:
            return
        content, self._buffer = rest[:length], rest[length:]
        self._answer(head, content)

    def _answer(self, head: bytes, content: bytes) -> None:
        if self._transport is None:
            return
        if head.startswith(b"GET"):
            state = {"calls": Upstream.calls, "body": Upstream.last.decode("utf-8", "replace")}
            self._transport.write(_response(json.dumps(state).encode()))
            return
        Upstream.last = content
        Upstream.calls += 1
        # A search instead of a parse: the mock must cost as little as it can.
        if b'"stream":true' in content or b'"stream": true' in content:
            chunks = self._long if AT_LENGTH.encode() in content else self._short
            self._transport.write(_STREAM_HEAD + chunks[0])
            pause = SLOW_PAUSE_SECONDS if SLOWLY.encode() in content else CHUNK_PAUSE_SECONDS
            self._pause(chunks, 1, time.monotonic(), pause)
        elif AFTER_THOUGHT.encode() in content:
            asyncio.get_running_loop().call_later(THOUGHT_SECONDS, self._transport.write, self._whole)
        else:
            self._transport.write(self._whole)

    def _pause(self, chunks: list[bytes], index: int, started: float, pause: float) -> None:
        """Write the chunk of this index when its time, counted from the first, has come."""
        delay = max(0.0, started + index * pause - time.monotonic())
        asyncio.get_running_loop().call_later(delay, self._write_chunk, chunks, index, started, pause)

    def _write_chunk(self, chunks: list[bytes], index: int, started: float, pause: float) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        if index < len(chunks) - TAIL:
            self._transport.write(chunks[index])
            self._pause(chunks, index + 1, started, pause)
        else:
            self._transport.write(b"".join(chunks[index:]))


def _content_length(head: bytes) -> int:
    lower = head.lower()
    at = lower.find(b"content-length:")
    return int(lower[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0


async def serve(port: int, until: Callable[[], Awaitable[object]]) -> None:
    """Listen on 127.0.0.1 until ``until()`` returns."""
    server = await asyncio.get_running_loop().create_server(Upstream, "127.0.0.1", port)
    async with server:
        await until()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1]), asyncio.Event().wait))
