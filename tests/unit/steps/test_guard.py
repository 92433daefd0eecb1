"""Step 6: the exact bytes are read again, and no intent means no call."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from gateway.core.budget import IN_FLIGHT, UNSAID_OUTPUT_TOKENS, Budget, Limit, Per
from gateway.core.call import Call, Picture, Reasoning
from gateway.core.entities import Action, Label
from gateway.core.errors import Code, Refusal
from gateway.core.flags import NOTHING, Bounds, Rule
from gateway.core.jsontypes import JsonObject
from gateway.core.ledger import Charge, CommitAsk, Event, Record
from gateway.core.source import Known
from gateway.core.spans import Span
from gateway.core.stages import Guarded, Outgoing, Permitted, Redacted, SafePicture, SafeText, Wired
from gateway.core.strict_json import dump
from gateway.core.vault import Vault
from gateway.ports.store import EpochMovedError, OverBudgetError
from gateway.steps.guard import MAX_ADMISSIONS, guard, inspect
from tests.support.answers import UNKNOWN
from tests.support.stages import NOW, authenticated, permitted, policy, tenant_rules

SPELLED = "accounts/x/models/m-4155550123"
URL = "http://127.0.0.1:9/chat/completions"


class Confirming:
    """Finds the planted needles as e-mail addresses."""

    def __init__(self, *needles: str) -> None:
        self.needles = needles

    async def find(
        self, texts: Sequence[str], known: Sequence[Known], language: str, whose: str = ""
    ) -> list[list[Span]]:
        raise AssertionError("the guard looks by patterns alone")

    async def confirm(self, texts: Sequence[str], whose: str = "") -> list[list[Span]]:
        return [
            [
                Span(text.index(needle), text.index(needle) + len(needle), Label.EMAIL_ADDRESS)
                for needle in self.needles
                if needle in text
            ]
            for text in texts
        ]


class Committing:
    """The one store method that the guard uses."""

    def __init__(self, *, moves: int = 0, over: str = "", error: BaseException | None = None) -> None:
        self.moves = moves
        self.error = error
        self.over = over
        self.asks: list[CommitAsk] = []

    async def commit(self, ask: CommitAsk) -> None:
        self.asks.append(ask)
        if len(self.asks) <= self.moves:
            raise EpochMovedError
        if self.over:
            raise OverBudgetError(self.over)
        if self.error is not None:
            raise self.error


class Admitted:
    def __init__(self) -> None:
        self.epoch = 7

    async def renew(self) -> None:
        self.epoch += 1


class Recording:
    def __init__(self) -> None:
        self.doubts: list[tuple[Charge, ...]] = []

    def intent(self) -> Record:
        return Record("t" * 32, Event.INTENT, NOW, "acme", {})

    def doubted(self, charges: tuple[Charge, ...]) -> None:
        self.doubts.append(charges)


def redacted(**changes: object) -> Redacted:
    fields: dict[str, object] = {
        "permitted": permitted(),
        "subjects": ("s1",),
        "blocks": 0,
        "texts": [SafeText("hello")],
        "kept": frozenset(),
        "counts": {},
        "tokens": 0,
    }
    return Redacted(**{**fields, **changes})  # type: ignore[arg-type]  # fields by name, checked when run


async def clear() -> None:
    """Nothing tripped."""


async def run(
    body: bytes,
    store: Committing,
    *needles: str,
    forced: Mapping[str, object] = NOTHING,
    cleared: Callable[[], Awaitable[None]] = clear,
    recording: Recording | None = None,
    **changes: Any,  # noqa: ANN401 - a stage's fields
) -> Guarded:
    bounds = Bounds(URL, Rule(endpoints=()), SPELLED, forced)
    outgoing = Outgoing("POST", URL, (("content-type", "application/json"),), body, bounds)
    with Vault() as vault:
        return await guard(
            Wired(redacted(**changes), cleared),
            outgoing,
            vault,
            Confirming(*needles),
            store,  # type: ignore[arg-type]  # one method of the port is enough here
            Admitted(),
            recording or Recording(),
        )


async def refused(body: bytes, *needles: str, **changes: Any) -> tuple[Code, list[CommitAsk]]:  # noqa: ANN401 - as above
    store = Committing()
    with pytest.raises(Refusal) as caught:
        await run(body, store, *needles, **changes)
    return caught.value.code, store.asks


async def test_clean_bytes_are_recorded_with_epoch_and_subjects_and_returned_as_they_are() -> None:
    store = Committing()

    guarded = await run(b'{"a":"b"}', store)

    assert guarded.outgoing.body == b'{"a":"b"}'
    assert [(ask.tenant, ask.epoch, ask.subjects) for ask in store.asks] == [("acme", 7, ("s1",))]


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":"jane@acme.test"}',
        b'{"jane@acme.test":1}',
        b'{"a":[{"b":["x jane@acme.test y"]}]}',
        b'{"a":"jane\\u0040acme.test"}',
    ],
    ids=["value", "key", "nested", "escaped"],
)
async def test_a_value_anywhere_in_the_bytes_refuses_and_nothing_is_recorded(body: bytes) -> None:
    assert await refused(body, "jane@acme.test") == (Code.REDACTION_INCOMPLETE, [])


async def test_a_number_is_looked_at_too() -> None:
    assert (await refused(b'{"a":4155550123}', "4155550123"))[0] is Code.REDACTION_INCOMPLETE


async def test_a_value_is_judged_by_its_own_neighbours_for_strings_are_read_in_the_order_of_the_bytes() -> None:
    class Reading(Confirming):
        read: Sequence[str] = ()

        async def confirm(self, texts: Sequence[str], whose: str = "") -> list[list[Span]]:
            self.read = texts
            return await super().confirm(texts, whose)

    detector = Reading()
    body = b'{"contents": [{"parts": ["a", {"b": "c"}]}], "config": {"max_output_tokens": 64}, "seed": 123456}'
    outgoing = Outgoing("POST", URL, (), body, Bounds(URL, Rule(endpoints=()), SPELLED, NOTHING))

    with Vault() as vault:
        await inspect(redacted(), outgoing, vault, detector)

    assert list(detector.read) == ["contents", "parts", "a", "b", "c", "config", "max_output_tokens", "123456"]


async def test_the_models_name_may_leave_as_the_provider_spells_it() -> None:
    body = dump({"model": SPELLED})

    assert (await run(body, Committing(), SPELLED)).outgoing.body == body
    assert (await refused(dump({"model": f"{SPELLED}!"}), SPELLED))[0] is Code.REDACTION_INCOMPLETE


async def test_what_a_policy_keeps_may_leave() -> None:
    keeping = permitted(policy=policy(actions=MappingProxyType({Label.EMAIL_ADDRESS: Action.KEEP})))

    guarded = await run(b'{"a":"jane@acme.test"}', Committing(), "jane@acme.test", permitted=keeping)

    assert guarded.outgoing.body == b'{"a":"jane@acme.test"}'


def reasoning(text: str) -> dict[str, Any]:
    block: JsonObject = {"type": "thinking", "thinking": text, "signature": "jane@acme.test"}
    call = Call(
        "anthropic.messages",
        "small",
        stream=False,
        body={},
        leaves=(),
        reasoning=(Reasoning("messages[0].content[0]", "0", block),),
    )
    return {"permitted": permitted(call)}


async def test_what_the_provider_wrote_when_it_reasoned_goes_back_to_it() -> None:
    body = b'{"a":{"thinking":"4155550123","signature":"jane@acme.test"}}'

    guarded = await run(body, Committing(), "4155550123", "jane@acme.test", **reasoning("4155550123"))

    assert guarded.outgoing.body == body
    assert (await refused(b'{"a":"4155550123!"}', "4155550123", **reasoning("4155550123")))[1] == []


@pytest.mark.parametrize("said", ["so Jane Doe wants it", "jane doe"])
async def test_a_value_of_the_vault_in_reasoning_never_leaves(said: str) -> None:
    outgoing = Outgoing("POST", URL, (), dump({"a": {"thinking": said, "signature": "Jane Doe/x"}}))
    with Vault() as vault:
        vault.pseudonym("Jane Doe", Label.PERSON, UNKNOWN)
        with pytest.raises(Refusal) as caught:
            await inspect(redacted(**reasoning(said)), outgoing, vault, Confirming())

    assert caught.value.code is Code.REDACTION_INCOMPLETE


async def test_letters_that_only_the_provider_can_read_are_no_values() -> None:
    outgoing = Outgoing("POST", URL, (), dump({"a": {"thinking": "hm", "signature": "x/Petra/y"}}))
    permitted_ = reasoning("hm")
    permitted_["permitted"].call.reasoning[0].block["signature"] = "x/Petra/y"
    with Vault() as vault:
        vault.pseudonym("Petra", Label.PERSON, UNKNOWN)

        await inspect(redacted(**permitted_), outgoing, vault, Confirming())

        elsewhere = replace(outgoing, body=outgoing.body.replace(b"thinking", b"text").replace(b"hm", b"Petra"))
        with pytest.raises(Refusal) as caught:
            await inspect(redacted(**permitted_), elsewhere, vault, Confirming())

    assert caught.value.code is Code.REDACTION_INCOMPLETE, "the same letters, where they can be read"


async def test_reasoning_excuses_no_value_of_the_vault() -> None:
    outgoing = Outgoing("POST", URL, (), b'{"a":"Jane Doe"}')
    with Vault() as vault:
        vault.pseudonym("Jane Doe", Label.PERSON, UNKNOWN)
        with pytest.raises(Refusal) as caught:
            await inspect(redacted(**reasoning("Jane Doe")), outgoing, vault, Confirming())

    assert caught.value.code is Code.REDACTION_INCOMPLETE


async def test_what_a_rule_forces_is_no_find() -> None:
    forced = {"provider": {"contact": "jane@acme.test"}}
    body = b'{"provider":{"contact":"jane@acme.test"}}'

    assert (await run(body, Committing(), "jane@acme.test", forced=forced)).outgoing.body == body
    assert (await refused(body, "jane@acme.test"))[0] is Code.REDACTION_INCOMPLETE


async def test_an_epoch_that_moved_is_admitted_again_and_committed_with_the_new_one() -> None:
    store = Committing(moves=1)

    await run(b"{}", store)

    assert [ask.epoch for ask in store.asks] == [7, 8]


async def test_an_epoch_that_keeps_moving_ends_the_call() -> None:
    store = Committing(moves=MAX_ADMISSIONS)

    with pytest.raises(Refusal) as caught:
        await run(b"{}", store)

    assert caught.value.code is Code.STORE_UNAVAILABLE
    assert len(store.asks) == MAX_ADMISSIONS


async def test_an_image_that_redaction_wrote_passes_in_both_forms_and_another_does_not() -> None:
    asked = permitted()
    pictures = tuple(Picture(n, "p", "image/png", "x", is_url=bool(n)) for n in range(2))
    asked = replace(asked, call=replace(asked.call, pictures=pictures))
    changes: dict[str, Any] = {"permitted": asked, "pictures": [SafePicture("SmFuZQ=="), SafePicture("RG9l")]}
    body = b'{"a":"SmFuZQ==","b":"data:image/png;base64,RG9l","c":"RG9l"}'

    assert (await run(body, Committing(), "SmFuZQ==", "RG9l", **changes)).outgoing.body == body
    assert (await refused(body.replace(b"RG9l", b"RG9lRG9l"), "RG9l", **changes))[0] is Code.REDACTION_INCOMPLETE


BUDGET = Budget(Limit(10, Per.MINUTE), Limit(5000, Per.DAY), 3)


def of_a_budget() -> Permitted:
    return permitted(authenticated=authenticated(tenant=tenant_rules(budget=BUDGET)))


async def test_a_tenant_with_a_budget_reserves_it_with_the_intent() -> None:
    store = Committing()

    guarded = await run(b'{"a":"bcdefgh"}', store, permitted=of_a_budget())
    (ask,) = store.asks
    assert guarded.charges == ask.charges
    assert [(each.meter, each.amount, each.at_most) for each in ask.charges] == [
        ("requests/minute", 1, 10),
        ("tokens/day", 3 + UNSAID_OUTPUT_TOKENS, 5000),
    ]
    assert ask.concurrent == 3


async def test_a_call_that_the_budget_does_not_cover_is_told_when_it_might() -> None:
    for over, code in (("tokens/day", Code.BUDGET_EXHAUSTED), (IN_FLIGHT, Code.RATE_LIMITED)):
        with pytest.raises(Refusal) as caught:
            await run(b'{"a":"b"}', Committing(over=over), permitted=of_a_budget())
        assert caught.value.code is code
        assert caught.value.headers["x-ratelimit-limit-tokens"] == "5000"
        assert (caught.value.retry_after_seconds or 0) >= 1


@pytest.mark.parametrize("error", [Refusal(Code.AUDIT_UNAVAILABLE), asyncio.CancelledError()], ids=["refused", "left"])
async def test_what_may_have_been_counted_for_a_call_that_is_not_made_is_told(error: BaseException) -> None:
    store, recording = Committing(error=error), Recording()
    with pytest.raises(type(error)):
        await run(b'{"a":"b"}', store, permitted=of_a_budget(), recording=recording)

    assert recording.doubts == [store.asks[0].charges]


@pytest.mark.parametrize("store", [Committing(over="tokens/day"), Committing(moves=9), Committing()])
async def test_nothing_is_in_doubt_where_the_store_said_what_it_did(store: Committing) -> None:
    recording = Recording()
    with suppress(Refusal):
        await run(b'{"a":"b"}', store, permitted=of_a_budget(), recording=recording)

    assert recording.doubts == []


async def test_what_is_another_tenants_leaves_no_intent() -> None:
    async def trips() -> None:
        raise Refusal(Code.CONTEXT_FOREIGN)

    store = Committing()
    with pytest.raises(Refusal, match="context_foreign"):
        await run(b'{"messages":[{"content":"hello"}]}', store, cleared=trips)

    assert store.asks == []
