"""What the rule says is asserted on the bytes that leave, and on the answer's head; nothing is edited."""

from typing import Any

import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.flags import CLOSED, FORBIDDEN, Bounds, Rule, assert_forced, named_in
from gateway.core.jsontypes import JsonValue

BASE = "https://api.test/v1"
RULE = Rule(
    endpoints=("/chat/completions",),
    body={"store": False},
    salted=frozenset({"cache_salt"}),
    models={"big-*": {"mode": {"kind": "explicit"}}, "big*": {"mode": "never"}},
    headers={"x-version": "1"},
    answer_headers={"x-zero": ("true",), "x-fallbacks": (None, "0")},
)
SENT: dict[str, JsonValue] = {"model": "m", "store": False, "cache_salt": "s"}
HEADERS = (("content-type", "application/json"), ("user-agent", "isogate"), ("x-version", "1"))
CREDENTIALS = (("authorization", "Bearer s"),)


def sent(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any part of a request
    return {
        "method": "POST",
        "url": BASE + "/chat/completions",
        "headers": HEADERS,
        "credentials": CREDENTIALS,
        "document": SENT,
        **changes,
    }


def bounds(rule: Rule = RULE) -> Bounds:
    return Bounds(BASE, rule, rule.written("m"), rule.forced("m", "s"))


def test_a_request_as_the_rule_says_passes() -> None:
    bounds().assert_sent(**sent())


@pytest.mark.parametrize(
    "changes",
    [
        {"method": "GET"},
        {"url": "https://evil.test/v1/chat/completions"},
        {"url": "https://api.test.evil.test/v1/chat/completions"},
        {"url": BASE + "/chat/completions?store=true"},
        {"url": BASE + "/responses"},
        {"url": BASE + "/chat/completions/../files"},
        {"headers": HEADERS[:2]},
        {"headers": (*HEADERS, ("x-title", "crm"))},
        {"headers": (*HEADERS[:2], ("x-version", "2"))},
        {"headers": (*HEADERS, ("x-version", "1"))},
        {"headers": (("content-type", "text/plain"), *HEADERS[1:])},
        {"credentials": (("x-forwarded-for", "10.0.0.1"),)},
        {"document": {"model": "m", "cache_salt": "s"}},
        {"document": {**SENT, "model": "another"}},
        {"document": {**SENT, "model": "M"}},
        {"document": {**SENT, "model": None}},
        {"document": {**SENT, "model": ["m"]}},
        {"document": {name: value for name, value in SENT.items() if name != "model"}},
        {"document": {**SENT, "cache_salt": "another"}},
        {"document": {**SENT, "metadata": {}}},
    ],
    ids=str,
)
def test_anything_else_is_a_fault_of_ours(changes: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as caught:
        bounds().assert_sent(**sent(**changes))

    assert caught.value.code is Code.INTERNAL


def test_where_fields_are_listed_no_other_one_leaves() -> None:
    listed = Rule(endpoints=RULE.endpoints, fields=frozenset({"model"}), body={"store": False})
    own = Bounds(BASE, listed, "m", listed.body)
    own.assert_sent(**sent(headers=HEADERS[:2], document={"model": "m", "store": False}))

    with pytest.raises(Refusal):
        own.assert_sent(**sent(headers=HEADERS[:2], document={"model": "m", "store": False, "extra_keys": 1}))


@pytest.mark.parametrize("value", [True, None, 0, 0.0, "false", [], {}])
def test_a_forced_field_has_exactly_its_value(value: JsonValue) -> None:
    assert_forced({"store": False}, {"store": False})

    with pytest.raises(Refusal):
        assert_forced({"store": value}, {"store": False})


@pytest.mark.parametrize("name", sorted(FORBIDDEN))
def test_a_forbidden_field_never_leaves_unless_the_rule_forces_it(name: str) -> None:
    assert_forced({name: "salt"}, {name: "salt"})

    with pytest.raises(Refusal):
        assert_forced({"model": "x", name: None}, {})


def test_the_salt_and_what_a_model_needs_are_forced_beside_the_rest() -> None:
    assert RULE.forced("small", "s1") == {"store": False, "cache_salt": "s1"}
    assert RULE.forced("big-2", "s1") == {"store": False, "cache_salt": "s1", "mode": {"kind": "explicit"}}
    assert RULE.forced("big", "s1")["mode"] == "never"


@pytest.mark.parametrize(
    ("headers", "holds"),
    [
        ({"x-zero": "true"}, True),
        ({"x-zero": " TRUE "}, True),
        ({"x-zero": "true", "x-fallbacks": "0"}, True),
        ({}, False),
        ({"x-zero": "false"}, False),
        ({"x-zero": "true", "x-fallbacks": "1"}, False),
    ],
)
def test_an_answer_that_does_not_confirm_is_the_providers_fault(headers: dict[str, str], *, holds: bool) -> None:
    if holds:
        bounds().assert_answered(headers)
        return
    with pytest.raises(Refusal) as caught:
        bounds().assert_answered(headers)

    assert caught.value.code is Code.PROVIDER_ERROR


@pytest.mark.parametrize(
    ("base", "url", "pattern", "is_one"),
    [
        ("https://h/v1", "https://h/v1/messages", "/messages", True),
        ("https://h", "https://h/v1/messages", "/messages", True),
        ("https://h/openai/v1", "https://h/openai/v1/messages", "/messages", True),
        ("https://h/openai/v1", "https://h/v1/messages", "/messages", False),
        ("https://h/v1beta", "https://h/v1beta/models/m:run?alt=sse", "/models/{model}:run?alt=sse", True),
        ("https://h/v1beta", "https://h/v1beta/models/m:run", "/models/{model}:run?alt=sse", False),
        ("https://h/v1beta", "https://h/v1beta/models/a/b:run", "/models/{model}:run", False),
        ("https://h", "https://h.evil/v1/messages", "/messages", False),
        ("https://h", "https://h/messagesX", "/messages", False),
    ],
)
def test_an_endpoint_is_below_the_configured_address(base: str, url: str, pattern: str, *, is_one: bool) -> None:
    assert (named_in(url, base, (pattern,)) is not None) is is_one


IN_PATH = Rule(endpoints=("/models/{model}:run", "/model/{model}/converse"), fields=frozenset({"contents", "model"}))
HELD = "a.b-v1:0"


@pytest.mark.parametrize(
    ("path", "body", "holds"),
    [
        ("/models/a.b-v1:0:run", {"contents": []}, True),
        ("/model/a.b-v1%3A0/converse", {"contents": []}, True),
        ("/models/a.b-v1:0:run", {"contents": [], "model": HELD}, True),
        ("/models/a.b-v1:0:run", {"contents": [], "model": "another"}, False),
        ("/models/a.b-v1:0:run", {"contents": [], "model": None}, False),
        ("/models/another:run", {"contents": []}, False),
        ("/models/another:run", {"contents": [], "model": HELD}, False),
        ("/models/A.b-v1:0:run", {"contents": []}, False),
        ("/model/a.b-v1%253A0/converse", {"contents": []}, False),
        ("/model/a.b-v1%3A0%2Fother/converse", {"contents": []}, False),
    ],
)
def test_a_model_that_stands_in_the_path_is_the_permitted_one(
    path: str, body: dict[str, JsonValue], *, holds: bool
) -> None:
    own = Bounds(BASE, IN_PATH, HELD, {})
    asked = sent(url=BASE + path, headers=HEADERS[:2], document=body)

    if holds:
        own.assert_sent(**asked)
        return
    with pytest.raises(Refusal, match="internal"):
        own.assert_sent(**asked)


@pytest.mark.parametrize(
    ("model", "written"),
    [
        ("whole/name", "whole/name"),
        ("own/name", "name"),
        ("own/a/b", "a/b"),
        ("short", "accounts/x/short"),
        ("{0}", "accounts/x/{0}"),
    ],
)
def test_a_name_is_written_as_the_first_pattern_says_that_fits(model: str, written: str) -> None:
    rule = Rule((), spelled={"whole/*": "{model}", "own/*": "{rest}", "*": "accounts/x/{model}"})

    assert rule.written(model) == written
    assert Rule(()).written(model) == model


def test_what_has_no_bounds_cannot_leave() -> None:
    with pytest.raises(Refusal):
        CLOSED.assert_sent("POST", "https://h/v1/chat/completions", (), (), {})
