"""The streamed Responses answer: typed events in a fixed order, rebuilt field by field.

response.created, then items (added, their parts with deltas, done), then response.completed or response.incomplete. What later
events say again is compared with what came before and rebuilt from it, so that an answer cannot say two things. Dropped: signs of
life, annotations, and reasoning where the answer is checked; the items that stay are numbered anew. `response.failed`, `error`,
the events of the provider's own tools, and any other are `provider_error`.
Reading and restoring keep separate state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from types import MappingProxyType
from typing import Final, cast

from gateway.core.call import Call
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wire import END, Event, GoingOn, Restorers
from gateway.core.wires.openai_responses_answer import MAX_ITEMS, MAX_PARTS, PARTS, TEXTS, ResponsesAnswer, part
from gateway.core.wires.openai_responses_events import ARGUMENTS, DELTAS, ENDS, PART_EVENTS, Place
from gateway.core.wires.openai_responses_restored import Restored
from gateway.core.wires.parts import a_kind, a_list, a_position, a_word, an_object, broken

_DROPPED: Final = frozenset({"response.queued", "response.output_text.annotation.added"})
_ALIVE: Final = "keepalive"
"""Sent while a model thinks for long; in no official client's list (openai-node #1964, openai-java #767)."""


class _At(Enum):
    """Where the stream is."""

    BEFORE = auto()
    OPEN = auto()
    ENDED = auto()


@dataclass(slots=True)
class _Part:
    """A running text."""

    kind: str
    pieces: list[str] = field(default_factory=list)
    has_ended: bool = False

    @property
    def text(self) -> str:
        """So far."""
        return "".join(self.pieces)

    def more(self, text: str) -> str:
        """Take a piece, and give it back."""
        self.pieces.append(text)
        return text


@dataclass(slots=True)
class _Item:
    """An item, as far as it was read."""

    place: int
    """Among the items that are not dropped."""
    whole: JsonObject
    """Its head; when it has ended, all of it."""
    parts: dict[tuple[str, int], _Part] = field(default_factory=dict)
    has_ended: bool = False

    @property
    def kind(self) -> str:
        """Its type."""
        return a_kind(self.whole["type"])

    def texts(self) -> JsonObject:
        """The fields of a message or function call that hold its texts."""
        if self.kind == "function_call":
            return {"arguments": "".join(each.text for each in self.parts.values())}
        return {"content": [part(each.kind, each.text) for each in self.parts.values()]}


class StreamedResponsesAnswer(ResponsesAnswer):
    """Events until the response is completed, or incomplete."""

    def __init__(self, call: Call, *, call_id: str) -> None:
        """The streamed answer to `call`."""
        super().__init__(call, call_id=call_id)
        self._at = _At.BEFORE
        self._items: list[_Item | None] = []
        """None for one that is dropped."""
        self._speaking: _Part | None = None
        """The text of a message: one at a time, for they have one channel."""
        self._restored: Restored | None = None

    def accept(self, event: Event) -> list[Event]:
        """The event rebuilt, [] if it is dropped; `provider_error` for another shape, kind or order."""
        if event.name == END and self._at is _At.ENDED:
            return []
        kind = a_kind(event.data.get("type"))
        if kind == _ALIVE and self._at is not _At.ENDED:
            return []
        if (self._at is _At.BEFORE) is not (kind == "response.created") or self._at is _At.ENDED:
            raise broken()
        if kind in _DROPPED:
            return []
        read = self._ACCEPT.get(kind)
        if read is None:
            raise broken()
        if self._is_hidden(kind, event.data):
            return []
        return [Event(kind, {"type": kind, **read(self, kind, event.data)})]

    def restore(self, event: Event, restorers: Restorers) -> list[Event]:
        """The event with its texts restored, with a delta before it where a text ends.

        [] while all of it is held back.
        """
        if self._restored is None:
            self._restored = Restored(restorers)
        return self._restored.take(event)

    def going_on(self, event: Event) -> GoingOn | None:
        """After a delta of a message's text, the same with more of it."""
        data = event.data
        if self._restored is None or data.get("type") != "response.output_text.delta" or not data["delta"]:
            return None
        item, index = self._items[cast("int", data["output_index"])], cast("int", data["content_index"])
        found = item.parts.get(("content", index)) if item is not None else None
        if item is None or found is None:
            return None
        return self._restored.going_on((item.place, index), lambda text: found.more(self.a_text(text)))

    def finish(self) -> None:
        """`provider_error` if the response did not end."""
        if self._at is not _At.ENDED:
            raise broken()

    def _begun(self, kind: str, data: JsonObject) -> JsonObject:
        del kind
        self._at = _At.OPEN
        return {"response": self.response(an_object(data.get("response")), "in_progress", [])}

    def _is_hidden(self, kind: str, data: JsonObject) -> bool:
        """True for an event of an item that is dropped."""
        position = data.get("output_index")
        if kind != "response.output_item.added":
            is_known = isinstance(position, int) and 0 <= position < len(self._items)
            return is_known and self._items[cast("int", position)] is None
        if self.shows(an_object(data.get("item"))):
            return False
        if position != len(self._items):
            raise broken()
        self._items.append(None)
        return True

    def _item_added(self, kind: str, data: JsonObject) -> JsonObject:
        del kind
        position = a_position(data.get("output_index"), MAX_ITEMS)
        raw = an_object(data.get("item"))
        if position != len(self._items) or any(raw.get(name) for name in ("content", "summary", "arguments")):
            raise broken()
        place = sum(each is not None for each in self._items)
        head = self.head(raw, place)
        if "status" in head:
            head["status"] = "in_progress"
        self._items.append(_Item(place, head))
        return {"output_index": place, "item": head}

    def _item_done(self, kind: str, data: JsonObject) -> JsonObject:
        del kind
        item = self._open_item(data)
        raw = an_object(data.get("item"))
        if item.kind == "reasoning":
            whole = self.item(raw, item.place)
            if not _thinks(whole, item.parts):
                raise broken()
        else:
            whole = {**self.head(raw, item.place), **item.texts()}
            if not _says(raw, item.parts):
                raise broken()
        if any(whole.get(name) != item.whole.get(name) for name in ("type", "name", "call_id")):
            raise broken()
        item.whole, item.has_ended = whole, True
        for each in item.parts.values():
            each.has_ended = True
        return {"output_index": item.place, "item": whole}

    def _part_event(self, kind: str, data: JsonObject) -> JsonObject:
        """A part begins or ends."""
        item = self._open_item(data)
        name, index_field, is_begin = PART_EVENTS[kind]
        index = a_position(data.get(index_field), MAX_PARTS)
        raw = an_object(data.get("part"))
        part_kind = a_word(raw.get("type"), PARTS[item.kind].get(name, frozenset()))
        said = raw.get(TEXTS[part_kind]) or ""
        found = self._new_part(item, name, index, part_kind) if is_begin else item.parts.get((name, index))
        if found is None or found.kind != part_kind or said != found.text:
            raise broken()
        found.has_ended = not is_begin
        where: JsonObject = {"item_id": item.whole["id"], "output_index": item.place, index_field: index}
        return {**where, "part": part(part_kind, found.text)}

    def _delta(self, kind: str, data: JsonObject) -> JsonObject:
        where, found = self._running(DELTAS[kind], data)
        text = found.more(self.a_text(data.get("delta")))
        more: JsonObject = {"logprobs": []} if found.kind == "output_text" else {}
        return {**where, "delta": text, **more}

    def _text_done(self, kind: str, data: JsonObject) -> JsonObject:
        place, told = ENDS[kind]
        where, found = self._running(place, data)
        if data.get(told) != found.text:
            raise broken()
        found.has_ended = True
        more: JsonObject = {"logprobs": []} if found.kind == "output_text" else {}
        return {**where, told: found.text, **more}

    def _ended(self, kind: str, data: JsonObject) -> JsonObject:
        status = kind.removeprefix("response.")
        raw = an_object(data.get("response"))
        items = [item for item in self._items if item is not None]
        is_whole = all(item.has_ended for item in items)
        if raw.get("status") != status or len(a_list(raw.get("output"), MAX_ITEMS)) != len(self._items):
            raise broken()
        if status == "completed" and not is_whole:
            raise broken()
        self._at = _At.ENDED
        output: list[JsonValue] = [_cut(item) for item in items]
        return {"response": {**self.response(raw, status, output), **self.ending(raw, status)}}

    def _open_item(self, data: JsonObject) -> _Item:
        item = self._items[a_position(data.get("output_index"), len(self._items))]
        if item is None or item.has_ended:
            raise broken()
        return item

    def _running(self, place: Place, data: JsonObject) -> tuple[JsonObject, _Part]:
        """The part that an event goes on with, or ends, and where it is. Two kinds begin without an event of their own."""
        item = self._open_item(data)
        where: JsonObject = {"item_id": item.whole["id"], "output_index": item.place}
        index = 0
        if place.index is not None:
            where[place.index] = index = a_position(data.get(place.index), MAX_PARTS)
        found = item.parts.get((place.name, index))
        if found is None and place.begins_itself:
            found = self._new_part(item, place.name, index, place.kind)
        if found is None or found.kind != place.kind or found.has_ended:
            raise broken()
        return where, found

    def _new_part(self, item: _Item, name: str, index: int, kind: str) -> _Part:
        is_allowed = item.kind == "function_call" if kind == ARGUMENTS else kind in PARTS[item.kind].get(name, ())
        if not is_allowed or index != sum(each == name for each, _ in item.parts):
            raise broken()
        made = item.parts[name, index] = _Part(kind)
        if item.kind == "message":
            if self._speaking is not None and not self._speaking.has_ended:
                raise broken()
            self._speaking = made
        return made

    # Functions, not this answer's methods: it would hold itself, and all of its call, until Python's collector comes by.
    _ACCEPT: Final[Mapping[str, Callable[[StreamedResponsesAnswer, str, JsonObject], JsonObject]]] = MappingProxyType(
        {
            "response.created": _begun,
            "response.in_progress": _begun,
            "response.output_item.added": _item_added,
            "response.output_item.done": _item_done,
            **dict.fromkeys(DELTAS, _delta),
            **dict.fromkeys(ENDS, _text_done),
            **dict.fromkeys(PART_EVENTS, _part_event),
            "response.completed": _ended,
            "response.incomplete": _ended,
        }
    )


def _says(raw: JsonObject, parts: Mapping[tuple[str, int], _Part]) -> bool:
    """True when an item that ends says what its parts said."""
    said = [each.text for each in parts.values()]
    if raw.get("type") == "function_call":
        return raw.get("arguments") == "".join(said)
    content = [an_object(each) for each in a_list(raw.get("content"), MAX_PARTS)]
    return [each.get(TEXTS.get(a_kind(each.get("type")), "")) for each in content] == said


def _thinks(whole: JsonObject, parts: Mapping[tuple[str, int], _Part]) -> bool:
    """True when a reasoning item that ends says what its parts said, in each list that it gives and that was streamed."""
    for place in PARTS["reasoning"]:
        streamed = [each.text for (name, _), each in parts.items() if name == place]
        given = [each["text"] for each in cast("list[JsonObject]", whole.get(place, []))]
        if streamed and given and streamed != given:
            return False
    return True


def _cut(item: _Item) -> JsonObject:
    """An item at the answer's end: one that had not ended by itself is incomplete."""
    if item.has_ended or item.kind == "reasoning":
        return item.whole
    return {**item.whole, **item.texts(), "status": "incomplete"}
