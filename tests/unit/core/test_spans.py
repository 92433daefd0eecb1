"""Overlapping finds become one masking, and no found character is let go."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.entities import Label
from gateway.core.spans import Span, resolve

SPANS = st.lists(
    st.builds(
        lambda start, length, label, score: Span(start, start + length, label, score),
        st.integers(0, 40),
        st.integers(1, 15),
        st.sampled_from(list(Label)),
        st.sampled_from([0.4, 0.6, 1.0]),
    )
)


def _places(spans: list[Span]) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}


@given(SPANS)
def test_resolving_covers_exactly_what_was_found(spans: list[Span]) -> None:
    assert _places(resolve(spans)) == _places(spans)


@given(SPANS)
def test_resolved_spans_are_in_order_and_apart(spans: list[Span]) -> None:
    resolved = resolve(spans)

    assert all(left.end <= right.start for left, right in pairwise(resolved))


@given(SPANS)
def test_resolving_again_changes_nothing(spans: list[Span]) -> None:
    assert resolve(resolve(spans)) == resolve(spans)


def test_the_surest_part_names_the_whole() -> None:
    name, mail = Span(0, 8, Label.PERSON, 0.6), Span(5, 20, Label.EMAIL_ADDRESS, 1.0)

    assert resolve([name, mail]) == [Span(0, 20, Label.EMAIL_ADDRESS, 1.0)]


def test_of_equally_sure_parts_the_longer_names_the_whole() -> None:
    short, long = Span(0, 3, Label.PERSON), Span(2, 9, Label.USERNAME)

    assert resolve([short, long]) == [Span(0, 9, Label.USERNAME)]


def test_it_is_the_length_that_counts_and_not_the_place() -> None:
    long, short = Span(0, 10, Label.PERSON), Span(8, 12, Label.USERNAME)

    assert resolve([long, short]) == [Span(0, 12, Label.PERSON)]


def test_touching_spans_stay_apart() -> None:
    spans = [Span(0, 4, Label.PERSON), Span(4, 8, Label.PERSON)]

    assert resolve(spans) == spans


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 4)])
def test_a_range_that_hides_nothing_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="0 <= start < end"):
        Span(start, end, Label.PERSON)
