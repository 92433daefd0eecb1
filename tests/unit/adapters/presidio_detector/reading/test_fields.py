"""A value that is split over fields is read together; other fields stay apart."""

import pytest

from gateway.adapters.presidio_detector.reading import fields
from tests.support.disguises import edits, read


@pytest.mark.parametrize(
    ("written", "part"),
    [
        ('{"ss1": "807-", "ss2": "54-9", "ss3": "013"}', "807-54-9013"),
        ('{"user": "jane", "host": "acme.com"}', "jane@acme.com"),
        ('{"mailbox": "jane", "domain": "acme", "tld": "com"}', "jane@acme.com"),
        ('{"house": "12", "street": "High Road"}', "12 High Road"),
        ('{"country_code": "+44", "number": "2079460958"}', "+44 2079460958"),
        ("{'first_name': 'Jane', 'last_name': 'Doe'}", "Jane Doe"),
        ("ph1: 0207\nph2: 946\nph3: 0958", "02079460958"),
        ("user=jane&host=acme.com", "jane@acme.com"),
    ],
)
def test_fields_that_belong_together_are_read_together(written: str, part: str) -> None:
    assert part in read(fields.together, fields.TRIGGERS, written)


def test_fields_may_be_tags() -> None:
    written = "<user>jane</user>\n<host>acme.com</host>"

    assert read(fields.together_in_tags, fields.TAG_TRIGGERS, written) == "<user>jane@acme.com</host>"


@pytest.mark.parametrize(
    "text",
    [
        '{"q1": "12", "q3": "34"}',
        '{"name": "Acme", "domain": "acme.com"}',
        '{"host": "webinar", "user": "seat"}',
        '{"user": "jane", "stage": "open", "host": "acme.com"}',
    ],
)
def test_other_fields_stay_apart(text: str) -> None:
    assert edits(fields.together, fields.TRIGGERS, text) == []
