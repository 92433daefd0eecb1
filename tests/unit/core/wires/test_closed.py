"""Closed objects: these fields and no others, in the schema's order."""

import pytest

from gateway.core.call import Role
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wires.closed import CACHE_MARKERS, closed, without
from gateway.core.wires.schema import Boolean, Nullable, Number, Text, Walk

OBJECT = closed(
    {"count": Number(0, 9), "text": Text(Role.USER), "open": Nullable(Boolean())},
    required=("count",),
    strip=("user", *CACHE_MARKERS),
    tolerate={"store": (False, None), "modalities": (["text"],)},
)


def test_fields_come_in_the_schema_s_order_whatever_the_caller_s() -> None:
    one, two = Walk(), Walk()
    first = OBJECT.read_object({"text": "a", "count": 1}, "", one)
    second = OBJECT.read_object({"count": 1, "text": "a"}, "", two)

    assert list(first) == list(second) == ["count", "text"]


@pytest.mark.parametrize(
    "more",
    [
        {"user": "ana@example.org"},
        {"user": {"any": []}},
        {"cache_control": {}},
        {"prompt_cache_breakpoint": 1},
    ],
)
def test_stripped_fields_are_accepted_and_gone(more: JsonObject) -> None:
    walk = Walk()

    assert OBJECT.read_object({"count": 1, **more}, "", walk) == {"count": 1}
    assert walk.leaves == []


@pytest.mark.parametrize("more", [{"store": False}, {"store": None}, {"modalities": ["text"]}, {"text": None}])
def test_tolerated_values_and_absent_options_are_dropped(more: JsonObject) -> None:
    assert OBJECT.read_object({"count": 1, **more}, "", Walk()) == {"count": 1}


def test_null_stays_only_where_null_means_something() -> None:
    assert OBJECT.read_object({"count": 1, "open": None}, "", Walk()) == {"count": 1, "open": None}


@pytest.mark.parametrize(
    ("value", "code", "param"),
    [
        ({"count": 1, "extra": 1}, Code.PARAMETER_REFUSED, "at.extra"),
        ({"count": 1, "Count": 1}, Code.PARAMETER_REFUSED, "at.Count"),
        ({"count": 1, "count ": 1}, Code.PARAMETER_REFUSED, "at.*"),
        ({"count": 1, "c\u043eunt": 1}, Code.PARAMETER_REFUSED, "at.*"),
        ({"count": 1, "+49 151 12345678": 1}, Code.PARAMETER_REFUSED, "at.*"),
        ({"count": 1, "store": True}, Code.PARAMETER_REFUSED, "at.store"),
        ({"count": 1, "store": 0}, Code.PARAMETER_REFUSED, "at.store"),
        ({"count": 1, "modalities": ["text", "audio"]}, Code.PARAMETER_REFUSED, "at.modalities"),
        ({"count": 10, "extra": 1}, Code.PARAMETER_REFUSED, "at.extra"),
        ({"text": "a"}, Code.INVALID_REQUEST, "at.count"),
        ({"count": None}, Code.INVALID_REQUEST, "at.count"),
        ({"count": 1, "text": 1}, Code.INVALID_REQUEST, "at.text"),
        ([], Code.INVALID_REQUEST, "at"),
        (None, Code.INVALID_REQUEST, "at"),
    ],
)
def test_everything_else_is_refused_by_name(value: JsonValue, code: Code, param: str) -> None:
    with pytest.raises(Refusal) as caught:
        OBJECT.read(value, "at", Walk())

    assert (caught.value.code, caught.value.param) == (code, param)


def test_the_body_s_own_fields_have_paths_without_a_dot() -> None:
    body = closed({"text": Text(Role.USER)}, top=True)
    walk = Walk()
    body.read_object({"text": "a"}, "", walk)

    assert walk.leaves[0].path == "text"
    with pytest.raises(Refusal, match="parameter_refused") as caught:
        body.read_object({"extra": 1}, "", walk)
    assert caught.value.param == "extra"


def test_a_field_that_was_taken_off_is_unknown_then() -> None:
    fewer = without(OBJECT, "text", "user")

    assert fewer.read_object({"count": 1}, "", Walk()) == {"count": 1}
    for name in ("text", "user"):
        with pytest.raises(Refusal) as caught:
            fewer.read_object({"count": 1, name: "a"}, "", Walk())
        assert (caught.value.code, caught.value.param) == (Code.PARAMETER_REFUSED, name)
