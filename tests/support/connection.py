"""A caller's connection that can be lost at will."""

from collections.abc import Callable


class StubConnection:
    """Implements `gateway.http.asgi.Connection`."""

    def __init__(self) -> None:
        self.is_lost = False
        self.is_received = False
        self.acts: set[Callable[[], None]] = set()

    def when_lost(self, act: Callable[[], None]) -> None:
        self.acts.add(act)

    def forget(self, act: Callable[[], None]) -> None:
        self.acts.discard(act)

    def lose(self) -> None:
        """The caller leaves."""
        self.is_lost = True
        for act in list(self.acts):
            act()
