"""No content stays anywhere: 300 marked calls go through every entrance and every ending, then everything durable is searched.

Each search must also find what was planted for it: the configured name of the model, which records and spans do hold. Searching
finds nothing only when it can find something.
"""

import asyncio
import json
import random
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from gateway.control import tripwire
from tests.support.memory import memory_of
from tests.support.pictures import encoded, photo
from tests.support.redis_server import closing_redis
from tests.support.serving import Serving, plane_of, serving
from tests.support.upstream import Received, RecordingUpstream, Reply
from tests.support.upstream_answers import Thinks, cut, fails, slow

pytestmark = pytest.mark.asyncio(loop_scope="module")

CANARIES = 300
AT_ONCE = 12
PLANTED = "planted-model-name"
PATHS = {"openai": "/v1/chat/completions", "responses": "/v1/responses", "anthropic": "/v1/messages"}
ENDINGS = ("success", "refusal", "provider error", "broken answer", "disconnect")
TRIPWIRE_SECONDS = 1.2
"""By then the gateway knows that something is enrolled."""
SETTLE_SECONDS = 3.0
"""Outcomes ride a group commit, and cycles are collected once a second."""
SETTLINGS = 5
"""So often memory is looked at before something in it counts as kept: a busy machine may be late, a leak does not go away."""
MARK = re.compile(rb"cnry[a-p]{20}")
"""A word of letters: with digits in it, detection takes it for an account number, and the upstream never sees it."""
LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


@dataclass(frozen=True)
class Searched:
    """What a search of one place found: canaries, and how often what was planted."""

    canaries: frozenset[str]
    planted: int

    @classmethod
    def of(cls, content: bytes, planted: bytes = PLANTED.encode()) -> "Searched":
        """One pass over the bytes."""
        return cls(frozenset(mark.decode() for mark in MARK.findall(content)), content.count(planted))


@dataclass(frozen=True)
class Left:
    """What the calls left behind."""

    sent: set[str]
    upstream_saw: set[str]
    places: dict[str, Searched]


@dataclass(frozen=True)
class Marked:
    """One marked call."""

    canary: str
    wire: str
    ending: str
    streamed: bool

    def body(self) -> bytes:
        """The canary in every place that a caller can write in."""
        word = self.canary
        fields: dict[str, Any] = {
            "model": "small",
            "stream": self.streamed,
            "messages": [
                {"role": "user", "content": f"{self.ending}: {word} and mail {word}@example.org"},
                {"role": "assistant", "content": f"yes {word}"},
                {
                    "role": "user",
                    "content": [*self.image(), {"type": "text", "text": f"go on {word}, +44 20 7946 0958"}],
                },
            ],
        }
        if self.wire == "responses":
            given = [*fields.pop("messages")[:2], {"role": "user", "content": f"go on {word}, +44 20 7946 0958"}]
            fields["input"] = [{"role": "developer", "content": f"stop{word}"}, *given]
            fields |= {"instructions": f"about {word}", "metadata": {"k": word}, "user": word}
        elif self.wire == "anthropic":
            fields |= {
                "model": "small-a",
                "max_tokens": 50,
                "system": f"about {word}",
                "stop_sequences": [f"stop{word}"],
            }
        else:
            fields |= {"stop": [f"stop{word}"], "metadata": {"k": word}, "user": word}
        if self.ending == "refusal":
            fields |= {word: word, "zzz": {"nested": word}}
        return json.dumps(fields).encode()

    def image(self) -> list[dict[str, Any]]:
        """An image with the canary in whatever it carries beside its pixels."""
        data = encoded(photo("image/jpeg", text=self.canary))
        if self.wire == "anthropic":
            return [{"type": "image", "source": {"type": "base64", "media_type": "image/jpeg", "data": data}}]
        return [{"type": "image_url", "image_url": {"url": f"data:image/jpeg;base64,{data}"}}]

    def headers(self, key: str) -> dict[str, str]:
        """As a CRM sends them, and others with the canary in them."""
        return {
            "authorization": f"Bearer {key}",
            "content-type": "application/json",
            "x-account-user": f"u-{self.canary}",
            "x-data-subjects": f"s-{self.canary}",
            "x-request-id": f"r-{self.canary}",
            "cookie": f"c={self.canary}",
            "user-agent": self.canary,
            "x-forwarded-for": self.canary,
        }


def ending_of(received: Received) -> Reply:
    """Answers each call as its own text asks, quoting the canary."""
    text = received.body.decode()
    words = MARK.findall(received.body)
    word = words[0].decode() if words else "nothing"
    says = Thinks(f"hm, {word}", f"signed{word}", f"I saw {word} and {word} again").reply(received)
    if "provider error" in text:
        return fails(500, f"upstream quotes {word}", x_echo=word)
    if "broken answer" in text:
        return cut(says, max(1, len(says.pieces) - 2)) if says.chunked else Reply((f'{{"{word}'.encode(),))
    return slow(says, 0.2) if "disconnect" in text else says


async def send(gateway: Serving, call: Marked) -> None:
    path = PATHS[call.wire]
    timeout = aiohttp.ClientTimeout(total=0.3 if call.ending == "disconnect" else 20)
    async with aiohttp.ClientSession(timeout=timeout, auto_decompress=False) as session:
        try:
            url, headers = gateway.url("content") + path, call.headers(gateway.keys["acme"])
            async with session.post(url, data=call.body(), headers=headers) as answer:
                await answer.read()
        except (TimeoutError, aiohttp.ClientError):
            return


async def send_all(gateway: Serving) -> list[str]:
    drawn = random.Random(7)
    calls = [
        Marked("cnry" + f"{number:04d}{drawn.getrandbits(64):016x}".translate(LETTERS), wire, ending, streamed)
        for number, (wire, ending, streamed) in enumerate(
            (wire, ending, streamed)
            for _ in range(CANARIES // (len(ENDINGS) * len(PATHS) * 2))
            for wire in PATHS
            for ending in ENDINGS
            for streamed in (False, True)
        )
    ]
    places = asyncio.Semaphore(AT_ONCE)

    async def one(call: Marked) -> None:
        async with places:
            await send(gateway, call)

    await asyncio.gather(*(one(call) for call in calls))
    return [call.canary for call in calls]


async def settled(gateway: Serving) -> Searched:
    """The gateway's memory, when nothing of the calls is in it any more, or when it will not go."""
    for _ in range(SETTLINGS):
        await asyncio.sleep(SETTLE_SECONDS)
        if not (searched := Searched.of(memory_of(gateway.pid))).canaries:
            return searched
    return Searched.of(memory_of(gateway.pid))


def files_below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["sqlite", "redis"])
async def left(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Left]:
    folder: Path = tmp_path_factory.mktemp("leak")
    (folder / "redis").mkdir()
    async with RecordingUpstream() as upstream, RecordingUpstream() as collector:
        upstream.answer_with(ending_of)
        collector.answer_with(Reply(content_type="application/x-protobuf"))
        with closing_redis(folder / "redis") as redis:
            store = redis.url if request.param == "redis" else "sqlite:///var/isogate.sqlite"
            async with serving(
                folder,
                upstream.base_url,
                model=PLANTED,
                sections={"telemetry": {"otlp_endpoint": collector.origin}},
                store_url=store,
            ) as gateway:
                async with plane_of(gateway) as plane:
                    await tripwire.canary(plane, "globex")  # so that every call's values are looked up
                await asyncio.sleep(TRIPWIRE_SECONDS)
                canaries = await send_all(gateway)
                places = {"memory": await settled(gateway)}
                async with plane_of(gateway) as plane:
                    records = await plane.store.records(limit=10_000)
                redis.call("SAVE")
                places |= {name: Searched.of(content) for name, content in files_below(folder).items()}
            places |= {
                "traces": Searched.of(repr(records).encode()),
                "spans": Searched.of(collector.everything),
                "log": Searched.of(gateway.log.read_bytes(), b"127.0.0.1"),
            }
            seen = Searched.of(upstream.everything).canaries
        yield Left(set(canaries), set(seen), places)


async def test_every_canary_was_sent_and_most_went_through(left: Left) -> None:
    assert len(left.sent) == CANARIES
    assert len(left.upstream_saw & left.sent) >= CANARIES // 2


async def test_no_file_holds_content_and_the_store_holds_what_was_planted(left: Left) -> None:
    assert not {name: found.canaries for name, found in left.places.items() if found.canaries and name != "memory"}
    stores = [
        name for name, found in left.places.items() if found.planted and name.endswith(("sqlite", "-wal", "aof", "rdb"))
    ]
    assert stores


async def test_no_log_line_holds_content_at_debug_and_the_log_is_alive(left: Left) -> None:
    assert not left.places["log"].canaries
    assert left.places["log"].planted


@pytest.mark.parametrize("place", ["spans", "traces"])
async def test_neither_spans_nor_traces_hold_content_and_both_hold_what_was_planted(left: Left, place: str) -> None:
    assert not left.places[place].canaries
    assert left.places[place].planted >= CANARIES // 2


async def test_no_canary_is_left_in_the_heap_and_the_heap_holds_what_was_planted(left: Left) -> None:
    assert left.places["memory"].planted
    assert not left.places["memory"].canaries
