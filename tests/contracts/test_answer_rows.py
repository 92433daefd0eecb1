"""Every row of the catalogue by which an answer tells how it was made: judged in a whole answer and in the events of a stream.

`tests/flows/test_told_by_answers.py` sends some of them through a running gateway.
"""

import re
from collections.abc import Iterator

import pytest

from gateway.config.flags_file import FlagsShape
from gateway.config.gateway_file import ProviderShape
from gateway.config.rules import rules_of
from gateway.core.errors import Code, Refusal
from gateway.core.flags import Bounds
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.registry import Way
from tests.support.catalogue import providers
from tests.support.providers import packaged_flags

BAD: tuple[JsonValue, ...] = (True, 7, "another", {"another": 1}, [{"another": 1}])
"""What no field of the catalogue may say."""
SALTED = "salt-of-the-tenant"
MODELS = ("m-1", "gpt-4.1")
"""The second has a value forced that an answer repeats."""


def rows() -> Iterator[tuple[FlagsShape, str]]:
    """Flags and the field's place, of each row that must be checked and is."""
    for name, known in providers().items():
        flags = packaged_flags()[name.replace("_", "-")]
        for row in known["response_headers"]:
            place = row["name"].removeprefix("body.")
            if place != row["name"] and row["check"].startswith("must ") and f"answer:{place}" not in flags.left_out:
                yield flags, place


def bounds(flags: FlagsShape, model: str) -> Iterator[Bounds]:
    """What may come back, by each of the provider's rules."""
    for way in (Way.DIRECT, Way.LITELLM):
        shape = ProviderShape(way=way, wires=frozenset(flags.wires), unsafe_unproven_flags=True)
        for rule in rules_of(shape, flags).values():
            yield Bounds("", rule, rule.written(model), rule.forced(model, SALTED))


def put(path: str, value: JsonValue) -> JsonObject:
    """An answer with `value` at the place of the catalogue's row."""
    for step in reversed(path.split(".")):
        value = {step.removesuffix("[]"): [value] if step.endswith("[]") else value}
    assert isinstance(value, dict)
    return value


def forms(path: str, value: JsonValue) -> list[JsonObject]:
    """The whole answer, and the events in which a stream says the same."""
    whole = put(path, value)
    streamed = put(re.sub(r"\bmessage\b", "delta", path), value)
    return [whole, streamed, {"message": whole}, {"response": whole}, {"delta": whole}]


def is_refused(of: Bounds, answer: JsonObject) -> bool:
    try:
        of.assert_said(answer)
    except Refusal as refusal:
        return refusal.code is Code.PROVIDER_ERROR and refusal.unconfirmed is not None
    return False


@pytest.mark.parametrize("model", MODELS)
def test_each_row_is_judged_whatever_is_said_there(model: str) -> None:
    tried = 0
    for flags, path in rows():
        for of in bounds(flags, model):
            for value in BAD:
                if path == "prompt_cache_retention" and path not in of.forced:
                    continue
                refused = [is_refused(of, form) for form in forms(path, value)]
                # Counts of several tools stand in an object, each judged; a number or a text in its place is the vendor's fault.
                if not (f"{path}.*" in flags.answer_fields and not isinstance(value, dict)):
                    assert all(refused), (flags.flags, path, value, refused)
                    tried += 1
    assert tried > 300


@pytest.mark.parametrize("model", MODELS)
def test_what_an_ordinary_answer_says_passes(model: str) -> None:
    ordinary: list[JsonObject] = [
        {
            "id": "x",
            "object": "chat.completion",
            "model": f"{model}-2026-11-23",
            "choices": [{"message": {"content": "x"}}],
        },
        {"model": model, "usage": {"prompt_tokens": 1, "cache_read_input_tokens": 0, "cacheReadInputTokens": 0}},
        {"model": model, "container": None, "usage": {"server_tool_use": {"web_search_requests": 0}}},
        {"choices": [{"delta": {"content": "x", "annotations": []}}], "citations": [], "search_results": []},
        {"response": {"store": False, "model": model, "prompt_cache_retention": "in_memory"}},
        {"modelVersion": f"models/{model}", "candidates": [{"content": {"parts": [{"text": "x"}]}}]},
        {"candidates": [{"finishReason": "STOP", "groundingMetadata": {}, "urlContextMetadata": {}}]},
        {"model": model, "message": {"content": "x"}, "done": True},
    ]
    for flags in packaged_flags().values():
        for of in bounds(flags, model):
            for answer in ordinary:
                of.assert_said(answer)


def test_only_where_the_models_name_is_judged_is_anybody_warned_that_it_is_another() -> None:
    warned = [flags for flags in packaged_flags().values() if flags.renamed_models]

    assert warned
    assert all(("{model}",) in flags.answer_fields.values() for flags in warned)
