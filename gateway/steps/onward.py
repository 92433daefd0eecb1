"""Steps 7 and 8 for what arrives: each event is accepted, restored and written for the caller; one that only goes on, at once.

An event in the frame of the one before (`gateway/core/wires/frame.py`) is known to pass both steps as that one did, but for its
text: it is not parsed, rebuilt and encoded again. Its text takes the same way: within the answer's bounds, through the same
restorer. Where an answer is checked or judged as a whole there is no such way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from gateway.core.errors import Code, Refusal
from gateway.core.flags import Bounds
from gateway.core.wire import Answer, Arrival, Event, ServerSentEvent
from gateway.core.wires.frame import Frames
from gateway.core.wires.sse import opened

MAX_EVENTS = 100_000
"""A stream longer than this is not an answer (T38)."""


class Step(Protocol):
    """A step that an answer passes event by event."""

    def take(self, event: Event) -> list[Event]:
        """What goes on now."""
        ...

    def end(self) -> list[Event]:
        """What goes on last."""
        ...


class Onward:
    """What one answer becomes for its caller."""

    def __init__(
        self,
        accepting: Step,
        restoring: Step,
        reading: Answer,
        encode: Callable[[Event], bytes],
        bounds: Bounds,
        *,
        as_it_comes: bool,
    ) -> None:
        """`bounds`: what a provider's events may say. `as_it_comes`: nothing is held back until all of the answer is known."""
        self._accepting = accepting
        self._restoring = restoring
        self._reading = reading
        self._encode = encode
        self._bounds = bounds
        self._frames = Frames() if as_it_comes else None
        self._short_way: tuple[Callable[[ServerSentEvent], str | None], Callable[[str], bytes]] | None = None
        """The text of an event that only goes on, and what takes it."""
        self._unlearned: tuple[Frames, ServerSentEvent, Event] | None = None
        self._count = 0

    def take(self, arrival: Arrival) -> bytes:
        """What the caller gets of an event that arrived; empty for nothing. Raises `provider_error` for one too many."""
        self._count += 1
        if self._count > MAX_EVENTS:
            raise Refusal(Code.PROVIDER_ERROR)
        if self._unlearned is not None:
            self._learn(*self._unlearned)
        if self._short_way is not None and isinstance(arrival, ServerSentEvent):
            text_of, take = self._short_way
            text = text_of(arrival)
            if text is not None:
                return take(text)
        self._short_way = None
        event = self._opened(arrival)
        made = self._in_full(event)
        if self._frames is not None and isinstance(arrival, ServerSentEvent):
            self._unlearned = self._frames, arrival, event
        return made

    def _learn(self, frames: Frames, arrival: ServerSentEvent, event: Event) -> None:
        """Learn from the last event how the stream may go on: when the next one is there, for a first word waits for nothing."""
        self._unlearned = None
        going_on = self._reading.going_on(event)
        if going_on is None:
            return
        # A field that is judged may not pass as one that varies.
        varies = going_on.varies - self._bounds.rule.answer_fields.names
        frame = frames.after(arrival, event, going_on._replace(varies=varies))
        self._short_way = None if frame is None else (frame.text, going_on.take)

    def end(self) -> bytes:
        """What the caller gets when all has arrived. Raises what the steps raise."""
        last = [event for accepted in self._accepting.end() for event in self._restoring.take(accepted)]
        return self._encoded([*last, *self._restoring.end()])

    def _opened(self, arrival: Arrival) -> Event:
        """The event, parsed; and judged, if it is as the provider wrote it: whoever parses an answer judges it."""
        event = opened(arrival)
        if isinstance(arrival, ServerSentEvent):
            self._bounds.assert_said(event.data)
        return event

    def _in_full(self, event: Event) -> bytes:
        accepted = self._accepting.take(event)
        return self._encoded([restored for each in accepted for restored in self._restoring.take(each)])

    def _encoded(self, events: list[Event]) -> bytes:
        return b"".join([self._encode(event) for event in events])
