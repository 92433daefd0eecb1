"""What a program, a formula or a table writes is nobody's; what merely looks a little like it may be somebody's."""

from base64 import b64encode

import pytest

from gateway.adapters.presidio_detector.ner.notations import is_notation
from gateway.core.entities import Label

HASH = "6D9ZCzGqhVMytIZUZMhzKcwQYCumohfBUN356894XXIe7IWMJtFXj6DkGnSJ6ZBn"


def is_one(label: Label, before: str, value: str, after: str = "") -> bool:
    return is_notation(label, before + value + after, len(before), len(before) + len(value))


def encoded(text: str) -> str:
    return b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ('integrity="', f"sha384-{HASH}", '"'),
        ('integrity="sha384-', HASH, '"'),
        ("header ", "0xCAFEBABE", " only"),
        ("crc is 0x", "b3851cf7", ","),
        ("ssh2: ED", "25519", "\n"),
        ("an ssh-ed", "25519", " key"),
        ("note in base", "64", ": x"),
        ("note: ", encoded("Quarterly targets are on the shared board, please review them."), ""),
    ],
)
def test_a_programs_notation_is_no_secret(before: str, value: str, after: str) -> None:
    assert is_one(Label.SECRET, before, value, after)


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ('key="', f"sha384-{HASH}Zx", '"'),
        ('key="', HASH, '"'),
        ("memo ", "0x3732302d34352d37343332", " ascii"),
        ("key ", "ED25519a7", ""),
        ("note: ", encoded("Quarterly targets of Jane Doe are on the shared board."), ""),
        ("note: ", encoded("the number is 4111 1111 1111 1111 of hers"), ""),
        ("note: ", encoded("please write to jane@acme.example about it"), ""),
        ("note: ", encoded("correct horse " * 90), ""),
    ],
)
def test_a_key_or_what_carries_more_than_plain_words_may_be_one(before: str, value: str, after: str) -> None:
    assert not is_one(Label.SECRET, before, value, after)


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("pi is 3.", "14159265358979", ", e"),
        ("e is ", "2", ".71828182845905"),
        ("row: ", "1 000", " 200 | 3 000 400"),
        ("per week: ", "4421, 4390, 4517", ", 4602. Returns"),
        ("20%  108.", "00", "\nPlease"),
        ("K.K.;JPY;", "540000", ";SQL"),
        ("called ", "7700 900", " times"),
        ("letters (", "XX999999999XX", ")"),
        ("plate: ", "AA99 AAA", "."),
        ("none|", "LIFE-20", "Y|A"),
        ("Part no. 555-0142-B replaces ", "555-0139-A", " on"),
        ("laptop SN ", "5CD2041XKQ", " back"),
        ("open ", "0800-1700", ","),
        ("open 0900-", "1730", ","),
        ("in the video: ", "ten nine eight seven six five", ""),
    ],
)
def test_an_amount_a_count_a_mask_or_a_products_number_is_nobodys(before: str, value: str, after: str) -> None:
    assert is_one(Label.NATIONAL_ID, before, value, after)


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("card 4.", "111111111111111", " thanks"),
        ("id 12.", "14159265358979", ""),
        ("id ", "046 454 286", " | 130 692 544"),
        ("id ", "1 000 2004", ""),
        ("card ", "4111, 1111, 1111, 1111", ""),
        ("id ", "4421, 9390, 1517", ""),
        ("id 12.34.", "56", ""),
        ("id 108.", "00", "-7"),
        ("EUR;", "DE12", ";"),
        ("EUR;", "4471882", "-1"),
        ("plate ", "AB12 CDE", ""),
        ("plate ", "AX-999-NA", ""),
        ("plate ", "LIFE-20", "-77"),
        ("Ms Lee replaces ", "555-0139-A", ""),
        ("she has ", "5CD2041XKQ", ""),
        ("id ", "1230-1307", ""),
        ("id 0900-", "1730", "-2"),
        ("id ", "AB 12 34 56 78 90", ""),
        ("it is ", "ten nine eight four six five", ""),
        ("it is ", "one two three", ""),
    ],
)
def test_what_is_off_by_a_little_may_be_somebodys(before: str, value: str, after: str) -> None:
    assert not is_one(Label.NATIONAL_ID, before, value, after)


@pytest.mark.parametrize("value", ["4421, 4390, 4517", "1 000 200"])
def test_what_may_be_dialled_is_no_count(value: str) -> None:
    assert not is_one(Label.PHONE_NUMBER, "ring ", value)


@pytest.mark.parametrize(
    ("before", "value", "after", "is_known"),
    [
        ("(198.51.100.73) by ", "edge04", " with ESMTPS; Tue", True),
        ("by edge04 with ", "ESMTPS", "; Tue", True),
        ("signed by ", "edge04", " with a smile", False),
        ("login ", "edge04", " with ESMTPS", False),
    ],
)
def test_machines_on_a_mails_way_are_no_log_ins(before: str, value: str, after: str, *, is_known: bool) -> None:
    assert is_one(Label.USERNAME, before, value, after) == is_known


@pytest.mark.parametrize(
    ("before", "value", "after", "is_known"),
    [
        ("R52N, ", "OS 13", ".", True),
        ("from ", "1 Nov", ": The Old Forge", True),
        ("", "Faktura 227", "\n", True),
        ("Faktura ", "59", "\n", True),
        ("SSID Marlin-", "5", "G, pw", True),
        ("Mozartgasse ", "38", "b", False),
        ("Marlin-", "5", ", York", False),
        ("", "os. 13", "", False),
        ("", "1 Maja", " 7", False),
        ("", "Hill 59", "", False),
        ("Wohnung ", "12", ", Mozartgasse 38b", False),
    ],
)
def test_a_version_a_day_and_a_models_number_are_no_address(
    before: str, value: str, after: str, *, is_known: bool
) -> None:
    assert is_one(Label.STREET_ADDRESS, before, value, after) == is_known
