"""What the CRM knows is found whatever its case and accents, and only as a whole word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.known.known_values import FEW, MAX_NESTED, KnownValues, TooNestedError
from gateway.core.entities import Label
from gateway.core.source import Known


def _found(text: str, *values: str) -> set[str]:
    return {text[start:end] for start, end, _ in KnownValues([Known(value) for value in values]).find(text)}


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("ask JANE DOE now", "Jane Doe", "JANE DOE"),
        ("ask jane\ndoe now", "Jane Doe", "jane\ndoe"),
        ("Gruß an MÜLLER.", "Jürgen Müller", "MÜLLER"),
        ("dear Muller,", "Jürgen Müller", "Muller"),
        ("dear Mu\u0308ller,", "Jürgen Müller", "Mu\u0308ller"),
        ("Jane's car", "Jane Doe", "Jane"),
        ("Janes car", "Jane Doe", "Jane"),
        ("J. Doe signed", "Jane Doe", "J. Doe"),
        ("Doe, Jane", "Jane Doe", "Doe, Jane"),
        ("call +1 415 555 0132!", "+1 415 555 0132", "+1 415 555 0132"),
        ("mail JANE@acme.com", "jane@ACME.com", "JANE@acme.com"),
        ("我和王伟见面", "王伟", "王伟"),
        ("김민수는 고객", "김민수", "김민수"),
        ("Weiss kommt", "Anna Weiß", "Weiss"),
        ("Jane_Doe", "Jane Doe", "Jane_Doe"),
        ("jane-doe", "Jane Doe", "jane-doe"),
        ("Will signs", "Will Oyelaran", "Will"),
        ("ask O\u2019Brien", "Pat O'Brien", "O\u2019Brien"),
        ("ask O`Brien", "Pat O\u2019Brien", "O`Brien"),
        ("ask O'Brien", "Pat O\u02bcBrien", "O'Brien"),
        (
            "N\u00fa\u00f1ez\u2011Garc\u00eda called",
            "Ana N\u00fa\u00f1ez-Garc\u00eda",
            "N\u00fa\u00f1ez\u2011Garc\u00eda",
        ),
        ("Nunez Garcia called", "Ana N\u00fa\u00f1ez-Garc\u00eda", "Nunez Garcia"),
        ("N\u00fa\u00f1ez called", "Ana N\u00fa\u00f1ez-Garc\u00eda", "N\u00fa\u00f1ez"),
        ("garcia called", "Ana N\u00fa\u00f1ez\u2010Garc\u00eda", "garcia"),
        ("Jean Pierre", "Jean-Pierre Roux", "Jean Pierre"),
        ("Ja\u00adne Do\u200be", "Jane Doe", "Ja\u00adne Do\u200be"),
        ("Jane\ufeff Doe", "Jane Doe", "Jane\ufeff Doe"),
        ("Bob signs", "Robert Oyelaran", "Bob"),
        ("by jdoe84", "Jane Doe", "jdoe84"),
        ("D-O-E.", "Jane Doe", "D-O-E"),
        ("Best,\nJAD", "Jane Doe", "JAD"),
        ("Иванов пишет", "Oleg Ivanov", "Иванов"),
        ("o Nowakowi się", "Jan Nowak", "Nowakowi"),
        ("frau Mueller", "Eva Müller", "Mueller"),
        ("call 020 7123 4567", "+44 20 7123 4567", "020 7123 4567"),
        ("at 12 Main St, Springfield", "12 Main Street, Springfield", "12 Main St, Springfield"),
        ("born 12 March 1984", "1984-03-12", "12 March 1984"),
        ("IBAN DE89 3704 0044 0532 0130 00", "DE89370400440532013000", "DE89 3704 0044 0532 0130 00"),
        ("ask jane.doe about it", "jane.doe@acme.com", "jane.doe"),
    ],
)
def test_a_known_value_is_found(text: str, value: str, expected: str) -> None:
    assert expected in _found(text, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("janet and sudoers", "Jane Doe"),
        ("Sell the janes", "Jane Doe"),
        ("we will sign", "Will Oyelaran"),
        ("al dente", "Omar Al-Sayed"),
        ("ben trovato", "Ari Ben-David"),
        ("x14155550132", "14155550132"),
        ("", "Jane Doe"),
        ("anything", ""),
        ("a\0b", "a\0b"),
    ],
)
def test_a_part_of_another_word_is_not(text: str, value: str) -> None:
    assert _found(text, value) == set()


def test_a_longer_form_that_fails_hides_no_shorter_one() -> None:
    assert "Smith" in _found("Bob Smith", "Bob S", "Smith")


def test_the_stated_label_is_kept() -> None:
    [(_, _, label)] = KnownValues([Known("XK-4711", Label.ACCOUNT_ID)]).find("no. xk-4711.")

    assert label is Label.ACCOUNT_ID


def test_names_of_several_people_are_told_apart_by_no_one() -> None:
    assert _found("May and Jane met in May", "May", "Jane Doe") == {"May", "Jane"}


def test_values_nested_in_each_other_without_end_are_refused() -> None:
    nested = [Known("a" * length) for length in range(2, MAX_NESTED + 4)]

    with pytest.raises(TooNestedError):
        list(KnownValues(nested).find("of aaaa"))


def test_a_hundred_contacts_with_the_same_family_name_are_no_nesting() -> None:
    many = [Known(f"Person{number} Doe") for number in range(300)]

    assert list(KnownValues(many).find("Person7 Doe")) == [(0, 11, Label.PERSON)]


def test_a_number_inside_a_longer_one_is_another_number() -> None:
    assert _found("order 9920712345671", "+44 20 7123 4567") == set()


@given(
    st.lists(st.sampled_from(["Jane Ann Doe", "+44 20 7123 4567", "12 Main St, Leeds", "1984-03-12", "J", "a@b.co"])),
    st.text(),
)
def test_every_find_lies_inside_its_text_and_hides_something(known: list[str], text: str) -> None:
    for start, end, _ in KnownValues([Known(value) for value in known]).find(text):
        assert 0 <= start < end <= len(text)
        assert any(map(str.isalnum, text[start:end]))


PARTS = st.sampled_from([
    "Jane", "jane", "DOE", "doe", "J.", "Doe,", "will", "Will", "hi", "ask", "in", "May", "may", "JAD", "\n", "2071234567",
    "+44 20", "7123 4567", "12 Main St", "Leeds", "1984", "12 March", "jdoe7", "Janą", "jest", "said", "-", "'s", "x", "Knowlse",
])  # fmt: skip
PEOPLE = [
    Known("Jane Ann Doe", Label.PERSON),
    Known("Will May", Label.PERSON),
    Known("Beyoncé Knowles", Label.PERSON),
    Known("+44 20 7123 4567", Label.PHONE_NUMBER),
    Known("12 Main Street, Leeds", Label.STREET_ADDRESS),
    Known("1984-03-12", Label.DATE_OF_BIRTH),
]


@given(st.lists(st.lists(PARTS).map(" ".join), min_size=1, max_size=4))
def test_a_text_is_found_alike_alone_and_among_others(texts: list[str]) -> None:
    values = KnownValues(PEOPLE)
    found = list(values.find("\0".join(texts)))
    alone, place = [], 0
    for text in texts:
        alone += [(place + start, place + end, label) for start, end, label in values.find(text)]
        place += len(text) + 1

    assert found == alone


def test_a_sign_at_a_values_edge_ends_the_word_beside_it() -> None:
    assert _found("use a1++x", "a1++") == {"a1++"}
    assert _found("usex#a1", "#a1") == {"#a1"}


@given(st.lists(PARTS, max_size=12).map("".join), st.sampled_from(["", " ", "(", "'"]))
def test_a_text_is_found_alike_beside_one_in_another_script(text: str, gap: str) -> None:
    """What is passed over in a text of plain letters without a closer look is never a find."""
    values = KnownValues(PEOPLE)

    assert list(values.find(f"{gap}{text}")) == list(values.find(f"{gap}{text}\0é"))


@pytest.mark.parametrize("count", [1, FEW, FEW + 1, 3 * FEW])
def test_every_number_is_found_wherever_it_stands_however_many_are_known(count: int) -> None:
    numbers = [f"{71 + each}-{4455 + each}-3" for each in range(count)]
    text = "; ".join(number.replace("-", " ") for number in numbers * 2)

    found = list(KnownValues([Known(number, Label.ACCOUNT_ID) for number in numbers]).find(text))

    assert [text[start:end] for start, end, _ in found] == text.split("; ")
