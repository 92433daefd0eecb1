"""Images through the official clients: written anew where the tenant opted in, refused everywhere else, fetched nowhere."""

import asyncio
from base64 import b64decode
from collections.abc import Awaitable, Callable
from typing import Any

import anthropic
import openai
import pytest

from gateway.core.ledger import Facts
from tests.support.clients import anthropic_client, openai_client
from tests.support.people import ADDRESSEE, repeats_tokens
from tests.support.pictures import FORMATS, WHERE, encoded, photo
from tests.support.serving import ON_SQLITE, Serving, plane_of
from tests.support.upstream import RecordingUpstream

pytestmark = pytest.mark.asyncio(loop_scope="module")

CAPTION = f"Write a caption for {ADDRESSEE[1]}."


def openai_parts(url: str) -> list[dict[str, Any]]:
    return [{"type": "text", "text": CAPTION}, {"type": "image_url", "image_url": {"url": url}}]


def anthropic_parts(source: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "text", "text": CAPTION}, {"type": "image", "source": source}]


async def ask_openai(
    gateway: Serving, url: str, *, purpose: str = "content", tenant: str = "acme", model: str = "small"
) -> str:
    async with openai_client(gateway, purpose, tenant=tenant) as client:
        answer = await client.chat.completions.create(
            model=model,
            messages=[{"role": "user", "content": openai_parts(url)}],  # type: ignore[list-item,misc]  # as the API has it
        )
    return answer.choices[0].message.content or ""


async def ask_anthropic(
    gateway: Serving, source: dict[str, Any], *, purpose: str = "content", tenant: str = "acme"
) -> str:
    async with anthropic_client(gateway, purpose, tenant=tenant) as client:
        answer = await client.messages.create(
            model="small-a",
            max_tokens=50,
            messages=[{"role": "user", "content": anthropic_parts(source)}],  # type: ignore[list-item,misc]  # as above
        )
    return "".join(block.text for block in answer.content if block.type == "text")


@pytest.mark.parametrize("media_type", FORMATS)
async def test_what_arrives_is_the_image_and_nothing_beside_it(
    gateway: Serving, upstream: RecordingUpstream, media_type: str
) -> None:
    upstream.answer_with(repeats_tokens)
    data = encoded(photo(media_type))

    answers = [
        await ask_openai(gateway, f"data:{media_type};base64,{data}"),
        await ask_anthropic(gateway, {"type": "base64", "media_type": media_type, "data": data}),
    ]

    seen = [request.json["messages"] for request in upstream.requests[-2:]]
    for request in upstream.requests[-2:]:
        assert data not in request.raw.decode()
    url = next(m for m in seen[0] if m["role"] == "user")["content"][1]["image_url"]["url"]
    source = seen[1][0]["content"][1]["source"]
    assert url == f"data:{media_type};base64,{source['data']}"
    assert WHERE.encode() not in b64decode(source["data"])
    assert all(ADDRESSEE[1] in answer for answer in answers)


@ON_SQLITE
async def test_a_translated_provider_gets_the_same_image_in_its_own_form(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(repeats_tokens)
    url = "data:image/jpeg;base64," + encoded(photo("image/jpeg"))

    assert ADDRESSEE[1] in await ask_openai(gateway, url, model="small-t")

    received = upstream.requests[-1]
    assert received.path == "/v1/messages"
    (source,) = [part["source"] for part in received.json["messages"][0]["content"] if part["type"] == "image"]
    assert (source["type"], source["media_type"]) == ("base64", "image/jpeg")
    assert WHERE.encode() not in b64decode(source["data"])


async def test_a_large_image_has_room_where_large_text_has_none(gateway: Serving, upstream: RecordingUpstream) -> None:
    upstream.answer_with(repeats_tokens)
    large = encoded(photo() + bytes(3 * 1024 * 1024))

    assert await ask_openai(gateway, f"data:image/png;base64,{large}")
    with pytest.raises(openai.APIStatusError, match="too_large"):
        async with openai_client(gateway, "content") as client:
            await client.chat.completions.create(
                model="small", messages=[{"role": "user", "content": "word " * 120_000} for _ in range(3)]
            )


async def refused(upstream: RecordingUpstream, ask: Callable[[], Awaitable[str]]) -> str:
    before = len(upstream.requests)
    with pytest.raises((openai.APIStatusError, anthropic.APIStatusError)) as caught:
        await ask()
    assert len(upstream.requests) == before, "something was dialled"
    return str(caught.value)


@pytest.mark.parametrize(("purpose", "tenant"), [("deal_coach", "acme"), ("twin", "acme"), ("content", "globex")])
async def test_without_opting_in_and_for_other_purposes_images_are_refused_with_what_to_do(
    gateway: Serving, upstream: RecordingUpstream, purpose: str, tenant: str
) -> None:
    data = encoded(photo())
    source = {"type": "base64", "media_type": "image/png", "data": data}

    by_openai = await refused(
        upstream, lambda: ask_openai(gateway, f"data:image/png;base64,{data}", purpose=purpose, tenant=tenant)
    )
    by_anthropic = await refused(upstream, lambda: ask_anthropic(gateway, source, purpose=purpose, tenant=tenant))

    for message in (by_openai, by_anthropic):
        assert "uninspectable" in message
        assert "where the tenant allows them" in message


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/a.png",
        "http://127.0.0.1:9/a.png",
        "data:application/pdf;base64,JVBERi0xLjc=",
        "data:image/png;base64,JVBERi0xLjc=",
        "data:image/jpeg;base64," + encoded(photo("image/png")),
        "data:image/png;base64," + encoded(photo()[:60]),
        "data:image/png;base64,%%%",
    ],
    ids=["remote", "loopback", "PDF", "PDF as PNG", "PNG as JPEG", "half", "no base64"],
)
async def test_what_cannot_be_decoded_is_refused_and_nothing_is_fetched(
    gateway: Serving, upstream: RecordingUpstream, url: str
) -> None:
    assert "uninspectable" in await refused(upstream, lambda: ask_openai(gateway, url))


PDF = "JVBERi0xLjc="
LINK = "http://127.0.0.1:9/a"
UNREAD: dict[str, tuple[str, dict[str, Any]]] = {
    "chat: sound": ("chat", {"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}}),
    "chat: PDF": (
        "chat",
        {"type": "file", "file": {"file_data": f"data:application/pdf;base64,{PDF}", "filename": "a.pdf"}},
    ),
    "chat: stored file": ("chat", {"type": "file", "file": {"file_id": "file-1"}}),
    "responses: sound": ("responses", {"type": "input_audio", "input_audio": {"data": "AAAA", "format": "mp3"}}),
    "responses: PDF": (
        "responses",
        {"type": "input_file", "file_data": f"data:application/pdf;base64,{PDF}", "filename": "a.pdf"},
    ),
    "responses: address of a PDF": ("responses", {"type": "input_file", "file_url": f"{LINK}.pdf"}),
    "responses: stored file": ("responses", {"type": "input_file", "file_id": "file-1"}),
    "responses: address of an image": (
        "responses",
        {"type": "input_image", "image_url": "https://example.com/a.png", "detail": "auto"},
    ),
    "messages: PDF": (
        "messages",
        {"type": "document", "source": {"type": "base64", "media_type": "application/pdf", "data": PDF}},
    ),
    "messages: address of a PDF": ("messages", {"type": "document", "source": {"type": "url", "url": f"{LINK}.pdf"}}),
    "messages: address of an image": ("messages", {"type": "image", "source": {"type": "url", "url": f"{LINK}.png"}}),
    "messages: stored image": ("messages", {"type": "image", "source": {"type": "file", "file_id": "file-1"}}),
}
"""What nobody can look through, and what somebody else would have to fetch, by the wire that has it."""


async def send_part(gateway: Serving, wire: str, part: dict[str, Any]) -> str:
    turn: Any = {"role": "user", "content": [part]}
    if wire == "messages":
        async with anthropic_client(gateway, "content") as anthropics:
            return (await anthropics.messages.create(model="small-a", max_tokens=50, messages=[turn])).id
    async with openai_client(gateway, "content") as client:
        if wire == "responses":
            return (await client.responses.create(model="small", input=[turn])).id
        return (await client.chat.completions.create(model="small", messages=[turn])).id


@pytest.mark.parametrize("name", UNREAD)
async def test_sound_documents_and_addresses_are_refused_with_what_to_send_instead(
    gateway: Serving, upstream: RecordingUpstream, name: str
) -> None:
    message = await refused(upstream, lambda: send_part(gateway, *UNREAD[name]))

    assert "uninspectable" in message
    for remedy in ("a document's words", "a recording's transcript", "Images go as base64"):
        assert remedy in message


async def test_the_trace_says_how_many_images_nobody_looked_through(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(repeats_tokens)
    await ask_openai(gateway, "data:image/png;base64," + encoded(photo()))

    async with asyncio.timeout(10):
        while not any(  # noqa: ASYNC110 - another process writes the record
            facts.get("images_unscanned") == 1 for facts in await traces(gateway)
        ):
            await asyncio.sleep(0.2)

    assert WHERE not in repr(await traces(gateway))


async def traces(gateway: Serving) -> list[Facts]:
    """The facts of the tenant's latest records."""
    async with plane_of(gateway) as plane:
        return [record.facts for record in await plane.store.records(tenant="acme", limit=400)]
