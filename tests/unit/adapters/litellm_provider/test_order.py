"""What may come in a provider's stream, in which order, and what is an end."""

from typing import Any

import pytest

from gateway.adapters.litellm_provider.order import ChatOrder, GeminiOrder, OllamaOrder, Order
from gateway.core.wire import END
from tests.support.orders import Seen, is_whole

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


CALL: dict[str, Any] = {"tool_calls": [{"index": 0}]}
USAGE: Seen = (None, {"choices": [], "usage": {"total_tokens": 3}})
BLOCKED: Seen = (None, {"promptFeedback": {"blockReason": "SAFETY"}})
THINKS: Seen = (None, {"message": {"content": "", "thinking": "a"}, "done": False})
CALLS: Seen = (None, {"message": {"content": "", "tool_calls": [{"function": {"name": "f"}}]}, "done": False})
METADATA: Seen = (None, {"usageMetadata": {"totalTokenCount": 3}})

WHOLE: list[tuple[type[Order], list[Seen]]] = [
    (ChatOrder, [chat(choice("a")), chat(choice("", "stop")), DONE]),
    (ChatOrder, [chat(choice("a", "stop")), USAGE, DONE]),
    (ChatOrder, [chat(choice(**CALL)), chat(choice("", "")), DONE]),
    (ChatOrder, [chat(choice(reason="", **CALL)), chat(choice("")), USAGE, DONE]),
    (
        ChatOrder,
        [chat(choice(reason="", **CALL)), chat(choice(reason="", **CALL)), chat(choice("", "tool_calls")), DONE],
    ),
    (ChatOrder, [chat(choice("a", "")), chat(choice("b", "")), chat(choice("", "stop")), DONE]),
    (ChatOrder, [(None, {"choices": [], "prompt_filter_results": []}), chat(choice("a", "stop")), DONE]),
    (ChatOrder, [(None, {**chat(choice("a"))[1], "error": None}), chat(choice("", "stop")), DONE]),
    (ChatOrder, [chat(choice(reasoning_content="a")), chat(choice("b", "stop", reasoning_content=None)), DONE]),
    (ChatOrder, [chat(choice("a", channel="final")), (None, {**chat(choice("", "stop"))[1], "x_groq": {}}), DONE]),
    (
        ChatOrder,
        [chat(choice("a"), choice("b", index=1)), chat(choice("", "stop", 1)), chat(choice("c", "stop")), DONE],
    ),
    (GeminiOrder, [gemini("a"), gemini("", "STOP"), METADATA]),
    (GeminiOrder, [gemini("a", "MAX_TOKENS"), gemini("")]),
    (GeminiOrder, [gemini("a", thought=True), gemini("b"), gemini("", "STOP", thoughtSignature="x")]),
    (GeminiOrder, [gemini("a", "STOP"), gemini("", thoughtSignature="x")]),
    (GeminiOrder, [gemini("a"), (None, {"candidates": [{"content": {"parts": None}, "finishReason": "STOP"}]})]),
    (GeminiOrder, [gemini("a"), (None, {"candidates": [{"content": {}, "finishReason": "STOP"}]}), METADATA]),
    (GeminiOrder, [(None, {**gemini("a", "STOP")[1], "error": None})]),
    (GeminiOrder, [BLOCKED]),
    (OllamaOrder, [ollama("a"), ollama(done=True)]),
    (OllamaOrder, [THINKS, CALLS, ollama(done=True)]),
    (OllamaOrder, [(None, {**ollama("a")[1], "error": None}), ollama(done=True)]),
]
BROKEN: list[tuple[type[Order], list[Seen]]] = [
    (ChatOrder, []),
    (ChatOrder, [DONE]),
    (ChatOrder, [chat(choice("a")), DONE]),
    (ChatOrder, [chat(choice("a", "")), DONE]),
    (ChatOrder, [(None, {"choices": [{"finish_reason": False}]}), chat(choice("", "stop")), DONE]),
    (ChatOrder, [chat(choice("", "")), chat(choice("a")), DONE]),
    (ChatOrder, [chat(choice(**CALL)), chat(choice("a", "")), DONE]),
    (ChatOrder, [chat(choice(reason="", **CALL)), chat(choice("a")), DONE]),
    (ChatOrder, [chat(choice(**CALL)), DONE]),
    (ChatOrder, [chat(choice("a", "stop")), chat(choice(reasoning_content="b")), DONE]),
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
    (GeminiOrder, [gemini("a"), BLOCKED]),
    (GeminiOrder, [gemini("a")]),
    (GeminiOrder, [gemini("a", "STOP"), gemini("b", "STOP")]),
    (GeminiOrder, [gemini("a", "STOP"), gemini("", functionCall={})]),
    (GeminiOrder, [gemini("a", "STOP"), gemini("", inlineData={"data": "eA=="})]),
    (GeminiOrder, [gemini("a", "STOP"), gemini("b", thought=True)]),
    (GeminiOrder, [(None, {"candidates": [{"content": {"parts": {"text": "a"}}, "finishReason": "STOP"}]}), BLOCKED]),
    (GeminiOrder, [(None, {"error": {}}), gemini("a", "STOP")]),
    (GeminiOrder, [(None, {"surprise": 1}), gemini("a", "STOP")]),
    (GeminiOrder, [("surprise", {"candidates": []}), gemini("a", "STOP")]),
    (OllamaOrder, []),
    (OllamaOrder, [ollama("a")]),
    (OllamaOrder, [ollama("a", done=True), ollama("b", done=True)]),
    (OllamaOrder, [(None, {"error": "x"}), ollama(done=True)]),
    (OllamaOrder, [(None, {"surprise": 1}), ollama(done=True)]),
]


@pytest.mark.parametrize(("kind", "seen"), WHOLE, ids=range(len(WHOLE)))
def test_a_stream_in_order_is_whole(kind: type[Order], seen: list[Seen]) -> None:
    assert is_whole(kind(), seen)


@pytest.mark.parametrize(("kind", "seen"), BROKEN, ids=range(len(BROKEN)))
def test_what_is_out_of_order_unknown_or_unfinished_is_refused(kind: type[Order], seen: list[Seen]) -> None:
    assert not is_whole(kind(), seen)
