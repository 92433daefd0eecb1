"""An address is found whole, wherever its domain is."""

import pytest

from gateway.adapters.presidio_detector.email import TRIGGER, address
from gateway.adapters.presidio_detector.rule import Rule
from tests.support.detection import finds

RULES = (Rule("EMAIL_ADDRESS", 1.0, TRIGGER, refine=address, extends=True),)


@pytest.mark.parametrize(
    "value",
    [
        "jane@corp.local",
        "jane@crm.internal",
        "jane@printer.lan",
        "jane.o'doe+tag@mail.example.co.uk",
        "user@xn--80ak6aa92e.com",
        "jürgen.müller@börse.example",
        "a@b.c",
        "x_y@1-2.example",
    ],
)
@pytest.mark.parametrize(
    "frame", ["{}", "mail {}.", "<{}>", '"{}",', "mailto:{}?x", "邮箱：{}，谢谢", "to {}, cc", "({})"]
)
def test_an_address_is_found_whole(value: str, frame: str) -> None:
    assert finds(RULES, frame.format(value)) == [("EMAIL_ADDRESS", value)]


@pytest.mark.parametrize("text", ["a @ b.c", "@b.c", "jane@corp", "jane@", "jane@-x.com", "@", "core@4.2.1"])
def test_what_has_no_name_no_dot_or_a_version_after_it_is_no_address(text: str) -> None:
    assert finds(RULES, text) == []


def test_addresses_that_touch_are_each_found() -> None:
    assert finds(RULES, "a@b.com,c@d.org;e@f.net") == [
        ("EMAIL_ADDRESS", "a@b.com"),
        ("EMAIL_ADDRESS", "c@d.org"),
        ("EMAIL_ADDRESS", "e@f.net"),
    ]
