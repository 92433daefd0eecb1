"""Listening at both ends hears what was really sent, and nothing else."""

from dataclasses import replace

import pytest

from gateway.adapters.sandbox_provider.provider import SandboxProvider
from gateway.cli.tryout.recording import CollectingReply, RecordingProvider
from gateway.core.errors import Refusal
from gateway.core.policy import Timeouts
from gateway.core.registry import Way
from gateway.core.stages import Upstream
from gateway.core.wires.openai_chat import OPENAI_CHAT
from tests.support.providers import StubGate, entry, withdrawn

ASKED = Upstream(
    entry(Way.SANDBOX, ""), OPENAI_CHAT, "echo", "acme", {"messages": [{"role": "user", "content": "Hello"}]}
)


async def test_a_dialled_body_is_kept_byte_for_byte() -> None:
    provider = RecordingProvider(SandboxProvider())

    async with provider.prepare(ASKED) as prepared, prepared.dial(StubGate(), Timeouts()) as incoming:
        events = [event async for arrived in incoming.arrivals() for event in arrived]

    assert provider.received == [prepared.outgoing.body]
    assert len(events) == 1


async def test_what_was_prepared_and_not_dialled_is_not_kept() -> None:
    provider = RecordingProvider(SandboxProvider())

    async with provider.prepare(ASKED) as prepared:
        with pytest.raises(Refusal):
            async with prepared.dial(withdrawn(), Timeouts()):
                pytest.fail("it was dialled")
    with pytest.raises(Refusal):
        async with provider.prepare(replace(ASKED, model="gpt")):
            pytest.fail("it was prepared")

    assert provider.received == []
    await provider.close()


async def test_a_reply_keeps_every_piece_and_the_first_headers() -> None:
    reply = CollectingReply()

    await reply.send(b"one, ", {"x-isogate-policy": "content@1"})
    await reply.send(b"two", {"x-isogate-policy": "other"})

    assert reply.body == b"one, two"
    assert reply.headers == {"x-isogate-policy": "content@1"}
