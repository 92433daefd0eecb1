"""A provider of another wire, through litellm: the guard reads the translated bytes, and the caller's SDK notices nothing."""

import pytest
from openai import APIError
from openai.types.chat import ChatCompletionMessageParam

from tests.support.clients import openai_client
from tests.support.people import ADDRESSEE, CARD, PLANTED, SENDER, repeats_tokens, sealed_lead
from tests.support.serving import Serving
from tests.support.upstream import RecordingUpstream

pytestmark = pytest.mark.asyncio(loop_scope="module")


TRIES = 5


async def said(gateway: Serving, prompt: str, *, streamed: bool) -> str | None:
    """The text of the answer to one call."""
    messages: list[ChatCompletionMessageParam] = [{"role": "user", "content": prompt}]
    async with openai_client(gateway, "deal_coach").with_options(timeout=120) as client:
        if not streamed:
            whole = await client.chat.completions.create(model="small-t", messages=messages)
            return whole.choices[0].message.content
        async with client.chat.completions.stream(model="small-t", messages=messages) as stream:
            return (await stream.get_final_completion()).choices[0].message.content


async def answered(gateway: Serving, prompt: str, *, streamed: bool) -> str | None:
    """The same, made again when the store was too late for it: on a busy machine a lease may run out in mid-answer."""
    for _ in range(TRIES):
        try:
            return await said(gateway, prompt, streamed=streamed)
        except APIError as error:
            if error.code != "store_unavailable":
                raise
    pytest.fail("the store is always too late")


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
async def test_an_openai_client_speaks_to_an_anthropic_provider_that_sees_no_value(
    gateway: Serving, upstream: RecordingUpstream, *, streamed: bool
) -> None:
    before = len(upstream.requests)
    upstream.answer_with(repeats_tokens)

    text = await answered(
        gateway, "Summarise this record.\n" + sealed_lead(gateway.seal_keys["acme"]), streamed=streamed
    )

    requests = upstream.requests[before:]
    assert {request.path for request in requests} == {"/v1/messages"}
    assert not [value for value in PLANTED for request in requests if value.encode() in request.raw]
    assert text is not None
    assert all(value in text for value in (*ADDRESSEE, *SENDER))
    assert CARD not in text
