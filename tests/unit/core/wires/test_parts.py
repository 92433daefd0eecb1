"""Pieces of an answer: types and sizes are checked before anything goes on."""

from collections.abc import Callable

import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonValue
from gateway.core.wires import parts
from gateway.core.wires.parts import (
    MAX_ANSWER_CHARACTERS,
    MAX_COUNT,
    MAX_PIECE_CHARACTERS,
    ReadAnswer,
    a_kind,
    a_list,
    a_position,
    a_word,
    an_object,
    call_id,
    count,
    whole_arguments,
    whole_text,
)
from tests.support.restorers import ReplacingRestorers
from tests.support.wires import VALUES, openai_call

WORDS = frozenset({"stop"})


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (an_object, []),
        (an_object, None),
        (lambda value: a_list(value, 1), {}),
        (lambda value: a_list(value, 1), [1, 2]),
        (lambda value: a_position(value, 4), 4),
        (lambda value: a_position(value, 4), -1),
        (lambda value: a_position(value, 4), True),
        (lambda value: a_position(value, 4), 1.0),
        (lambda value: a_word(value, WORDS), "STOP"),
        (lambda value: a_word(value, WORDS), ["stop"]),
        (a_kind, None),
        (a_kind, {"text": 1}),
    ],
)
def test_another_type_or_size_is_the_provider_s_fault(read: Callable[[JsonValue], object], value: JsonValue) -> None:
    with pytest.raises(Refusal) as caught:
        read(value)
    assert caught.value.code is Code.PROVIDER_ERROR


@pytest.mark.parametrize("value", [None, "7", True, -1, 1.5, MAX_COUNT, [7]])
def test_a_wrong_count_is_left_out_and_spoils_nothing(value: JsonValue) -> None:
    assert count(value) is None


@pytest.mark.parametrize("value", ["call_1", "toolu_01-A", "x" * 64])
def test_ids_of_tool_calls_stay(value: str) -> None:
    assert call_id(value, "own") == value


@pytest.mark.parametrize("value", [None, "", "x" * 65, "a b", "ana@example.org", 7])
def test_ids_outside_the_grammar_are_replaced(value: JsonValue) -> None:
    assert call_id(value, "own") == "own"


def test_a_piece_is_bounded() -> None:
    answer = ReadAnswer(openai_call())

    assert answer.a_text("x" * MAX_PIECE_CHARACTERS)
    with pytest.raises(Refusal):
        answer.a_text("x" * (MAX_PIECE_CHARACTERS + 1))


def test_the_whole_answer_is_bounded() -> None:
    answer = ReadAnswer(openai_call())
    for _ in range(MAX_ANSWER_CHARACTERS // MAX_PIECE_CHARACTERS):
        answer.a_text("x" * MAX_PIECE_CHARACTERS)

    with pytest.raises(Refusal):
        answer.a_text("x")


def test_only_a_declared_tool_can_be_called() -> None:
    answer = ReadAnswer(openai_call("find"))

    assert answer.a_tool("find") == "find"
    with pytest.raises(Refusal):
        answer.a_tool("send")


def test_counts_and_reasons_are_kept_for_the_trace() -> None:
    answer = ReadAnswer(openai_call())
    answer.counted(parts.INPUT_TOKENS, 7)
    answer.counted(parts.OUTPUT_TOKENS, None)
    answer.ended("stop")

    assert answer.usage == {"gen_ai.usage.input_tokens": 7}
    assert answer.finish_reasons == ("stop",)


def test_what_came_whole_is_restored_whole_and_a_cut_token_stays() -> None:
    restorers = ReplacingRestorers(VALUES)

    assert whole_text("Hi [EMAIL_ADDRESS_1] [PERS", 0, restorers) == "Hi ana@example.org [PERS"
    assert whole_arguments('{"a":"[PERSON_1]"}', 1, "find", restorers) == '{"a":"Ana \\"Ani\\" Ruiz\\n"}'
    assert restorers.channels == [(0, None), (1, "find")]
