"""Wires of figures over any body and any answer: texts are leaves, and what comes back is numbers or an error."""

from random import Random
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.call import render
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.strict_json import dump, parse
from gateway.core.wire import Event, Wire
from gateway.core.wires.anthropic_count_tokens import ANTHROPIC_COUNT_TOKENS
from gateway.core.wires.openai_embeddings import OPENAI_EMBEDDINGS
from gateway.core.wires.openai_embeddings_request import MAX_INPUTS_AS_NUMBERS
from tests.properties.test_json import OBJECTS, TEXT, VALUES
from tests.support.restorers import ReplacingRestorers
from tests.support.wires import CALL_ID

HELLO: list[JsonValue] = [{"role": "user", "content": "Hello"}]
BASES: dict[str, tuple[Wire, JsonObject]] = {
    "embeddings": (OPENAI_EMBEDDINGS, {"model": "fast", "input": ["one", "two"]}),
    "base64": (OPENAI_EMBEDDINGS, {"model": "fast", "input": "one", "encoding_format": "base64"}),
    "count": (ANTHROPIC_COUNT_TOKENS, {"model": "fast", "messages": HELLO}),
}
REQUEST_CODES = {Code.INVALID_REQUEST, Code.PARAMETER_REFUSED, Code.UNINSPECTABLE, Code.TOO_LARGE}
each_base = pytest.mark.parametrize("base", BASES)

FIELDS = st.sampled_from(
    ["object", "data", "index", "embedding", "model", "usage", "prompt_tokens", "input_tokens", "id"]
)
ANSWERS: st.SearchStrategy[JsonValue] = st.recursive(
    st.sampled_from([None, True, 0, 1, -1, 0.5, "", "list", "embedding", "AACAPw==", "Ana Ruiz"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=4),
    max_leaves=12,
)
VECTORS = st.lists(st.floats(allow_nan=False, allow_infinity=False, width=32), min_size=1, max_size=4)


@given(TEXT | st.lists(TEXT, min_size=1, max_size=MAX_INPUTS_AS_NUMBERS))
def test_texts_to_embed_are_leaves_in_their_order_and_give_the_body_back(given_input: JsonValue) -> None:
    body: JsonObject = {"model": "fast", "input": given_input}
    call = OPENAI_EMBEDDINGS.read(body)

    assert [leaf.text for leaf in call.leaves] == (given_input if isinstance(given_input, list) else [given_input])
    assert render(call, [leaf.text for leaf in call.leaves]) == body


@each_base
@given(more=OBJECTS)
def test_any_object_is_a_call_or_a_refusal(base: str, more: JsonObject) -> None:
    wire, body = BASES[base]
    try:
        wire.read({**body, **more})
    except Refusal as refusal:
        assert refusal.code in REQUEST_CODES  # noqa: PT017 - both ways are right


@given(VALUES)
def test_whatever_is_to_be_embedded_is_text_or_refused(value: JsonValue) -> None:
    try:
        call = OPENAI_EMBEDDINGS.read({"model": "fast", "input": value})
    except Refusal as refusal:
        assert refusal.code in REQUEST_CODES  # noqa: PT017 - both ways are right
    else:
        assert isinstance(value, str) or all(isinstance(each, str) for each in cast("list[JsonValue]", value))
        assert call.leaves


@each_base
@given(answer=st.dictionaries(FIELDS, ANSWERS, max_size=5))
def test_any_answer_is_figures_or_the_providers_error(base: str, answer: JsonObject) -> None:
    wire, body = BASES[base]
    reading = wire.answer(wire.read(body), call_id=CALL_ID)
    try:
        (event,) = reading.accept(Event(None, answer))
    except Refusal as refusal:
        assert refusal.code is Code.PROVIDER_ERROR  # noqa: PT017 - both ways are right
        return
    reading.finish()

    assert b"Ana Ruiz" not in dump(event.data)
    assert reading.restore(event, ReplacingRestorers()) == [event]


@given(st.lists(VECTORS, min_size=1, max_size=5), st.randoms())
def test_vectors_come_back_to_the_number_whatever_their_order(vectors: list[list[float]], chance: Random) -> None:
    length = min(map(len, vectors))
    vectors = [vector[:length] for vector in vectors]
    rows: list[JsonValue] = [{"index": index, "embedding": [*vector]} for index, vector in enumerate(vectors)]
    chance.shuffle(rows)
    call = OPENAI_EMBEDDINGS.read({"model": "fast", "input": ["x"] * len(vectors)})

    (event,) = OPENAI_EMBEDDINGS.answer(call, call_id=CALL_ID).accept(Event(None, {"data": rows}))

    data = parse(OPENAI_EMBEDDINGS.encode(event, streamed=False))["data"]
    assert isinstance(data, list)
    assert [cast("JsonObject", row)["embedding"] for row in data] == vectors
