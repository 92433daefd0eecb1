"""What has a form looks like it, or the model's word does not count."""

import pytest

from gateway.adapters.presidio_detector.ner.forms import has_form, is_in_hash, is_key, is_leet
from gateway.core.entities import Label


def looks(label: Label, value: str, before: str = "") -> bool:
    text = before + value
    return has_form(label, text, len(before), len(text))


@pytest.mark.parametrize(
    ("label", "value"),
    [
        (Label.PHONE_NUMBER, "555 0134"),
        (Label.PHONE_NUMBER, "null eins sieben sechs"),
        (Label.LICENSE_PLATE, "90-MN-38"),
        (Label.NATIONAL_ID, "X4RTBPFW4"),
        (Label.CREDIT_CARD, "3456"),
        (Label.SECRET, "C5722"),
        (Label.SECRET, "40B03"),
        (Label.SECRET, "hunter22"),
        (Label.SECRET, "open!sesame"),
        (Label.USERNAME, "jdoe"),
        (Label.PERSON, "Bo"),
        (Label.EMAIL_ADDRESS, "jo at acme dot com"),
    ],
)
def test_a_value_of_its_form_counts(label: Label, value: str) -> None:
    assert looks(label, value)


@pytest.mark.parametrize(
    ("label", "value"),
    [
        (Label.PHONE_NUMBER, "one"),
        (Label.PHONE_NUMBER, "a 12 b"),
        (Label.TAX_ID, "0"),
        (Label.LICENSE_PLATE, "tnx"),
        (Label.ACCOUNT_ID, "order now"),
        (Label.IP_ADDRESS, "5"),
        (Label.IP_ADDRESS, "2:B"),
        (Label.PERSONAL_URL, "dot com"),
        (Label.SECRET, "w00t d34ls"),
        (Label.SECRET, "qvfpbhag vafvqr"),
        (Label.SECRET, "eyJ0aGVtZSI6ImRhcmsifQ"),
        (Label.USERNAME, "lon"),
    ],
)
def test_what_merely_stands_in_its_place_does_not(label: Label, value: str) -> None:
    assert not looks(label, value)


def test_the_beginning_of_an_amount_is_no_number_of_anybodys() -> None:
    text = "EUR 1.234.567,89 and 1.234.567"

    assert not has_form(Label.NATIONAL_ID, text, 4, 9)
    assert has_form(Label.NATIONAL_ID, text, 21, 30)


def test_a_part_of_a_hash_is_in_one() -> None:
    digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    assert is_in_hash(f"sha256:{digest}", 0, 20)
    assert is_in_hash(f"at {digest}.", 9, 12)
    assert not is_in_hash("call 0123456789 now", 5, 15)
    assert not is_in_hash(f"{digest.upper()}", 0, 64)


def test_a_hash_that_nothing_says_is_one_may_be_a_key() -> None:
    digest = "e3b0c44298fc1c149afbf4c8996fb924"

    assert is_key(Label.SECRET, f"use {digest} there", 4, 36)
    assert not is_key(Label.SECRET, f"commit {digest}", 7, 39)
    assert not is_key(Label.SECRET, f'"cert_fp":"{digest}"', 11, 43)
    assert not is_key(Label.SECRET, f"use {digest}", 4, 20)
    assert not is_key(Label.ACCOUNT_ID, f"use {digest}", 4, 36)


@pytest.mark.parametrize(
    "before",
    [
        "ISBN 978-",
        "CVE-2024-",
        "HS code ",
        "tracking no. ",
        '"sku":"',
        "sha ",
        "Part no. ",
        "mask,",
        "Flight is ",
        "parcelle ",
        "PO no. ",
        "asset tag ",
        "devis n° ",
        "0x",
    ],
)
def test_a_things_number_is_nobodys(before: str) -> None:
    assert not looks(Label.PHONE_NUMBER, "0800-4471-22", before)


@pytest.mark.parametrize("before", ["call ", '"msku":"', "he ran for port\n", "party "])
def test_any_other_number_is(before: str) -> None:
    assert looks(Label.PHONE_NUMBER, "0800-4471-22", before)


def test_a_day_of_this_century_is_nobodys_number() -> None:
    assert not looks(Label.ACCOUNT_ID, "20240306", "s3://uploads/")
    assert looks(Label.ACCOUNT_ID, "20241306", "s3://uploads/")


def test_a_packages_name_is_no_handle() -> None:
    assert not looks(Label.USERNAME, "charts", "npm i @acme/")
    assert not has_form(Label.USERNAME, "npm i @acme/charts", 7, 11)
    assert has_form(Label.USERNAME, "@acme", 1, 5)
    assert looks(Label.USERNAME, "charts", "from /")


def test_a_word_with_digits_for_letters_is_leet() -> None:
    assert is_leet("gr8 d34ls", 4, 9)
    assert is_leet("gr8 d34ls", 5, 9)
    assert not is_leet("xc884ls", 0, 7)


def test_a_decorator_is_no_handle() -> None:
    assert not has_form(Label.USERNAME, "@dataclass\nclass Quote:", 1, 10)
    assert has_form(Label.USERNAME, "@dataclass\nsays hi", 1, 10)


def test_a_short_part_of_a_handle_counts() -> None:
    assert has_form(Label.USERNAME, "lena_k: who", 5, 6)
    assert has_form(Label.USERNAME, "k_lena: who", 0, 1)
    assert not has_form(Label.USERNAME, "lena k: who", 5, 6)


@pytest.mark.parametrize("value", ["103.04", "1.204,50", "12'000.00"])
def test_an_amount_with_its_cents_is_nobodys_number(value: str) -> None:
    assert not looks(Label.TAX_ID, value, "Tax ")


def test_a_tag_of_a_thing_is_no_secret() -> None:
    assert not looks(Label.SECRET, "55120", "asset tag ")
    assert looks(Label.SECRET, "55120", "door code ")


def test_whom_a_chat_calls_all_at_once_is_no_handle() -> None:
    assert not looks(Label.USERNAME, "everyone", "@")
    assert not looks(Label.USERNAME, "media", "use @")
    assert looks(Label.USERNAME, "everyone77", "@")


@pytest.mark.parametrize("value", ["48.85837", "2.294481", "179.0001"])
def test_a_place_on_the_map_is_nobodys_number(value: str) -> None:
    assert not looks(Label.PHONE_NUMBER, value)


@pytest.mark.parametrize("value", ["212.5550100", "555.0134", "1.234"])
def test_any_other_number_with_a_dot_may_be(value: str) -> None:
    assert looks(Label.PHONE_NUMBER, value)


def test_a_programs_number_is_nobodys() -> None:
    assert is_leet("0xCAFEBABE", 0, 10)
    assert not is_leet("0x52908400098527886E0F7030069857D2E4169EE7", 0, 42)


def test_encoded_settings_and_pictures_are_no_secret() -> None:
    assert not looks(Label.SECRET, "eyJ0aGVtZSI6ICJkYXJrMTIzIn0")
    assert not looks(Label.SECRET, "iVBORw0KGgo123", "data:image/png;base64,")
    assert not looks(Label.SECRET, "4006381333931", "Barcode ")
    assert looks(Label.SECRET, "QTFCMkMzRDRFNUY2")
    assert looks(Label.SECRET, "iVBORw0KGgo123")


@pytest.mark.parametrize("value", ["Sömmer2031!Küste", "пароль-2031-северный", "QTFC!MkMz-RDRF_NUY2"])
def test_a_password_that_is_no_base64_is_one(value: str) -> None:
    assert looks(Label.SECRET, value)


def test_the_offset_of_a_time_is_no_telephone_number() -> None:
    assert not looks(Label.PHONE_NUMBER, "0100", "Fri, 10 Apr 2026 16:41:07 +")
    assert looks(Label.PHONE_NUMBER, "0100", "extension ")
