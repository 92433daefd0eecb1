"""Watching calls in flight: a withdrawal cuts them.

Each process polls the epochs of its active tenants every 250 ms, under a lease of 750 ms: a changed epoch, or epochs that
cannot be read until the lease ends, cut the tenant's calls.
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Protocol


class Watch(Protocol):
    """Keeps calls in flight under their tenants' epochs."""

    def hold(self, tenant: str, epoch: int) -> AbstractAsyncContextManager[None]:
        """While inside, the call is cut when the tenant's epoch is no longer `epoch`.

        The block raises `consent_withdrawn` (epoch changed) or `store_unavailable` (lease ran out).
        """
        ...
