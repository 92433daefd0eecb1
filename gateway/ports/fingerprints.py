"""What tenants' own things are known by: keyed fingerprints, each with its owners (`gateway/core/fingerprints.py`).

They are asked while the call goes on. A call's prints are known after step 5 and needed before step 6 commits, so the question is
on its way while the outgoing body is built and read again: a read beside the two trips that a call waits for, not a third one. It
is not part of the commit, for prints are sharded by value, and in a cluster lie with other servers than the tenant; and so that a
call which is refused leaves no intent and costs no budget. Nothing is lost by that: prints change by enrolment, never by a call.

An answer costs the same however many tenants there are: prints are found by value, and a value has `PLACES` owners at most.
Every adapter passes `tests/contracts/fingerprints.py`. "Cannot tell" is never "nobody's": failures are `store_unavailable`,
within 300 ms.
"""

from __future__ import annotations

from asyncio import Future
from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from gateway.core.fingerprints import Page, Places, Row


class Fingerprints(Protocol):
    """The enrolled prints of all tenants."""

    async def problems(self) -> list[str]:
        """Why every call would be refused, with the remedy, beyond what the store says of itself (`Store.problems`)."""
        ...

    def is_idle(self) -> bool:
        """True while nothing was ever enrolled, as far as is known without asking: no prints need be made, then.

        What another process enrols first is known a second later.
        """
        ...

    def places(self, prints: Sequence[bytes]) -> Future[list[Places]]:
        """Begin to ask who stands in each print's places; the answers come in the order asked. `store_unavailable`."""
        ...

    async def enrol(self, rows: Sequence[Row]) -> int:
        """Put each row's owner into a free place of its print, durably; how many were not there before. A print comes once.

        Idempotent, also for rows that an interrupted call has written already. What has no free place stays as it is.
        """
        ...

    async def remove(self, rows: Sequence[Row]) -> int:
        """Take each row's owner out of its print; how many were there."""
        ...

    def every(self) -> AsyncIterator[Page]:
        """All prints, page by page, in no order; one print's places may come in two pages."""
        ...

    async def close(self) -> None:
        """Let go of the engine."""
        ...
