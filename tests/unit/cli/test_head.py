"""A request's head is bounded in size and time, and so is what comes where nothing is awaited."""

import asyncio

import pytest

from gateway.cli import head
from tests.support.lines import App, answered, listening


async def said_to(port: int, *pieces: bytes) -> bytes:
    """What comes back for these pieces, until the connection ends."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0.02)
        return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


def head_of(size: int) -> bytes:
    """A request whose head counts so many bytes, and the end of its connection."""
    rest = len(b"/") + len(b"host: x\r\n") + len(b"connection: close\r\n") + len(b"a: \r\n")
    return b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\na: " + b"b" * (size - rest) + b"\r\n\r\n"


@pytest.mark.parametrize(("over", "status"), [(-1, b"204"), (0, b"204"), (1, b"400")])
async def test_a_head_is_taken_up_to_its_limit(over: int, status: bytes) -> None:
    async with listening(App()) as (port, _), asyncio.timeout(10):
        assert status in (await said_to(port, head_of(head.MAX_HEAD_BYTES + over))).split(b"\r\n")[0]


async def test_a_head_without_end_is_refused_before_it_is_whole() -> None:
    app = App()
    async with listening(app) as (port, made), asyncio.timeout(10):
        said = await said_to(port, b"GET / HTTP/1.1\r\na: ", *[b"b" * 10_000] * 3)

        assert said.startswith(b"HTTP/1.1 400 ") or not said
        assert not app.lines
        assert made[0].is_lost


async def test_a_head_of_many_empty_fields_is_refused_before_it_is_whole_although_all_of_it_comes_at_once() -> None:
    app = App()
    async with listening(app) as (port, made), asyncio.timeout(5):
        await said_to(port, b"GET / HTTP/1.1\r\nhost: x\r\n" + b"a:\r\n" * 5_000)

        assert not app.lines
        assert made[0].is_lost


@pytest.mark.parametrize(
    ("behind", "is_too_much"),
    [(b"a: b\r\n" * 10 + b"\r\n", False), (b"a: b\r\n" * 5_000, True), (b"a: " + b"b" * 30_000, True)],
    ids=["few", "many", "one long"],
)
async def test_fields_behind_a_body_are_dropped_and_too_much_of_them_ends_the_connection(
    behind: bytes,
    is_too_much: bool,  # noqa: FBT001 - called by a table
) -> None:
    app = App()
    async with listening(app) as (port, made), asyncio.timeout(5):
        writer = await answered(port)
        writer.write(b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n")
        for _ in range(2):
            await app.begun.acquire()
        writer.write(behind)
        await (app.someone_was_told if is_too_much else app.whole).wait()

        assert b"a" not in dict(made[0].headers)
        assert made[0].is_lost == is_too_much
        writer.close()


async def test_a_head_that_comes_slowly_is_refused_and_one_that_comes_in_pieces_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = App()
    async with listening(app) as (port, _), asyncio.timeout(10):
        whole = head_of(200)
        assert b" 204 " in await said_to(port, whole[:30], whole[30:])
        monkeypatch.setattr(head, "HEAD_SECONDS", 0.05)
        assert b" 400 " in await said_to(port, whole[:30])
        assert len(app.lines) == 1


async def test_a_connection_on_which_nothing_comes_is_ended() -> None:
    async with listening(App(), idle_seconds=1) as (port, _), asyncio.timeout(10):
        assert await said_to(port) == b""
