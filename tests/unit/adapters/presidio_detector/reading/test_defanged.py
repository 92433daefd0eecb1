"""Addresses that no program would follow read as the addresses; times, scores and lists stay."""

import pytest

from gateway.adapters.presidio_detector.reading import defanged
from gateway.core.entities import Label
from tests.support.detection import detector
from tests.support.disguises import edits, read


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("hxxps://acme[.]com/jo", "https://acme.com/jo"),
        ("hXXp[:]//acme[.]com", "http://acme.com"),
        ("https[://]acme[dot]com", "https://acme.com"),
        ("203[.]0[.]113(.)7", "203.0.113.7"),
    ],
)
def test_schemes_and_dots_are_read(written: str, expected: str) -> None:
    assert read(defanged.followed, defanged.TRIGGERS, f"at {written} x") == f"at {expected} x"


@pytest.mark.parametrize(
    ("written", "expected"),
    [("2001 : db8 : 4f : : 9a1", "2001:db8:4f::9a1"), ("203 . 0 . 113 . 7", "203.0.113.7")],
)
def test_an_address_is_read_without_blanks(written: str, expected: str) -> None:
    assert read(defanged.without_blanks, defanged.BLANK_TRIGGERS, f"at {written} x") == f"at {expected} x"


@pytest.mark.parametrize(
    "text",
    ["10 : 30 : 45 : 20", "4 : 3 : : 1", "std : : vector", "1 . 2 . 3", "400 . 2 . 3 . 9", "a[.]", "2001:db8:4f::9a1"],
)
def test_what_is_no_address_stays(text: str) -> None:
    assert edits(defanged.without_blanks, defanged.BLANK_TRIGGERS, f"at {text} x") == []


@pytest.mark.anyio
async def test_an_address_is_hidden_with_its_signs() -> None:
    text = "log-in from 203[.]0[.]113[.]7 and 2001 : db8 : 4f : : 9a1 today"
    [spans] = await detector().find([text], (), "en")

    assert [(span.label, text[span.start : span.end]) for span in spans] == [
        (Label.IP_ADDRESS, "203[.]0[.]113[.]7"),
        (Label.IP_ADDRESS, "2001 : db8 : 4f : : 9a1"),
    ]
