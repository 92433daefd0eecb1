"""The wire `openai.embeddings`: what leaves, what comes back, how the official client reads it."""

import math
from collections.abc import Callable

import httpx
import openai
import pytest

from gateway.core.call import Leaf
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.strict_json import dump, parse
from gateway.core.wire import Event, Wire, Yields
from gateway.core.wires.openai_embeddings import OPENAI_EMBEDDINGS
from gateway.core.wires.openai_embeddings_answer import EmbeddingsAnswer
from gateway.core.wires.openai_embeddings_request import MAX_INPUTS, MAX_INPUTS_AS_NUMBERS
from tests.support.restorers import ReplacingRestorers
from tests.support.wires import CALL_ID, through

BASE64 = "AACAPwAAAL8="
"""1.0 and -0.5."""


def test_it_is_a_wire_of_vectors_that_never_streams() -> None:
    wire: Wire = OPENAI_EMBEDDINGS
    call = wire.read({"model": "fast", "input": "x"})

    assert (wire.name, wire.path, wire.yields) == ("openai.embeddings", "/embeddings", Yields.VECTORS)
    assert not call.stream
    assert isinstance(wire.answer(call, call_id=CALL_ID), EmbeddingsAnswer)
    assert {"input", "base64"} <= wire.words


def test_nothing_is_added_to_what_is_embedded() -> None:
    sent = OPENAI_EMBEDDINGS.outbound({"model": "fast", "input": ["x"]}, model="e-1", note="Copy.", forced={})

    assert sent == {"model": "e-1", "input": ["x"]}


def test_vectors_as_numbers_are_fewer_at_a_time_than_in_base64() -> None:
    asked: JsonObject = {"model": "fast", "input": ["x"] * MAX_INPUTS}

    assert len(OPENAI_EMBEDDINGS.read({**asked, "encoding_format": "base64"}).leaves) == MAX_INPUTS
    assert OPENAI_EMBEDDINGS.read({**asked, "input": ["x"] * MAX_INPUTS_AS_NUMBERS}).leaves
    with pytest.raises(Refusal) as caught:
        OPENAI_EMBEDDINGS.read({**asked, "input": ["x"] * (MAX_INPUTS_AS_NUMBERS + 1)})
    assert (caught.value.code, caught.value.param) == (Code.INVALID_REQUEST, "input")


def test_the_official_client_reads_the_answer_to_what_it_sends() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        call = OPENAI_EMBEDDINGS.read({**_document(request), "model": "fast"})
        rows: list[JsonValue] = [
            {"object": "embedding", "index": leaf.index, "embedding": BASE64} for leaf in call.leaves
        ]
        usage: JsonObject = {"prompt_tokens": 2, "total_tokens": 2}
        event = Event(None, {"object": "list", "data": rows, "model": "e-1", "usage": usage})
        return httpx.Response(200, content=through(OPENAI_EMBEDDINGS, call, [event], ReplacingRestorers()))

    made = _client(answer).embeddings.create(model="fast", input=["one", "two"])

    assert [row.embedding for row in made.data] == [[1.0, -0.5]] * 2
    assert made.model == "fast"
    assert made.usage.prompt_tokens == 2
    assert all(math.isfinite(number) for number in made.data[0].embedding)


def test_the_official_client_raises_on_token_ids() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        try:
            OPENAI_EMBEDDINGS.read(_document(request))
        except Refusal as refusal:
            return httpx.Response(422, content=dump(OPENAI_EMBEDDINGS.error(refusal, request_id="r")))
        return httpx.Response(200)

    with pytest.raises(openai.UnprocessableEntityError) as caught:
        _client(answer).embeddings.create(model="fast", input=[[1, 2, 3]])

    assert (caught.value.code, caught.value.param) == ("uninspectable", "input[0]")


def test_texts_are_read_in_order_and_stand_in_the_body_as_leaves() -> None:
    call = OPENAI_EMBEDDINGS.read({"model": "fast", "input": ["a", "b"]})

    leaves = call.body["input"]
    assert isinstance(leaves, list)
    assert [each.text for each in leaves if isinstance(each, Leaf)] == ["a", "b"]


def _document(request: httpx.Request) -> JsonObject:
    return parse(request.content)


def _client(answer: Callable[[httpx.Request], httpx.Response]) -> openai.OpenAI:
    transport = httpx.MockTransport(answer)
    return openai.OpenAI(
        api_key="k",
        base_url="http://gw/twin/v1",
        max_retries=0,
        http_client=httpx.Client(transport=transport),
    )
