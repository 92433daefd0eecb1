"""Pieces that a program puts together are read together; arguments and lists are not."""

import pytest

from gateway.adapters.presidio_detector.reading import quotes
from tests.support.disguises import edits, read


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('"jane" + "@acme" + ".com"', '"jane@acme.com"'),
        ("'DE89' . '3704' . '0044'", "'DE8937040044'"),
        ("'GB67' & ' TEST'", "'GB67 TEST'"),
        ("'5555' '-8341-' '019'", "'5555-8341-019'"),
        ('"jane" +\n    "@acme.com"', '"jane@acme.com"'),
        ('["jane", "@", "acme.com"].join("")', '["jane@acme.com"].join("")'),
        ("['ja', 'ne'].join('') + '@acme' + '.com'", "['jane@acme.com'"),
        ("'+49' '30' + str(733)", "'+4930733"),
        ("'jane' || '@acme.com'", "'jane@acme.com'"),
        ('["4012", "8888", "8888", "1881"]', '["4012888888881881"]'),
        ('`${"jane"}@${"acme.com"}`', '`${"jane@acme.com"}`'),
    ],
)
def test_joints_read_as_nothing(written: str, expected: str) -> None:
    assert read(quotes.joined, quotes.TRIGGERS, f"x = {written};") == f"x = {expected};"


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "b", "c": ["d", "e"]}',
        'curl -H "Authorization: Bearer abcdefgh" "https://api.example.com"',
        'he said "yes" and "no"',
    ],
)
def test_arguments_and_lists_stay(text: str) -> None:
    assert edits(quotes.joined, quotes.TRIGGERS, text) == []
