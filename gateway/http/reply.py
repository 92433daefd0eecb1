"""The reply to one caller: sends pieces, turns a refusal into the wire's error, stops the call when the caller leaves.

Headers wait for the first piece, in a stream for the first sign of life at the latest. Before it an error is a normal HTTP error;
after it the status is gone, and the stream ends with one error event in the wire's own form: never silently.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType

from gateway.core.errors import Refusal
from gateway.core.strict_json import dump
from gateway.core.wire import Wire
from gateway.core.wires.sse import SIGN_OF_LIFE
from gateway.http.asgi import Connection, Send
from gateway.http.errors import STATUS, retry_headers
from gateway.http.keep_alive import KeepingAlive

JSON_TYPE = "application/json"


class HttpReply:
    """Implements the `Reply` port over ASGI's `send`."""

    def __init__(self, send: Send, wire: Wire, *, request_id: str, trace: str) -> None:
        """`request_id` is the caller's own or, without one, the trace id."""
        self._send = send
        self._wire = wire
        self._request_id = request_id
        self._trace = trace
        self._has_begun = False
        self._is_beginning = False
        self._is_streamed = False
        self._is_silent = False

    def send(self, piece: bytes, headers: Mapping[str, str]) -> Awaitable[None]:
        """Send a piece; the first one takes the headers along."""
        self._is_silent = False
        if self._has_begun:
            return self._piece(piece)
        return self._first(piece, headers)

    async def _first(self, piece: bytes, headers: Mapping[str, str]) -> None:
        self._is_streamed = headers.get("content-type", "").startswith("text/event-stream")
        self._is_beginning = True
        try:
            await self._begin(200, headers, None if self._is_streamed else len(piece))
        finally:
            self._is_beginning = False
        await self._piece(piece)

    def _piece(self, piece: bytes) -> Awaitable[None]:
        return self._send({"type": "http.response.body", "body": piece, "more_body": self._is_streamed})

    def kept_alive(self, headers: Callable[[], Mapping[str, str]]) -> KeepingAlive:
        """Give signs of life while a stream is awaited; see the port."""
        self._is_silent = False
        return KeepingAlive(self._was_silent, lambda: self.send(SIGN_OF_LIFE, headers()))

    def _was_silent(self) -> bool:
        """Whether nothing was sent since this was last asked. A first piece that waits is none: a sign could go before it."""
        was, self._is_silent = self._is_silent and not self._is_beginning, True
        return was

    async def end(self) -> None:
        """The answer is complete."""
        if self._is_streamed:
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})

    async def refuse(self, refusal: Refusal) -> None:
        """Say no: as an HTTP error, or as the stream's last event."""
        if self._has_begun:
            event = self._wire.error_event(refusal, request_id=self._request_id)
            await self._send({"type": "http.response.body", "body": event, "more_body": False})
            return
        body = dump(self._wire.error(refusal, request_id=self._request_id))
        headers = {"content-type": JSON_TYPE, **retry_headers(refusal), **refusal.headers}
        await self._begin(STATUS[refusal.code], headers, len(body))
        await self._send({"type": "http.response.body", "body": body, "more_body": False})

    async def _begin(self, status: int, headers: Mapping[str, str], length: int | None) -> None:
        """`length` is the body's in bytes; None when it comes in pieces."""
        sent = [
            (b"x-request-id", self._request_id.encode("ascii")),
            (b"x-isogate-trace", self._trace.encode("ascii")),
            (b"cache-control", b"no-store"),
        ]
        sent += [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]
        if length is not None:
            sent.append((b"content-length", b"%d" % length))
        await self._send({"type": "http.response.start", "status": status, "headers": sent})
        self._has_begun = True


class CancelledWhenGone:
    """While inside, a caller who closes the connection cancels the task; the block then raises `ConnectionError`."""

    __slots__ = ("_connection", "_is_gone", "_task")

    def __init__(self, connection: Connection) -> None:
        """Nothing is cancelled before it is entered."""
        self._connection = connection
        self._is_gone = False

    def __enter__(self) -> None:
        """For the task that runs the call."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - always inside a task; told to the type checker
        self._task = task
        self._connection.when_lost(self._cancel)
        if self._connection.is_lost:
            self._cancel()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """A cancellation from elsewhere passes as it is."""
        self._connection.forget(self._cancel)
        if self._is_gone and isinstance(error, asyncio.CancelledError) and self._task.uncancel() == 0:
            raise ConnectionError from None

    def _cancel(self) -> None:
        if not self._is_gone:
            self._is_gone = True
            self._task.cancel()
