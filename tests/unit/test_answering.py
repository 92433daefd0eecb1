"""An answer is made ready once, and handed on as it comes: together what came together, up to what is refused."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace

import pytest

from gateway import answering
from gateway.answering import Readying, answer
from gateway.cli.tryout.recording import CollectingReply
from gateway.core.budget import Budget, Limit, Per
from gateway.core.entities import Label
from gateway.core.errors import Code, Refusal
from gateway.core.flags import CLOSED
from gateway.core.stages import Redacted
from gateway.core.vault import Vault
from gateway.core.wire import Arrival, ServerSentEvent
from gateway.steps.trace import Tracing
from tests.support.answers import MAIL, filled
from tests.support.clock import SettableClock
from tests.support.needs import ports
from tests.support.stages import asked, authenticated, permitted, tenant_rules
from tests.support.wires import choice, chunk, events_of, openai_call

DONE = ServerSentEvent(None, b"[DONE]")
WRONG = ServerSentEvent(None, b'{"error": {"message": "no"}}')


def says(text: str, finish: str | None = None) -> ServerSentEvent:
    return ServerSentEvent(None, json.dumps(chunk(choice(content=text, finish=finish)).data).encode())


class Coming:
    """An answer whose events come in these lots; implements the `Incoming` port."""

    def __init__(self, *lots: Sequence[Arrival]) -> None:
        self._lots = lots

    async def arrivals(self) -> AsyncIterator[Sequence[Arrival]]:
        for lot in self._lots:
            yield lot


class InPieces(CollectingReply):
    """A caller who keeps what he gets in pieces, too."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    async def send(self, piece: bytes, headers: Mapping[str, str]) -> None:
        await super().send(piece, headers)
        deltas = [each["choices"][0]["delta"] for each in events_of(piece) if "choices" in each]  # type: ignore[index, call-overload]  # as the wire has it
        self.texts.append("".join(str(delta.get("content", "")) for delta in deltas))  # type: ignore[union-attr]  # as above


def readying(vault: Vault, clock: SettableClock | None = None, budget: Budget | None = None) -> Readying:
    """For a streamed call in which one address was hidden."""
    tenant = authenticated(tenant=tenant_rules(budget=budget))
    stage = replace(permitted(openai_call(stream=True)), authenticated=tenant)
    redacted = Redacted(stage, (), 0, (), frozenset(), {Label.EMAIL_ADDRESS: 1}, 1)
    return Readying(stage, redacted, vault, ports(clock=clock or SettableClock()), CLOSED)


async def answered(*lots: Sequence[Arrival], reply: InPieces) -> Tracing:
    tracing = Tracing(asked(), SettableClock())
    with Vault() as vault:
        filled(vault, MAIL)
        await answer(readying(vault), Coming(*lots), reply, tracing)
    return tracing


async def test_what_arrives_together_leaves_together_and_restored() -> None:
    reply = InPieces()
    tracing = await answered(
        [says("To "), says("[EMAIL_ADDRESS_1]"), says(",")], [says("hello", "stop"), DONE], reply=reply
    )

    assert reply.texts == [f"To {MAIL[0]},", "hello"]
    assert (tracing.facts["step"], tracing.facts["restored"]) == ("restore", 1)


async def test_what_came_before_a_refused_event_is_sent_and_nothing_behind_it() -> None:
    reply = InPieces()
    with pytest.raises(Refusal) as refused:
        await answered([says("one"), says(" two"), WRONG, says(" three")], [DONE], reply=reply)

    assert refused.value.code is Code.PROVIDER_ERROR
    assert reply.texts == ["one two"]


def test_what_is_in_the_way_early_is_raised_where_somebody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise Refusal(Code.INTERNAL)

    with Vault() as vault, monkeypatch.context() as patch:
        patch.setattr(answering, "restore", broken)
        waited = readying(vault)
        waited.early()
        with pytest.raises(Refusal):
            waited.ready()


def test_an_answer_is_made_ready_once() -> None:
    with Vault() as vault:
        waited = readying(vault)
        waited.early()

        assert waited.ready() is waited.ready()


async def test_the_headers_tell_what_was_hidden_and_what_was_left_when_the_answer_began() -> None:
    clock = SettableClock()
    with Vault() as vault:
        ready = readying(vault, clock, Budget(requests=Limit(10, Per.DAY))).ready()
        clock.jump(3600)
        told = dict(ready.headers())
        clock.jump(3600)

        assert dict(ready.headers()) == told
    assert told["content-type"].startswith("text/event-stream")
    assert told["x-isogate-redactions"] == "EMAIL_ADDRESS=1"
    assert told["x-ratelimit-remaining-requests"] == "9"
    assert told["x-ratelimit-reset-requests"].startswith("11h"), told
