"""Answers of figures through the official clients: vectors of redacted text, and the tokens of a redacted message."""

import json

import openai
import pytest
from anthropic import AsyncAnthropic

from tests.support.clients import anthropic_client, openai_client
from tests.support.people import ADDRESSEE, PHONE, PLANTED, SENDER, sealed_lead
from tests.support.serving import Serving
from tests.support.upstream import Received, RecordingUpstream, Reply
from tests.support.vectors import VECTOR, embeds

pytestmark = pytest.mark.asyncio(loop_scope="module")


def counts(received: Received) -> Reply:
    """A count that tells how much text arrived."""
    return Reply((json.dumps({"input_tokens": len(received.body), "request": "msg-1"}).encode(),))


def is_clean(received: Received) -> bool:
    seen = received.raw.decode().casefold()
    return not [value for value in PLANTED if value.casefold() in seen]


@pytest.mark.parametrize("more", [{}, {"encoding_format": "float"}, {"dimensions": 3, "user": "u-1"}])
async def test_what_is_embedded_names_nobody_and_is_told_apart_by_no_number(
    gateway: Serving, upstream: RecordingUpstream, more: dict[str, object]
) -> None:
    upstream.answer_with(embeds)
    texts = [f"Mail {ADDRESSEE[1]}, not {SENDER[1]}.", f"Call {PHONE}.", "Renewal in May."]

    async with openai_client(gateway, "deal_coach") as client:
        made = await client.embeddings.create(model="small", input=texts, **more)  # type: ignore[arg-type]  # by name

    assert [row.embedding for row in made.data] == [VECTOR] * 3
    assert (made.model, made.usage.prompt_tokens) == ("small", 9)
    received = upstream.requests[-1]
    assert received.path == "/v1/embeddings"
    assert is_clean(received)
    assert received.json["input"] == ["Mail [EMAIL_ADDRESS], not [EMAIL_ADDRESS].", "Call [PHONE_NUMBER].", texts[2]]
    assert "user" not in received.json


async def test_the_same_text_about_another_person_is_the_same_text(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(embeds)

    async with openai_client(gateway, "content") as client:
        for mail in (ADDRESSEE[1], SENDER[1]):
            await client.embeddings.create(model="small", input=f"Wrote to {mail} about the renewal.")

    assert upstream.requests[-1].body == upstream.requests[-2].body


async def test_a_sealed_record_is_embedded_by_the_purposes_that_need_one(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(embeds)

    async with openai_client(gateway, "twin") as client:
        with pytest.raises(openai.PermissionDeniedError, match="context_unsealed"):
            await client.embeddings.create(model="small", input="Hello")
        await client.embeddings.create(model="small", input=[sealed_lead(gateway.seal_keys["acme"])])

    assert is_clean(upstream.requests[-1])
    assert "[PERSON]" in upstream.requests[-1].json["input"][0]


async def test_scores_are_the_only_numbers_that_lead_scoring_gets(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    before = len(upstream.requests)

    async with openai_client(gateway, "lead_scoring") as client:
        with pytest.raises(openai.PermissionDeniedError, match="purpose_not_allowed"):
            await client.embeddings.create(model="small", input=[sealed_lead(gateway.seal_keys["acme"])])

    assert len(upstream.requests) == before


async def test_token_ids_are_refused(gateway: Serving, upstream: RecordingUpstream) -> None:
    before = len(upstream.requests)

    async with openai_client(gateway, "content") as client:
        with pytest.raises(openai.UnprocessableEntityError, match="uninspectable"):
            await client.embeddings.create(model="small", input=[[1, 2, 3]])

    assert len(upstream.requests) == before


async def test_a_provider_that_was_not_contracted_for_embeddings_gets_none(gateway: Serving) -> None:
    async with openai_client(gateway, "content") as client:
        with pytest.raises(openai.PermissionDeniedError, match="provider_not_contracted"):
            await client.embeddings.create(model="small-a", input="Hello")
        with pytest.raises(openai.PermissionDeniedError, match="provider_not_contracted"):
            await client.embeddings.create(model="small-t", input="Hello")


async def count(client: AsyncAnthropic, text: str) -> int:
    counted = await client.messages.count_tokens(model="small-a", messages=[{"role": "user", "content": text}])
    return counted.input_tokens


async def test_what_is_counted_is_the_body_that_a_message_would_send(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(counts)

    async with anthropic_client(gateway, "content") as client:
        tokens = await count(client, f"Write to {ADDRESSEE[1]} or {PHONE}.")

    received = upstream.requests[-1]
    assert tokens == len(received.body)
    assert (received.method, received.path) == ("POST", "/v1/messages/count_tokens")
    assert is_clean(received)
    assert received.json["messages"] == [{"role": "user", "content": "Write to [EMAIL_ADDRESS_1] or [PHONE_NUMBER_2]."}]
    assert "stand for real values" in received.json["system"]


async def test_records_of_a_score_can_be_counted(gateway: Serving, upstream: RecordingUpstream) -> None:
    upstream.answer_with(counts)

    async with anthropic_client(gateway, "lead_scoring") as client:
        assert await count(client, sealed_lead(gateway.seal_keys["acme"])) > 0

    assert is_clean(upstream.requests[-1])
