"""isogate's detector for a detection worker: as it is configured by default, or by patterns and known values alone."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from gateway.adapters.presidio_detector.opening import opened_detector
from gateway.core.detection import Detection, Names
from gateway.core.source import Known
from tests.support.detection import unhurried

KNOWN = tuple(
    Known(value)
    for value in (
        "Jane Miller",
        "Tom Becker",
        "Erin Hall",
        "María-José Núñez O'Neill",
        "jane.miller@example.com",
        "tom.becker@example.org",
        "erin.hall@example.net",
        "+49 30 901820",
        "K-4471-2209",
    )
)
"""What a record's block says of its people; half of it stands in the bench's text."""

Once = Callable[[str], Awaitable[int]]


@asynccontextmanager
async def opened(name: str) -> AsyncIterator[Once]:
    """Looks through a text as the gateway does, and returns how much it found."""
    unhurried()
    chosen = Detection(names=Names.UNSAFE_NONE) if name == "isogate-patterns" else Detection()
    async with opened_detector(chosen) as detector:

        async def once(text: str) -> int:
            (spans,) = await detector.find([text], KNOWN, "en")
            return len(spans)

        yield once
