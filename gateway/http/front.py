"""The front of the house: data-plane paths go straight to the hot route, everything else to the pages."""

from __future__ import annotations

from collections.abc import Awaitable

from gateway.http.asgi import AsgiApp, Receive, Scope, Send
from gateway.http.data_plane import DataPlane
from gateway.http.routes import target


class Front:
    """The ASGI application that a server runs."""

    def __init__(self, data_plane: DataPlane, pages: AsgiApp) -> None:
        """`pages` also takes the server's lifespan events."""
        self._data_plane = data_plane
        self._pages = pages

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Serve one connection's request. Nothing of the front's is awaited: it only says whose it is."""
        if scope["type"] == "http":
            found = target(str(scope["method"]), str(scope["path"]))
            if found is not None:
                return self._data_plane(found, scope, receive, send)
        return self._pages(scope, receive, send)
