"""Initials with dots stand for somebody who speaks or acts; abbreviations stand for nobody."""

import pytest

from gateway.adapters.presidio_detector.initials import initials
from tests.support.detection import finds

RULES = tuple(initials())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("d.k.: minutes\nM.P.: slides", ["d.k.", "M.P."]),
        ("f.a. to draft, m.m. to review", ["f.a.", "m.m."]),
        ("R.P.K. to call back", ["R.P.K."]),
    ],
)
def test_who_speaks_or_acts_is_found(text: str, found: list[str]) -> None:
    assert [value for _, value in finds(RULES, text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "9 a.m. to noon",
        "e.g. to test",
        "shipped to the U.S. to save",
        "see x.y.: z",
        "v.1. to b",
        "N.B.: closed",
        "a.b.",
    ],
)
def test_abbreviations_and_other_letters_are_nobody(text: str) -> None:
    assert finds(RULES, text) == []
