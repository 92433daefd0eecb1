"""The catalogue's bypasses as a caller would try them: at the top, nested, as a header, in another case, twice.

Each is refused, or forced and dropped: what reaches the provider is looked at to the byte.
"""

import asyncio
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from gateway.core.errors import plain_name
from gateway.core.wires.anthropic_request import MESSAGES as ANTHROPICS
from gateway.core.wires.closed import Object
from gateway.core.wires.openai_request import CHAT
from tests.support.catalogue import anywhere, providers
from tests.support.litellm_library import keywords
from tests.support.people import repeats_tokens
from tests.support.posting import post
from tests.support.serving import ON_SQLITE, Serving
from tests.support.upstream import Answer, Received, RecordingUpstream, Reply
from tests.support.upstream_answers import Says
from tests.support.vectors import embeds

pytestmark = pytest.mark.asyncio(loop_scope="module")

MESSAGES = [{"role": "user", "content": "Hello"}]
CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "openai.chat": ("/content/v1/chat/completions", {"model": "small", "messages": MESSAGES}),
    "openai.responses": ("/content/v1/responses", {"model": "small", "input": MESSAGES}),
    "openai.embeddings": ("/content/v1/embeddings", {"model": "small", "input": ["Hello"]}),
    "anthropic.count_tokens": ("/content/v1/messages/count_tokens", {"model": "small-a", "messages": MESSAGES}),
    "anthropic.messages": ("/content/v1/messages", {"model": "small-a", "max_tokens": 50, "messages": MESSAGES}),
}
ANSWERS: dict[str, Answer] = {
    "openai.embeddings": embeds,
    "anthropic.count_tokens": Reply((b'{"input_tokens": 9}',)),
}
REFUSALS = {"parameter_refused", "invalid_request", "uninspectable", "model_not_allowed"}
GONE = ("cache_control", "prompt_cache_breakpoint", "metadata", "user_id", "person@example.com", "safety_identifier")
"""What an accepted bypass must not have brought along."""
OWN_HEADERS = {
    *("host", "content-type", "content-length", "accept", "accept-encoding", "user-agent", "authorization"),
    *("x-api-key", "anthropic-version"),
}


def cases() -> Iterator[tuple[str, dict[str, Any], str]]:
    """Wire, fragment and expectation of each case that is a fragment of a body."""
    for case in anywhere()["bypass_cases"]:
        wire, fragment = case["wire"], case["body_fragment"]
        if wire in CALLS and fragment.startswith("{"):
            # Of a key that comes twice the last is kept here; `test_given_twice` sends both.
            yield wire, json.loads(fragment), case["expect"]


def unsafe_headers() -> set[str]:
    """Every header that the catalogue has stripped or forced, but for those by which a caller proves who it is."""
    rows = [row for known in providers().values() for row in known["request_headers"]]
    names = {row["name"].lower().replace("*", "x") for row in rows if row["verdict"] in {"strip", "force"}}
    return {name for name in names if re.fullmatch(r"[a-z0-9-]+", name)} - OWN_HEADERS


async def sent(
    gateway: Serving, upstream: RecordingUpstream, wire: str, body: bytes, headers: dict[str, str] | None = None
) -> tuple[str | None, Received | None]:
    """The error's code, or None and what the provider saw."""
    before = len(upstream.requests)
    upstream.answer_with(ANSWERS.get(wire, repeats_tokens))

    posted = await post(gateway, CALLS[wire][0], body, headers=headers)

    code, _ = posted.error
    if code is not None:
        assert len(upstream.requests) == before, "something was dialled"
        return code, None
    return None, upstream.requests[-1]


def body(wire: str, **more: object) -> bytes:
    return json.dumps({**CALLS[wire][1], **more}).encode()


def twice(wire: str, name: str, first: object, second: object) -> bytes:
    """The body with a key that comes twice: two parsers would each believe another one."""
    whole = {key: value for key, value in CALLS[wire][1].items() if key != name}
    pairs = f'"{name}": {json.dumps(first)}, "{name}": {json.dumps(second)}'
    return (json.dumps(whole)[:-1] + ", " + pairs + "}").encode()


async def test_at_the_top_of_a_body_each_ends_as_the_catalogue_says(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    tried = 0
    for wire, fragment, expected in cases():
        tried += 1
        code, seen = await sent(gateway, upstream, wire, body(wire, **fragment))

        if expected.startswith("refuse"):
            assert code in REFUSALS, fragment
        else:
            assert seen is not None, (fragment, code)
            assert not [word for word in GONE if word.encode() in seen.raw], fragment
            assert seen.json.get("store") in {None, False}
    assert tried > 40


async def test_nested_where_litellm_or_a_client_would_merge_it_each_is_refused(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    for wire, fragment, _ in cases():
        for place in ("extra_body", "extra_query", "provider_options", "litellm_params", "optional_params"):
            code, _ = await sent(gateway, upstream, wire, body(wire, **{place: fragment}))
            assert code == "parameter_refused", (place, fragment)


async def test_in_another_spelling_each_is_refused(gateway: Serving, upstream: RecordingUpstream) -> None:
    for wire, fragment, _ in cases():
        for name, value in fragment.items():
            for spelt in (
                name.upper(),
                name.capitalize(),
                f"{name} ",
                f" {name}",
                name.replace("o", "\u043e") + "\u200b",
            ):
                if spelt != name:
                    code, _ = await sent(gateway, upstream, wire, body(wire, **{spelt: value}))
                    assert code == "parameter_refused", spelt


async def test_given_twice_each_is_refused_whichever_comes_last(gateway: Serving, upstream: RecordingUpstream) -> None:
    for wire, fragment, _ in cases():
        for name, value in fragment.items():
            harmless = CALLS[wire][1].get(name)
            for first, second in ((value, harmless), (harmless, value)):
                code, _ = await sent(gateway, upstream, wire, twice(wire, name, first, second))
                assert code == "invalid_request", name


@pytest.mark.parametrize(
    ("wire", "schema", "model"), [("openai.chat", CHAT, "small-t"), ("anthropic.messages", ANTHROPICS, "small-a")]
)
async def test_every_keyword_of_litellms_own_is_refused_by_its_name(
    gateway: Serving, upstream: RecordingUpstream, wire: str, schema: Object, model: str
) -> None:
    tried = sorted((await asyncio.to_thread(keywords)) - schema.known)
    assert len(tried) > 300

    before = len(upstream.requests)
    for name in tried:
        posted = await post(gateway, CALLS[wire][0], body(wire, model=model, **{name: "http://127.0.0.1:1/"}))
        assert posted.error == ("parameter_refused", plain_name(name)), name
    assert len(upstream.requests) == before


@pytest.mark.parametrize("wire", CALLS)
async def test_as_headers_they_are_nobodys(gateway: Serving, upstream: RecordingUpstream, wire: str) -> None:
    headers = {
        "anthropic-beta": "files-api-2025-04-14",
        "OpenAI-Organization": "org_other",
        "OpenAI-Project": "proj_other",
        "x-litellm-disable-callbacks": "all",
        "Idempotency-Key": "person@example.com",
        "Cookie": "session=person@example.com",
        "X-Forwarded-For": "203.0.113.7",
        "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    }
    headers |= dict.fromkeys(sorted(unsafe_headers()), "person@example.com")
    for _, fragment, _ in cases():
        headers |= {f"x-{name.replace('_', '-')}": json.dumps(value) for name, value in fragment.items()}

    code, seen = await sent(gateway, upstream, wire, body(wire), headers)

    assert code is None
    assert seen is not None
    assert {name.lower() for name, _ in seen.headers} <= OWN_HEADERS
    assert not [value for value in headers.values() if len(value) > 6 and value.encode() in seen.raw]


@pytest.mark.parametrize("query", ["beta=true", "api-version=preview", "store=true"])
async def test_as_a_query_they_are_refused(gateway: Serving, upstream: RecordingUpstream, query: str) -> None:
    before = len(upstream.requests)
    for wire, (path, _) in CALLS.items():
        assert (await post(gateway, f"{path}?{query}", body(wire))).status == 400

    assert len(upstream.requests) == before


@pytest.mark.parametrize("wire", ["openai.chat", "openai.responses"])
@pytest.mark.parametrize("given", [{}, {"store": None}, {"store": False}], ids=["absent", "null", "false"])
async def test_silence_about_storing_is_a_no_in_the_bytes(
    gateway: Serving, upstream: RecordingUpstream, wire: str, given: dict[str, object]
) -> None:
    _, seen = await sent(gateway, upstream, wire, body(wire, **given))

    assert seen is not None
    assert seen.json["store"] is False
    assert seen.body.count(b'"store"') == 1


@ON_SQLITE
async def test_what_a_translated_provider_gets_says_no_as_well(gateway: Serving, upstream: RecordingUpstream) -> None:
    upstream.answer_with(Says("ok"))
    translated = {**CALLS["openai.chat"][1], "model": "small-t"}

    for more in ({"store": True}, {"metadata": {"user_id": "person@example.com"}}, {"user": "person@example.com"}):
        before = len(upstream.requests)
        posted = await post(gateway, CALLS["openai.chat"][0], json.dumps({**translated, **more}).encode())
        if "store" in more:
            assert posted.error[0] == "parameter_refused"
            assert len(upstream.requests) == before
        else:
            assert posted.status == 200, posted.text
            assert not [word for word in GONE if word.encode() in upstream.requests[-1].raw]
