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
        ("From:the closer  <d@example.org>", ["the closer"]),
        ("From: \u201ccloser\u201d <c@example.org>, closer (work) <c@example.org>", ["closer", "closer"]),
        ("From: hope, it <h@example.org>", ["hope, it"]),
        ('{"from": "the closer <d@example.org>",\n "to": "hope <e@example.org>"}', ["the closer", "hope"]),
        ("x\0To: hope <h@example.org>", ["hope"]),
    ],
)
def test_all_of_a_fields_display_name_is_somebody(text: str, found: list[str]) -> None:
    assert [value for _, value in finds(RULES, text)] == found


def test_a_field_goes_on_over_lines_and_many_recipients() -> None:
    folded = "To: Jopp <j@example.org>,\n the closer <c@example.org>,\n\thope <h@example.org>"
    assert [value for _, value in finds(RULES, folded)] == ["Jopp", "the closer", "hope"]
    assert [value for _, value in finds(RULES, "From: the closer\n <c@example.org>")] == ["the closer"]
    names = ["jopp", "moss", "hope", "price", "joy", "will"]
    long = ", ".join(f"{name} <{name}.of.the.long.address@example.org>" for name in names)
    assert [value for _, value in finds(RULES, f"To: {long}")] == names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On Mon, 3 May 2024 at 10:02, Rose Price <r@example.org> wrote:", ["Rose Price"]),
        ("please write to Hope <h@example.org>", ["Hope"]),
        ("hi\n\u00c9lise O'Neil<mailto:e@example.org> said", ["\u00c9lise O'Neil"]),
        ("Hi \u041e\u043b\u044c\u0433\u0430 <o@example.org>", ["\u041e\u043b\u044c\u0433\u0430"]),
        ("and \u5c0f\u6797\u5065 <k@example.org>", ["\u5c0f\u6797\u5065"]),
        ("Hi \u015eule \u00c7a\u011f <s@example.org>", ["\u015eule \u00c7a\u011f"]),
    ],
)
def test_in_a_sentence_the_words_with_a_capital_are_somebody(text: str, found: list[str]) -> None:
    assert [value for _, value in finds(RULES, text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "From: Acme Support <help@example.org>",
        "From: Acme IT <help@example.org>",
        "To: billing <b@example.org>",
        "please write to us <u@example.org>",
        "Our New Address <u@example.org>",
        "An: bitte melden Sie sich bei uns unter <u@example.org>",
        "From: <x@example.org>",
        "From: x@example.org <x@example.org>",
        "To:\nthe ins and outs <x@example.org>",
        "12:30 <x@example.org>",
        "\u5c0f\u6797\u5065\u306e\u65b0\u3057\u3044\u30a2\u30c9\u30ec\u30b9 <k@example.org>",
    ],
)
def test_an_office_an_address_and_a_sentence_are_nobody(text: str) -> None:
    assert finds(RULES, text) == []


def test_a_name_ends_with_its_text() -> None:
    assert finds(RULES, "From: Ann\0 <a@example.org>") == []
