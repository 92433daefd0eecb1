"""Step 8 for a format that the caller asked for: what was left out of it, for no token could satisfy it, is asked of the answer.

Constraints on a string's form (lengths, patterns, formats) leave only with a body that holds no token (`render(relaxed=True)`).
The restored texts are judged by the caller's own schema before the answer ends: a whole one is not sent, a stream ends with an
error in place of its last event.
"""

from __future__ import annotations

from collections.abc import Hashable

from gateway.core.call import asked_format
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.stages import Redacted
from gateway.core.wire import STOP_CHANNEL, Answer, Event, Restorer, Restorers
from gateway.ports.schema import AnswerSchemas


class Restoring:
    """One answer's accepted events on their way back to the caller, in order."""

    def __init__(self, reading: Answer, restorers: Restorers, redacted: Redacted, schemas: AnswerSchemas) -> None:
        """Nothing was restored yet."""
        self._reading = reading
        self._schemas = schemas
        self._schema = asked_format(redacted.permitted.call) if redacted.tokens else None
        self._noting = _Noting(restorers)
        self._restorers = restorers if self._schema is None else self._noting
        self._last: list[Event] = []

    @property
    def is_judged(self) -> bool:
        """True where the answer's form is asked for; its last event then waits for `end`."""
        return self._schema is not None

    def take(self, event: Event) -> list[Event]:
        """What may be sent now that `event` was accepted."""
        restored = self._reading.restore(event, self._restorers)
        if self._schema is None or not restored:
            return restored
        ready = [*self._last, *restored]
        self._last = [ready.pop()]
        return ready

    def end(self) -> list[Event]:
        """The last event. Raises `answer_rejected` in its place for a text that has not the form asked for."""
        schema = self._schema
        if schema is not None and not all(self._schemas.has_form(schema, text) for text in self._noting.texts()):
            raise Refusal(Code.ANSWER_REJECTED)
        return self._last


class _Noting:
    """Restorers that keep what they gave back: by channel the texts, each ended by a flush, as pieces."""

    def __init__(self, restorers: Restorers) -> None:
        self._restorers = restorers
        self._channels: dict[Hashable, list[list[str]]] = {}

    def texts(self) -> list[str]:
        """Each text by itself; and, where a channel has several, joined: whoever shows an answer may do either."""
        found: list[str] = []
        for pieces in self._channels.values():
            texts = [text for text in map("".join, pieces) if text]
            found += texts if len(texts) == 1 else [*texts, "".join(texts)]
        return found

    def text(self, channel: Hashable) -> Restorer:
        restorer = self._restorers.text(channel)
        return restorer if channel == STOP_CHANNEL else _Noted(restorer, self._channels.setdefault(channel, [[]]))

    def arguments(self, channel: Hashable, tool: str) -> Restorer:
        return self._restorers.arguments(channel, tool)

    def tagged(self, block: JsonObject) -> JsonObject:
        return self._restorers.tagged(block)


class _Noted:
    def __init__(self, restorer: Restorer, texts: list[list[str]]) -> None:
        self._restorer = restorer
        self._texts = texts

    def feed(self, text: str) -> str:
        self._texts[-1].append(self._restorer.feed(text))
        return self._texts[-1][-1]

    def flush(self) -> str:
        rest = self._restorer.flush()
        self._texts[-1].append(rest)
        self._texts.append([])
        return rest
