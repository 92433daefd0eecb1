"""Gemini's calls of tools are translated as litellm alone would, and each is looked at once."""

import sys
from collections.abc import Callable
from contextvars import copy_context
from importlib import import_module
from inspect import unwrap
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.jsontypes import JsonValue
from gateway.core.strict_json import dump_text
from tests.support.litellm_library import loaded_once

LOOKS = 200
"""More calls of functions than the translation of one tool call and its result takes."""


def transformation() -> Any:  # noqa: ANN401 - litellm's module
    loaded_once()
    return import_module("litellm.llms.vertex_ai.gemini.transformation")


def call(call_id: str, arguments: JsonValue) -> dict[str, object]:
    function = {"name": "look_up", "arguments": dump_text({"of": arguments})}
    return {"id": call_id, "type": "function", "function": function}


def assistant(calls: list[dict[str, object]], text: str | None) -> dict[str, object]:
    return {"role": "assistant", "content": text, "tool_calls": calls}


def result(call_id: str) -> dict[str, object]:
    return {"role": "tool", "tool_call_id": call_id, "content": "found"}


IDS = st.sampled_from(["a", "b", "c"])
VALUES = st.recursive(
    st.sampled_from([None, True, False, 0, 1, 1.0, "", "1"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("xy"), inner, max_size=2),
    max_leaves=4,
)
CALLS = st.lists(st.builds(call, IDS, VALUES), max_size=4)
TURNS = st.one_of(
    st.builds(assistant, CALLS, st.sampled_from([None, "well"])),
    st.builds(result, IDS),
    st.just({"role": "user", "content": "go on"}),
)


def converted(messages: list[dict[str, object]]) -> str:
    """The contents, or that litellm has no translation."""
    module = transformation()
    try:
        made = copy_context().run(
            module.gemini_convert_messages_with_history, messages=messages, model="gemini-2.5-pro"
        )
    except Exception as error:  # noqa: BLE001 - whatever it raises of a talk that makes no sense
        return type(error).__name__
    return dump_text({"contents": made})


@given(st.lists(TURNS, max_size=8))
def test_every_talk_becomes_what_litellm_makes_of_it(turns: list[dict[str, object]]) -> None:
    messages: list[dict[str, object]] = [{"role": "user", "content": "go"}, *turns]
    module = transformation()
    with pytest.MonkeyPatch.context() as patched:
        for name in ("check_if_part_exists_in_parts", "convert_to_gemini_tool_call_result"):
            patched.setattr(module, name, unwrap(getattr(module, name)))
        whole = converted(messages)

    assert converted(messages) == whole


def functions_called(run: Callable[[], object]) -> int:
    count = 0

    def each(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(each)
    try:
        run()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("at_once", [1, 40])
def test_a_call_among_many_costs_what_one_among_few_does(at_once: int) -> None:
    spent: list[int] = []
    for messages in (1, 40 // at_once, 400 // at_once):  # the first makes what is kept
        calls = [[call(f"{at}-{each}", [at, each]) for each in range(at_once)] for at in range(messages)]
        talk: list[dict[str, object]] = [{"role": "user", "content": "go"}, *(assistant(each, None) for each in calls)]
        talk += [result(f"{messages - 1}-{each}") for each in range(at_once)]
        spent.append(functions_called(lambda talk=talk: converted(talk)))  # type: ignore[misc]

    assert spent[2] - spent[1] < 360 * LOOKS


def test_nothing_of_a_talk_is_left_when_its_task_is_over() -> None:
    converted([{"role": "user", "content": "go"}, assistant([call("a", 1)], None), result("a")])

    assert not [name for name in copy_context() if name.name in {"turn", "asked"}]
