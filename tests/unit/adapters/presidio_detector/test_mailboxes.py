"""Who stands before an address in angle brackets is somebody, and an office is nobody."""

import pytest

from gateway.adapters.presidio_detector.mailboxes import display_names
from tests.support.detection import finds

RULES = tuple(display_names())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("From: closer, the <c@example.org>", ["closer, the"]),
        ("> To: will <w@example.org>", ["will"]),
        ("Von: Jopp Moss <j@example.org>", ["Jopp Moss"]),
        ('Cc: "Hope, Mark" <m@example.org>; joy page <j@example.org>', ["Hope, Mark", "joy page"]),
        ("**De:** rose price <r@example.org>", ["rose price"]),
        ("On Mon, 3 May 2024 at 10:02, Rose Price <r@example.org> wrote:", ["Rose Price"]),
        ("please write to Hope <h@example.org>", ["Hope"]),
        ("hi\nÉlise O'Neil<mailto:e@example.org> said", ["Élise O'Neil"]),
    ],
)
def test_a_display_name_is_somebody(text: str, found: list[str]) -> None:
    assert [value for _, value in finds(RULES, text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "From: Acme Support <help@example.org>",
        "To: billing <b@example.org>",
        "please write to us <u@example.org>",
        "From: <x@example.org>",
        "From: x@example.org <x@example.org>",
        "a < b and c@example.org",
        "To:\0Hope of it <b>x@example.org",
        "12:30 <x@example.org>",
    ],
)
def test_an_office_an_address_and_a_sentence_are_nobody(text: str) -> None:
    assert finds(RULES, text) == []


def test_a_name_ends_with_its_text() -> None:
    assert finds(RULES, "From: Ann\0 <a@example.org>") == []
