"""Reasoning through the official clients: shown with its tokens, sent back under its tag, and to the provider as it wrote it."""

import json
from typing import Any

import anthropic
import openai
import pytest

from tests.support.clients import anthropic_client, openai_client
from tests.support.people import ADDRESSEE, sealed_lead, tokens_in
from tests.support.serving import Serving
from tests.support.upstream import Received, RecordingUpstream, Reply
from tests.support.upstream_answers import Thinks

pytestmark = pytest.mark.asyncio(loop_scope="module")

STREAMED = pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
WIRES = pytest.mark.parametrize("wire", ["anthropic", "responses"])
SIGNATURE = "EqQBCkYIBxgC+/4155550123=="
"""Base64, with what a pattern may take for a telephone number."""


def thinks(received: Received) -> Reply:
    """Thinks of the first token of the prompt, and says it."""
    token = tokens_in(received)[0]
    return Thinks(f"{token} wants a reply soon.", SIGNATURE, f"Dear {token}").reply(received)


async def turn(
    gateway: Serving,
    wire: str,
    items: list[Any],
    *,
    streamed: bool = False,
    purpose: str = "deal_coach",
    user: str = "u-17",
) -> tuple[list[Any], str]:
    """The answer as the caller appends it to a conversation, and its text."""
    headers = {"X-Account-User": user}
    if wire == "responses":
        asked: dict[str, Any] = {"model": "small", "input": items, "include": ["reasoning.encrypted_content"]}
        async with openai_client(gateway, purpose, headers=headers) as client:
            if not streamed:
                whole = await client.responses.create(**asked)
                return list(whole.output), whole.output_text
            async with client.responses.stream(**asked) as stream:
                final = await stream.get_final_response()
                return list(final.output), final.output_text
    asked = {"model": "small-a", "max_tokens": 2000, "messages": items}
    asked["thinking"] = {"type": "enabled", "budget_tokens": 1024}
    async with anthropic_client(gateway, purpose, headers=headers) as client:
        if not streamed:
            message = await client.messages.create(**asked)
        else:
            async with client.messages.stream(**asked) as events:
                message = await events.get_final_message()
    text = "".join(block.text for block in message.content if block.type == "text")
    return [{"role": "assistant", "content": message.content}], text


def sent_reasoning(wire: str, upstream: RecordingUpstream) -> dict[str, Any]:
    body = upstream.requests[-1].json
    found: dict[str, Any] = body["input"][1] if wire == "responses" else body["messages"][1]["content"][0]
    return found


def lead(gateway: Serving) -> dict[str, Any]:
    return {"role": "user", "content": "Advise me.\n" + sealed_lead(gateway.seal_keys["acme"])}


@WIRES
@STREAMED
async def test_reasoning_comes_back_to_the_provider_to_the_byte(
    gateway: Serving, upstream: RecordingUpstream, wire: str, *, streamed: bool
) -> None:
    upstream.answer_with(thinks)
    first, text = await turn(gateway, wire, [lead(gateway)], streamed=streamed)
    thought = f"{tokens_in(upstream.requests[-1])[0]} wants a reply soon."

    await turn(gateway, wire, [lead(gateway), *first, {"role": "user", "content": "Go on."}], streamed=streamed)

    shown = json.dumps(_plain(first), ensure_ascii=False)
    assert ADDRESSEE[0] in text
    assert thought in shown
    assert "isgreason2." in shown
    if wire == "responses":
        summary = [{"type": "summary_text", "text": thought}]
        assert sent_reasoning(wire, upstream) == {
            "type": "reasoning",
            "summary": summary,
            "encrypted_content": SIGNATURE,
        }
    else:
        assert sent_reasoning(wire, upstream) == {"type": "thinking", "thinking": thought, "signature": SIGNATURE}
    assert b"isgreason2" not in upstream.requests[-1].raw


@WIRES
@pytest.mark.parametrize("other", [{"user": "u-18"}, {"purpose": "content"}], ids=["user", "purpose"])
async def test_reasoning_of_another_user_or_purpose_is_refused(
    gateway: Serving, upstream: RecordingUpstream, wire: str, other: dict[str, Any]
) -> None:
    upstream.answer_with(thinks)
    first, _ = await turn(gateway, wire, [lead(gateway)])
    before = len(upstream.requests)

    with pytest.raises((openai.PermissionDeniedError, anthropic.PermissionDeniedError), match="context_forged"):
        await turn(gateway, wire, [{"role": "user", "content": "x"}, *first], **other)

    assert len(upstream.requests) == before


@WIRES
@pytest.mark.parametrize(
    "change", [("reply soon", "reply now"), ("isgreason2.", "isgreason1."), ("/4155550123", "/4155550124")]
)
async def test_reasoning_that_was_changed_or_bears_no_tag_is_refused(
    gateway: Serving, upstream: RecordingUpstream, wire: str, change: tuple[str, str]
) -> None:
    upstream.answer_with(thinks)
    first, _ = await turn(gateway, wire, [lead(gateway)])
    changed = json.loads(json.dumps(_plain(first)).replace(*change))
    before = len(upstream.requests)

    with pytest.raises((openai.APIStatusError, anthropic.APIStatusError), match=r"context_forged|parameter_refused"):
        await turn(gateway, wire, [{"role": "user", "content": "x"}, *changed])

    assert len(upstream.requests) == before


@WIRES
@STREAMED
async def test_a_score_comes_without_reasoning(
    gateway: Serving, upstream: RecordingUpstream, wire: str, *, streamed: bool
) -> None:
    score = '{"score": 55, "reasons": ["asked for a quote"]}'
    upstream.answer_with(lambda received: Thinks("A woman, so less.", SIGNATURE, score).reply(received))

    first, text = await turn(gateway, wire, [lead(gateway)], streamed=streamed, purpose="lead_scoring")

    assert text == score
    assert "woman" not in json.dumps(_plain(first))


def _plain(items: object) -> object:
    """Objects of the clients as the JSON that they would send."""
    if isinstance(items, list):
        return [_plain(each) for each in items]
    if isinstance(items, dict):
        return {name: _plain(each) for name, each in items.items()}
    return items.to_dict() if hasattr(items, "to_dict") else items
