"""Step 7, the way back: size and shape of the answer, and the purpose's JSON schema where it has one.

Each event passes the wire's closed reading: what the wire does not know raises `provider_error`. Where the purpose has an answer
schema (scores, C4.3) the answer is collected whole, checked, and only then handed on.
"""

from __future__ import annotations

from collections.abc import Hashable

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.stages import Permitted
from gateway.core.wire import STOP_CHANNEL, Answer, Event, Restorer, Yields
from gateway.ports.schema import AnswerSchemas


class Accepting:
    """One answer's events on their way through the wire's reading, in order."""

    def __init__(self, permitted: Permitted, reading: Answer, schemas: AnswerSchemas) -> None:
        """Nothing came yet."""
        self._permitted = permitted
        self._reading = reading
        self._schemas = schemas
        self._collected: list[Event] = []
        is_text = permitted.authenticated.asked.wire.yields is Yields.TEXT
        self.is_checked = is_text and permitted.policy.answer_schema is not None
        """True where the answer is handed on whole, by `end`."""

    def take(self, event: Event) -> list[Event]:
        """What goes on of an event. Raises `provider_error` for what the wire does not know."""
        accepted = self._reading.accept(event)
        if not self.is_checked:
            return accepted
        self._collected += accepted
        return []

    def end(self) -> list[Event]:
        """What goes on now that all has come.

        Raises `provider_error` for an answer that did not end, `answer_rejected` for one that does not fit the schema.
        """
        self._reading.finish()
        name = self._permitted.policy.name
        if self.is_checked and not all(self._schemas.fits(name, text) for text in self._texts()):
            raise Refusal(Code.ANSWER_REJECTED)
        return self._collected

    def _texts(self) -> list[str]:
        """The texts of a collected answer, seen by a second fresh reading of the same wire."""
        asked = self._permitted.authenticated.asked
        probe = asked.wire.answer(self._permitted.call, call_id=asked.trace)
        collecting = _Collecting()
        for event in self._collected:
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
