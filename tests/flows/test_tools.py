"""Tool calls through official clients: arguments get back what the tenant's manifest allows, as valid JSON, streamed or not."""

import json

import pytest

from tests.support.clients import anthropic_client, openai_client
from tests.support.people import ADDRESSEE, PLANTED, SENDER, THIRD, sealed_lead
from tests.support.serving import Serving
from tests.support.upstream import Received, RecordingUpstream
from tests.support.upstream_answers import Calls

pytestmark = pytest.mark.asyncio(loop_scope="module")

PARAMETERS = {
    "type": "object",
    "properties": {"to": {"type": "string"}, "body": {"type": "string"}, "tags": {"type": "array"}},
}
NAME = "create_draft"


def drafts(received: Received) -> Calls:
    """Calls the tool with every token of the prompt in its body, and the addressee's in `to`; the JSON is cut in odd places."""
    text = received.body.decode()
    people = [f"[PERSON_{n}]" for n in (1, 2, 3) if f"[PERSON_{n}]" in text]
    mails = [f"[EMAIL_ADDRESS_{n}]" for n in (1, 2, 3) if f"[EMAIL_ADDRESS_{n}]" in text]
    arguments = json.dumps(
        {"to": mails[0], "body": f'Say "hi" \\ to {", ".join([*people, *mails])}\n', "tags": ["é", 1, None]}
    )
    return Calls([(NAME, [arguments[i : i + 3] for i in range(0, len(arguments), 3)])])


def check(arguments: dict[str, object]) -> None:
    body = arguments["body"]
    assert isinstance(body, str)
    assert arguments["to"] == ADDRESSEE[1]
    assert all(value in body for value in (ADDRESSEE[0], SENDER[0], SENDER[1]))
    assert not any(value in body for value in THIRD)
    assert body.startswith('Say "hi" \\ to ')
    assert arguments["tags"] == ["é", 1, None]


def prompt(gateway: Serving) -> str:
    return "Draft a reply with the tool.\n" + sealed_lead(gateway.seal_keys["acme"])


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
async def test_openai_tool_arguments_are_restored_by_the_manifest(
    gateway: Serving, upstream: RecordingUpstream, *, streamed: bool
) -> None:
    upstream.answer_with(drafts)
    function = {"name": NAME, "description": "Draft a mail.", "strict": True, "parameters": PARAMETERS}
    tool = {"type": "function", "function": function}
    asked = {"model": "small", "messages": [{"role": "user", "content": prompt(gateway)}], "tools": [tool]}

    async with openai_client(gateway, "content") as client:
        if streamed:
            async with client.chat.completions.stream(**asked) as stream:  # type: ignore[arg-type]  # as typed above
                answer = await stream.get_final_completion()
        else:
            answer = await client.chat.completions.create(**asked)  # type: ignore[call-overload]  # as typed above

    (call,) = answer.choices[0].message.tool_calls or []
    check(json.loads(call.function.arguments))
    assert not [value for value in PLANTED if value.encode() in upstream.requests[-1].raw]


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
async def test_anthropic_tool_input_is_restored_by_the_manifest(
    gateway: Serving, upstream: RecordingUpstream, *, streamed: bool
) -> None:
    upstream.answer_with(drafts)
    asked = {
        "model": "small-a",
        "max_tokens": 300,
        "messages": [{"role": "user", "content": prompt(gateway)}],
        "tools": [{"name": NAME, "description": "Draft a mail.", "input_schema": PARAMETERS}],
    }

    async with anthropic_client(gateway, "content") as client:
        if streamed:
            async with client.messages.stream(**asked) as stream:  # type: ignore[arg-type]  # as typed above
                answer = await stream.get_final_message()
        else:
            answer = await client.messages.create(**asked)  # type: ignore[call-overload]  # as typed above

    (call,) = [block for block in answer.content if block.type == "tool_use"]
    check(dict(call.input))
    assert not [value for value in PLANTED if value.encode() in upstream.requests[-1].raw]


async def test_a_tool_that_may_send_is_refused_for_drafts(gateway: Serving, upstream: RecordingUpstream) -> None:
    before = len(upstream.requests)
    tool = {"type": "function", "function": {"name": "send_mail", "parameters": PARAMETERS}}

    async with openai_client(gateway, "content") as client:
        with pytest.raises(Exception, match="parameter_refused"):
            await client.chat.completions.create(
                model="small",
                messages=[{"role": "user", "content": "hello"}],
                tools=[tool],  # type: ignore[list-item]  # as the API has it
            )

    assert len(upstream.requests) == before
