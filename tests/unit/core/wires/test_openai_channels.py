"""The channels of one choice: tails go out before the end is told, and no call is told complete too early."""

import pytest

from gateway.core.errors import Refusal
from gateway.core.wires.openai_channels import Channels
from tests.support.restorers import ReplacingRestorers
from tests.support.wires import VALUES, tool_delta


def test_a_held_text_gives_no_delta_and_its_tail_comes_with_the_end() -> None:
    channels = Channels(0, ReplacingRestorers(VALUES))

    assert channels.feed({"role": "assistant", "content": ""}) == [{"role": "assistant", "content": ""}]
    assert channels.feed({"content": "[PERS"}) == []
    assert channels.flush() == [{"content": "[PERS"}]
    assert channels.flush() == []


def test_text_ends_where_a_tool_call_begins() -> None:
    channels = Channels(0, ReplacingRestorers(VALUES))
    channels.feed({"content": "[PERS"})
    begin = tool_delta(0, "", name="find")

    assert channels.feed({"tool_calls": [begin]}) == [{"content": "[PERS"}, {"tool_calls": [begin]}]


def test_a_tool_call_ends_where_the_next_begins() -> None:
    restorers = ReplacingRestorers(VALUES)
    channels = Channels(1, restorers)
    channels.feed({"tool_calls": [tool_delta(0, '{"a":"[PERSON', name="find")]})
    deltas = channels.feed({"tool_calls": [tool_delta(0, "_1]["), tool_delta(1, "{}", name="send")]})

    assert deltas == [
        {"tool_calls": [tool_delta(0, 'Ana \\"Ani\\" Ruiz\\n')]},
        {"tool_calls": [tool_delta(0, "[")]},
        {"tool_calls": [tool_delta(1, "{}", name="send")]},
    ]
    assert restorers.channels == [((1, 0), "find"), ((1, 1), "send")]


def test_text_and_refusal_are_channels_of_their_own() -> None:
    channels = Channels(0, ReplacingRestorers(VALUES))
    channels.feed({"content": "a [PERS", "refusal": "b [EMAIL"})

    assert channels.flush() == [{"content": "[PERS"}, {"refusal": "[EMAIL"}]


def test_a_part_of_no_tool_call_is_the_provider_s_fault() -> None:
    with pytest.raises(Refusal):
        Channels(0, ReplacingRestorers()).feed({"tool_calls": [tool_delta(0, "{}")]})
