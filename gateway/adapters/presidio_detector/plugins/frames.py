"""What the gateway and its workers say to each other: JSON with its length before it, over a socket pair.

No pickle, since a worker's words are not to be trusted; no file object, since its buffer would keep what passed through it.
"""

from __future__ import annotations

import json
import socket
import struct
from asyncio import StreamReader

from gateway.core.jsontypes import JsonValue

MAX_BYTES = 64 * 1024 * 1024
"""Of one frame to a worker, whose words are the gateway's own."""
MAX_REPLY_BYTES = 4 * 1024 * 1024
"""Of one frame from a worker: some 60,000 finds."""
_LENGTH = struct.Struct(">I")


class BrokenFrameError(Exception):
    """The other side is gone, or what it says is no frame."""


def framed(value: JsonValue) -> bytes:
    """The frame. Raises `ValueError` for a lone surrogate and for what is no JSON."""
    body = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    return _LENGTH.pack(len(body)) + body


async def read_reply(reader: StreamReader) -> bytes:
    """The body of a worker's next frame. Raises `BrokenFrameError`."""
    try:
        (length,) = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))
        if length > MAX_REPLY_BYTES:
            raise BrokenFrameError
        return await reader.readexactly(length)
    except (EOFError, OSError):
        raise BrokenFrameError from None


def receive(channel: socket.socket) -> JsonValue:
    """The next frame, in a worker; waits. Raises `EOFError` once the gateway is gone."""
    (length,) = _LENGTH.unpack(_exactly(channel, _LENGTH.size))
    if length > MAX_BYTES:
        raise EOFError
    value: JsonValue = json.loads(_exactly(channel, length))
    return value


def _exactly(channel: socket.socket, count: int) -> bytearray:
    data = bytearray(count)
    view, done = memoryview(data), 0
    while done < count:
        got = channel.recv_into(view[done:])
        if not got:
            raise EOFError
        done += got
    return data
