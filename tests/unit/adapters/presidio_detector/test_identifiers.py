"""Identifiers with a form of their own."""

import pytest

from gateway.adapters.presidio_detector.identifiers import identifiers
from tests.support.detection import finds

RULES = tuple(identifiers())


@pytest.mark.parametrize(
    ("entity", "value"),
    [
        ("NATIONAL_ID", "963.329.061-97"),
        ("TAX_ID", "07.596.823/0001-70"),
        ("NATIONAL_ID", "1 85 05 78 006 084 91"),
        ("NATIONAL_ID", "185057800608491"),
        ("NATIONAL_ID", "784-1974-7141692-1"),
        ("NATIONAL_ID", "LEEA 7554 1209"),
        ("CRYPTO", "0x52adf9ce97a902055bb39f1718ff1baf01d7fbf8"),
    ],
)
def test_an_identifier_is_found(entity: str, value: str) -> None:
    assert finds(RULES, f"no {value}.") == [(entity, value)]


@pytest.mark.parametrize(
    ("entity", "value"),
    [
        ("NATIONAL_ID", "12 030855 H 774"),
        ("NATIONAL_ID", "28/99243221/36"),
        ("NATIONAL_ID", "9Y19 VK4 AP66"),
        ("NATIONAL_ID", "BNCGNN 72C52 F205K"),
        ("TAX_ID", "DEJN-500324-I21"),
        ("NATIONAL_ID", "125.05213.78-1"),
        ("TAX_ID", "02.329.500.9-066.415"),
        ("TAX_ID", "CHE-112.249.825 MWST"),
        ("TAX_ID", "V-35541023-0"),
        ("TAX_ID", "FR 45 920 865 243"),
        ("TAX_ID", "BE 0424.973.925"),
        ("TAX_ID", "AT U67715939"),
        ("BANK_ACCOUNT", "30002 00550 0000157841Z 25"),
    ],
)
def test_a_form_of_its_own_is_found_whole(entity: str, value: str) -> None:
    assert (entity, value) in finds(RULES, f"sent: {value}, thanks")


@pytest.mark.parametrize(
    "text",
    [
        "1 85 05 78 006 084 92",
        "185137800608491",
        "0x52adf9ce97",
        "12.345.678-90",
        "784-1874-1-1",
        "LEEA 7534 1209",
        "card 4111 1111 1111",
    ],
)
def test_what_only_looks_like_one_is_not(text: str) -> None:
    assert finds(RULES, text) == []


@pytest.mark.parametrize("before", ["nam ", "NAM : ", "assurance maladie: ", "ramq "])
def test_quebecs_number_is_found_in_small_letters_after_its_name(before: str) -> None:
    assert finds(RULES, f"{before}leea 7554 1209.") == [("NATIONAL_ID", "leea 7554 1209")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("see 1HGCM82633A004352 there", "1HGCM82633A004352"),
        ("FIN: WVWZZZ1JZXW000001", "WVWZZZ1JZXW000001"),
        ("numéro de châssis VF1AAAAA555777123", "VF1AAAAA555777123"),
    ],
)
def test_a_vehicles_number_is_found_whole_by_its_check_digit_or_its_name(text: str, value: str) -> None:
    assert set(finds(RULES, text)) == {("ACCOUNT_ID", value)}


@pytest.mark.parametrize(
    "text", ["id 1HGCM82633A004353", "12345678901234567", "the fin of a shark", "chassis number 12"]
)
def test_seventeen_signs_without_either_are_not(text: str) -> None:
    assert finds(RULES, text) == []
