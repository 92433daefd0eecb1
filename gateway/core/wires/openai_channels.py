"""The restorers of one choice of a streamed OpenAI answer: its text, its refusal, its current tool call.

A channel ends with its choice, and where the next tool call begins: official clients take text and call for
complete from there on. What a restorer still holds then goes out as a delta of its own, before the end is
told.
"""

from __future__ import annotations

from typing import Final, cast

from gateway.core.jsontypes import JsonObject
from gateway.core.wire import Restorer, Restorers
from gateway.core.wires.parts import broken

TEXTS: Final = ("content", "refusal")
"""A delta's fields that hold running text."""


class Channels:
    """The restorers of one choice."""

    def __init__(self, index: int, restorers: Restorers) -> None:
        """No channel is open yet."""
        self._index = index
        self._restorers = restorers
        self._texts: dict[str, Restorer] = {}
        self._call: tuple[int, Restorer] | None = None

    def feed(self, delta: JsonObject) -> list[JsonObject]:
        """The delta restored, with the tails of the channels that it ends; [] if all of it is held back."""
        before: list[JsonObject] = []
        now: JsonObject = {"role": delta["role"]} if "role" in delta else {}
        for name in TEXTS:
            if name in delta:
                text = self.text(name).feed(cast("str", delta[name]))
                if text or "role" in now:
                    now[name] = text
        if "tool_calls" not in delta:
            return [now] if now else []
        tails = self._flush_texts()
        if now:
            before.append(now)
        before.extend(tails)
        for call in cast("list[JsonObject]", delta["tool_calls"]):
            before.extend(self._feed_call(call))
        return before

    def flush(self) -> list[JsonObject]:
        """What all channels still hold; they end."""
        return [*self._flush_texts(), *self._flush_call()]

    def text(self, name: str) -> Restorer:
        """The restorer of a running text, one of `TEXTS`."""
        restorer = self._texts.get(name)
        if restorer is None:
            restorer = self._texts[name] = self._restorers.text((self._index, name))
        return restorer

    def _feed_call(self, call: JsonObject) -> list[JsonObject]:
        position = cast("int", call["index"])
        function = cast("dict[str, str]", call["function"])
        before: list[JsonObject] = []
        if "id" in call:
            before = self._flush_call()
            self._call = position, self._restorers.arguments((self._index, position), function["name"])
        if self._call is None:
            raise broken()
        arguments = self._call[1].feed(function["arguments"]) if function["arguments"] else ""
        if arguments or "id" in call:
            now: JsonObject = {**call, "function": {**function, "arguments": arguments}}
            before.append({"tool_calls": [now]})
        return before

    def _flush_texts(self) -> list[JsonObject]:
        tails: list[JsonObject] = []
        for name, restorer in self._texts.items():
            tail = restorer.flush()
            if tail:
                tails.append({name: tail})
        self._texts.clear()
        return tails

    def _flush_call(self) -> list[JsonObject]:
        if self._call is None:
            return []
        index, restorer = self._call
        self._call = None
        tail = restorer.flush()
        return [{"tool_calls": [{"index": index, "function": {"arguments": tail}}]}] if tail else []
