"""Telephone numbers by their numbering plans."""

import pytest

from gateway.adapters.presidio_detector.judgement import Everything
from gateway.adapters.presidio_detector.phone import ANNOUNCED_SCORE, INTERNATIONAL_SCORE, phones
from gateway.adapters.presidio_detector.recognizer import LinearRecognizer, Work
from gateway.core.entities import Label
from tests.support.detection import detector

RECOGNIZER = LinearRecognizer(phones())


def _found(text: str) -> dict[str, float]:
    return {text[start:end]: score for start, end, _, score in RECOGNIZER.scan(text, Work(), Everything(text))}


@pytest.mark.parametrize(
    "value",
    [
        "+1 415 555 0132",
        "+44 (0)20 7946 0958",
        "0049 30 901820",
        "+4915112345678",
        "+91-98765-43210",
        "(415) 555-0132",
        "415.555.0132",
        "1-415-555-0132",
        "(415) 555-0132 ext. 22",
        "020 7946 0958",
        "07911 482 660",
        "030/901820",
        "06 39 98 12 47",
        "612 34 56 78",
        "(11) 91234-5678",
        "(21) 3344-5566 ramal 12",
        "98765 43210",
    ],
)
@pytest.mark.parametrize("frame", ["{}", "call {}.", "tel:{},", "({})", '"{}"'])
def test_a_number_is_found_whole(value: str, frame: str) -> None:
    assert _found(frame.format(value)).get(value, 0) >= 0.4


@pytest.mark.parametrize(
    "text",
    [
        "2025-11-03 10",
        "03.11.2025 12 30",
        "192.168.10.100",
        "10.0.19045.3031",
        "10.0.19045",
        "EUR 1.250.000,00",
        "v1.2.3.4567890",
        "+999 123 456 789",
        "1,250,000",
        "SKU-415-555-01321",
    ],
)
def test_a_date_an_amount_or_a_version_is_no_number(text: str) -> None:
    assert all(score < 0.4 for score in _found(text).values())


@pytest.mark.parametrize("value", ["4155550188", "612 345 678", "918011309549"])
def test_bare_digits_and_groups_of_three_need_a_word_that_says_whose_they_are(value: str) -> None:
    assert _found(f"we sold {value}") == {}
    assert _found(f"my cell: {value}") == {value: ANNOUNCED_SCORE}
    assert _found(f"whatsapp number?\nAnn: it's {value}") == {value: ANNOUNCED_SCORE}


@pytest.mark.parametrize(
    "text",
    [
        "call at 2025-11-03",
        "phone cost $1234567",
        "call 12345",
        "part number 4417-1234-5678",
        "PO number 4500112233",
        "case no. 00412231",
    ],
)
def test_a_date_an_amount_or_a_part_after_such_a_word_is_none(text: str) -> None:
    assert _found(text) == {}


def test_a_time_in_brackets_after_a_number_is_no_part_of_it() -> None:
    found = _found("from +64 21 687 1018 (17:05)")

    assert "+64 21 687 1018" in found
    assert not any("(" in value for value in found)


def test_an_extension_may_follow_at_once() -> None:
    assert set(_found("fax 345-899-3560x4587")) == {"345-899-3560x4587"}


def test_a_country_code_makes_it_surer() -> None:
    assert _found("+1 415 555 0132")["+1 415 555 0132"] == INTERNATIONAL_SCORE


def test_numbers_side_by_side_are_each_covered() -> None:
    text = "415-555-0132 020 7946 0958 +33 1 70 18 99 00"
    covered = {
        place for start, end, _, _ in RECOGNIZER.scan(text, Work(), Everything(text)) for place in range(start, end)
    }

    assert all(place in covered for place, char in enumerate(text) if char.isdigit())


@pytest.mark.parametrize(
    ("texts", "is_number"),
    [
        (["phone", "442079460958"], True),
        (["mobile", "33142685300"], True),
        (["amount", "442079460958"], False),
        (["phone", "12345"], False),
    ],
)
async def test_a_number_of_json_is_one_if_its_field_says_so(texts: list[str], *, is_number: bool) -> None:
    [_, spans] = await detector().find(texts, [], "en")

    assert any(span.label is Label.PHONE_NUMBER for span in spans) == is_number


@pytest.mark.parametrize(
    "text",
    [
        "ISBN-10: 0-306-40615-2",
        "reorder SKU 88-104-2291",
        "replace part no. 7703-4418-09",
        "pin at 48.85837, 2.294481",
        "browser 120.0.6099.109 crashes",
        "sizes 36 37 38 39 40 41 42 43 in stock",
        "error 1045 (28000): denied",
        "late shift 1400-2200",
        'viewBox="0 0 1024 768"',
        "Pipeline: 12 / 34 / 56 / 78 / 90",
        "Shipped 20 79 46 00 units",
        '"GET /x HTTP/1.1" 200 18422',
    ],
)
def test_a_products_number_a_place_on_the_map_or_a_list_is_none(text: str) -> None:
    assert _found(text) == {}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Closed the case. 020 7946 0958 is best", "020 7946 0958"),
        ("re the ticket +44 20 7946 0958", "+44 20 7946 0958"),
        ("callback number for this ticket: 020 7946 0958", "020 7946 0958"),
        ("raised a ticket - 415-555-0132", "415-555-0132"),
        ("Guten Tag, 030 1234567", "030 1234567"),
        ("mobile for the case 4155550132", "4155550132"),
        ("customer phone: 85551234", "85551234"),
        ("member mobile 4155550132", "4155550132"),
        ("dial 20 79 46 00 times out", "20 79 46 00"),
        ("tel 1400-2200", "1400-2200"),
        ("ring 9123-4567", "9123-4567"),
    ],
)
def test_a_number_near_what_it_is_about_is_somebodys(text: str, value: str) -> None:
    assert value in _found(text)


def test_a_list_is_told_by_the_numbers_that_follow_soon_so_that_a_long_one_is_not_read_anew_from_each() -> None:
    row = "22 33 44 55 " + " ".join(map(str, range(60, 91)))

    assert not any(value.startswith("22 33") for value in _found(f"in stock: {row} 7"))


def test_a_row_that_does_not_ascend_is_a_number() -> None:
    assert set(_found("ring 22 33 44 55, or 61 23 45 67")) == {"22 33 44 55", "61 23 45 67"}
