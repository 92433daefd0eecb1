"""Frames arrive whole, or not at all."""

import asyncio
import socket
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.plugins.frames import (
    MAX_REPLY_BYTES,
    BrokenFrameError,
    framed,
    read_reply,
    receive,
)
from gateway.core.jsontypes import JsonValue


def reader_of(data: bytes) -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    reader.feed_data(data)
    reader.feed_eof()
    return reader


@given(
    value=st.recursive(st.text(st.characters(codec="utf-8")) | st.integers(-9, 9) | st.none(), st.lists, max_leaves=8)
)
def test_what_is_sent_is_received(value: JsonValue) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(framed(value) + framed("next"))

        assert receive(theirs) == value
        assert receive(theirs) == "next"


@pytest.mark.parametrize("cut", [0, 3, 4, 6])
def test_a_gateway_that_is_gone_ends_the_worker(cut: int) -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        ours.sendall(framed("half")[:cut])
        ours.close()

        with pytest.raises(EOFError):
            receive(theirs)


async def test_a_reply_is_read_whole() -> None:
    assert await read_reply(reader_of(framed({"a": 1}))) == b'{"a":1}'


@pytest.mark.parametrize(
    "data", [b"", b"\0\0", struct.pack(">I", 9) + b"short", struct.pack(">I", MAX_REPLY_BYTES + 1), b"garbage!"]
)
async def test_a_reply_that_is_cut_or_too_long_is_broken(data: bytes) -> None:
    with pytest.raises(BrokenFrameError):
        await read_reply(reader_of(data))


@pytest.mark.parametrize("value", ["\ud800", float("nan"), [float("inf")]])
def test_what_is_no_json_is_not_sent(value: JsonValue) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each kind of it
        framed(value)
