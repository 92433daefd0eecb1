"""The nine steps as a whole, on real parts and the sandbox: an intent before the dial, an outcome always, and an empty vault."""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gateway import pipeline
from gateway.adapters.system_clock import SystemClock
from gateway.cli.rehearsal import Rehearsal, rehearsal
from gateway.cli.tryout.recording import CollectingReply, RecordingProvider
from gateway.core import rate_limits
from gateway.core.budget import Budget, Limit, Per
from gateway.core.call import Call, Leaf
from gateway.core.errors import Code, Refusal
from gateway.core.fingerprints import Sort
from gateway.core.ledger import Event, Record
from gateway.core.registry import Way
from gateway.core.stages import Asked, Guarded
from gateway.core.vault import Vault
from gateway.core.wire import Wire
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.anthropic_stream import StreamedAnthropicAnswer
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_responses import OPENAI_RESPONSES
from gateway.core.wires.openai_responses_stream import StreamedResponsesAnswer
from gateway.needs import Ports
from gateway.pipeline import exchange, explain, listed_models
from gateway.ports.provider import Incoming, Prepared, Provider
from gateway.ports.watch import Watch
from gateway.steps.call import Permit, call
from tests.support.garbage import looked_at_alone
from tests.support.providers import rules

CHAT = {"model": "sandbox/echo", "messages": [{"role": "user", "content": "mail jane.doe@example.com"}]}


@asynccontextmanager
async def recorded() -> AsyncIterator[tuple[Rehearsal, Ports, RecordingProvider]]:
    """A house whose provider's received bytes can be read."""
    async with rehearsal() as house:
        provider = RecordingProvider(house.ports.providers[Way.SANDBOX])
        providers: Mapping[Way, Provider] = {**house.ports.providers, Way.SANDBOX: provider}
        yield house, replace(house.ports, providers=providers), provider


async def records(ports: Ports) -> list[Record]:
    await asyncio.sleep(0.3)  # outcomes ride the next group commit
    return list(reversed(await ports.store.records()))


async def test_a_call_is_answered_and_leaves_an_intent_and_an_outcome() -> None:
    async with recorded() as (house, ports, provider):
        reply = CollectingReply()
        await exchange(house.asked(OPENAI_CHAT, "content", CHAT), ports, reply)
        intent, outcome = await records(ports)

    assert b"jane.doe@example.com" in reply.body
    assert b"jane.doe@example.com" not in provider.received[0]
    assert (intent.event, outcome.event) == (Event.INTENT, Event.OUTCOME)
    assert outcome.facts["status"] == "answered"
    assert outcome.facts["redactions"] == {"EMAIL_ADDRESS": 1}
    assert reply.headers["x-isogate-redactions"] == "EMAIL_ADDRESS=1"


@pytest.mark.parametrize(
    ("wire", "body"),
    [
        (OPENAI_CHAT, CHAT),
        (OPENAI_CHAT, {**CHAT, "stream": True}),
        (OPENAI_CHAT, {**CHAT, "store": True}),
        (ANTHROPIC_MESSAGES, {**CHAT, "max_tokens": 50}),
        (ANTHROPIC_MESSAGES, {**CHAT, "max_tokens": 50, "stream": True}),
        (OPENAI_RESPONSES, {"model": "sandbox/echo", "input": "mail jane.doe@example.com"}),
        (OPENAI_RESPONSES, {"model": "sandbox/echo", "input": "mail jane.doe@example.com", "stream": True}),
    ],
    ids=["chat", "chat streamed", "refused", "messages", "messages streamed", "responses", "responses streamed"],
)
async def test_nothing_of_a_call_waits_for_pythons_collector(wire: Wire, body: dict[str, object]) -> None:
    async with recorded() as (house, ports, _):
        with looked_at_alone():
            with suppress(Refusal):
                await exchange(house.asked(wire, "content", body), ports, CollectingReply())
            await asyncio.sleep(0)  # what was to be done in the loop's next turn is forgotten, too
            assert _of_calls() == []


def _of_calls() -> list[object]:
    """What is there of any call."""
    kinds = {Asked, Call, Leaf, Vault, StreamedAnthropicAnswer, StreamedResponsesAnswer}
    return [each for each in gc.get_objects() if type(each) in kinds]


async def test_a_refused_call_is_on_record_and_was_never_dialled() -> None:
    async with recorded() as (house, ports, provider):
        with pytest.raises(Refusal):
            await exchange(house.asked(OPENAI_CHAT, "content", {**CHAT, "store": True}), ports, CollectingReply())
        (outcome,) = await records(ports)

    assert (outcome.facts["status"], outcome.facts["code"]) == ("refused", "parameter_refused")
    assert provider.received == []


async def test_what_is_left_of_the_budget_is_told_as_of_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    began = datetime.now(UTC)
    answered = began + timedelta(hours=1)
    clock.now = lambda: began
    budget = Budget(requests=Limit(10, Per.DAY))

    async def slow(
        guarded: Guarded,
        prepared: Prepared,
        permit: Permit,
        watch: Watch,
        hand_on: Callable[[Incoming], Awaitable[None]],
    ) -> None:
        async def an_hour_later(incoming: Incoming) -> None:
            clock.now = lambda: answered
            await hand_on(incoming)

        await call(guarded, prepared, permit, watch, an_hour_later)

    monkeypatch.setattr(pipeline, "call", slow)
    async with recorded() as (house, ports, _):
        book = ports.rules()
        bounded = replace(book, tenants={**book.tenants, "acme": replace(book.tenants["acme"], budget=budget)})
        reply = CollectingReply()
        await exchange(
            house.asked(OPENAI_CHAT, "content", CHAT), replace(ports, clock=clock, rules=lambda: bounded), reply
        )

    told = {name: value for name, value in reply.headers.items() if name.startswith("x-ratelimit-")}
    assert told == rate_limits.headers(OPENAI_CHAT.name, budget, {}, answered, taken=1)


async def test_explaining_dials_nothing_and_keeps_nothing() -> None:
    async with recorded() as (house, ports, provider):
        explained = await explain(house.asked(OPENAI_CHAT, "content", CHAT), ports)

        assert await records(ports) == []

    assert b"[EMAIL_ADDRESS_1]" in explained.outgoing.body
    assert provider.received == []


def through_the_egress(ports: Ports, *endpoints: str) -> Ports:
    """The sandbox's entry as one of a provider that is reached directly and takes calls at these endpoints."""
    book = ports.rules()
    found = rules(Way.DIRECT, None)[OPENAI_CHAT.name]
    entry = replace(
        book.providers["sandbox"],
        way=Way.DIRECT,
        base_url="https://provider.example/v1",
        wires=frozenset({OPENAI_CHAT.name}),
        rules={OPENAI_CHAT.name: replace(found, endpoints=endpoints)},
    )
    return replace(ports, rules=lambda: replace(book, providers={**book.providers, "sandbox": entry}))


async def test_explaining_shows_no_bytes_that_the_egress_would_not_write() -> None:
    async with rehearsal() as house:
        asked = house.asked(OPENAI_CHAT, "content", CHAT)

        assert (
            b"[EMAIL_ADDRESS_1]"
            in (await explain(asked, through_the_egress(house.ports, "/chat/completions"))).outgoing.body
        )
        with pytest.raises(Refusal) as refused:
            await explain(asked, through_the_egress(house.ports, "/elsewhere"))

    assert refused.value.code is Code.INTERNAL


async def refusals(asked: Asked, ports: Ports) -> list[tuple[str, int | None, Mapping[str, str]]]:
    """What the call and its explanation are refused with."""
    caught: list[tuple[str, int | None, Mapping[str, str]]] = []
    for way in (exchange(asked, ports, CollectingReply()), explain(asked, ports)):
        with pytest.raises(Refusal) as refused:
            await way
        caught.append((refused.value.code.value, refused.value.retry_after_seconds, refused.value.headers))
    return caught


async def test_the_record_of_a_person_who_objected_is_not_explained_either() -> None:
    async with recorded() as (house, ports, _):
        block = house.sealer.seal("note", tenant="acme", record="r1", kind="note", subjects={"contact-7": "third"})
        asked = house.asked(OPENAI_CHAT, "content", {**CHAT, "messages": [{"role": "user", "content": f"Of {block}"}]})
        allowed = await explain(asked, ports)
        await ports.store.put_objection("acme", ports.keys.subject_id("acme", "contact-7"))
        call_, explanation = await refusals(asked, ports)

    assert b"note" in allowed.outgoing.body
    assert call_ == explanation == ("subject_objected", None, {})


async def test_a_call_that_its_budget_does_not_cover_is_not_explained_either() -> None:
    clock = SystemClock()
    now = datetime.now(UTC)
    clock.now = lambda: now
    async with recorded() as (house, ports, _):
        book = ports.rules()
        tenant = replace(book.tenants["acme"], budget=Budget(tokens=Limit(10, Per.DAY)))
        bounded = replace(book, tenants={**book.tenants, "acme": tenant})
        call_, explanation = await refusals(
            house.asked(OPENAI_CHAT, "content", CHAT), replace(ports, clock=clock, rules=lambda: bounded)
        )

    assert call_[0] == "budget_exhausted"
    assert call_ == explanation


async def test_the_models_of_a_purpose_need_a_key_and_a_consent() -> None:
    async with recorded() as (house, ports, _):
        asked = house.asked(OPENAI_CHAT, "content", CHAT)

        assert await listed_models(asked, ports) == ["fast", "sandbox/echo", "sandbox/sales"]
        with pytest.raises(Refusal) as caught:
            await listed_models(replace(asked, user="system"), ports)

    assert caught.value.code is Code.CONSENT_REQUIRED


class BrokenReply(CollectingReply):
    """A caller who is gone when the first piece comes."""

    async def send(self, piece: bytes, headers: Mapping[str, str]) -> None:
        raise ConnectionError


class SlowReply(CollectingReply):
    """A caller who takes for ever."""

    def __init__(self) -> None:
        super().__init__()
        self.began = asyncio.Event()

    async def send(self, piece: bytes, headers: Mapping[str, str]) -> None:
        self.began.set()
        await asyncio.sleep(60)


@pytest.fixture
def vaults(monkeypatch: pytest.MonkeyPatch) -> list[Vault]:
    """Every vault that a call opens."""
    opened: list[Vault] = []

    class Watched(Vault):
        def __init__(self) -> None:
            super().__init__()
            opened.append(self)

    monkeypatch.setattr(pipeline, "Vault", Watched)
    return opened


async def test_the_vault_is_empty_after_an_answer(vaults: list[Vault]) -> None:
    async with recorded() as (house, ports, _):
        await exchange(house.asked(OPENAI_CHAT, "content", CHAT), ports, CollectingReply())

    assert [vault.is_empty for vault in vaults] == [True]


async def test_the_vault_is_empty_and_the_outcome_aborted_when_the_caller_is_gone(vaults: list[Vault]) -> None:
    async with recorded() as (house, ports, _):
        with pytest.raises(ConnectionError):
            await exchange(house.asked(OPENAI_CHAT, "content", CHAT), ports, BrokenReply())
        outcome = (await records(ports))[-1]

    assert outcome.facts["status"] == "aborted"
    assert [vault.is_empty for vault in vaults] == [True]


async def test_the_vault_is_empty_and_the_outcome_aborted_when_the_call_is_cancelled(vaults: list[Vault]) -> None:
    async with recorded() as (house, ports, _):
        reply = SlowReply()
        calling = asyncio.create_task(exchange(house.asked(OPENAI_CHAT, "content", CHAT), ports, reply))
        await reply.began.wait()
        calling.cancel()
        with pytest.raises(asyncio.CancelledError):
            await calling
        outcome = (await records(ports))[-1]

    assert outcome.facts["status"] == "aborted"
    assert [vault.is_empty for vault in vaults] == [True]


MARK = "8f14e45f-ceea-467f-a9e6-7f3d1b09c2aa"


async def enrolled(house: Rehearsal, ports: Ports, *rows: tuple[Sort, str]) -> None:
    """What is another tenant's."""
    keys = ports.keys.fingerprints
    await ports.fingerprints.enrol(
        [keys.row(keys.print_of(sort, normal), keys.owner("somebody-else", sort)) for sort, normal in rows]
    )


async def test_a_foreign_record_id_refuses_the_call_and_its_explanation() -> None:
    async with recorded() as (house, ports, provider):
        await enrolled(house, ports, (Sort.MARK, MARK.replace("-", "")))
        asked = house.asked(OPENAI_CHAT, "content", {**CHAT, "messages": [{"role": "user", "content": f"of {MARK}"}]})
        for way in (exchange(asked, ports, CollectingReply()), explain(asked, ports)):
            with pytest.raises(Refusal, match="context_foreign") as caught:
                await way
            assert caught.value.param == "messages[0].content"

    assert provider.received == []


async def test_a_foreign_value_changes_no_answer_and_no_explanation() -> None:
    async with recorded() as (house, ports, _):
        asked = house.asked(OPENAI_CHAT, "content", CHAT)
        replies = [CollectingReply(), CollectingReply()]
        await exchange(asked, ports, replies[0])
        before = await explain(asked, ports)
        await enrolled(house, ports, (Sort.VALUE, "jane.doe@example.com"))
        await exchange(asked, ports, replies[1])
        after = await explain(asked, ports)
        outcomes = [each for each in await records(ports) if each.event is Event.OUTCOME]

    assert replies[0].body == replies[1].body
    assert replies[0].headers == replies[1].headers
    assert (before.outgoing.body, before.redacted.counts) == (after.outgoing.body, after.redacted.counts)
    assert [each.facts.get("tripwire") for each in outcomes] == [None, {"EMAIL_ADDRESS": 1}]
