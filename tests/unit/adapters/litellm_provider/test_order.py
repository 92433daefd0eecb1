"""What may come in a provider's stream, in which order, and what is an end."""

from typing import Any

import pytest

from gateway.adapters.litellm_provider.order import (
    ChatOrder,
    ConverseOrder,
    GeminiOrder,
    MessagesOrder,
    OllamaOrder,
    Order,
)
from gateway.core.errors import Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.wire import END

Seen = tuple[str | None, JsonObject]
DONE: Seen = (END, {})


def chat(*choices: dict[str, Any]) -> Seen:
    return None, {"choices": list(choices)}


def choice(text: str = "", reason: str | None = None, index: int = 0, **delta: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    return {"index": index, "delta": {"content": text, **delta}, "finish_reason": reason}


def gemini(text: str = "", reason: str | None = None, **part: Any) -> Seen:  # noqa: ANN401 - any field
    candidate: dict[str, Any] = {"content": {"parts": [{"text": text, **part}]}, "index": 0}
    return None, {"candidates": [candidate | ({"finishReason": reason} if reason else {})]}


def ollama(text: str = "", *, done: bool = False) -> Seen:
    return None, {"message": {"content": text}, "done": done}


def message(kind: str) -> Seen:
    return kind, {"type": kind}


def converse(kind: str) -> Seen:
    return kind, {}


CALL: dict[str, Any] = {"tool_calls": [{"index": 0}]}
USAGE: Seen = (None, {"choices": [], "usage": {"total_tokens": 3}})
BLOCKED: Seen = (None, {"promptFeedback": {"blockReason": "SAFETY"}})
METADATA: Seen = (None, {"usageMetadata": {"totalTokenCount": 3}})

WHOLE: list[tuple[type[Order], list[Seen]]] = [
    (ChatOrder, [chat(choice("a")), chat(choice("", "stop")), DONE]),
    (ChatOrder, [chat(choice("a", "stop")), USAGE, DONE]),
    (ChatOrder, [chat(choice(**CALL)), chat(choice("", "")), DONE]),
    (
        ChatOrder,
        [chat(choice("a"), choice("b", index=1)), chat(choice("", "stop", 1)), chat(choice("c", "stop")), DONE],
    ),
    (GeminiOrder, [gemini("a"), gemini("", "STOP"), METADATA]),
    (GeminiOrder, [gemini("a", "MAX_TOKENS"), gemini("")]),
    (GeminiOrder, [BLOCKED]),
    (OllamaOrder, [ollama("a"), ollama(done=True)]),
    (MessagesOrder, [message("message_start"), message("ping"), message("message_stop"), message("ping")]),
    (MessagesOrder, [(None, {"type": "message_start"}), (None, {"type": "message_stop"})]),
    (ConverseOrder, [converse("messageStart"), converse("messageStop"), converse("metadata")]),
]
BROKEN: list[tuple[type[Order], list[Seen]]] = [
    (ChatOrder, []),
    (ChatOrder, [DONE]),
    (ChatOrder, [chat(choice("a")), DONE]),
    (ChatOrder, [chat(choice("a", "stop"))]),
    (ChatOrder, [chat(choice("a", "stop"), choice("b", index=1)), DONE]),
    (ChatOrder, [chat(choice("a", "stop")), chat(choice("b")), DONE]),
    (ChatOrder, [chat(choice("a", "stop")), chat(choice(**CALL)), DONE]),
    (ChatOrder, [chat(choice("a", "stop")), DONE, USAGE]),
    (ChatOrder, [("surprise", {"choices": []}), chat(choice("a", "stop")), DONE]),
    (ChatOrder, [(None, {"surprise": 1}), chat(choice("a", "stop")), DONE]),
    (ChatOrder, [(None, {"error": {}, "choices": []}), chat(choice("a", "stop")), DONE]),
    (ChatOrder, [(None, {"choices": ["a"]}), chat(choice("a", "stop")), DONE]),
    (ChatOrder, [(None, {"choices": [{"index": "0", "finish_reason": "stop"}]}), DONE]),
    (GeminiOrder, []),
    (GeminiOrder, [METADATA]),
    (GeminiOrder, [gemini("a")]),
    (GeminiOrder, [gemini("a", "STOP"), gemini("b", "STOP")]),
    (GeminiOrder, [gemini("a", "STOP"), gemini("", functionCall={})]),
    (GeminiOrder, [(None, {"error": {}}), gemini("a", "STOP")]),
    (GeminiOrder, [(None, {"surprise": 1}), gemini("a", "STOP")]),
    (GeminiOrder, [("surprise", {"candidates": []}), gemini("a", "STOP")]),
    (OllamaOrder, []),
    (OllamaOrder, [ollama("a")]),
    (OllamaOrder, [ollama("a", done=True), ollama("b", done=True)]),
    (OllamaOrder, [(None, {"error": "x"}), ollama(done=True)]),
    (OllamaOrder, [(None, {"surprise": 1}), ollama(done=True)]),
    (MessagesOrder, [message("message_start")]),
    (MessagesOrder, [message("surprise"), message("message_stop")]),
    (MessagesOrder, [message("error"), message("message_stop")]),
    (MessagesOrder, [message("message_stop"), message("content_block_delta")]),
    (MessagesOrder, [message("message_stop"), message("message_stop")]),
    (MessagesOrder, [("ping", {"type": "message_start"}), message("message_stop")]),
    (MessagesOrder, [("message_start", {}), message("message_stop")]),
    (ConverseOrder, [converse("messageStart"), converse("metadata")]),
    (ConverseOrder, [converse("surprise"), converse("messageStop")]),
    (ConverseOrder, [converse("messageStop"), converse("contentBlockDelta")]),
]


def run(order: Order, seen: list[Seen]) -> None:
    for name, data in seen:
        order.see(name, data)
    order.close()


@pytest.mark.parametrize(("kind", "seen"), WHOLE, ids=range(len(WHOLE)))
def test_a_stream_in_order_is_whole(kind: type[Order], seen: list[Seen]) -> None:
    run(kind(), seen)


@pytest.mark.parametrize(("kind", "seen"), BROKEN, ids=range(len(BROKEN)))
def test_what_is_out_of_order_unknown_or_unfinished_is_refused(kind: type[Order], seen: list[Seen]) -> None:
    order = kind()

    with pytest.raises(Refusal):
        run(order, seen)
