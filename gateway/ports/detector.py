"""Finding personal data in the texts of one call.

A result depends on the texts, the known values and the language of this one call, on nothing else: no cache, no other call.
Failure raises `detector_unavailable`, too many calls at once `overloaded`, a text that is encoded too deep to be read
`uninspectable`; there is no partial result. Every adapter passes `tests/contracts/detector.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from gateway.core.source import Known
from gateway.core.spans import Span


class UnusableDetectorError(Exception):
    """What the configuration wants to detect with cannot be loaded; says why, in words for the operator."""


class Detector(Protocol):
    """Finds spans of personal data."""

    async def find(
        self, texts: Sequence[str], known: Sequence[Known], language: str, whose: str = ""
    ) -> list[list[Span]]:
        """Spans per text, possibly overlapping, with scores; context words count. Known values score 1.

        `whose`: the tenant for which it is; calls that wait are served in turns by tenant. It changes no result.
        """
        ...

    async def confirm(self, texts: Sequence[str], whose: str = "") -> list[list[Span]]:
        """Spans that a pattern finds by itself, without context, models or known values: the guard's second look.

        Whatever `confirm` finds in a text, `find` finds there too.
        """
        ...
