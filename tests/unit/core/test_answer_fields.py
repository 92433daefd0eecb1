"""An answer that says it was made in another way is seen, whole or in pieces; what it does not speak of says nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.answer_fields import AnswerFields, is_model
from gateway.core.jsontypes import JsonObject

FIELDS = AnswerFields(
    {
        "model": ["{model}"],
        "store": [False],
        "container": [],
        "usage.tools.*": [0],
        "citations": [[]],
        "kept": ["{forced}"],
        "choices[].message.executed": [],
    }
)


def wrong(answer: JsonObject, model: str = "m-1", **forced: object) -> str | None:
    return FIELDS.wrong(answer, model, forced)


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"model": "m-1", "store": False, "container": None, "citations": [], "other": True},
        {"usage": {"tools": {"searches": 0, "fetches": 0}}},
        {"usage": {"tools": None}},
        {"usage": "as text"},
        {"choices": [{"message": {"content": "x"}}, {"message": None}, {"delta": "x"}, 7]},
        {"message": {"model": "m-1-2026-11-23"}, "response": {"store": False}},
        {"delta": "text", "message": "text"},
    ],
)
def test_what_is_as_it_should_be_or_not_there_says_nothing(answer: JsonObject) -> None:
    assert wrong(answer) is None


@pytest.mark.parametrize(
    ("answer", "path"),
    [
        ({"model": "m-2"}, "model"),
        ({"model": 1}, "model"),
        ({"store": True}, "store"),
        ({"store": 0}, "store"),
        ({"store": "false"}, "store"),
        ({"container": {}}, "container"),
        ({"container": ""}, "container"),
        ({"usage": {"tools": {"searches": 0, "fetches": 1}}}, "usage.tools.*"),
        ({"usage": {"tools": {"searches": False}}}, "usage.tools.*"),
        ({"citations": ["https://example.org"]}, "citations"),
        ({"choices": [{"message": {}}, {"message": {"executed": []}}]}, "choices[].message.executed"),
    ],
)
def test_what_says_otherwise_is_named_by_its_path(answer: JsonObject, path: str) -> None:
    assert wrong(answer) == path


@pytest.mark.parametrize(
    ("event", "path"),
    [
        ({"type": "message_start", "message": {"model": "m-2"}}, "model"),
        ({"type": "message_delta", "delta": {"container": {"id": "c"}}}, "container"),
        ({"type": "message_delta", "usage": {"tools": {"searches": 1}}}, "usage.tools.*"),
        ({"type": "response.created", "response": {"store": True}}, "store"),
        ({"choices": [{"index": 0, "delta": {"executed": [{}]}}]}, "choices[].message.executed"),
    ],
)
def test_in_a_stream_it_is_seen_where_its_events_say_it(event: JsonObject, path: str) -> None:
    assert wrong(event) == path


def test_what_a_call_forces_must_be_what_the_answer_says() -> None:
    assert wrong({"kept": "24h"}) is None
    assert wrong({"kept": "in_memory"}, kept="in_memory") is None
    assert wrong({"kept": "24h"}, kept="in_memory") == "kept"


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("m-1", "m-1"),
        ("M-1", "m-1"),
        ("m-1-20261123", "m-1"),
        ("m-1-2026-11-23", "m-1"),
        ("m-1-11-23", "m-1"),
        ("m-1-11-2026", "m-1"),
        ("m-1-2611", "m-1"),
        ("m-1-001", "m-1"),
        ("m-1-0613", "m-1"),
        ("m-1-2026-11", "m-1"),
        ("m-1-202611", "m-1"),
        ("m-1-261123", "m-1"),
        ("m-1@20261123", "m-1"),
        ("m-1-latest", "m-1"),
        ("models/m-1", "m-1"),
        ("models/m-1-001", "m-1"),
        ("m-1", "models/m-1"),
        ("m-1-2611", "m-1-latest"),
        ("m-4-20261123", "m-4-0"),
        ("vendor/m-1", "vendor/m-1:thinking"),
        ("vendor/m-1-20261123", "vendor/m-1:thinking"),
        ("vendor/m-1-20261123:thinking", "vendor/m-1:thinking"),
        ("ft:m-1:org::x", "ft:m-1:org::x"),
        ("FT:m-1:org::x", "ft:m-1:org::x"),
    ],
)
def test_a_version_of_a_model_is_the_model(said: str, asked: str) -> None:
    assert is_model(said, asked)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("m-2", "m-1"),
        ("m-1-mini", "m-1"),
        ("m-4-5", "m-4"),
        ("m-4-5-20261123", "m-4"),
        ("m-4.1", "m-4"),
        ("m-12611", "m-1"),
        ("m", "m-1"),
        ("", "m-1"),
        ("m-1", "m-1-20261123"),
        ("m-1-latest", "m-1-20261123"),
        ("m-1-latest-mini", "m-1"),
        ("m-1-20261124", "m-1-20261123"),
        ("models/m-2", "m-1"),
        ("m-405", "m"),
        ("m-128000", "m"),
        ("m-12345", "m"),
        ("m-4096", "m"),
        ("m-20261301", "m"),
        ("m-1-\u0662\u0666\u0661\u0661", "m-1"),
        ("m-1-20261123:free", "m-1:thinking"),
        ("vendor/m-1:free", "vendor/m-1"),
        ("ft", "ft:m-1:org::x"),
        ("ft-2611", "ft:m-1:org::x"),
        ("m-1", "ft:m-1:org::x"),
        ("ft:m-1", "ft:m-1:org::x"),
        ("ft:m-1:org::y", "ft:m-1:org::x"),
        ("ft:m-1:org::x", "m-1"),
        ("vendor/m-1", "m-1"),
        ("m-2:thinking", "m-1:thinking"),
        ("m-1\n", "m-1"),
    ],
)
def test_a_model_that_is_only_named_alike_is_another(said: str, asked: str) -> None:
    assert not is_model(said, asked)


@given(st.dates(date(2020, 1, 1), date(2029, 12, 31)), st.sampled_from(["%Y%m%d", "%Y-%m-%d", "%y%m", "%m%d", "%m-%d"]))
def test_each_day_behind_a_name_is_a_version_of_it_and_of_no_other(day: date, written: str) -> None:
    said = f"vendor/m-1-{day.strftime(written)}"

    assert is_model(said, "vendor/m-1")
    assert not is_model(said, "vendor/m-2")
    assert not is_model(said, "vendor/m")


def test_nothing_to_say_is_never_wrong() -> None:
    assert AnswerFields({}).wrong({"store": True, "model": "m-2"}, "m-1", {}) is None
    assert FIELDS.names == {"model", "store", "container", "usage", "citations", "kept", "choices"}
