"""A worker's answer is finds inside the pieces, or it is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.plugins.results import WrongAnswerError, spans
from gateway.core.entities import Label
from gateway.core.jsontypes import JsonValue
from gateway.core.spans import Span

LABELS = {"PERSON": Label.PERSON, "GPE": Label.LOCATION, "DATE_TIME": None}
PIECES = [(0, "Jane"), (9, "in Bonn")]


def test_finds_are_moved_to_their_pieces_places_and_labelled() -> None:
    answer: dict[str, JsonValue] = {"found": [[[0, 4, "PERSON", 0.85]], [[3, 7, "GPE", 1], [0, 7, "DATE_TIME", 0.5]]]}

    assert spans(answer, PIECES, LABELS) == [
        Span(0, 4, Label.PERSON, 0.85, "PERSON"),
        Span(12, 16, Label.LOCATION, 1.0, "GPE"),
    ]


@pytest.mark.parametrize(
    "found",
    [
        None,
        {},
        [],
        [[]],
        [[], [], []],
        [[], {}],
        [[], [[0, 8, "GPE", 0.5]]],
        [[], [[-1, 2, "GPE", 0.5]]],
        [[], [[2, 2, "GPE", 0.5]]],
        [[], [[3, 2, "GPE", 0.5]]],
        [[], [[0, 2, "UNHEARD", 0.5]]],
        [[], [[0, 2, "GPE", 1.01]]],
        [[], [[0, 2, "GPE", -0.1]]],
        [[], [[0, 2, "GPE", True]]],
        [[], [[False, 2, "GPE", 0.5]]],
        [[], [[0.0, 2, "GPE", 0.5]]],
        [[], [["0", 2, "GPE", 0.5]]],
        [[], [[0, 2, "GPE"]]],
        [[], [[0, 2, "GPE", 0.5, 1]]],
        [[], [[0, 2, ["GPE"], 0.5]]],
        [[], ["GPE"]],
    ],
)
def test_anything_else_is_wrong(found: JsonValue) -> None:
    with pytest.raises(WrongAnswerError):
        spans({"found": found}, PIECES, LABELS)


def test_an_answer_without_finds_is_wrong() -> None:
    with pytest.raises(WrongAnswerError):
        spans({"failed": True}, PIECES, LABELS)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 12) | st.floats() | st.sampled_from(["GPE", "PERSON", "", "x"]),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=24,
)


@given(found=_JSON)
def test_whatever_it_says_the_finds_lie_inside_the_pieces(found: JsonValue) -> None:
    try:
        taken = spans({"found": found}, PIECES, LABELS)
    except WrongAnswerError:
        return

    assert all(0 <= span.start < span.end <= 4 or 9 <= span.start < span.end <= 16 for span in taken)
    assert all(0 <= span.score <= 1 for span in taken)
