"""Letters that stand for nobody, and initials, which stand for somebody."""

import pytest

from gateway.adapters.presidio_detector.ner.letters import is_a_letter
from gateway.core.entities import Label
from gateway.core.spans import Span


def is_nobody(text: str, value: str) -> bool:
    at = text.rindex(value)
    return is_a_letter(text, Span(at, at + len(value), Label.PERSON, 1.0))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ernest, with no a in it", "a"),
        (r"/^[^@\s]+$/", "s"),
        ("a.b.c.d = 1", "a.b"),
        ("two digits, e.g. XX99", "g"),
        ("back fri a.m. 0377", "a"),
        ("phone: n.a.", "n.a"),
        ("P.S. Yes, this is", "P.S"),
    ],
)
def test_a_letter_that_is_spoken_of_or_stands_in_code_or_an_abbreviation_is_nobody(text: str, value: str) -> None:
    assert is_nobody(text, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no, tell a now", "a"),
        ("the letter e r n e s t", "e"),
        ("ask n.a. about it", "n.a"),
        ("j.b. called", "j.b"),
        ("i.e called", "i.e"),
        ("n.a. called", "n.a"),
        ("as a.b.c", "a.b"),
        ("E.G. is out", "E.G"),
        ("a.b == c", "a"),
        ("no Ann in it", "Ann"),
        ("Patient initials N.B. came in", "N.B"),
        ("lawyer: T.B.C.", "T.B.C"),
        ("from N.A. to P.S.", "P.S"),
        ("My middle initial is the letter Q", "Q"),
    ],
)
def test_an_initial_is_somebody(text: str, value: str) -> None:
    assert not is_nobody(text, value)
