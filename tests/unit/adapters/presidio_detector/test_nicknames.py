"""A nickname in quotation marks is somebody's, whatever its words are."""

import pytest

from gateway.adapters.presidio_detector.nicknames import nicknames
from tests.support.detection import finds

RULES = tuple(nicknames())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('he signs as "the closer", real name unknown', ["the closer"]),
        ("signing off as \u201cBig T\u201d.", ["Big T"]),
        ("Spitzname \u201eder Lange\u201c und", ["der Lange"]),
        ("Spitzname: \u00bbder Lange\u00ab, \u201ader Kurze\u2018", ["der Lange"]),
        ("surnomm\u00e9 \u00ab le patron \u00bb", ["le patron"]),
        ("she calls herself 'sunny'", ["sunny"]),
        ("surnom: \u00ab le chef \u00bb ok", ["le chef"]),
        ('nickname "the wall", nicknamed "Bo"', ["the wall", "Bo"]),
    ],
)
def test_a_nickname_is_found(text: str, found: list[str]) -> None:
    assert [value for _, value in finds(RULES, text)] == found


@pytest.mark.parametrize(
    "text",
    [
        'assigns as "done"',
        "signs as the closer",
        'nicknamed "one two three four five"',
        "signs as 'we can't do it'",
        'so genannt "Cloud Native", aka "Premium Plus", signed as "approved"',
        'signs as "no end',
        'signs as "a\nb"',
        'signs as "a\0b"',
        'nicknamed "x"',
    ],
)
def test_what_is_none_is_not(text: str) -> None:
    assert finds(RULES, text) == []
