"""Presidio's analyzer for a detection worker: its patterns alone, or with a spaCy pipeline of random weights."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from tests.bench import presidio_engine

Once = Callable[[str], Awaitable[int]]


@asynccontextmanager
async def opened(name: str) -> AsyncIterator[Once]:
    """Analyzes a text in English with every recognizer, and returns how much it found."""
    analyzer = presidio_engine.patterns_and_names() if name == "presidio-names" else presidio_engine.patterns()

    async def once(text: str) -> int:
        return len(analyzer.analyze(text, "en"))

    yield once
