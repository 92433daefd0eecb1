"""The whole Responses answer: one `response`, rebuilt field by field."""

from __future__ import annotations

from typing import Final, cast

from gateway.core.call import Call
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wire import Event, Restorers
from gateway.core.wires.openai_responses_answer import CHANNELS, MAX_ITEMS, TEXTS, ResponsesAnswer, part, tagged
from gateway.core.wires.parts import a_list, a_word, an_object, broken, whole_arguments, whole_text

_ENDED: Final = frozenset({"completed", "incomplete"})


class WholeResponsesAnswer(ResponsesAnswer):
    """A `response`: exactly one event."""

    def __init__(self, call: Call, *, call_id: str) -> None:
        """The whole answer to `call`."""
        super().__init__(call, call_id=call_id)
        self._text: str | None = None

    def accept(self, event: Event) -> list[Event]:
        """The answer rebuilt; `provider_error` for another shape, one that has not ended, or a second event."""
        raw = event.data
        if self._text is not None or raw.get("object") != "response":
            raise broken()
        status = a_word(raw.get("status"), _ENDED)
        said = [an_object(each) for each in a_list(raw.get("output"), MAX_ITEMS)]
        output: list[JsonValue] = [self.item(each, position) for position, each in enumerate(filter(self.shows, said))]
        answer = {**self.response(raw, status, output), **self.ending(raw, status)}
        self._text = "".join(_said(cast("list[JsonObject]", output)))
        return [Event(None, answer)]

    def restore(self, event: Event, restorers: Restorers) -> list[Event]:
        """The answer with texts, refusals and arguments restored, and reasoning tagged."""
        output = cast("list[JsonObject]", event.data["output"])
        restored: list[JsonValue] = [_restored(item, position, restorers) for position, item in enumerate(output)]
        return [Event(None, {**event.data, "output": restored})]

    def finish(self) -> None:
        """`provider_error` if nothing came."""
        if self._text is None:
            raise broken()

    def text(self) -> str:
        """The texts joined, as the provider wrote them."""
        return self._text or ""


def _said(output: list[JsonObject]) -> list[str]:
    contents = (cast("list[dict[str, str]]", item["content"]) for item in output if item["type"] == "message")
    return [each["text"] for content in contents for each in content if each["type"] == "output_text"]


def _restored(item: JsonObject, position: int, restorers: Restorers) -> JsonObject:
    if item["type"] == "function_call":
        written, tool = cast("str", item["arguments"]), cast("str", item["name"])
        return {**item, "arguments": whole_arguments(written, position, tool, restorers)}
    if item["type"] == "reasoning":
        return tagged(item, restorers)
    content: list[JsonValue] = [
        _part_restored(each, restorers) for each in cast("list[dict[str, str]]", item["content"])
    ]
    return {**item, "content": content}


def _part_restored(raw: dict[str, str], restorers: Restorers) -> JsonObject:
    kind = raw["type"]
    return part(kind, whole_text(raw[TEXTS[kind]], CHANNELS[kind], restorers))
