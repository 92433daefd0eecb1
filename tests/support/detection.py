"""The real detector, made once for all tests that ask it, without names or as shipped; and rules as bare finds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from gateway.adapters.presidio_detector import deadline
from gateway.adapters.presidio_detector.detector import PresidioDetector
from gateway.adapters.presidio_detector.judgement import Everything
from gateway.adapters.presidio_detector.opening import name_model
from gateway.adapters.presidio_detector.recognizer import LinearRecognizer, Work
from gateway.adapters.presidio_detector.rule import Rule
from gateway.core.detection import Detection
from gateway.core.source import Known
from gateway.core.spans import Span


@cache
def detector() -> PresidioDetector:
    """Patterns and known values. One detector: it keeps nothing between calls."""
    return PresidioDetector()


def unhurried() -> None:
    """For measurements, in a process of their own: no call of the detector is refused because the machine is busy."""
    deadline.BASE_SECONDS = 3600.0


@cache
def shipped_detector() -> PresidioDetector:
    """With the embedded model, as it ships."""
    return PresidioDetector(name_model(Detection()))


async def found(text: str, known: Sequence[Known] = ()) -> set[tuple[str, str]]:
    """(label, text) of every find."""
    [spans] = await detector().find([text], known, "en")
    return {(span.label.value, text[span.start : span.end]) for span in spans}


async def hidden(text: str, known: Sequence[Known] = ()) -> str:
    """The text with every found character as a dot."""
    [spans] = await detector().find([text], known, "en")
    return covered(text, spans)


def covered(text: str, spans: Sequence[Span]) -> str:
    """The text with every character of `spans` as a dot."""
    chars = list(text)
    for span in spans:
        chars[span.start : span.end] = "." * (span.end - span.start)
    return "".join(chars)


def finds(rules: Sequence[Rule], text: str) -> list[tuple[str, str]]:
    """(entity, text) of every find of these rules alone, in order."""
    found = _compiled(tuple(rules)).scan(text, Work(), Everything(text))
    return [(rule.entity, text[start:end]) for start, end, rule, _ in found]


@cache
def _compiled(rules: tuple[Rule, ...]) -> LinearRecognizer:
    return LinearRecognizer(rules)
