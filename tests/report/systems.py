"""What is measured: isogate as it is configured by default, its patterns alone, and Presidio as it comes, with patterns."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from presidio_analyzer import AnalyzerEngine

from gateway.adapters.presidio_detector.labels import LABEL_OF
from gateway.adapters.presidio_detector.opening import opened_detector
from gateway.cli import detect
from gateway.cli.jsonl import Entry
from gateway.core.detection import Detection, Names
from gateway.core.source import Known
from gateway.ports.detector import Detector
from tests.bench import presidio_engine
from tests.report.tally import Found

Find = Callable[[str, Sequence[Known], str], Awaitable[list[Found]]]
"""(text, known values, language) → what is hidden."""

STOCK_LANGUAGES = ("en", "es", "it", "pl")
"""Those for which Presidio brings patterns of its own; other languages are asked for as English."""


@dataclass(frozen=True, slots=True)
class System:
    """A detector under measurement. `takes_known`: whether it can be told what the CRM knows."""

    name: str
    title: str
    find: Find = field(repr=False)
    takes_known: bool


@asynccontextmanager
async def isogate() -> AsyncIterator[System]:
    """The product as it is configured by default: what `isogate detect` reports and redaction acts upon."""
    async with opened_detector(Detection()) as detector:
        yield System("isogate", "isogate", _ours(detector), takes_known=True)


@asynccontextmanager
async def patterns() -> AsyncIterator[System]:
    """The product without its model of names."""
    async with opened_detector(Detection(names=Names.UNSAFE_NONE)) as detector:
        yield System("patterns", "isogate, patterns alone", _ours(detector), takes_known=True)


@asynccontextmanager
async def presidio() -> AsyncIterator[System]:
    """Presidio's own analyzer with the pattern recognizers that it brings, and its default threshold."""
    engine = presidio_engine.patterns(STOCK_LANGUAGES)

    async def find(text: str, known: Sequence[Known], language: str) -> list[Found]:
        return _found(engine, text, language if language in STOCK_LANGUAGES else "en")

    yield System("presidio", "Presidio, its patterns alone", find, takes_known=False)


def _ours(detector: Detector) -> Find:
    async def find(text: str, known: Sequence[Known], language: str) -> list[Found]:
        spans = await detect.found(detector, Entry("", text, known=tuple(known)))
        return [(span.start, span.end, span.label.value) for span in spans]

    return find


def _found(engine: AnalyzerEngine, text: str, language: str) -> list[Found]:
    results = engine.analyze(text, language)
    return [(each.start, each.end, str(LABEL_OF.get(each.entity_type, each.entity_type))) for each in results]
