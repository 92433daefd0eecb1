"""Server-sent events: bytes of a provider's stream to events, and events to bytes for the caller.

The reader is incremental and bounded: any chunk border, inside a character too; LF, CR or CRLF; comments
skipped; several `data` lines joined (https://html.spec.whatwg.org/multipage/server-sent-events.html). What
is too long, unfinished at the end, or not strict JSON in UTF-8 is `provider_error`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from gateway.core.errors import Code, Refusal
from gateway.core.strict_json import EVENT, parse
from gateway.core.wire import END, Event

MAX_EVENT_BYTES: Final = EVENT.max_bytes
_DONE: Final = END.encode()
_BOM: Final = b"\xef\xbb\xbf"
_LINE_ENDS: Final = (b"\n", b"\r")
# Line ends by Unicode's rules, not by the standard's: a client that splits by Unicode would cut there.
_ESCAPED_ENDS: Final = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


class ServerSentEvent(NamedTuple):
    """One event as it stood on the line: its name, if it has one, and its data, still bytes."""

    name: str | None
    data: bytes


class SseParser:
    """Reads one stream."""

    def __init__(self) -> None:
        """Nothing was read yet."""
        self._line: list[bytes] = []
        self._line_bytes = 0
        self._name: bytes | None = None
        self._data: list[bytes] = []
        self._event_bytes = 0
        self._first = True
        self._after_cr = False

    def feed(self, chunk: bytes) -> list[ServerSentEvent]:
        """The events that `chunk` completes. Raises `provider_error` for an event above `MAX_EVENT_BYTES`."""
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
        read = (self._read(line.rstrip(b"\r\n")) for line in lines)
        return [event for event in read if event is not None]

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
        return ServerSentEvent(_decoded(name) if name else None, b"\n".join(data))


def read(event: ServerSentEvent) -> Event:
    """The event with its data parsed strictly; `[DONE]` is the event named `END`. Raises `provider_error`."""
    if event.data == _DONE:
        return Event(END, {})
    return Event(event.name, parse(event.data, EVENT))


def write(name: str | None, data: str) -> bytes:
    """One event. `data` is one line of JSON."""
    if not data.isascii():
        data = data.translate(_ESCAPED_ENDS)
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {data}\n\n".encode()


def _decoded(name: bytes) -> str:
    text = name.decode(errors="replace")
    if not text.isascii():
        raise _garbage()
    return text


def _garbage() -> Refusal:
    return Refusal(Code.PROVIDER_ERROR)
