"""Step 7, the way back: size and shape of the answer, and the purpose's JSON schema where it has one.

Each event passes the wire's closed reading: what the wire does not know raises `provider_error`. Where the purpose has an answer
schema (scores, C4.3) the answer is collected whole, checked, and only then handed on.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Hashable

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.stages import Permitted
from gateway.core.wire import STOP_CHANNEL, Answer, Event, Restorer, Yields
from gateway.ports.provider import Incoming
from gateway.ports.schema import AnswerSchemas

MAX_EVENTS = 100_000
"""A stream longer than this is not an answer (T38)."""


async def answer(
    permitted: Permitted, incoming: Incoming, reading: Answer, schemas: AnswerSchemas
) -> AsyncIterator[Event]:
    """Accepted events in order.

    Raises `provider_error` for a broken answer, `answer_rejected` for one that does not fit the schema.
    """
    is_text = permitted.authenticated.asked.wire.yields is Yields.TEXT
    is_checked = is_text and permitted.policy.answer_schema is not None
    collected: list[Event] = []
    count = 0
    async for event in incoming.events():
        count += 1
        if count > MAX_EVENTS:
            raise Refusal(Code.PROVIDER_ERROR)
        for accepted in reading.accept(event):
            if is_checked:
                collected.append(accepted)
            else:
                yield accepted
    reading.finish()
    if not is_checked:
        return
    if not all(schemas.fits(permitted.policy.name, text) for text in _texts(collected, permitted)):
        raise Refusal(Code.ANSWER_REJECTED)
    for event in collected:
        yield event


def _texts(events: list[Event], permitted: Permitted) -> list[str]:
    """The texts of a collected answer, seen by a second fresh reading of the same wire."""
    asked = permitted.authenticated.asked
    probe = asked.wire.answer(permitted.call, call_id=asked.trace)
    collecting = _Collecting()
    for event in events:
        probe.restore(event, collecting)
    return ["".join(parts) for parts in collecting.channels.values()] or [""]


class _Collecting:
    """Restorers that change nothing and remember what passed, per text channel."""

    def __init__(self) -> None:
        self.channels: dict[Hashable, list[str]] = {}

    def text(self, channel: Hashable) -> Restorer:
        return _Tee([] if channel == STOP_CHANNEL else self.channels.setdefault(channel, []))

    def arguments(self, channel: Hashable, tool: str) -> Restorer:
        del channel, tool
        return _Tee([])

    def tagged(self, block: JsonObject) -> JsonObject:
        return block


class _Tee:
    def __init__(self, parts: list[str]) -> None:
        self._parts = parts

    def feed(self, text: str) -> str:
        self._parts.append(text)
        return text

    def flush(self) -> str:
        return ""
