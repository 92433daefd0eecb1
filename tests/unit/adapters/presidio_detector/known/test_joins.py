"""Parts that stand together are one find, and take along what is theirs."""

import pytest

from gateway.adapters.presidio_detector.known.joins import Beside, Found, joined
from gateway.core.entities import Label

JANE = Beside("jad", frozenset({"jane", "ann", "doe"}))


def _joined(text: str, *parts: str, label: Label = Label.PERSON, beside: Beside = JANE) -> list[str]:
    found = [Found(text.index(part), text.index(part) + len(part), label, frozenset({0})) for part in parts]
    return [text[each.start : each.end] for each in joined(text, found, {0: beside})]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ask Jane A. Doe now", "Jane A. Doe"),
        ("ask Jane  Doe now", "Jane  Doe"),
        ("ask Doe, Jane now", "Doe, Jane"),
        ("ask Jane\nDoe now", "Jane\nDoe"),
        ("ask jane.doe now", "jane.doe"),
    ],
)
def test_two_parts_of_a_name_are_one_find(text: str, expected: str) -> None:
    parts = ("jane", "doe") if "jane" in text else ("Jane", "Doe")

    assert _joined(text, *parts) == [expected]


def test_parts_with_more_between_them_stay_two() -> None:
    assert _joined("Jane met Doe", "Jane", "Doe") == ["Jane", "Doe"]


def test_parts_of_two_people_stay_two() -> None:
    found = [Found(0, 4, Label.PERSON, frozenset({0})), Found(5, 8, Label.PERSON, frozenset({1}))]

    assert len(list(joined("Jane Roe", found, {}))) == 2


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("from J. Doe.", "Doe", "J. Doe"),
        ("from J Doe.", "Doe", "J Doe"),
        ("from J.A. Doe.", "Doe", "J.A. Doe"),
        ("from Jane D.", "Jane", "Jane D."),
        ("from Doe, J.", "Doe", "Doe, J."),
        ("from X. Doe.", "Doe", "Doe"),
        ("a doe", "doe", "doe"),
        ("ask jnae doe", "doe", "jnae doe"),
        ("Jane Does", "Jane", "Jane Does"),
        ("Jane Smith", "Jane", "Jane"),
    ],
)
def test_a_part_takes_initials_and_misspelt_parts_along(text: str, part: str, expected: str) -> None:
    assert _joined(text, part) == [expected]


def test_an_address_takes_its_words_along() -> None:
    beside = Beside(words=frozenset({"12", "main", "street", "apt", "4", "springfield"}))
    text = "at Apt 4\n12 Main Street, Springfield, then"

    assert _joined(text, "12 Main Street", label=Label.STREET_ADDRESS, beside=beside) == [
        "Apt 4\n12 Main Street, Springfield"
    ]


def test_a_handle_takes_its_at_and_a_page_its_scheme_and_path() -> None:
    assert _joined("by @jdoe", "jdoe", label=Label.USERNAME) == ["@jdoe"]
    assert _joined("see https://www.cal.com/jane/30min ok", "cal.com/jane", label=Label.PERSONAL_URL) == [
        "https://www.cal.com/jane/30min"
    ]


def test_a_part_that_the_find_has_is_not_misspelt_beside_it() -> None:
    beside = Beside("hk", frozenset({"hope", "kessler"}))

    assert _joined("Hope Kessler hopes", "Hope", "Kessler", beside=beside) == ["Hope Kessler"]


@pytest.mark.parametrize(("first", "second"), [(Label.PERSON, Label.USERNAME), (Label.USERNAME, Label.PERSON)])
def test_of_two_finds_in_each_other_the_longer_says_what_it_is(first: Label, second: Label) -> None:
    found = [Found(0, 7, first, frozenset({0})), Found(5, 8, second, frozenset({1}))]

    assert [each.label for each in joined("JaneDoe1", found, {})] == [first]


def test_an_initial_in_lower_case_is_taken_unless_it_is_a_word() -> None:
    beside = Beside("jad", frozenset({"jane", "ann", "doe"}))

    assert _joined("ask j doe", "doe", beside=beside) == ["j doe"]
    assert _joined("is a doe", "doe", beside=beside) == ["doe"]
    assert _joined("A Doe", "Doe", beside=beside) == ["A Doe"]
