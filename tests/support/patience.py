"""What an operator does whose command met a store too busy to answer in time: asks again, for it was not acknowledged."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from gateway.core.errors import Refusal

_AGAIN_SECONDS = 0.05

Result = TypeVar("Result")


async def done(step: Callable[[], Awaitable[Result]]) -> Result:
    """What the step returns once it is not refused."""
    while True:
        try:
            return await step()
        except Refusal:
            await asyncio.sleep(_AGAIN_SECONDS)
