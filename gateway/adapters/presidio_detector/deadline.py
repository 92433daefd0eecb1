"""How long one detection may take: fault F31's 500 ms and twice the measured cost of the text's words."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

BASE_SECONDS = 0.5
SECONDS_PER_WORD = 2e-6
"""Measured: 0.6 µs a word of CRM text with patterns and known values on one core; adversarial text up to three times that."""

CHARACTERS_PER_WORD = 5
"""Text without spaces has words too."""

EVERY = 256

Item = TypeVar("Item")


def seconds_for(text: str) -> float:
    """The limit for a text of this length."""
    return BASE_SECONDS + 2 * SECONDS_PER_WORD * len(text) / CHARACTERS_PER_WORD


def within(items: Iterable[Item], seconds: float) -> Iterator[Item]:
    """The items as long as they come in time, counted from the first request; raises `TimeoutError` after that."""
    end = time.monotonic() + seconds
    for count, item in enumerate(items, 1):
        if count % EVERY == 0 and time.monotonic() > end:
            raise TimeoutError
        yield item
