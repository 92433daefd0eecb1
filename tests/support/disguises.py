"""What one kind of disguise reads, with its own triggers."""

from __future__ import annotations

from functools import cache

from gateway.adapters.presidio_detector.reading.rewriting import Edit, Rewriting
from gateway.adapters.presidio_detector.reading.triggers import Triggers
from gateway.adapters.presidio_detector.reading.views import Undo


def edits(undo: Undo, triggers: tuple[str, ...], text: str) -> list[Edit]:
    """What is undone in the text."""
    places = sorted(place for each in _compiled(triggers).scan(text).values() for place in each)
    return list(undo(text, places)) if places else []


def read(undo: Undo, triggers: tuple[str, ...], text: str) -> str:
    """The text with it undone."""
    return Rewriting(text, edits(undo, triggers, text)).text


@cache
def _compiled(triggers: tuple[str, ...]) -> Triggers:
    return Triggers(triggers)
