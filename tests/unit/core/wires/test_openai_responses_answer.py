"""What whole and streamed Responses answers share."""

import pytest

from gateway.core.errors import Refusal
from gateway.core.jsontypes import JsonValue
from gateway.core.wires.openai_responses import OPENAI_RESPONSES
from gateway.core.wires.openai_responses_answer import ResponsesAnswer, part
from tests.support.responses import called, response, responses_body, responses_call, responses_tool, said, thought
from tests.support.wires import CALL_ID


def test_ids_are_made_of_the_call_s_and_tell_the_kind_and_the_place() -> None:
    answer = ResponsesAnswer(responses_call("find"), call_id=CALL_ID)
    heads = [answer.head(item, place) for place, item in enumerate([thought(), said(), called("find", "")])]

    assert [head["id"] for head in heads] == [f"rs_{CALL_ID}_0", f"msg_{CALL_ID}_1", f"fc_{CALL_ID}_2"]


@pytest.mark.parametrize(("given", "kept"), [("call_9", "call_9"), ("a b", "call_0"), (None, "call_0")])
def test_a_call_s_id_stays_if_it_is_in_the_grammar(given: JsonValue, kept: str) -> None:
    answer = ResponsesAnswer(responses_call("find"), call_id=CALL_ID)

    assert answer.head(called("find", "", call_id=given), 0)["call_id"] == kept


def test_the_caller_s_own_settings_are_told() -> None:
    body = responses_body(
        tools=[responses_tool("find")],
        tool_choice={"type": "function", "name": "find"},
        parallel_tool_calls=False,
        temperature=0.5,
        top_p=1,
    )
    told = ResponsesAnswer(OPENAI_RESPONSES.read(body), call_id=CALL_ID).response(response(), "completed", [])

    assert told["tool_choice"] == {"type": "function", "name": "find"}
    assert (told["parallel_tool_calls"], told["temperature"], told["top_p"]) == (False, 0.5, 1)


@pytest.mark.parametrize("usage", [None, {}, {"input_tokens": 1}, {"input_tokens": -1, "output_tokens": 1}, "x"])
def test_counts_that_are_none_are_left_out(usage: JsonValue) -> None:
    answer = ResponsesAnswer(responses_call(), call_id=CALL_ID)

    assert answer.response(response(usage=usage), "completed", [])["usage"] is None


def test_the_answer_as_a_whole_is_bounded() -> None:
    answer = ResponsesAnswer(responses_call(), call_id=CALL_ID)
    item = said(part("output_text", "x" * 2**20))
    for place in range(4):
        answer.item(item, place)

    with pytest.raises(Refusal):
        answer.item(item, 4)
