"""The sandbox's counts and vectors: accepted by the wires' closed readings, and a function of the text alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.sandbox_provider.figures import DIMENSIONS, counted, vectors
from gateway.adapters.sandbox_provider.request import Read
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.registry import Way
from gateway.core.strict_json import parse
from gateway.core.wires.anthropic_count_tokens import ANTHROPIC_COUNT_TOKENS
from gateway.core.wires.openai_embeddings import OPENAI_EMBEDDINGS
from tests.support.providers import entry, upstream
from tests.support.restorers import ReplacingRestorers
from tests.support.wires import through


def answered(**asked: JsonValue) -> list[JsonObject]:
    body: JsonObject = {"model": "fast", **asked}
    event = vectors(upstream(entry(Way.SANDBOX, ""), OPENAI_EMBEDDINGS, body))
    raw = through(OPENAI_EMBEDDINGS, OPENAI_EMBEDDINGS.read(body), [event], ReplacingRestorers())
    rows = parse(raw)["data"]
    assert isinstance(rows, list)
    return [row for row in rows if isinstance(row, dict)]


@given(st.text(max_size=20), st.text(max_size=20))
def test_one_text_has_one_vector_and_another_text_another(one: str, other: str) -> None:
    first, second, third = (row["embedding"] for row in answered(input=[one, other, one]))

    assert first == third
    assert (first == second) == (one == other)


@pytest.mark.parametrize(("asked", "length"), [({}, DIMENSIONS), ({"dimensions": 3}, 3)])
def test_a_vector_has_as_many_numbers_as_asked_for(asked: JsonObject, length: int) -> None:
    (row,) = answered(input="x", **asked)

    assert isinstance(row["embedding"], list)
    assert len(row["embedding"]) == length


def test_base64_is_given_where_it_is_asked_for() -> None:
    (row,) = answered(input="x", encoding_format="base64", dimensions=2)

    assert isinstance(row["embedding"], str)


def test_a_count_follows_from_the_texts() -> None:
    call = ANTHROPIC_COUNT_TOKENS.read({"model": "fast", "messages": [{"role": "user", "content": "x"}]})

    few, many = (counted(Read("echo", ("x" * n,), "", {}, tool_answered=False)) for n in (4, 400))

    assert through(ANTHROPIC_COUNT_TOKENS, call, [few], ReplacingRestorers()) == b'{"input_tokens":2}'
    assert many.data["input_tokens"] == 101
