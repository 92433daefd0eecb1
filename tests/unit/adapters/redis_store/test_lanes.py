"""Lanes are bounded, bounded in time, and never hand on a connection that may still be owed a reply."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from redis.asyncio.connection import Connection
from redis.exceptions import RedisError, ResponseError

from gateway.adapters.redis_store import lanes
from gateway.adapters.redis_store.lanes import Lane, Lanes
from gateway.adapters.redis_store.servers import Servers
from gateway.core.audit import Chain


class Echo:
    """Answers each command with its last word; `slow` waits, `held` until let go, `wrong` is an error, `broken` hangs up."""

    def __init__(self) -> None:
        self.connections = 0
        self.open = 0
        self.most = 0
        self.held = asyncio.Semaphore(0)
        """One more for each command that is held."""
        self.let_go = asyncio.Event()
        self.all_closed = asyncio.Event()

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open += 1
        self.most = max(self.most, self.open)
        try:
            while line := await reader.readline():
                words = [await self._word(reader) for _ in range(int(line[1:]))]
                if words[-1] == b"broken":
                    break
                if words[-1] == b"slow":
                    await asyncio.sleep(0.1)
                if words[-1] == b"held":
                    self.held.release()
                    await self.let_go.wait()
                writer.write(b"-ERR wrong\r\n" if words[-1] == b"wrong" else b"+" + words[-1] + b"\r\n")
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.open -= 1
            if not self.open:
                self.all_closed.set()
            writer.close()

    async def _word(self, reader: asyncio.StreamReader) -> bytes:
        size = int((await reader.readline())[1:])
        return (await reader.readexactly(size + 2))[:-2]


@pytest.fixture
def echo() -> Echo:
    return Echo()


@pytest.fixture
async def several(echo: Echo, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Lanes]:
    monkeypatch.setattr(lanes, "TRIP_SECONDS", 5.0)
    async with await asyncio.start_server(echo, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        several = Lanes(lambda: Connection(host="127.0.0.1", port=port))
        yield several
        await several.close()


async def test_replies_come_in_order(several: Lanes) -> None:
    assert await several.ask(("PING", "a"), ("PING", "b")) == [b"a", b"b"]


async def test_words_of_any_kind_arrive_as_they_are(real: Servers) -> None:
    said: list[str | bytes | int] = ["", "ä\u0308", "\r\n$3\r\n", b"\x00\xff", -(2**63), 0, "a" * 100_000]
    replies = await real.ask(*[("ECHO", word) for word in said])

    assert replies == [word if isinstance(word, bytes) else str(word).encode() for word in said]


async def test_there_are_never_more_connections_than_lanes(several: Lanes, echo: Echo) -> None:
    await asyncio.gather(*[several.ask(("PING", "slow")) for _ in range(3 * lanes.MAX_LANES)])

    assert echo.most == lanes.MAX_LANES


async def test_one_call_after_another_uses_one_connection(several: Lanes, echo: Echo) -> None:
    for _ in range(5):
        await several.ask(("PING", "a"))

    assert echo.connections == 1


async def test_a_trip_has_one_deadline(several: Lanes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "TRIP_SECONDS", 0.3)

    with pytest.raises(TimeoutError):  # one for each reply would let it end
        await several.ask(*[("PING", "slow")] * 10)


async def test_an_error_reply_leaves_the_connection_in_step(several: Lanes, echo: Echo) -> None:
    with pytest.raises(ResponseError):
        await several.ask(("PING", "a"), ("PING", "wrong"), ("PING", "b"))

    assert await several.ask(("PING", "c")) == [b"c"]
    assert echo.connections == 1


async def test_a_cancelled_trip_gives_its_connection_up(several: Lanes, echo: Echo) -> None:
    trip = asyncio.create_task(several.ask(("PING", "held")))
    await echo.held.acquire()
    trip.cancel()
    await asyncio.wait([trip])

    assert await several.ask(("PING", "b")) == [b"b"]
    assert echo.connections == 2
    echo.let_go.set()


async def test_one_broken_connection_brings_all_idle_ones_into_doubt(several: Lanes, echo: Echo) -> None:
    await asyncio.gather(*[several.ask(("PING", "slow")) for _ in range(4)])
    with pytest.raises(RedisError):
        await several.ask(("PING", "broken"))
    await asyncio.gather(*[several.ask(("PING", "slow")) for _ in range(4)])

    assert echo.connections == 8


async def test_a_trip_that_outlives_the_closing_leaves_no_connection_open(several: Lanes, echo: Echo) -> None:
    trip = asyncio.create_task(several.ask(("PING", "held")))
    await echo.held.acquire()
    await several.close()
    echo.let_go.set()

    assert await trip == [b"held"]
    async with asyncio.timeout(60):
        await echo.all_closed.wait()
    assert echo.connections == 1


@pytest.mark.parametrize("word", ["wrong", "broken"])
async def test_a_failed_trip_closes_its_lanes_chain(word: str, several: Lanes) -> None:
    async def write(lane: Lane) -> None:
        lane.chain = lane.chain or Chain("w")
        await lane.ask(("PING", word))

    with pytest.raises(RedisError):
        await several.use(write)
    assert await several.use(_chain) is None


async def test_a_lane_keeps_its_chain_while_all_goes_well(several: Lanes) -> None:
    async def begin(lane: Lane) -> None:
        lane.chain = Chain("w")

    await several.use(begin)
    await several.ask(("PING", "a"))

    assert await several.use(_chain) is not None


async def _chain(lane: Lane) -> Chain | None:
    return lane.chain
