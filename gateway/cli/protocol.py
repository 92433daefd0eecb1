"""uvicorn's HTTP/1.1, whose connections say at once when their caller has left, and keep nothing of a call that was answered.

ASGI tells of a departure whoever waits for the next message; to wait beside each call takes a task, which costs more than most
steps do.

A caller who takes nothing of what waits for him is left after `STALL_SECONDS`: he would hold a call, its vault and its place.

Nobody has shown a key before the head of a request is whole: so one of more than `MAX_HEAD_BYTES` is refused, and one that is not
whole after `HEAD_SECONDS`; and a connection on which nothing comes is ended as between two requests. Fields behind a chunked body
are nobody's: they are dropped, and as many bytes of them as of a head end the connection.

An open connection would hold the head of its last request, and what nobody read of its body, until the next one comes; and one
that its caller broke off just after the answer would do so until its keep-alive ran out.
"""

from __future__ import annotations

from asyncio import TimerHandle, Transport
from collections.abc import Callable

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from gateway.cli.head_kept import HeadKept
from gateway.http.asgi import CONNECTION

MAX_HEAD_BYTES = 16 * 1024
"""Of a request's line and headers (T20)."""
_AROUND = len(": \r\n")
"""Beside a field's name and value."""
HEAD_SECONDS = 10.0
"""From the first byte of one that does not come in one piece (F30)."""
STALL_SECONDS = 30.0
"""In so long a caller takes `TAKEN_BYTES` of what waits to be sent, or is left (F30)."""
TAKEN_BYTES = 48 * 1024
"""Three quarters of a full buffer: asyncio lets a call go on then. What is sent in one piece may be far more."""


class LineProtocol(HttpToolsProtocol):
    """One connection; a `gateway.http.asgi.Connection` to the calls that it carries."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """A caller came."""
        super().connection_made(transport)
        # Two for a moment: the next request may begin while the call before it still puts its outcome on record.
        self._acts: set[Callable[[], None]] = set()
        self._stalling: TimerHandle | None = None
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

    def on_header(self, name: bytes, value: bytes) -> None:
        """A field of the head; one behind a body is read by nobody."""
        if self._is_head_open:
            super().on_header(name, value)

    def on_body(self, body: bytes) -> None:
        """Some of a body."""
        self._idle_bytes = 0
        super().on_body(body)

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

    def on_message_begin(self) -> None:
        """A request begins: its scope gets to know the connection."""
        super().on_message_begin()
        self._is_head_open, self._head_bytes, self._begun_in = True, 0, self._piece_bytes
        self._idle_bytes = 0
        self.scope["extensions"] = {CONNECTION: self}  # type: ignore[dict-item]  # more than uvicorn's own

    def pause_writing(self) -> None:
        """The buffer is full: what is sent waits until the caller takes some of it."""
        super().pause_writing()
        self._end_stall()
        self._await_taking()

    def _await_taking(self) -> None:
        waiting = self.transport.get_write_buffer_size()
        self._stalling = self.loop.call_later(STALL_SECONDS, self._look_at_taking, waiting)

    def _look_at_taking(self, waited: int) -> None:
        """He who takes of a large piece is not left before it is out."""
        if self.transport.get_write_buffer_size() > waited - TAKEN_BYTES:
            self.transport.abort()
        else:
            self._await_taking()

    def resume_writing(self) -> None:
        """The caller took most of it."""
        super().resume_writing()
        self._end_stall()

    def _end_stall(self) -> None:
        if self._stalling is not None:
            self._stalling.cancel()
            self._stalling = None

    def connection_lost(self, exc: Exception | None) -> None:
        """The caller left, or the connection ended in order."""
        super().connection_lost(exc)
        self._end_stall()
        if self._hurrying is not None:
            self._hurrying.cancel()
        self._unset_keepalive_if_required()  # uvicorn lets it run on after a reset
        for act in list(self._acts):
            act()

    def on_response_complete(self) -> None:
        """An answer is out: unless another request waits in line, the head and the rest of the body go too."""
        super().on_response_complete()
        if self.cycle.response_complete:
            self.headers = []
            self.scope = self.cycle.scope = {}  # type: ignore[typeddict-item]  # no request, so nothing to say of one
            self.cycle.body.clear()

    @property
    def is_lost(self) -> bool:
        """True from the moment in which nothing can be sent any more."""
        return bool(self.transport.is_closing())

    @property
    def is_received(self) -> bool:
        """True once all of the request is here; of requests in a row the last one's, before which all are."""
        return not self.cycle.more_body

    def when_lost(self, act: Callable[[], None]) -> None:
        """Do this once the connection is lost."""
        self._acts.add(act)

    def forget(self, act: Callable[[], None]) -> None:
        """Do it no more."""
        self._acts.discard(act)
