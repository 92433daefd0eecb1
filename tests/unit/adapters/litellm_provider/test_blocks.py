"""Streams whose content comes in blocks: what may come when, and what is an end."""

import pytest

from gateway.adapters.litellm_provider.blocks import ConverseOrder, MessagesOrder
from gateway.adapters.litellm_provider.order import Order
from gateway.core.jsontypes import JsonValue
from tests.support.orders import Seen, is_whole


def message(kind: str, **data: JsonValue) -> Seen:
    return kind, {"type": kind, **data}


def started(index: int = 0, kind: str = "text") -> Seen:
    return message("content_block_start", index=index, content_block={"type": kind})


def delta(index: int = 0) -> Seen:
    return message("content_block_delta", index=index, delta={"type": "text_delta", "text": "a"})


def stopped(index: int = 0) -> Seen:
    return message("content_block_stop", index=index)


START, PING, END = message("message_start"), message("ping"), message("message_stop")
TOLD = message("message_delta", delta={"stop_reason": "end_turn"})
COUNTED = message("message_delta", delta={}, usage={"output_tokens": 1})
BLOCK = (started(), delta(), stopped())


def converse(kind: str, **data: JsonValue) -> Seen:
    return kind, data


def piece(index: int = 0, **content: JsonValue) -> Seen:
    return converse("contentBlockDelta", contentBlockIndex=index, delta=content)


def begun(index: int = 0, **content: JsonValue) -> Seen:
    return converse("contentBlockStart", contentBlockIndex=index, start=content)


def ended(index: int = 0) -> Seen:
    return converse("contentBlockStop", contentBlockIndex=index)


FIRST, LAST = converse("messageStart", role="assistant"), converse("messageStop", stopReason="end_turn")
METADATA = converse("metadata", usage={})
THOUGHT = piece(reasoningContent={"text": "a"}), piece(reasoningContent={"signature": "x"})
CALL, INPUT = begun(toolUse={"name": "f"}), piece(toolUse={"input": "{}"})

WHOLE: list[tuple[type[Order], list[Seen]]] = [
    (MessagesOrder, [START, PING, *BLOCK, PING, TOLD, END, PING]),
    (MessagesOrder, [(None, data) for _, data in (START, *BLOCK, TOLD, END)]),
    (MessagesOrder, [START, started(0, "thinking"), delta(), stopped(), started(1), delta(1), stopped(1), TOLD, END]),
    (MessagesOrder, [START, started(0, "tool_use"), stopped(), COUNTED, TOLD, COUNTED, END]),
    (MessagesOrder, [START, TOLD, END]),
    (ConverseOrder, [FIRST, piece(text="a"), ended(), LAST, METADATA]),
    (ConverseOrder, [FIRST, begun(), piece(text="a"), ended(), LAST]),
    (ConverseOrder, [FIRST, piece(text="a"), LAST]),
    (ConverseOrder, [FIRST, CALL, INPUT, INPUT, ended(), LAST, METADATA, METADATA]),
    (
        ConverseOrder,
        [FIRST, *THOUGHT, ended(), piece(1, text="a"), ended(1), LAST, METADATA],
    ),
    (ConverseOrder, [FIRST, piece(text="a"), ended(), begun(1, toolUse={}), piece(1, toolUse={}), ended(1), LAST]),
]
BROKEN: list[tuple[type[Order], list[Seen]]] = [
    (MessagesOrder, []),
    (MessagesOrder, [END]),
    (MessagesOrder, [START, *BLOCK]),
    (MessagesOrder, [START, *BLOCK, TOLD]),
    (MessagesOrder, [START, *BLOCK, END]),
    (MessagesOrder, [START, *BLOCK, COUNTED, END]),
    (MessagesOrder, [START, *BLOCK, message("message_delta", delta={"stop_reason": True}), END]),
    (MessagesOrder, [START, *BLOCK, message("message_delta", delta={"stop_reason": ""}), END]),
    (MessagesOrder, [*BLOCK, TOLD, END]),
    (MessagesOrder, [START, started(), delta(), TOLD, END]),
    (MessagesOrder, [START, started(0, "tool_use"), delta(), TOLD, stopped(), END]),
    (MessagesOrder, [START, delta(), TOLD, END]),
    (MessagesOrder, [START, stopped(), TOLD, END]),
    (MessagesOrder, [START, started(), delta(1), stopped(), TOLD, END]),
    (MessagesOrder, [START, started(), started(1), stopped(1), stopped(), TOLD, END]),
    (MessagesOrder, [START, *BLOCK, delta(), TOLD, END]),
    (MessagesOrder, [START, *BLOCK, START, *BLOCK, TOLD, END]),
    (MessagesOrder, [START, TOLD, *BLOCK, END]),
    (MessagesOrder, [START, TOLD, END, END]),
    (MessagesOrder, [START, TOLD, END, *BLOCK]),
    (MessagesOrder, [START, message("surprise"), TOLD, END]),
    (MessagesOrder, [START, message("content_block_surprise", index=0), TOLD, END]),
    (MessagesOrder, [START, message("error"), TOLD, END]),
    (MessagesOrder, [START, ("ping", {"type": "message_delta"}), TOLD, END]),
    (MessagesOrder, [("message_start", {}), TOLD, END]),
    (MessagesOrder, [START, message("content_block_start"), stopped(), TOLD, END]),
    (ConverseOrder, [FIRST, METADATA]),
    (ConverseOrder, [LAST]),
    (ConverseOrder, [FIRST, converse("messageStop")]),
    (ConverseOrder, [FIRST, converse("messageStop", stopReason="")]),
    (ConverseOrder, [FIRST, FIRST, LAST]),
    (ConverseOrder, [FIRST, LAST, LAST]),
    (ConverseOrder, [FIRST, LAST, piece(text="a")]),
    (ConverseOrder, [FIRST, converse("surprise", contentBlockIndex=0), LAST]),
    (ConverseOrder, [FIRST, CALL, INPUT, LAST]),
    (ConverseOrder, [FIRST, INPUT, ended(), LAST]),
    (ConverseOrder, [FIRST, CALL, begun(1, toolUse={}), ended(1), ended(), LAST]),
    (ConverseOrder, [FIRST, CALL, CALL, ended(), LAST]),
    (ConverseOrder, [FIRST, CALL, piece(1, text="a"), ended(), LAST]),
    (ConverseOrder, [FIRST, piece(text="a"), ended(), piece(text="b"), LAST]),
    (ConverseOrder, [FIRST, converse("contentBlockDelta", delta={"text": "a"}), LAST]),
]


@pytest.mark.parametrize(("kind", "seen"), WHOLE, ids=range(len(WHOLE)))
def test_a_stream_in_order_is_whole(kind: type[Order], seen: list[Seen]) -> None:
    assert is_whole(kind(), seen)


@pytest.mark.parametrize(("kind", "seen"), WHOLE, ids=range(len(WHOLE)))
def test_no_beginning_is_whole_before_the_end(kind: type[Order], seen: list[Seen]) -> None:
    end = next(at for at, (_, data) in enumerate(seen) if data in (END[1], LAST[1]))
    for length in range(end + 1):
        assert not is_whole(kind(), seen[:length])


@pytest.mark.parametrize(("kind", "seen"), BROKEN, ids=range(len(BROKEN)))
def test_what_is_out_of_order_unknown_or_unfinished_is_refused(kind: type[Order], seen: list[Seen]) -> None:
    assert not is_whole(kind(), seen)
