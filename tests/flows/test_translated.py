"""A provider of another wire, through litellm: the guard reads the translated bytes, and the caller's SDK notices nothing."""

import pytest

from tests.support.clients import openai_client
from tests.support.people import ADDRESSEE, CARD, PLANTED, SENDER, repeats_tokens, sealed_lead
from tests.support.serving import Serving
from tests.support.upstream import RecordingUpstream

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(180)]


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
async def test_an_openai_client_speaks_to_an_anthropic_provider_that_sees_no_value(
    gateway: Serving, upstream: RecordingUpstream, *, streamed: bool
) -> None:
    before = len(upstream.requests)
    upstream.answer_with(repeats_tokens)
    prompt = "Summarise this record.\n" + sealed_lead(gateway.seal_keys["acme"])

    async with openai_client(gateway, "deal_coach").with_options(timeout=120) as client:
        if streamed:
            async with client.chat.completions.stream(
                model="small-t", messages=[{"role": "user", "content": prompt}]
            ) as stream:
                final = await stream.get_final_completion()
                text = final.choices[0].message.content
        else:
            whole = await client.chat.completions.create(
                model="small-t", messages=[{"role": "user", "content": prompt}]
            )
            text = whole.choices[0].message.content

    (request,) = upstream.requests[before:]
    assert request.path == "/v1/messages"
    assert not [value for value in PLANTED if value.encode() in request.raw]
    assert text is not None
    assert all(value in text for value in (*ADDRESSEE, *SENDER))
    assert CARD not in text
