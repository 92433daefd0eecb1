"""A whole store, read and filled item by item (`gateway/core/contents.py`): to move it, back it up and restore it.

Nobody makes calls over these. Every adapter passes `tests/contracts/moving.py`; a backup's file is one of them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from gateway.core.contents import Item


class Contents(Protocol):
    """What a store holds. Raises `UnusableStoreError` with the remedy where it cannot be read or filled."""

    def items(self) -> AsyncIterator[Item]:
        """Everything, while others may go on using the store.

        Of each tenant as of one moment, whatever is withdrawn meanwhile; and every audit record written before the reading began.
        """
        ...

    async def begin(self) -> None:
        """Begin to fill; `UnusableStoreError` when something is there, or others use the place.

        Until `publish` nobody can use it, whatever happens to this process; what an earlier, unfinished filling left is removed.
        """
        ...

    async def put(self, items: Sequence[Item]) -> None:
        """The next items."""
        ...

    async def publish(self) -> None:
        """Everything is there, durably: from now on it is a store."""
        ...

    async def discard(self) -> None:
        """Remove what was filled so far; nothing after `publish`."""
        ...

    async def close(self) -> None:
        """Let go of the engine; what was not published stays as unfinished as if the process had died."""
        ...


class MovableContents(Contents, Protocol):
    """A store that gateways can use, so that it can be moved away."""

    def held(self) -> AbstractAsyncContextManager[None]:
        """Nobody else uses the store, nor begins to; `UnusableStoreError` while somebody does."""
        ...

    async def confirm(self) -> None:
        """Within `held`: `UnusableStoreError` when that was lost, so that others may have used the store meanwhile."""
        ...

    async def retire(self) -> None:
        """Within `held`: from now on it is no store any more; what it holds stays."""
        ...
