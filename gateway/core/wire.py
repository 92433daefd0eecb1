"""What an API is to the pipeline: a closed reading of its requests, and a stateful reading of its answers.

A wire is pure: it maps JSON to JSON. `Event` is one piece of an answer: one server-sent event, or the whole
answer as the only event (name None). An answer passes `accept` (step 7: closed shape, nothing unknown goes
on), then `restore` (step 8).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import field
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeAlias

from gateway.core.call import Call
from gateway.core.errors import Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.values import fixed


@fixed()
class Event:
    """One piece of an answer. `name` is the SSE event name (Anthropic) or None; `data` its parsed JSON.

    `END` in the name marks OpenAI's `[DONE]`; its data is empty.
    """

    name: str | None
    data: JsonObject = field(repr=False)


class ServerSentEvent(NamedTuple):
    """One event as it stood on the line: its name, if it has one, and its data, still bytes."""

    name: str | None
    data: bytes


Arrival: TypeAlias = Event | ServerSentEvent
"""An event of an answer; one of a stream is parsed by whoever needs it parsed."""


class GoingOn(NamedTuple):
    """A running text, which the next events may go on with. What it says of them holds until another event is accepted."""

    path: tuple[str | int, ...]
    """Where its piece stood in the event that was accepted last, under the name of a field."""
    varies: frozenset[str]
    """Top-level fields whose values the wire does not read. Any event that is equal to the last one but for these and its piece
    (not empty) would be accepted in the same way."""
    take: Callable[[str], bytes]
    """Accepts, restores and encodes such an event, given by its piece: the bytes for the caller, empty while all is held back.

    Raises `provider_error` for more text than an answer may have."""


END = "[DONE]"
STOP_CHANNEL = "stop_sequence"
"""The channel in which a wire says which stop word was met: the caller's own text, no part of the answer."""


class Yields(StrEnum):
    """What an answer is made of, which decides what may be in the call and what is checked in the answer."""

    TEXT = "text"
    """A model's text and tool calls: tokens come back in it, and a purpose's answer schema is checked on it."""
    COUNT = "count"
    """A number of tokens of the very body that would be sent; nothing comes back."""
    VECTORS = "vectors"
    """Numbers that the text can be told from: values leave irreversibly, under unnumbered placeholders, so that one text keeps
    one vector; a purpose whose answers are checked by a schema has no use for them."""


class Restorer(Protocol):
    """Turns tokens back into values in one stream of text.

    Holds back at most one token prefix or incomplete escape.
    """

    def feed(self, text: str) -> str:
        """Take the next piece of the answer; return what is ready."""
        ...

    def flush(self) -> str:
        """The answer ended in order: return what was held back, as it stands."""
        ...


class Restorers(Protocol):
    """Makes the restorers of one answer, one per channel (a choice's text, one tool call's arguments)."""

    def text(self, channel: Hashable) -> Restorer:
        """The restorer of a running text."""
        ...

    def arguments(self, channel: Hashable, tool: str) -> Restorer:
        """The restorer of a tool call's arguments, streamed as JSON text."""
        ...

    def tagged(self, block: JsonObject) -> JsonObject:
        """A whole reasoning block, its text as it is, with the tag under which it may come back."""
        ...


class Answer(Protocol):
    """One call's answer as it arrives; one object per call."""

    def accept(self, event: Event) -> list[Event]:
        """The event in closed shape ([] drops it).

        Raises `provider_error` for what the wire does not know.
        """
        ...

    def restore(self, event: Event, restorers: Restorers) -> list[Event]:
        """The event with its texts restored, preceded or followed by flushed tails where a channel ends."""
        ...

    def going_on(self, event: Event) -> GoingOn | None:
        """The running text that `event`, just accepted and restored, is a piece of and nothing else."""
        ...

    def finish(self) -> None:
        """Called after the last event: raises `provider_error` if the answer did not end as the wire ends."""
        ...

    def text(self) -> str:
        """The whole answer's text of the first choice, for a schema check; only for answers of one event."""
        ...

    @property
    def usage(self) -> Mapping[str, int]:
        """`gen_ai.usage.input_tokens` and `gen_ai.usage.output_tokens`, as far as reported."""
        ...

    @property
    def finish_reasons(self) -> tuple[str, ...]:
        """`gen_ai.response.finish_reasons`, each from the wire's closed list."""
        ...


class Wire(Protocol):
    """An API that the gateway speaks."""

    @property
    def name(self) -> str:
        """`openai.chat`, `anthropic.messages`, ..."""
        ...

    @property
    def path(self) -> str:
        """Path below the provider's base URL, such as `/chat/completions`."""
        ...

    @property
    def yields(self) -> Yields:
        """What its answers are made of."""
        ...

    @property
    def words(self) -> frozenset[str]:
        """Field names and listed values: the strings of a body that are the wire's own."""
        ...

    def read(self, body: JsonObject) -> Call:
        """The call by the wire's closed schema.

        Raises `parameter_refused` or `invalid_request` naming the field.
        """
        ...

    def outbound(self, body: JsonObject, *, model: str, note: str | None, forced: Mapping[str, object]) -> JsonObject:
        """The upstream body.

        `model` put in, `note` added as the last system text, `forced` values written last.
        """
        ...

    def answer(self, call: Call, *, call_id: str) -> Answer:
        """A fresh reading of the one answer to `call`, streamed or whole as the call asked.

        `call_id` (the trace's id) stands in the answer in place of the provider's own ids, and the model's
        name as the caller wrote it in place of the provider's.
        """
        ...

    def encode(self, event: Event, *, streamed: bool) -> bytes:
        """The event as bytes for the caller: an SSE event, or one JSON document."""
        ...

    def error(self, refusal: Refusal, *, request_id: str) -> JsonObject:
        """The refusal in this wire's error shape."""
        ...

    def error_event(self, refusal: Refusal, *, request_id: str) -> bytes:
        """The refusal as the last event of a stream, in this wire's form."""
        ...
