"""What a call costs a worker, measured on the worker itself before its first call, and the time that a call may take."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from gateway.adapters.presidio_detector.deadline import BASE_SECONDS, CHARACTERS_PER_WORD, SECONDS_PER_WORD

Ask = Callable[[Sequence[str]], Awaitable[object]]
"""Has these texts looked through; returns when the answer is there."""

_PARAGRAPH = (
    "Please call the buyer in Rotterdam on Thursday and confirm the delivery of forty pallets. The order was placed by phone, "
    "the invoice goes to the head office, and the warehouse closes at five. If they ask for a discount, offer two percent. "
)
_LONG = _PARAGRAPH * 8
_SHORT = "Please call back."
_SHORT_TEXTS = 8
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds for each text, and for each word beside."""

    per_text: float
    per_word: float

    def limit(self, texts: Sequence[str], factor: float) -> float:
        """The seconds that a call with these texts may take."""
        words = sum(map(len, texts)) / CHARACTERS_PER_WORD
        return BASE_SECONDS + factor * (self.per_text * len(texts) + self.per_word * words)


async def measured(ask: Ask) -> Cost:
    """Ask for texts of known size, a few times after a first time that does not count; the slowest counts."""
    await ask([_LONG])
    per_text = max([await _seconds(ask, [_SHORT] * _SHORT_TEXTS) for _ in range(_ROUNDS)]) / _SHORT_TEXTS
    long = max([await _seconds(ask, [_LONG]) for _ in range(_ROUNDS)])
    words = len(_LONG) / CHARACTERS_PER_WORD
    return Cost(per_text, max(SECONDS_PER_WORD, (long - per_text) / words))


async def _seconds(ask: Ask, texts: Sequence[str]) -> float:
    begun = time.perf_counter()
    await ask(texts)
    return time.perf_counter() - begun
