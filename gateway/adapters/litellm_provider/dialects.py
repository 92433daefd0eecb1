"""How providers stream, read strictly before litellm reads it.

litellm skips an event that it cannot read, replaces broken characters, leaves out what it does not know and makes up an end where
there is none. So the bytes are read here first, event by event: UTF-8, one JSON object without duplicate keys, of a kind that the
provider documents, nothing of the answer after its end, and an end (order.py, blocks.py). Only whole events are handed on,
each on one line by Unicode's rules too, by which litellm's clients split. Everything else is `provider_error`.

A server may leave the connection open behind the mark of the answer's end. What comes within a quarter of a second is read, and
refused; what comes later is read by nobody, and so can make no answer another one. A reason to stop is no such mark: chat
completions, Bedrock and Gemini have more to say behind it, and Gemini has no mark, so that its answer ends with its bytes alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Protocol

from gateway.adapters.litellm_provider.blocks import ConverseOrder, MessagesOrder
from gateway.adapters.litellm_provider.order import ChatOrder, GeminiOrder, Judged, OllamaOrder, Order
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.strict_json import EVENT, dump_text, parse
from gateway.core.wire import ServerSentEvent
from gateway.core.wires.sse import SseParser, on_one_line, read, write
from gateway.ports.provider import Reading

_LENGTH_BYTES: Final = 4
"""With its length each of AWS's frames begins."""


class Dialect(StrEnum):
    """What a provider streams."""

    CHAT = "chat"
    """Chat completions as server-sent events, `[DONE]` at the end."""
    MESSAGES = "messages"
    """Anthropic's events."""
    GEMINI = "gemini"
    """`GenerateContentResponse` as server-sent events."""
    OLLAMA = "ollama"
    """An object a line."""
    CONVERSE = "converse"
    """Bedrock's events in AWS's binary frames."""


class Frame(Protocol):
    """One of AWS's binary frames, its checksums right."""

    @property
    def headers(self) -> Mapping[str, object]:
        """`:event-type`, `:message-type` and others."""
        ...

    @property
    def payload(self) -> bytes:
        """JSON."""
        ...


class FrameBuffer(Protocol):
    """Collects bytes of AWS's event stream; iterated, it gives the frames that are whole."""

    def add_data(self, data: bytes) -> None:
        """More bytes."""
        ...

    def __iter__(self) -> Iterator[Frame]:
        """Raises for what is no frame, or one whose checksum is wrong."""
        ...


class EventReading:
    """Server-sent events."""

    def __init__(self, order: Order) -> None:
        """Nothing was read yet."""
        self._order = order
        self._parser = SseParser()

    @property
    def has_ended(self) -> bool:
        """See `Reading`."""
        return self._order.has_ended

    def feed(self, piece: bytes) -> bytes:
        """See `Reading`."""
        return b"".join(self._read(event) for event in self._parser.feed(piece))

    def close(self) -> None:
        """See `Reading`."""
        self._parser.close()
        self._order.close()

    def _read(self, event: ServerSentEvent) -> bytes:
        opened = read(event)
        self._order.see(opened.name, opened.data)
        if _with_refusals_as_content(opened.data):
            return write(event.name, dump_text(opened.data))
        return write(event.name, event.data.decode().replace("\n", " "))


class LineReading:
    """An object a line."""

    def __init__(self, order: Order) -> None:
        """Nothing was read yet."""
        self._order = order
        self._rest = bytearray()

    @property
    def has_ended(self) -> bool:
        """See `Reading`."""
        return self._order.has_ended

    def feed(self, piece: bytes) -> bytes:
        """See `Reading`."""
        self._rest += piece
        lines: list[bytes] = []
        if b"\n" in piece:
            *lines, rest = bytes(self._rest).split(b"\n")
            self._rest = bytearray(rest)
        if len(self._rest) > EVENT.max_bytes:
            raise Refusal(Code.PROVIDER_ERROR)
        return b"".join(self._read(line) for line in lines if line.strip())

    def close(self) -> None:
        """See `Reading`. The last line may end without a line end, and is worth nothing then: it was not handed on."""
        if self._rest.strip():
            raise Refusal(Code.PROVIDER_ERROR)
        self._order.close()

    def _read(self, line: bytes) -> bytes:
        self._order.see(None, parse(line, EVENT))
        return on_one_line(line.decode()).encode() + b"\n"


class FrameReading:
    """AWS's binary frames."""

    def __init__(self, frames: FrameBuffer, order: Order) -> None:
        """Take what reads one frame."""
        self._frames = frames
        self._order = order
        self._rest = bytearray()

    @property
    def has_ended(self) -> bool:
        """See `Reading`."""
        return self._order.has_ended

    def feed(self, piece: bytes) -> bytes:
        """See `Reading`."""
        self._rest += piece
        end = 0
        while (length := self._length(end)) and end + length <= len(self._rest):
            self._read(bytes(self._rest[end : end + length]))
            end += length
        whole = bytes(self._rest[:end])
        del self._rest[:end]
        return whole

    def close(self) -> None:
        """See `Reading`."""
        if self._rest:
            raise Refusal(Code.PROVIDER_ERROR)
        self._order.close()

    def _length(self, start: int) -> int:
        """How long the frame that begins there says it is; 0 while it does not."""
        told = self._rest[start : start + _LENGTH_BYTES]
        if len(told) < _LENGTH_BYTES:
            return 0
        length = int.from_bytes(told, "big")
        if not _LENGTH_BYTES < length <= EVENT.max_bytes:
            raise Refusal(Code.PROVIDER_ERROR)
        return length

    def _read(self, raw: bytes) -> None:
        frame = self._frame(raw)
        if frame.headers.get(":message-type") != "event":
            raise Refusal(Code.PROVIDER_ERROR)
        self._order.see(str(frame.headers.get(":event-type")), parse(frame.payload, EVENT))

    def _frame(self, raw: bytes) -> Frame:
        try:
            self._frames.add_data(raw)
            (frame,) = self._frames
        except Exception:  # noqa: BLE001 - whatever the library raises for bytes that are no frame may quote them
            raise Refusal(Code.PROVIDER_ERROR) from None
        return frame


def _with_refusals_as_content(chunk: JsonObject) -> bool:
    """True if a choice of this chunk of a chat has a refusal: of what litellm would keep the first words only is content now."""
    has_some = False
    choices = chunk.get("choices")
    for choice in choices if isinstance(choices, list) else ():
        delta = choice.get("delta") if isinstance(choice, dict) else None
        if isinstance(delta, dict) and isinstance(refusal := delta.get("refusal"), str):
            if refusal and delta.get("content"):
                raise Refusal(Code.PROVIDER_ERROR)
            del delta["refusal"]
            if refusal:
                delta["content"] = refusal
            has_some = True
    return has_some


_STREAMS = re.compile(rb'"stream": ?true')
"""No string of JSON has its quotes bare."""


def is_streamed(dialect: Dialect, url: str, body: bytes) -> bool:
    """True if this request asks for a stream: litellm asks for a whole answer where it would cut that into pieces itself."""
    if dialect is Dialect.GEMINI:
        return ":streamGenerateContent" in url
    if dialect is Dialect.CONVERSE:
        return url.endswith("/converse-stream")
    return _STREAMS.search(body) is not None


_ORDERS: Mapping[Dialect, Callable[[], Order]] = MappingProxyType(
    {
        Dialect.CHAT: ChatOrder,
        Dialect.MESSAGES: MessagesOrder,
        Dialect.GEMINI: GeminiOrder,
        Dialect.OLLAMA: OllamaOrder,
        Dialect.CONVERSE: ConverseOrder,
    }
)


def reading(dialect: Dialect, frames: Callable[[], FrameBuffer], judge: Callable[[JsonObject], None]) -> Reading[bytes]:
    """A reading of one stream; `frames` makes what parts AWS's binary frames, `judge` raises for an event that may not be."""
    order = Judged(_ORDERS[dialect](), judge)
    if dialect is Dialect.CONVERSE:
        return FrameReading(frames(), order)
    return LineReading(order) if dialect is Dialect.OLLAMA else EventReading(order)
