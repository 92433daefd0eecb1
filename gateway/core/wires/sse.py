"""Server-sent events: bytes of a provider's stream to events, and events to bytes for the caller.

The reader is incremental and bounded: any chunk border, inside a character too; LF, CR or CRLF; comments
skipped; several `data` lines joined (https://html.spec.whatwg.org/multipage/server-sent-events.html). What
is too long, unfinished at the end, or not strict JSON in UTF-8 is `provider_error`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.strict_json import EVENT, dump, dump_text, parse, quoted
from gateway.core.wire import END, Arrival, Event, ServerSentEvent

MAX_EVENT_BYTES: Final = EVENT.max_bytes
TEXT: Final = "\x00"
"""Stands for a text in an event that is written around many; no name, id or model has it in it."""
SIGN_OF_LIFE: Final = b": keep-alive\n"
"""A comment: it keeps a silent connection open and says nothing, in any wire, also before the first event.

It is a line of the event that follows, and no block of its own: some clients take that for an event without data.
"""
_DONE: Final = END.encode()
_DATA: Final = b"data: "
_UNNAMED: Final = b"message"
_NAME: Final = b"event: "
_END: Final = b"\n\n"
_BOM: Final = b"\xef\xbb\xbf"
_LINE_ENDS: Final = (b"\n", b"\r")
# Line ends by Unicode's rules, not by the standard's: a client that splits by Unicode would cut there.
_ESCAPED_ENDS: Final = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


class SseParser:
    """Reads one stream; a `gateway.ports.provider.Reading`."""

    def __init__(self, last: Collection[str] = ()) -> None:
        """Nothing was read yet. `last`: names of the events that end an answer, beside `[DONE]`."""
        self._last = last
        self.has_ended = False
        """True once such an event came."""
        self._line: list[bytes] = []
        self._line_bytes = 0
        self._name: bytes | None = None
        self._data: list[bytes] = []
        self._event_bytes = 0
        self._first = True
        self._after_cr = False
        self._is_between = True
        """True where nothing of an event, nor of a line end, is waited for."""

    def feed(self, chunk: bytes) -> list[ServerSentEvent]:
        """The events that `chunk` completes. Raises `provider_error` for an event above `MAX_EVENT_BYTES`."""
        is_whole = self._is_between and chunk.endswith(_END) and len(chunk) <= MAX_EVENT_BYTES and b"\r" not in chunk
        if is_whole and chunk.startswith(_DATA) and chunk.find(b"\n") == len(chunk) - len(_END):
            self._first = False
            events = [ServerSentEvent(None, chunk[len(_DATA) : -len(_END)])]
        elif is_whole and (plain := _plain(chunk)) is not None:
            self._first = False
            events = plain
        else:
            events = self._by_lines(chunk)
        for event in events:
            if event.data == _DONE or event.name in self._last:
                self.has_ended = True
        return events

    def _by_lines(self, chunk: bytes) -> list[ServerSentEvent]:
        read = (self._read(line.rstrip(b"\r\n")) for line in self._lines(chunk))
        events = [event for event in read if event is not None]
        self._is_between = not (self._line or self._data or self._first or self._after_cr or self._name is not None)
        return events

    def _lines(self, chunk: bytes) -> list[bytes]:
        """The lines that `chunk` completes; the rest is kept."""
        if self._after_cr and chunk:
            chunk = chunk.removeprefix(b"\n")
            self._after_cr = False
        if b"\n" not in chunk and b"\r" not in chunk:
            self._keep(chunk)
            return []
        lines = b"".join([*self._line, chunk]).splitlines(keepends=True)
        self._line, self._line_bytes = [], 0
        if not lines[-1].endswith(_LINE_ENDS):
            self._keep(lines.pop())
        else:
            self._after_cr = lines[-1].endswith(b"\r")
        return lines

    def close(self) -> None:
        """The stream ended. Raises `provider_error` if it ended inside an event."""
        if self._data or self._name is not None or self._line_bytes:
            raise _garbage()

    def _keep(self, piece: bytes) -> None:
        self._line.append(piece)
        self._line_bytes += len(piece)
        if self._line_bytes + self._event_bytes > MAX_EVENT_BYTES:
            raise _garbage()

    def _read(self, line: bytes) -> ServerSentEvent | None:
        if self._first:
            line = line.removeprefix(_BOM)
            self._first = False
        if not line:
            return self._dispatch()
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if field == b"data":
            self._data.append(value)
        elif field == b"event":
            self._name = value
        else:
            return None
        self._event_bytes += len(line)
        if self._event_bytes > MAX_EVENT_BYTES:
            raise _garbage()
        return None

    def _dispatch(self) -> ServerSentEvent | None:
        name, data = self._name, self._data
        self._name, self._data, self._event_bytes = None, [], 0
        if not data:
            return None
        return ServerSentEvent(_named(name), b"\n".join(data))


def read(event: ServerSentEvent) -> Event:
    """The event with its data parsed strictly; `[DONE]` is the event named `END`. Raises `provider_error`."""
    if event.data == _DONE:
        return Event(END, {})
    return Event(event.name, parse(event.data, EVENT))


def opened(arrival: Arrival) -> Event:
    """An event that arrived, parsed. Raises `provider_error`: for one that tells of an error of the provider's, too."""
    if isinstance(arrival, Event):
        return arrival
    event = read(arrival)
    if event.name == "error" or event.data.get("error") is not None:
        raise _garbage()
    return event


def write(name: str | None, data: str) -> bytes:
    """One event. `data` is one line of JSON."""
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {on_one_line(data)}\n\n".encode()


class Around:
    """Writes events that differ in one text."""

    __slots__ = ("_around", "_data", "_name")

    def __init__(self, name: str | None, data: JsonObject) -> None:
        """`data` holds `TEXT` once, where the text will stand."""
        self._name, self._data = name, data
        self._around: tuple[bytes, bytes] | None = None

    def write(self, text: str) -> bytes:
        """The event with `text`."""
        if self._around is None:
            before, after = write(self._name, dump_text(self._data)).split(dump(TEXT))
            self._around = before, after
        before, after = self._around
        written = quoted(text)
        return before + (written if text.isascii() else on_one_line(written)).encode() + after


def on_one_line(data: str) -> str:
    """JSON that no client takes for several lines."""
    return data if data.isascii() else data.translate(_ESCAPED_ENDS)


def _plain(chunk: bytes) -> list[ServerSentEvent] | None:
    """The events of a chunk without CR in which each stands whole, in the form that most providers write; None for any other."""
    events: list[ServerSentEvent] = []
    for event in chunk[: -len(_END)].split(_END):
        name, data = None, event
        if event.startswith(_NAME):
            name, _, data = event[len(_NAME) :].partition(b"\n")
        if not data.startswith(_DATA) or b"\n" in data:
            return None
        events.append(ServerSentEvent(_named(name), data[len(_DATA) :]))
    return events


def _named(name: bytes | None) -> str | None:
    """The event's name; None for the one that the standard gives to an event that has none."""
    if not name or name == _UNNAMED:
        return None
    text = name.decode(errors="replace")
    if not text.isascii():
        raise _garbage()
    return text


def _garbage() -> Refusal:
    return Refusal(Code.PROVIDER_ERROR)
