"""uvicorn's HTTP/1.1, whose connections say at once when their caller has left.

ASGI says it to whoever waits for the next message; to wait beside each call takes a task, which costs more than most steps do.
"""

from __future__ import annotations

from asyncio import Transport
from collections.abc import Callable

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from gateway.http.asgi import CONNECTION


class LineProtocol(HttpToolsProtocol):
    """One connection; a `gateway.http.asgi.Connection` to the calls that it carries."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """A caller came."""
        super().connection_made(transport)
        # Two for a moment: the next request may begin while the call before it still puts its outcome on record.
        self._acts: set[Callable[[], None]] = set()

    def on_message_begin(self) -> None:
        """A request begins: its scope gets to know the connection."""
        super().on_message_begin()
        self.scope["extensions"] = {CONNECTION: self}  # type: ignore[dict-item]  # more than uvicorn's own

    def connection_lost(self, exc: Exception | None) -> None:
        """The caller left, or the connection ended in order."""
        super().connection_lost(exc)
        for act in list(self._acts):
            act()

    @property
    def is_lost(self) -> bool:
        """True from the moment in which nothing can be sent any more."""
        return bool(self.transport.is_closing())

    def when_lost(self, act: Callable[[], None]) -> None:
        """Do this once the connection is lost."""
        self._acts.add(act)

    def forget(self, act: Callable[[], None]) -> None:
        """Do it no more."""
        self._acts.discard(act)
