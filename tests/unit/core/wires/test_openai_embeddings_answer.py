"""Vectors as they come back: closed shape, one kind, one length, one for each text."""

from base64 import b64encode
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wire import Event
from gateway.core.wires.openai_embeddings import OPENAI_EMBEDDINGS
from gateway.core.wires.openai_embeddings_answer import EmbeddingsAnswer
from tests.support.restorers import ReplacingRestorers

TWO: list[JsonValue] = [0.5, -1]


def row(index: int, embedding: JsonValue, **more: JsonValue) -> JsonObject:
    return {"object": "embedding", "index": index, "embedding": embedding, **more}


def listed(*rows: JsonObject, **more: JsonValue) -> Event:
    return Event(None, {"object": "list", "data": list(rows), "model": "e-1-2026", **more})


def answer(texts: int = 2, **more: JsonValue) -> EmbeddingsAnswer:
    call = OPENAI_EMBEDDINGS.read({"model": "fast", "input": ["x"] * texts, **more})
    return EmbeddingsAnswer(call)


def test_only_vectors_counts_and_the_callers_own_model_name_are_kept() -> None:
    reading = answer()
    usage: JsonObject = {"prompt_tokens": 3, "total_tokens": 3, "cost": "secret"}

    (event,) = reading.accept(listed(row(0, TWO, note="x"), row(1, [1, 2.5]), usage=usage, id="emb_1"))

    assert event.data == {
        "object": "list",
        "data": [row(0, TWO), row(1, [1, 2.5])],
        "model": "fast",
        "usage": {"prompt_tokens": 3, "total_tokens": 3},
    }
    assert reading.restore(event, ReplacingRestorers()) == [event]
    assert dict(reading.usage) == {"gen_ai.usage.input_tokens": 3}
    reading.finish()


def test_vectors_come_in_the_order_of_their_texts() -> None:
    (event,) = answer().accept(listed(row(1, [2.0]), row(0, [1.0])))

    assert event.data["data"] == [row(0, [1.0]), row(1, [2.0])]


@given(st.lists(st.floats(width=32, allow_nan=False), min_size=1, max_size=9))
def test_base64_of_any_floats_passes_as_it_came_where_it_was_asked_for(floats: list[float]) -> None:
    text = b64encode(pack(f"<{len(floats)}f", *floats)).decode()

    (event,) = answer(1, encoding_format="base64", dimensions=len(floats)).accept(listed(row(0, text)))

    assert event.data["data"] == [row(0, text)]


@pytest.mark.parametrize(
    "event",
    [
        listed(row(0, TWO)),
        listed(row(0, TWO), row(0, TWO)),
        listed(row(0, TWO), row(2, TWO)),
        listed(row(0, TWO), row(1, TWO), row(2, TWO)),
        listed(row(0, TWO), row(1, [1.0])),
        listed(row(0, TWO), row(1, [])),
        listed(row(0, TWO), row(1, [1.0, "Ana Ruiz"])),
        listed(row(0, TWO), row(1, [1.0, True])),
        listed(row(0, TWO), row(1, [1.0, None])),
        listed(row(0, TWO), row(1, [[1.0], [2.0]])),
        listed(row(0, TWO), row(1, "AACAPwAAAL8=")),
        listed(row(0, TWO), row(1, None)),
        listed(row(0, TWO), {**row(1, TWO), "object": "image"}),
        listed(row(0, [0.5] * 4097), row(1, [0.5] * 4097)),
        Event(None, {"object": "error", "data": [row(0, TWO), row(1, TWO)]}),
        Event(None, {"data": {"0": TWO}}),
        Event(None, {}),
    ],
    ids=range(17),
)
def test_any_other_shape_is_the_providers_error(event: Event) -> None:
    with pytest.raises(Refusal) as caught:
        answer().accept(event)

    assert caught.value.code is Code.PROVIDER_ERROR


@pytest.mark.parametrize("text", ["", "AACAPw", "AACAP===", "AACAPwA=", "AACAPwAA AL8=", "Ana Ruiz", "AACAPwAAAL8=\n"])
def test_what_is_no_base64_of_whole_floats_is_the_providers_error(text: str) -> None:
    with pytest.raises(Refusal):
        answer(1, encoding_format="base64").accept(listed(row(0, text)))


def test_other_dimensions_than_asked_for_are_the_providers_error() -> None:
    with pytest.raises(Refusal):
        answer(1, dimensions=3).accept(listed(row(0, TWO)))


def test_one_answer_is_enough_and_none_is_too_few() -> None:
    reading = answer(1)
    with pytest.raises(Refusal):
        reading.finish()
    reading.accept(listed(row(0, TWO)))
    with pytest.raises(Refusal):
        reading.accept(listed(row(0, TWO)))
    assert reading.text() == ""
