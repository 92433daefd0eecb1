"""The sandbox keeps the provider contract (tests/contracts) and opens nothing."""

import pytest

from gateway.adapters.sandbox_provider.provider import SandboxProvider
from gateway.core.errors import Code, Refusal
from gateway.core.registry import Way
from gateway.core.strict_json import parse
from gateway.core.wires.openai_chat import OPENAI_CHAT
from tests.support.providers import body, entry, exchange, upstream


async def test_what_it_saw_can_be_shown() -> None:
    asked = upstream(entry(Way.SANDBOX, ""), OPENAI_CHAT, body(OPENAI_CHAT, text="Hi [PERSON_1]"), model="echo")

    async with SandboxProvider().prepare(asked) as prepared:
        assert parse(prepared.outgoing.body) == asked.body
        assert prepared.outgoing.url == "sandbox:/echo/chat/completions"


@pytest.mark.parametrize("model", ["gpt-4o", "", "Echo"])
async def test_an_unknown_model_is_refused(model: str) -> None:
    asked = upstream(entry(Way.SANDBOX, ""), OPENAI_CHAT, body(OPENAI_CHAT), model=model)

    with pytest.raises(Refusal) as refused:
        await exchange(SandboxProvider(), asked)

    assert refused.value.code is Code.MODEL_NOT_ALLOWED


async def test_the_same_request_gets_the_same_answer() -> None:
    asked = upstream(
        entry(Way.SANDBOX, ""), OPENAI_CHAT, body(OPENAI_CHAT, text="Mail [PERSON_1]", streamed=True), model="sales"
    )

    first, second = [await exchange(SandboxProvider(), asked) for _ in range(2)]

    assert first.events == second.events
