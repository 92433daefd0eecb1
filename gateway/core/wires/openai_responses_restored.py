"""Restoring a streamed Responses answer: texts, refusals and arguments event by event, and once more where it says them again.

What a restorer still holds when its text ends goes out as one more delta before that is told. Events that repeat a text repeat
what the caller was sent. Events are numbered here, for there may be more or fewer of them than the provider sent. Reasoning
passes as it is, but for its tag.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, cast

from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.strict_json import dump_text
from gateway.core.wire import Event, GoingOn, Restorer, Restorers
from gateway.core.wires import sse
from gateway.core.wires.openai_responses_answer import CHANNELS, part, tagged
from gateway.core.wires.openai_responses_events import ARGUMENTS, DELTAS, ENDS, PART_EVENTS

_DELTA_OF = {place.kind: name for name, place in DELTAS.items()}
_VARIES: Final = frozenset({"sequence_number", "obfuscation"})


@dataclass(slots=True)
class _Running:
    """A text that is restored, and what of it was sent."""

    kind: str
    where: JsonObject
    """The fields that tell clients which text it is."""
    restorer: Restorer
    sent: list[str] = field(default_factory=list)
    has_ended: bool = False

    @property
    def text(self) -> str:
        """What was sent."""
        return "".join(self.sent)

    def feed(self, text: str) -> list[JsonObject]:
        """The delta to send, if there is one."""
        return self._said(self.restorer.feed(text))

    def end(self) -> list[JsonObject]:
        """The delta of what was held back, once."""
        if self.has_ended:
            return []
        self.has_ended = True
        return self._said(self.restorer.flush())

    def _said(self, text: str) -> list[JsonObject]:
        if not text:
            return []
        self.sent.append(text)
        more: JsonObject = {"logprobs": []} if self.kind == "output_text" else {}
        return [{"type": _DELTA_OF[self.kind], **self.where, "delta": text, **more}]


class Restored:
    """The restoring of one answer."""

    def __init__(self, restorers: Restorers) -> None:
        """Nothing was sent yet."""
        self._restorers = restorers
        self._running: dict[tuple[int, int], _Running] = {}
        self._sequence = 0

    def take(self, event: Event) -> list[Event]:
        """The accepted event, restored and numbered."""
        return [self._numbered(data) for data in self._events(event.data)]

    def going_on(self, place: tuple[int, int], accept: Callable[[str], str]) -> GoingOn | None:
        """More of the text at item and part `place`, if it is running; `accept` judges a piece and gives it back."""
        running = self._running.get(place)
        if running is None or running.has_ended:
            return None

        def take(text: str) -> bytes:
            events = [self._numbered(data) for data in running.feed(accept(text))]
            return b"".join(sse.write(each.name, dump_text(each.data)) for each in events)

        return GoingOn(("delta",), _VARIES, take)

    def _numbered(self, data: JsonObject) -> Event:
        kind = cast("str", data["type"])
        numbered = {**data, "sequence_number": self._sequence}
        self._sequence += 1
        return Event(kind, numbered)

    def _events(self, data: JsonObject) -> list[JsonObject]:
        kind = cast("str", data["type"])
        if kind in DELTAS:
            running = self._of(data)
            return [data] if running is None else running.feed(cast("str", data["delta"]))
        if kind in ENDS:
            running = self._of(data)
            return [data] if running is None else [*running.end(), {**data, ENDS[kind][1]: running.text}]
        if kind in PART_EVENTS:
            return self._part_event(data, is_begin=PART_EVENTS[kind][2])
        if kind == "response.output_item.added":
            self._begin_call(data)
        elif kind == "response.output_item.done":
            position = cast("int", data["output_index"])
            tails, item = self._item(position, cast("JsonObject", data["item"]))
            return [*tails, {**data, "item": item}]
        elif kind in {"response.completed", "response.incomplete"}:
            return self._end(data)
        return [data]

    def _of(self, data: JsonObject) -> _Running | None:
        """The text that an event speaks of; None if it is not restored."""
        place = cast("tuple[int, int]", (data["output_index"], data.get("content_index", 0)))
        return self._running.get(place)

    def _begin_call(self, data: JsonObject) -> None:
        item = cast("dict[str, str]", data["item"])
        if item["type"] == "function_call":
            position = cast("int", data["output_index"])
            restorer = self._restorers.arguments(position, item["name"])
            where: JsonObject = {"item_id": item["id"], "output_index": position}
            self._running[position, 0] = _Running(ARGUMENTS, where, restorer)

    def _part_event(self, data: JsonObject, *, is_begin: bool) -> list[JsonObject]:
        kind = cast("dict[str, str]", data["part"])["type"]
        if kind not in CHANNELS:
            return [data]
        position, index = cast("int", data["output_index"]), cast("int", data["content_index"])
        if is_begin:
            where = {name: data[name] for name in ("item_id", "output_index", "content_index")}
            self._running[position, index] = _Running(kind, where, self._restorers.text(CHANNELS[kind]))
            return [data]
        running = self._running[position, index]
        return [*running.end(), {**data, "part": part(kind, running.text)}]

    def _item(self, position: int, item: JsonObject) -> tuple[list[JsonObject], JsonObject]:
        """What an item's texts still hold back, and the item with its texts as they were sent."""
        if item["type"] == "reasoning":
            return [], tagged(item, self._restorers)
        running = [each for (place, _), each in self._running.items() if place == position]
        tails = [tail for each in running for tail in each.end()]
        if item["type"] == "function_call":
            return tails, {**item, ARGUMENTS: "".join(each.text for each in running)}
        content: list[JsonValue] = [part(each.kind, each.text) for each in running]
        return tails, {**item, "content": content}

    def _end(self, data: JsonObject) -> list[JsonObject]:
        response = cast("JsonObject", data["response"])
        tails: list[JsonObject] = []
        output: list[JsonValue] = []
        for position, item in enumerate(cast("list[JsonObject]", response["output"])):
            held, whole = self._item(position, item)
            tails += held
            output.append(whole)
        return [*tails, {**data, "response": {**response, "output": output}}]
