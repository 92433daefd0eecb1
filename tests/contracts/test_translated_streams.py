"""Streams that litellm translates, in whatever their provider speaks: half of one, or a spoilt one, never looks whole."""

from collections.abc import AsyncIterator, Callable
from functools import partial
from types import MappingProxyType
from typing import ClassVar
from zlib import crc32

import pytest

from gateway.adapters.aiohttp_provider.egress import AiohttpEgress
from gateway.adapters.litellm_provider.provider import LitellmProvider
from gateway.adapters.sandbox_provider.script import Turn
from gateway.cli.verify.translated_dialects import TRANSLATED, framed
from gateway.core.jsontypes import JsonObject
from gateway.core.registry import Way
from gateway.core.stages import Upstream
from gateway.core.wire import Wire
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.ports.provider import Provider
from tests.contracts.streams import SPOILS, TEXT, StreamContract, after, no_json, no_utf8, twice, without
from tests.support.litellm_library import loaded_once
from tests.support.providers import entry, upstream
from tests.support.upstream import Received, Reply


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each dialect's own spoils."""
    if metafunc.cls is not None:
        metafunc.parametrize("wire", metafunc.cls.wires, ids=lambda wire: wire.name)
    if "spoil" in metafunc.fixturenames and metafunc.cls is not None:
        metafunc.parametrize("spoil", metafunc.cls.spoils.values(), ids=list(metafunc.cls.spoils))


class Translated(StreamContract):
    wires: ClassVar[tuple[Wire, ...]] = (OPENAI_CHAT,)
    prefix: ClassVar[str]

    @pytest.fixture
    async def provider(self) -> AsyncIterator[Provider]:
        egress = AiohttpEgress()
        yield LitellmProvider(egress, loaded_once)
        await egress.close()

    def asked(self, wire: Wire, given: JsonObject, *, tenant: str = "globex") -> Upstream:
        return upstream(entry(Way.LITELLM, self.base_url, prefix=self.prefix), wire, given, model="m", tenant=tenant)


class Spoken(Translated):
    """In a dialect of its own."""

    end: ClassVar[str]
    """Of the address at which it streams."""
    after_end: ClassVar[int] = 0
    """Pieces that may be missing: they come with the end in one."""

    def said(self, received: Received) -> Reply:
        assert received.path.endswith(self.end)
        dialect, _ = TRANSLATED[self.end]
        pieces = dialect.streamed(Turn(TEXT))
        end = len(pieces) - 1 - self.after_end
        return Reply((*pieces[:end], b"".join(pieces[end:])), content_type=dialect.content_type, chunked=True)


class TestAnthropic(Translated):
    prefix = "anthropic"
    spoils = MappingProxyType(
        {
            **SPOILS,
            "no beginning of a block": without(b"content_block_start"),
            "no end of a block": without(b"content_block_stop"),
            "no reason": without(b"message_delta"),
            "begins again": after(b'event: message_start\ndata: {"type":"message_start","message":{}}\n\n'),
        }
    )


class TestGemini(Spoken):
    prefix = "gemini"
    wires = (OPENAI_CHAT, ANTHROPIC_MESSAGES)
    end = ":streamGenerateContent?alt=sse"
    marks_its_end = False


class TestOllama(Spoken):
    prefix = "ollama_chat"
    wires = (OPENAI_CHAT, ANTHROPIC_MESSAGES)
    end = "/api/chat"
    spoils = MappingProxyType(
        {
            "no JSON": no_json,
            "no UTF-8": no_utf8,
            "unknown": after(b'{"surprise": "canary-7f3a"}\n'),
            "error": after(b'{"error": "canary-7f3a"}\n'),
            "twice": twice(b'"done":true'),
        }
    )


def payload(change: Callable[[bytes], bytes], frame: bytes) -> bytes:
    """A frame whose payload was spoilt before it was framed."""
    start = 12 + int.from_bytes(frame[4:8], "big")
    spoilt = change(frame[start:-4])
    if spoilt == frame[start:-4]:
        return frame
    prelude = (start + len(spoilt) + 4).to_bytes(4, "big") + frame[4:8]
    message = prelude + crc32(prelude).to_bytes(4, "big") + frame[12:start] + spoilt
    return message + crc32(message).to_bytes(4, "big")


class TestBedrock(Spoken):
    prefix = "bedrock"
    end = "/converse-stream"
    after_end = 1
    spoils = MappingProxyType(
        {
            "no JSON": partial(payload, no_json),
            "no UTF-8": partial(payload, no_utf8),
            "no reason": partial(payload, lambda said: said.replace(b'"stopReason"', b'"surprise"')),
            "a wrong checksum": lambda frame: frame[:-1] + bytes([frame[-1] ^ 1]),
            "half a frame": lambda frame: frame[:-1],
            "unknown": after(framed("surprise", {"text": "canary-7f3a"})),
            "error": after(framed("throttlingException", {"message": "canary-7f3a"}, kind="exception")),
            "begins again": after(framed("messageStart", {"role": "assistant"})),
            "no end": without(b"messageStop"),
            "twice": twice(b"messageStop"),
        }
    )
