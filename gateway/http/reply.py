"""The reply to one caller: sends pieces, turns a refusal into the wire's error, stops the call when the caller leaves.

Headers wait for the first piece. Before it an error is a normal HTTP error; after it the status is gone, and the stream ends with
one error event in the wire's own form: never silently.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from gateway.core.errors import Refusal
from gateway.core.strict_json import dump
from gateway.core.wire import Wire
from gateway.http.asgi import Receive, Send
from gateway.http.errors import STATUS, retry_headers

JSON_TYPE = "application/json"


class HttpReply:
    """Implements the `Reply` port over ASGI's `send`."""

    def __init__(self, send: Send, wire: Wire, *, request_id: str, trace: str) -> None:
        """`request_id` is the caller's own or, without one, the trace id."""
        self._send = send
        self._wire = wire
        self._request_id = request_id
        self._fixed = {"x-request-id": request_id, "x-isogate-trace": trace, "cache-control": "no-store"}
        self._has_begun = False
        self._is_streamed = False

    async def send(self, piece: bytes, headers: Mapping[str, str]) -> None:
        """Send a piece; the first one takes the headers along."""
        if not self._has_begun:
            self._is_streamed = headers.get("content-type", "").startswith("text/event-stream")
            await self._begin(200, headers if self._is_streamed else {**headers, "content-length": str(len(piece))})
        await self._send({"type": "http.response.body", "body": piece, "more_body": self._is_streamed})

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
        headers = {"content-type": JSON_TYPE, "content-length": str(len(body)), **retry_headers(refusal)}
        await self._begin(STATUS[refusal.code], headers)
        await self._send({"type": "http.response.body", "body": body, "more_body": False})

    async def _begin(self, status: int, headers: Mapping[str, str]) -> None:
        self._has_begun = True
        merged = {**self._fixed, **headers}
        await self._send(
            {
                "type": "http.response.start",
                "status": status,
                "headers": [(name.encode("ascii"), value.encode("latin-1")) for name, value in merged.items()],
            }
        )


@asynccontextmanager
async def cancelled_when_gone(receive: Receive) -> AsyncIterator[None]:
    """While inside, a caller who closes the connection cancels the task; the block then raises `ConnectionError`."""
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 - always inside a task; told to the type checker
    gone = False

    async def listen() -> None:
        nonlocal gone
        while (await receive())["type"] != "http.disconnect":
            pass
        gone = True
        task.cancel()

    listener = asyncio.create_task(listen())
    try:
        yield
    except asyncio.CancelledError:
        if gone and task.uncancel() == 0:
            raise ConnectionError from None
        raise
    finally:
        listener.cancel()
