"""The official SDKs, as a CRM configures them: base URL, key, and one default header."""

from __future__ import annotations

from collections.abc import Mapping

from anthropic import AsyncAnthropic
from anthropic.types import Message, MessageParam, ParsedMessage
from openai import AsyncOpenAI, omit
from openai.types.chat import ChatCompletion, ChatCompletionUserMessageParam, ParsedChatCompletion
from openai.types.responses import Response

from tests.support.serving import USER_HEADERS, Serving


def openai_client(
    gateway: Serving, purpose: str, *, tenant: str = "acme", headers: Mapping[str, str] = USER_HEADERS
) -> AsyncOpenAI:
    """OpenAI's client for one purpose."""
    return AsyncOpenAI(base_url=gateway.url(purpose) + "/v1", api_key=gateway.keys[tenant], default_headers=headers)


def anthropic_client(
    gateway: Serving, purpose: str, *, tenant: str = "acme", headers: Mapping[str, str] = USER_HEADERS
) -> AsyncAnthropic:
    """Anthropic's client for one purpose."""
    return AsyncAnthropic(base_url=gateway.url(purpose), api_key=gateway.keys[tenant], default_headers=headers)


async def ask(gateway: Serving, purpose: str, prompt: str, *, wire: str, streamed: bool) -> str:
    """One user message through an official SDK; the answer's text as the SDK's own accumulator has it."""
    if wire == "openai":
        completion = await completed(gateway, purpose, prompt, streamed=streamed)
        return completion.choices[0].message.content or ""
    if wire == "responses":
        return (await responded(gateway, purpose, prompt, streamed=streamed)).output_text
    message = await messaged(gateway, purpose, prompt, streamed=streamed)
    return "".join(block.text for block in message.content if block.type == "text")


async def completed(
    gateway: Serving, purpose: str, prompt: str, *, streamed: bool, choices: int = 1
) -> ChatCompletion | ParsedChatCompletion[None]:
    """The completion of one user message, as OpenAI's client has it at its end."""
    turn: ChatCompletionUserMessageParam = {"role": "user", "content": prompt}
    number = choices if choices > 1 else omit
    async with openai_client(gateway, purpose) as client:
        if not streamed:
            return await client.chat.completions.create(model="small", messages=[turn], n=number)
        async with client.chat.completions.stream(model="small", messages=[turn], n=number) as stream:
            return await stream.get_final_completion()


async def responded(gateway: Serving, purpose: str, prompt: str, *, streamed: bool) -> Response:
    """The response to one text, as OpenAI's client has it at its end."""
    async with openai_client(gateway, purpose) as client:
        if not streamed:
            return await client.responses.create(model="small", input=prompt)
        async with client.responses.stream(model="small", input=prompt) as stream:
            deltas = [event.delta async for event in stream if event.type == "response.output_text.delta"]
            final = await stream.get_final_response()
            assert "".join(deltas) == final.output_text
            return final


async def messaged(gateway: Serving, purpose: str, prompt: str, *, streamed: bool) -> Message | ParsedMessage[None]:
    """The message that answers one user message, as Anthropic's client has it at its end."""
    turn: MessageParam = {"role": "user", "content": prompt}
    async with anthropic_client(gateway, purpose) as client:
        if not streamed:
            return await client.messages.create(model="small-a", max_tokens=200, messages=[turn])
        async with client.messages.stream(model="small-a", max_tokens=200, messages=[turn]) as stream:
            return await stream.get_final_message()
