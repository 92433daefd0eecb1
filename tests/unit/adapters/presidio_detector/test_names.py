"""What a model of names says is taken, or refuses the call."""

from collections.abc import Iterable

import pytest

from gateway.adapters.presidio_detector.deadline import Deadline
from gateway.adapters.presidio_detector.names import named
from gateway.core.entities import Label
from gateway.core.spans import Span


class Says:
    """A model that finds this, whatever the text."""

    seconds_per_word = 0.0

    def __init__(self, *spans: Span) -> None:
        self._spans = spans

    def find(self, text: str, deadline: Deadline) -> Iterable[Span]:
        return self._spans


def test_spans_inside_the_text_are_taken() -> None:
    span = Span(0, 4, Label.PERSON, 0.9)

    assert list(named(Says(span), "Jane", Deadline(1))) == [span]


def test_a_place_outside_of_the_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="outside"):
        list(named(Says(Span(0, 5, Label.PERSON, 0.9)), "Jane", Deadline(1)))
