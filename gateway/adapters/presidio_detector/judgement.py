"""From a find to a span: its score, with context or without, and its label.

One rule differs from Presidio's scores: a bare run of digits of a weak pattern is not made certain by its check digit. Of any ten
random nine-digit numbers about four fit one of the world's check digits, so an order number would be a national identifier;
such a find needs a context word. Card numbers are the exception: a miss there is worse than a masked order number.
"""

from __future__ import annotations

from gateway.adapters.presidio_detector.context import MIN_SCORE, Context, enhanced
from gateway.adapters.presidio_detector.labels import LABEL_OF
from gateway.adapters.presidio_detector.recognizer import Find
from gateway.core.entities import PAYMENT
from gateway.core.spans import Span

FLOOR = 0.3
"""`find` reports nothing below: no threshold of a policy is lower. `confirm` reports from Presidio's 0.4 up."""

WEAK = 0.4


def alone(find: Find, text: str) -> Span | None:
    """The span that a find is by itself, or None if it needs context."""
    score = _score(find, text)
    return _span(find, score) if score >= MIN_SCORE else None


def in_context(find: Find, text: str, context: Context) -> Span | None:
    """The span that a find is after the words before it; never less than `alone`."""
    score = _score(find, text)
    if score < 1.0 and context.supports(find.rule):
        score = enhanced(score)
    return _span(find, score) if score >= FLOOR else None


def _score(find: Find, text: str) -> float:
    if not find.checked or find.rule.score >= WEAK or LABEL_OF[find.rule.entity] in PAYMENT:
        return find.score
    return find.rule.score if text[find.start : find.end].isdigit() else find.score


def _span(find: Find, score: float) -> Span:
    return Span(find.start, find.end, LABEL_OF[find.rule.entity], score, find.rule.entity)
