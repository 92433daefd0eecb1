"""What a cluster's servers say is followed, within bounds. They are scripted here; real ones are in `tests/contracts`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

import pytest
from redis.exceptions import ClusterDownError, RedisError

from gateway.adapters.redis_store import lanes
from gateway.adapters.redis_store.address import Dialling
from gateway.adapters.redis_store.cluster import TRY_AGAIN_SECONDS, Cluster
from gateway.adapters.redis_store.lanes import Lane

HALF = 8192
LOW, HIGH = "{t.a}", "{t.b}"
"""Keys of the lower and the upper half of the slots."""


class Scripted:
    """A server that tells a table and answers everything else as a test says."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.table: Callable[[], str] = str
        self.asked: list[bytes] = []
        self.told = 0
        self.answers: list[bytes] = []
        self.port = 0

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                words = [await self._word(reader) for _ in range(int(line[1:]))]
                answer = await self._answer(words)
                writer.write(answer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answer(self, words: list[bytes]) -> bytes:
        if words[0] == b"CLUSTER":
            self.told += 1
            table = self.table().encode()
            return b"$%d\r\n%s\r\n" % (len(table), table)
        if words[0] == b"CLIENT":
            return b"+OK\r\n"
        self.asked.append(b" ".join(words))
        if words[0] == b"ASKING":
            return b"+OK\r\n"
        answer = self.answers.pop(0) if self.answers else b"+" + self.name.encode() + b"\r\n"
        if answer == b"silence":
            await asyncio.sleep(1)
        return answer

    async def _word(self, reader: asyncio.StreamReader) -> bytes:
        size = int((await reader.readline())[1:])
        return (await reader.readexactly(size + 2))[:-2]


class Pair:
    """Two servers with half of the slots each, and a cluster over them."""

    def __init__(self, low: Scripted, high: Scripted) -> None:
        self.low, self.high = low, high
        self.epoch = 2
        low.table = high.table = self.table
        self.cluster = Cluster(Dialling(f"redis+cluster://127.0.0.1:{low.port},127.0.0.1:{high.port}"))

    def table(self, *, swapped: bool = False) -> str:
        ports = (self.high.port, self.low.port) if swapped else (self.low.port, self.high.port)
        slots = (f"0-{HALF - 1}", f"{HALF}-16383")
        return "".join(
            [
                f"n{port} 127.0.0.1:{port}@1 master - 0 0 {self.epoch} connected {some}\n"
                for port, some in zip(ports, slots, strict=True)
            ]
        )


@pytest.fixture
async def pair(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Pair]:
    monkeypatch.setattr(lanes, "TRIP_SECONDS", 5.0)
    servers = [Scripted("low"), Scripted("high")]
    async with AsyncExitStack() as stack:
        for server in servers:
            listening = await asyncio.start_server(server, "127.0.0.1", 0)
            stack.callback(listening.close)
            server.port = listening.sockets[0].getsockname()[1]
        pair = Pair(*servers)
        yield pair
        await pair.cluster.close()


async def test_each_command_goes_to_the_holder_of_its_key_and_replies_keep_their_order(pair: Pair) -> None:
    replies = await pair.cluster.ask(("GET", LOW), ("GET", HIGH), ("EVALSHA", "sha", 1, LOW, "x"))

    assert replies == [b"low", b"high", b"low"]


async def test_moved_is_followed_and_the_new_table_is_learned(pair: Pair) -> None:
    await pair.cluster.ask(("GET", LOW))
    pair.epoch = 3
    pair.low.table = pair.high.table = lambda: pair.table(swapped=True)
    pair.low.answers = [b"-MOVED 1 127.0.0.1:%d\r\n" % pair.high.port]

    assert await pair.cluster.ask(("GET", LOW)) == [b"high"]
    assert await pair.cluster.ask(("GET", LOW), ("GET", HIGH)) == [b"high", b"low"]


async def test_an_older_table_is_never_taken(pair: Pair) -> None:
    await pair.cluster.ask(("GET", LOW))
    pair.epoch = 1
    pair.low.table = pair.high.table = lambda: pair.table(swapped=True)
    await pair.cluster.topology()

    assert await pair.cluster.ask(("GET", LOW)) == [b"low"]


async def test_ask_is_followed_once_and_says_so(pair: Pair) -> None:
    pair.low.answers = [b"-ASK 1 127.0.0.1:%d\r\n" % pair.high.port]

    assert await pair.cluster.ask(("GET", LOW)) == [b"high"]
    assert pair.high.asked == [b"ASKING", f"GET {LOW}".encode()]
    assert await pair.cluster.ask(("GET", LOW)) == [b"low"]


async def test_try_again_is_tried_again(pair: Pair) -> None:
    pair.low.answers = [b"-TRYAGAIN later\r\n"] * 2

    assert await pair.cluster.ask(("GET", LOW)) == [b"low"]


async def test_many_commands_that_are_sent_elsewhere_or_put_off_cost_no_more_than_one(pair: Pair) -> None:
    await pair.cluster.ask(("GET", LOW))
    pair.epoch = 3
    pair.low.table = pair.high.table = lambda: pair.table(swapped=True)
    pair.low.answers = [b"-MOVED 1 127.0.0.1:%d\r\n" % pair.high.port] * 200
    pair.high.answers = [b"-TRYAGAIN later\r\n"] * 200
    told, start = pair.high.told, time.monotonic()
    replies = await pair.cluster.ask(*[("GET", LOW)] * 200)

    assert replies == [b"high"] * 200
    assert pair.high.told - told == 1
    assert time.monotonic() - start < 100 * TRY_AGAIN_SECONDS


@pytest.mark.parametrize("key", [LOW, HIGH])
async def test_being_sent_in_circles_ends(key: str, pair: Pair) -> None:
    for server, other in ((pair.low, pair.high), (pair.high, pair.low)):
        server.answers = [b"-MOVED 1 127.0.0.1:%d\r\n" % other.port] * 50

    async def work(lane: Lane) -> list[object]:
        return await lane.ask(("GET", key))

    with pytest.raises(RedisError):
        await pair.cluster.ask(("GET", key))
    with pytest.raises(RedisError):
        await pair.cluster.use(key, work)
    assert len(pair.low.asked) + len(pair.high.asked) < 30


async def test_work_on_a_lane_is_done_again_where_it_was_sent(pair: Pair) -> None:
    pair.low.answers = [b"-MOVED 1 127.0.0.1:%d\r\n" % pair.high.port]

    async def work(lane: Lane) -> object:
        (reply,) = await lane.ask(("EVALSHA", "sha", 1, LOW))
        return reply

    assert await pair.cluster.use(LOW, work) == b"high"


async def test_a_silent_server_takes_nothing_from_the_other(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    await pair.cluster.ask(("GET", LOW))
    monkeypatch.setattr(lanes, "TRIP_SECONDS", 0.3)
    pair.low.answers = [b"silence"]
    first, second = await pair.cluster.ask_each(("GET", LOW), ("GET", HIGH))

    assert isinstance(first, TimeoutError)
    assert second == b"high"


async def test_who_asks_promptly_waits_for_no_silent_server_as_long_as_a_trip_lasts(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    await pair.cluster.ask(("GET", LOW))
    monkeypatch.setattr(lanes, "PROMPT_TRIP_SECONDS", 0.3)
    pair.low.answers = [b"silence"]
    first, second = await pair.cluster.ask_each(("GET", LOW), ("GET", HIGH), promptly=True)

    assert isinstance(first, TimeoutError)
    assert second == b"high"


async def test_commands_behind_one_that_failed_are_tried_too(pair: Pair) -> None:
    pair.low.answers = [b"-ERR no\r\n"]
    with pytest.raises(RedisError):
        await pair.cluster.ask(("SET", LOW, 1), ("SET", HIGH, 1))

    assert len(pair.high.asked) == 1


async def test_a_slot_that_nobody_holds_is_an_error_for_its_keys_only(pair: Pair) -> None:
    pair.low.table = pair.high.table = lambda: pair.table().splitlines()[0]
    first, second = await pair.cluster.ask_each(("GET", LOW), ("GET", HIGH))

    assert (first, isinstance(second, RedisError)) == (b"low", True)
    assert await pair.cluster.problems() == [f"nobody holds {HALF} slots of the cluster: CLUSTER ADDSLOTS"]


async def test_what_is_no_cluster_is_named(pair: Pair) -> None:
    pair.low.table = pair.high.table = lambda: "nonsense"
    start = time.monotonic()

    with pytest.raises(RedisError, match="something else"):
        await pair.cluster.ask(("GET", LOW))
    assert time.monotonic() - start < 2.0


async def test_a_cluster_that_is_down_is_no_reply(pair: Pair) -> None:
    pair.low.answers = [b"-CLUSTERDOWN The cluster is down\r\n"]

    with pytest.raises(ClusterDownError):
        await pair.cluster.ask(("GET", LOW))
