"""uvicorn's HTTP/1.1 with bounds to a request's head, which is read before anybody has shown a key.

A head of more than `MAX_HEAD_BYTES` is refused, and one that is not whole after `HEAD_SECONDS`; and a connection on which nothing
comes is ended as between two requests. Fields behind a chunked body are nobody's: they are dropped, and as many bytes of them as
of a head end the connection.

An answer's head leaves with the first of its body (`head_kept.py`).
"""

from __future__ import annotations

from asyncio import TimerHandle, Transport

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from gateway.cli.head_kept import HeadKept

MAX_HEAD_BYTES = 16 * 1024
"""Of a request's line and headers (T20)."""
_AROUND = len(": \r\n")
"""Beside a field's name and value."""
HEAD_SECONDS = 10.0
"""From the first byte of one that does not come in one piece (F30)."""


class HeadProtocol(HttpToolsProtocol):
    """One connection, whose requests' heads are bounded in size and time, and whose answers' wait for the first piece."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """A caller came."""
        super().connection_made(transport)
        self._is_head_open = False
        self._head_bytes = self._piece_bytes = self._begun_in = self._idle_bytes = 0
        self._hurrying: TimerHandle | None = None
        self.timeout_keep_alive_task = self.loop.call_later(self.timeout_keep_alive, self.timeout_keep_alive_handler)

    def data_received(self, data: bytes) -> None:
        """Some of a request, or of several."""
        self._piece_bytes = len(data)
        self._idle_bytes += len(data)
        super().data_received(data)
        if self._is_head_open:
            self._await_head()
        elif self._idle_bytes > MAX_HEAD_BYTES:
            self.transport.abort()

    def _await_head(self) -> None:
        """The head goes on beyond this piece."""
        self._head_bytes += self._piece_bytes
        beyond = self._head_bytes - self._begun_in  # its first piece may hold the end of another request's body
        is_first = self._hurrying is None
        if beyond > MAX_HEAD_BYTES or (is_first and self._size() > MAX_HEAD_BYTES):
            self._refuse_head()
        elif is_first:
            self._hurrying = self.loop.call_later(HEAD_SECONDS, self._refuse_head)

    def _refuse_head(self) -> None:
        self._is_head_open = False
        before: RequestResponseCycle | None = self.cycle
        if before is not None and not before.response_complete:  # its answer is under way
            self.transport.abort()
        else:
            self.send_400_response("The request's head is too large, or came too slowly.")

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._is_head_open, self._head_bytes, self._begun_in = True, 0, self._piece_bytes
        self._idle_bytes = 0

    def on_header(self, name: bytes, value: bytes) -> None:
        """A field of the head; one behind a body is read by nobody."""
        if self._is_head_open:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is whole: the call begins."""
        self._is_head_open = False
        if self._hurrying is not None:
            self._hurrying.cancel()
            self._hurrying = None
        if self._head_bytes + self._piece_bytes > MAX_HEAD_BYTES and self._size() > MAX_HEAD_BYTES:
            raise ValueError("the head is too large")
        self._head_bytes = 0
        super().on_headers_complete()
        if self.scope["method"] == "POST":
            self.cycle.transport = HeadKept(self.cycle, self.transport)  # type: ignore[assignment]  # as far as a cycle uses one

    def _size(self) -> int:
        """Of the head, as it came but for its first line's ends."""
        return len(self.url) + sum([len(name) + len(value) + _AROUND for name, value in self.headers])

    def on_body(self, body: bytes) -> None:
        """Some of a body."""
        self._idle_bytes = 0
        super().on_body(body)

    def connection_lost(self, exc: Exception | None) -> None:
        """The caller left, or the connection ended in order."""
        super().connection_lost(exc)
        if self._hurrying is not None:
            self._hurrying.cancel()
        self._unset_keepalive_if_required()  # uvicorn lets it run on after a reset
