"""What an operator or a caller does who met a machine too busy to answer in time: asks again, for it was not acknowledged."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from gateway.core.errors import Refusal

TURNED_AWAY = frozenset({"store_unavailable", "audit_unavailable", "detector_unavailable"})
"""Codes with which a busy machine turns a call away before it is dialled."""
_AGAIN_SECONDS = 0.05

Result = TypeVar("Result")


async def done(step: Callable[[], Awaitable[Result]]) -> Result:
    """What the step returns once it is not refused."""
    while True:
        try:
            return await step()
        except Refusal:
            await asyncio.sleep(_AGAIN_SECONDS)


async def taken(call: Callable[[], Awaitable[Result]], code: Callable[[Result], str]) -> Result:
    """What comes of a call, made again while a busy machine turns it away: for tests that are not about that."""
    while True:
        result = await call()
        if code(result) not in TURNED_AWAY:
            return result
        await asyncio.sleep(_AGAIN_SECONDS)
