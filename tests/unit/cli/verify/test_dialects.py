"""The upstream speaks as the address asks, and a cut moves no byte."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.cli.verify.dialects import CUTS, Dialects, confirming, in_bytes, is_spoken
from gateway.cli.verify.upstream import Answer, Request
from gateway.core.jsontypes import JsonObject
from gateway.core.registry import Way
from tests.support.providers import entry
from tests.unit.cli.verify.conftest import Stage

ENTRY = entry(Way.DIRECT, "https://provider.example/v1")
MESSAGES: JsonObject = {"messages": [{"role": "user", "content": "Hello you"}]}
INPUT: JsonObject = {"input": "Hello you"}
CONTENTS: JsonObject = {"contents": [{"role": "user", "parts": [{"text": "Hello you"}]}]}
SPOKEN = {
    "/v1/chat/completions": MESSAGES,
    "/v1/responses": INPUT,
    "/v1/messages": MESSAGES,
    "/v1beta/models/m:generateContent": CONTENTS,
}


def answered(path: str, body: JsonObject, cut: str = "at once") -> Answer:
    raw = json.dumps(body).encode()
    return Dialects(ENTRY, CUTS[cut], {"x-confirms": "yes"})(Request(path, {}, raw, raw))


@pytest.mark.parametrize("path", SPOKEN)
def test_it_says_what_it_was_told_and_confirms(path: str) -> None:
    answer = answered(path, SPOKEN[path])

    assert b"Hello you" in b"".join(answer.pieces)
    assert (answer.status, answer.headers) == (200, {"x-confirms": "yes"})
    assert is_spoken(path)


@pytest.mark.parametrize("cut", CUTS)
def test_a_stream_has_the_same_bytes_however_it_is_cut(cut: str) -> None:
    body: JsonObject = {**MESSAGES, "stream": True}

    answer = answered("/v1/chat/completions", body, cut)

    assert answer.content_type == "text/event-stream"
    assert b"".join(answer.pieces) == b"".join(answered("/v1/chat/completions", body).pieces)
    assert len(answer.pieces) >= 1


@given(st.lists(st.binary()), st.integers(1, 9))
def test_cutting_by_bytes_keeps_them_all(events: list[bytes], size: int) -> None:
    pieces = in_bytes(size)(events)

    assert b"".join(pieces) == b"".join(events)
    assert all(len(piece) == size for piece in pieces[:-1])


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [("/v1/embeddings", INPUT, "data"), ("/v1/messages/count_tokens", MESSAGES, "input_tokens")],
)
def test_figures_are_answered_too(path: str, body: JsonObject, field: str) -> None:
    (piece,) = answered(path, body).pieces

    assert field in json.loads(piece)


def test_an_address_of_another_dialect_is_not_spoken() -> None:
    assert answered("/v1/surprise", MESSAGES).status == 501
    assert not is_spoken("/v1/surprise")


@pytest.mark.asyncio(loop_scope="package")
async def test_a_provider_that_has_to_confirm_its_retention_does(stage: Stage) -> None:
    assert confirming(stage.route("xai"), "openai.chat") == {"x-zero-data-retention": "true"}
    assert not confirming(stage.route("openai"), "openai.chat")
