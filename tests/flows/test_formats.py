"""A format that no token satisfies is relaxed on its way out, and what comes back is held against what was asked for."""

import json
from typing import Any

import pytest
from openai import APIError, AsyncStream

from tests.support.clients import openai_client
from tests.support.people import ADDRESSEE
from tests.support.serving import Serving
from tests.support.upstream import Received, RecordingUpstream
from tests.support.upstream_answers import Says

pytestmark = pytest.mark.asyncio(loop_scope="module")

MAIL = ADDRESSEE[1]
ASKED = {"type": "string", "format": "email", "pattern": "@", "maxLength": 60}
SCHEMA = {
    "type": "object",
    "properties": {"to": ASKED, "words": {"type": "number"}},
    "required": ["to", "words"],
    "additionalProperties": False,
}
FORMAT: Any = {"type": "json_schema", "json_schema": {"name": "draft", "schema": SCHEMA, "strict": True}}


def writes(to: str) -> Says:
    return Says(json.dumps({"to": to, "words": 3}))


def asked_for(received: Received) -> object:
    return received.json["response_format"]["json_schema"]["schema"]["properties"]["to"]


async def answered(gateway: Serving, prompt: str, *, streamed: bool) -> str:
    async with openai_client(gateway, "content") as client:
        told = await client.chat.completions.create(
            model="small",
            messages=[{"role": "user", "content": prompt}],
            response_format=FORMAT,
            stream=streamed,
        )
        if not isinstance(told, AsyncStream):
            return told.choices[0].message.content or ""
        return "".join([chunk.choices[0].delta.content or "" async for chunk in told])


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
async def test_a_token_satisfies_what_leaves_and_its_value_what_was_asked(
    gateway: Serving, upstream: RecordingUpstream, *, streamed: bool
) -> None:
    upstream.answer_with(lambda _: writes("[EMAIL_ADDRESS_1]"))

    text = await answered(gateway, f"Write to {MAIL}.", streamed=streamed)

    assert json.loads(text) == {"to": MAIL, "words": 3}
    assert asked_for(upstream.requests[-1]) == {"type": "string"}


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
async def test_an_answer_without_the_form_is_rejected(
    gateway: Serving, upstream: RecordingUpstream, *, streamed: bool
) -> None:
    upstream.answer_with(lambda _: writes("nobody"))

    with pytest.raises(APIError) as rejected:
        await answered(gateway, f"Write to {MAIL}.", streamed=streamed)

    assert rejected.value.code == "answer_rejected"


async def test_without_tokens_the_format_leaves_as_it_is(gateway: Serving, upstream: RecordingUpstream) -> None:
    upstream.answer_with(lambda _: writes("nobody"))

    assert "nobody" in await answered(gateway, "Write to somebody.", streamed=False)
    assert asked_for(upstream.requests[-1]) == ASKED
