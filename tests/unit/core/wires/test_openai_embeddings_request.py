"""What a caller may send to embeddings: texts, bounds, and nothing that hides text from whoever looks for it."""

import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wires.openai_embeddings import OPENAI_EMBEDDINGS
from gateway.core.wires.openai_embeddings_request import EMBEDDINGS, MAX_INPUTS
from gateway.core.wires.schema import Walk


def body(given: JsonValue = "Hello", **more: JsonValue) -> JsonObject:
    return {"model": "fast", "input": given, **more}


def read(asked: JsonObject) -> Walk:
    walk = Walk()
    EMBEDDINGS.read_object(asked, "", walk)
    return walk


def refused(asked: JsonObject) -> tuple[Code, str | None]:
    with pytest.raises(Refusal) as caught:
        read(asked)
    return caught.value.code, caught.value.param


@pytest.mark.parametrize(("given", "texts"), [("one", ["one"]), (["one", "two", ""], ["one", "two", ""])])
def test_each_text_is_a_leaf(given: JsonValue, texts: list[str]) -> None:
    assert [leaf.text for leaf in read(body(given)).leaves] == texts


@pytest.mark.parametrize(
    ("given", "param"),
    [([1, 2, 3], "input[0]"), ([[1, 2], [3]], "input[0]"), (["one", 7], "input[1]"), ([[]], "input[0]")],
)
def test_token_ids_hide_text_and_are_uninspectable(given: JsonValue, param: str) -> None:
    assert refused(body(given)) == (Code.UNINSPECTABLE, param)


@pytest.mark.parametrize(
    "asked",
    [
        body([]),
        body(["x"] * (MAX_INPUTS + 1)),
        body("x" * 65_537),
        body([True]),
        body([None]),
        body(7),
        body({"text": "x"}),
        body(dimensions=0),
        body(dimensions=4097),
        body(dimensions=1.5),
        {"model": "fast"},
        {"input": "x"},
    ],
)
def test_what_is_out_of_bounds_is_invalid(asked: JsonObject) -> None:
    assert refused(asked)[0] is Code.INVALID_REQUEST


def test_a_format_that_nobody_listed_is_refused() -> None:
    assert refused(body(encoding_format="int8")) == (Code.PARAMETER_REFUSED, "encoding_format")


def test_the_user_is_stripped_and_anything_else_refused() -> None:
    assert "user" not in OPENAI_EMBEDDINGS.read(body(user="ana@example.org")).body
    assert refused(body(store=False)) == (Code.PARAMETER_REFUSED, "store")
