"""A worker's answer, believed only as far as it can be checked (threats F31)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite

from gateway.core.entities import Label
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.spans import Span

Piece = tuple[int, str]
"""Where a piece begins in the call's joined texts, and the piece."""


class WrongAnswerError(Exception):
    """It says that it failed, or says what cannot be."""


def spans(answer: JsonObject, pieces: Sequence[Piece], labels: Mapping[str, Label | None]) -> list[Span]:
    """The finds of every piece, in the joined texts. Raises `WrongAnswerError` for anything but finds inside the pieces."""
    found = answer.get("found")
    if not isinstance(found, list) or len(found) != len(pieces):
        raise WrongAnswerError
    return [
        span for (start, text), finds in zip(pieces, found, strict=True) for span in _of(finds, start, text, labels)
    ]


def _of(finds: JsonValue, at: int, text: str, labels: Mapping[str, Label | None]) -> Iterator[Span]:
    if not isinstance(finds, list):
        raise WrongAnswerError
    for find in finds:
        start, end, entity, score = _parts(find)
        if not 0 <= start < end <= len(text) or entity not in labels:
            raise WrongAnswerError
        label = labels[entity]
        if label is not None:
            yield Span(at + start, at + end, label, score, entity)


def _parts(find: JsonValue) -> tuple[int, int, str, float]:
    match find:
        case [int(start), int(end), str(entity), int() | float() as score] if not any(
            isinstance(each, bool) for each in (start, end, score)
        ):
            if isfinite(score) and 0 <= score <= 1:
                return start, end, entity, float(score)
    raise WrongAnswerError
