"""The shapes of ASGI that the hot route touches, typed, and what our server adds to them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Protocol, TypeAlias, cast

Scope: TypeAlias = MutableMapping[str, object]
Message: TypeAlias = MutableMapping[str, object]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
AsgiApp: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

CONNECTION = "isogate.connection"
"""Name under which a request's scope holds its `Connection`, in the state that it has of its connection."""


class Connection(Protocol):
    """The connection that a request came on."""

    @property
    def is_lost(self) -> bool:
        """True from the moment in which nothing can be sent any more."""
        ...

    @property
    def is_received(self) -> bool:
        """True once all of the request is here: to read it waits for nothing."""
        ...

    def when_lost(self, act: Callable[[], None]) -> None:
        """Do this once the connection is lost."""
        ...

    def forget(self, act: Callable[[], None]) -> None:
        """Do it no more."""
        ...


def connection(scope: Scope) -> Connection:
    """The connection of a request. `KeyError` under a server that does not say."""
    state = cast("Mapping[str, Connection]", scope["state"])
    return state[CONNECTION]
