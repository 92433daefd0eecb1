"""Step 8 for a format that the caller asked for: what was left out of it, for no token could satisfy it, is asked of the answer.

Constraints on a string's form (lengths, patterns, formats) leave only with a body that holds no token (`render(relaxed=True)`).
The restored texts are judged by the caller's own schema before the answer ends: a whole one is not sent, a stream ends with an
error in place of its last event.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Hashable

from gateway.core.call import asked_format
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.stages import Redacted
from gateway.core.wire import STOP_CHANNEL, Answer, Event, Restorer, Restorers
from gateway.ports.schema import AnswerSchemas


async def restored(
    events: AsyncIterator[Event], reading: Answer, restorers: Restorers, redacted: Redacted, schemas: AnswerSchemas
) -> AsyncIterator[Event]:
    """The restored events, in order. Raises `answer_rejected` before the last one for a text that has not the form asked for."""
    schema = asked_format(redacted.permitted.call) if redacted.tokens else None
    noting = _Noting(restorers)
    given = _each(events, reading, restorers if schema is None else noting)
    if schema is None:
        async for event in given:
            yield event
        return
    last: Event | None = None
    async for event in given:
        if last is not None:
            yield last
        last = event
    if not all(schemas.has_form(schema, text) for text in noting.texts()):
        raise Refusal(Code.ANSWER_REJECTED)
    if last is not None:
        yield last


async def _each(events: AsyncIterator[Event], reading: Answer, restorers: Restorers) -> AsyncIterator[Event]:
    async for event in events:
        for each in reading.restore(event, restorers):
            yield each


class _Noting:
    """Restorers that keep what they gave back, by text."""

    def __init__(self, restorers: Restorers) -> None:
        self._restorers = restorers
        self._parts: dict[Hashable, list[str]] = {}

    def texts(self) -> list[str]:
        return ["".join(parts) for parts in self._parts.values()]

    def text(self, channel: Hashable) -> Restorer:
        restorer = self._restorers.text(channel)
        return restorer if channel == STOP_CHANNEL else _Noted(restorer, self._parts.setdefault(channel, []))

    def arguments(self, channel: Hashable, tool: str) -> Restorer:
        return self._restorers.arguments(channel, tool)

    def tagged(self, block: JsonObject) -> JsonObject:
        return self._restorers.tagged(block)


class _Noted:
    def __init__(self, restorer: Restorer, parts: list[str]) -> None:
        self._restorer = restorer
        self._parts = parts

    def feed(self, text: str) -> str:
        self._parts.append(self._restorer.feed(text))
        return self._parts[-1]

    def flush(self) -> str:
        self._parts.append(self._restorer.flush())
        return self._parts[-1]
