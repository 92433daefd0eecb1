"""Steps 7 and 8 for what arrives: each event is accepted, restored and written for the caller; one that only goes on, at once.

An event in the frame of the one before (`gateway/core/wires/frame.py`) is known to pass both steps as that one did, but for its
text: it is not parsed, rebuilt and encoded again. Its text takes the same way: within the answer's bounds, through the same
restorer. Where an answer is checked or judged as a whole there is no such way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from gateway.core.flags import Bounds
from gateway.core.wire import Answer, Arrival, Event, GoingOn, ServerSentEvent
from gateway.core.wires.frame import Frames
from gateway.core.wires.sse import opened


class Step(Protocol):
    """A step that an answer passes event by event."""

    def take(self, event: Event) -> list[Event]:
        """What goes on now."""
        ...

    def end(self) -> list[Event]:
        """What goes on last."""
        ...


class Counting(Step, Protocol):
    """Step 7, which knows how many events came."""

    def count(self) -> None:
        """One more came."""
        ...


class Onward:
    """What one answer becomes for its caller."""

    def __init__(
        self,
        accepting: Counting,
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
        self._going_on: GoingOn | None = None
        self._unlearned: tuple[ServerSentEvent, Event] | None = None

    def take(self, arrival: Arrival) -> bytes:
        """What the caller gets of an event that arrived; empty for nothing."""
        self._accepting.count()
        frames = self._frames
        if frames is None or not isinstance(arrival, ServerSentEvent):
            return self._in_full(self._opened(arrival))
        if self._unlearned is not None:
            self._learn(frames, *self._unlearned)
        if self._going_on is not None:
            text = frames.text(arrival)
            if text is not None:
                return self._going_on.take(text)
        self._going_on = None
        event = self._opened(arrival)
        made = self._in_full(event)
        self._unlearned = arrival, event
        return made

    def _learn(self, frames: Frames, arrival: ServerSentEvent, event: Event) -> None:
        """Learn from the last event how the stream may go on: when the next one is there, for a first word waits for nothing."""
        self._unlearned = None
        going_on = self._reading.going_on(event)
        if going_on is not None:
            # A field that is judged may not pass as one that varies.
            going_on = going_on._replace(varies=going_on.varies - self._bounds.rule.answer_fields.names)
        self._going_on = going_on
        frames.read_in_full(arrival, event, self._going_on)

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
