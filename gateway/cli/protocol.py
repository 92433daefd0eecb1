"""uvicorn's HTTP/1.1, whose connections say at once when their caller has left, and keep nothing of a call that was answered.

ASGI tells of a departure whoever waits for the next message; to wait beside each call takes a task, which costs more than most
steps do.

An open connection would hold the head of its last request, and what nobody read of its body, until the next one comes; and one
that its caller broke off just after the answer would do so until its keep-alive ran out.

What a caller may cost is bounded where it is told: his request's head (`head.py`), and what he does not take (`stall.py`).
"""

from __future__ import annotations

from asyncio import Transport
from collections.abc import Callable

from gateway.cli.head import HeadProtocol
from gateway.cli.stall import Stall
from gateway.http.asgi import CONNECTION


class LineProtocol(HeadProtocol):
    """One connection; a `gateway.http.asgi.Connection` to the calls that it carries."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """A caller came: the scope of each of his requests gets to know the connection."""
        super().connection_made(transport)
        # Two for a moment: the next request may begin while the call before it still puts its outcome on record.
        self._acts: set[Callable[[], None]] = set()
        self._stall: Stall | None = None
        self.app_state = {**self.app_state, CONNECTION: self}

    def pause_writing(self) -> None:
        """The buffer is full: what is sent waits until the caller takes some of it."""
        super().pause_writing()
        self._end_stall()
        self._stall = Stall(self.loop, self.transport)

    def resume_writing(self) -> None:
        """The caller took most of it."""
        super().resume_writing()
        self._end_stall()

    def _end_stall(self) -> None:
        if self._stall is not None:
            self._stall.end()
            self._stall = None

    def connection_lost(self, exc: Exception | None) -> None:
        """The caller left, or the connection ended in order."""
        super().connection_lost(exc)
        self._end_stall()
        self.app_state = {}  # which held this very connection
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
