"""An e-mail address with its signs in words is read; a sentence with such words is not."""

import pytest

from gateway.adapters.presidio_detector.reading import addresses
from gateway.core.entities import Label
from tests.support.disguises import edits


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("jo dot smith at acme dot io", "jo.smith@acme.io"),
        ("jane underscore doe at acme dot example dot org", "jane_doe@acme.example.org"),
        ("jane [DOT] doe<AT>acme{dot}example (dot) net", "jane.doe@acme.example.net"),
        ("nadia [UNDERSCORE] b(at)acme.com", "nadia_b@acme.com"),
        ("j.doe at acme.com", "j.doe@acme.com"),
        ("jane@acme dot com", "jane@acme.com"),
        ("jane punkt doe at acme punkt de", "jane.doe@acme.de"),
        ("jane arroba acme punto es", "jane@acme.es"),
        ("jane arobase acme point fr", "jane@acme.fr"),
        ("jane -at- acme -dot- com", "jane@acme.com"),
        ("jane_AT_acme_DOT_com", "jane@acme.com"),
        ("jane (a) acme.com", "jane@acme.com"),
        ("jane.doe @ acme . com", "jane.doe@acme.com"),
    ],
)
def test_an_address_is_read_as_it_is_usually_written(written: str, read: str) -> None:
    text = f"write to {written} today"
    [edit] = edits(addresses.addresses, addresses.TRIGGERS, text)

    assert (edit.text, edit.label) == (read, Label.EMAIL_ADDRESS)
    assert text[edit.start : edit.end] == written


@pytest.mark.parametrize(
    "text",
    [
        "Meet at the dot on the floor plan, at booth seven, dot your calendars.",
        "They compare us with the dot com era at every single meeting.",
        "see you at acme.com for the launch",
        "it will happen at some point in the year",
        "@dataclass (at) home",
    ],
)
def test_words_of_a_sentence_are_no_address(text: str) -> None:
    assert edits(addresses.addresses, addresses.TRIGGERS, text) == []
