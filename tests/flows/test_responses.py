"""The Responses wire through the official client: tools, turns that go on, formats, refusals, and streams that break."""

import json
from base64 import b64decode
from typing import Any

import openai
import pytest
from openai.types.responses import Response
from pydantic import BaseModel

from tests.support.clients import openai_client
from tests.support.people import ADDRESSEE, PHONE, PLANTED, SENDER, repeats_tokens, sealed_lead, tokens_in
from tests.support.pictures import WHERE, encoded, photo
from tests.support.serving import Serving
from tests.support.upstream import End, Received, RecordingUpstream
from tests.support.upstream_answers import Calls, Says, cut

pytestmark = pytest.mark.asyncio(loop_scope="module")

STREAMED = pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
NAME = "create_draft"
TOOL = {
    "type": "function",
    "name": NAME,
    "description": "Draft a mail.",
    "strict": True,
    "parameters": {"type": "object", "properties": {"to": {"type": "string"}, "body": {"type": "string"}}},
}


def drafts(received: Received) -> Calls:
    """Calls the tool with every token of the prompt in its body; the JSON is cut in odd places."""
    tokens = tokens_in(received)
    mails = [each for each in tokens if each.startswith("[EMAIL_ADDRESS_")]
    arguments = json.dumps({"to": mails[0], "body": f'Say "hi" \\ to {", ".join(tokens)}\n', "tags": ["é", 1, None]})
    return Calls([(NAME, [arguments[i : i + 3] for i in range(0, len(arguments), 3)])], text="I will draft it.")


async def answered(gateway: Serving, asked: dict[str, Any], *, streamed: bool) -> Response:
    async with openai_client(gateway, "content") as client:
        if not streamed:
            created: Response = await client.responses.create(**asked)
            return created
        async with client.responses.stream(**asked) as stream:
            final: Response = await stream.get_final_response()
            return final


def nothing_planted(upstream: RecordingUpstream) -> bool:
    return not [value for value in PLANTED if value.encode() in upstream.requests[-1].raw]


@STREAMED
async def test_a_conversation_with_tools_goes_on_without_anything_kept(
    gateway: Serving, upstream: RecordingUpstream, *, streamed: bool
) -> None:
    upstream.answer_with(drafts, repeats_tokens)
    items: list[Any] = [{"role": "user", "content": "Draft a reply.\n" + sealed_lead(gateway.seal_keys["acme"])}]
    first = await answered(gateway, {"model": "small", "input": items, "tools": [TOOL]}, streamed=streamed)
    asked = upstream.requests[-1].json
    call = next(item for item in first.output if item.type == "function_call")
    arguments = json.loads(call.arguments)
    items += [*first.output, {"type": "function_call_output", "call_id": call.call_id, "output": f"sent to {PHONE}"}]

    second = await answered(gateway, {"model": "small", "input": items, "tools": [TOOL]}, streamed=streamed)

    assert arguments["to"] == ADDRESSEE[1]
    assert all(value in arguments["body"] for value in (ADDRESSEE[0], SENDER[0]))
    assert arguments["tags"] == ["é", 1, None]
    sent = upstream.requests[-1].json
    assert sent["store"] is asked["store"] is False
    assert [item.get("type", "message") for item in sent["input"]] == [
        *("message", "message", "function_call", "function_call_output"),
    ]
    assert ADDRESSEE[1] in second.output_text
    assert nothing_planted(upstream)


class Draft(BaseModel):
    """What the caller wants to get."""

    to: str
    words: int


async def test_a_format_comes_back_as_the_caller_s_own_type(gateway: Serving, upstream: RecordingUpstream) -> None:
    def writes(received: Received) -> Says:
        token = next(each for each in tokens_in(received) if each.startswith("[EMAIL_ADDRESS_"))
        return Says(json.dumps({"to": token, "words": 3}))

    upstream.answer_with(writes)

    async with openai_client(gateway, "content") as client:
        parsed = await client.responses.parse(model="small", input=f"Write to {ADDRESSEE[1]}.", text_format=Draft)

    assert parsed.output_parsed == Draft(to=ADDRESSEE[1], words=3)
    assert nothing_planted(upstream)


async def test_an_image_arrives_written_anew(gateway: Serving, upstream: RecordingUpstream) -> None:
    upstream.answer_with(repeats_tokens)
    data = encoded(photo())
    part = {"type": "input_image", "image_url": f"data:image/png;base64,{data}", "detail": "auto"}

    await answered(gateway, {"model": "small", "input": [{"role": "user", "content": [part]}]}, streamed=False)

    (sent,) = upstream.requests[-1].json["input"][0]["content"]
    assert sent["image_url"].startswith("data:image/png;base64,")
    assert data not in sent["image_url"]
    assert WHERE.encode() not in b64decode(sent["image_url"].partition(",")[2])


REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "stored": ({"store": True}, "store"),
    "continued": ({"previous_response_id": "resp_1"}, "previous_response_id"),
    "a conversation": ({"conversation": "conv_1"}, "conversation"),
    "in the background": ({"background": True}, "background"),
    "a stored prompt": ({"prompt": {"id": "pmpt_1"}}, "prompt"),
    "log probabilities": ({"include": ["message.output_text.logprobs"]}, "include[0]"),
    "results of files": ({"include": ["file_search_call.results"]}, "include[0]"),
    "search": ({"tools": [{"type": "web_search"}]}, "tools[0].type"),
    "a remote tool": ({"tools": [{"type": "mcp", "server_label": "x"}]}, "tools[0].type"),
    "an item by its id": ({"input": [{"type": "item_reference", "id": "msg_1"}]}, "input[0].type"),
    "tools in the input": ({"input": [{"type": "additional_tools", "tools": []}]}, "input[0].type"),
    "nested in extra_body": ({"extra_body": {"store": True}}, "extra_body"),
    "another case": ({"Store": True}, "Store"),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_what_would_be_kept_or_fetched_is_refused_by_name(
    gateway: Serving, upstream: RecordingUpstream, name: str
) -> None:
    fields, param = REFUSED[name]
    before = len(upstream.requests)

    async with openai_client(gateway, "content") as client:
        with pytest.raises(openai.BadRequestError) as caught:
            await client.responses.create(model="small", input="hello", extra_body=fields)

    assert (caught.value.code, caught.value.param) == ("parameter_refused", param)
    assert len(upstream.requests) == before


async def test_earlier_responses_can_neither_be_read_nor_deleted(gateway: Serving) -> None:
    async with openai_client(gateway, "content") as client:
        for asked in (client.responses.retrieve, client.responses.delete, client.responses.cancel):
            with pytest.raises(openai.PermissionDeniedError, match="endpoint_refused"):
                await asked("resp_1")


async def test_a_provider_behind_litellm_does_not_take_this_wire(gateway: Serving) -> None:
    async with openai_client(gateway, "content") as client:
        with pytest.raises(openai.PermissionDeniedError, match="provider_not_contracted"):
            await client.responses.create(model="small-t", input="hello")


async def test_a_stream_that_breaks_ends_with_an_error_that_the_client_raises(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(lambda received: cut(Says("one two three four").reply(received), 6, End.CLOSE))
    heard: list[str] = []

    async with openai_client(gateway, "content") as client:
        with pytest.raises(openai.APIError) as caught:
            async with client.responses.stream(model="small", input="hello") as stream:
                heard.extend([event.delta async for event in stream if event.type == "response.output_text.delta"])

    assert caught.value.code == "provider_error"


async def test_an_answer_that_was_cut_short_says_so(gateway: Serving, upstream: RecordingUpstream) -> None:
    upstream.answer_with(Says("one two", finish="length"))

    whole = await answered(gateway, {"model": "small", "input": "hello"}, streamed=False)

    assert whole.status == "incomplete"
    assert whole.incomplete_details is not None
    assert whole.incomplete_details.reason == "max_output_tokens"
    assert whole.output_text == "one two"
