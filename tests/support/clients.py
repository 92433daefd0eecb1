"""The official SDKs, as a CRM configures them: base URL, key, and one default header."""

from __future__ import annotations

from collections.abc import Mapping

from anthropic import AsyncAnthropic
from openai import AsyncOpenAI

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
        return await _ask_openai(gateway, purpose, prompt, streamed=streamed)
    if wire == "responses":
        return await _ask_responses(gateway, purpose, prompt, streamed=streamed)
    return await _ask_anthropic(gateway, purpose, prompt, streamed=streamed)


async def _ask_openai(gateway: Serving, purpose: str, prompt: str, *, streamed: bool) -> str:
    async with openai_client(gateway, purpose) as client:
        if not streamed:
            whole = await client.chat.completions.create(model="small", messages=[{"role": "user", "content": prompt}])
            return whole.choices[0].message.content or ""
        async with client.chat.completions.stream(
            model="small", messages=[{"role": "user", "content": prompt}]
        ) as stream:
            final = await stream.get_final_completion()
            return final.choices[0].message.content or ""


async def _ask_responses(gateway: Serving, purpose: str, prompt: str, *, streamed: bool) -> str:
    async with openai_client(gateway, purpose) as client:
        if not streamed:
            return (await client.responses.create(model="small", input=prompt)).output_text
        async with client.responses.stream(model="small", input=prompt) as stream:
            deltas = [event.delta async for event in stream if event.type == "response.output_text.delta"]
            final = await stream.get_final_response()
            assert "".join(deltas) == final.output_text
            return final.output_text


async def _ask_anthropic(gateway: Serving, purpose: str, prompt: str, *, streamed: bool) -> str:
    async with anthropic_client(gateway, purpose) as client:
        if not streamed:
            whole = await client.messages.create(
                model="small-a", max_tokens=200, messages=[{"role": "user", "content": prompt}]
            )
            return "".join(block.text for block in whole.content if block.type == "text")
        async with client.messages.stream(
            model="small-a", max_tokens=200, messages=[{"role": "user", "content": prompt}]
        ) as stream:
            return await stream.get_final_text()
