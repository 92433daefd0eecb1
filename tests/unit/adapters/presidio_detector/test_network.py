"""Addresses of somebody's machine."""

import re

import pytest

from gateway.adapters.presidio_detector.network import address, of_somebody, unless_version


@pytest.mark.parametrize(
    "value", ["192.0.2.17", "10.0.0.1", "2001:db8::1", "fe80::1%eth0", "192.0.2.0/24", "::ffff:192.0.2.1"]
)
def test_an_address_stands(value: str) -> None:
    assert address(value) is None
    assert of_somebody(value) is None


@pytest.mark.parametrize("value", ["127.0.0.1", "0.0.0.0", "255.255.255.0", "::1", "::"])
def test_nobodys_address_is_one_but_not_of_somebody(value: str) -> None:
    assert address(value) is None
    assert of_somebody(value) is False


@pytest.mark.parametrize("value", ["12::34::56", "10:30:00"])
def test_what_is_no_address_is_refused(value: str) -> None:
    assert address(value) is False
    assert of_somebody(value) is False


@pytest.mark.parametrize(
    "before", ["since v ", "Version: ", "ver,", '"firmware":"', "versione ", "build #", "versions ("]
)
def test_what_follows_a_word_for_a_version_is_none(before: str) -> None:
    assert unless_version(None)(before + "4.1.0.12", len(before), len(before) + 8) is None


@pytest.mark.parametrize("before", ["section ", "see Abschnitt ", "§ ", "Fig. "])
def test_a_part_of_a_document_is_no_address(before: str) -> None:
    assert unless_version(None)(f"{before}6.7.8.9", len(before), len(before) + 7) is None


@pytest.mark.parametrize("before", ["", "from ", "IPv4: ", "server ", "dev "])
def test_what_follows_any_other_word_stands(before: str) -> None:
    assert unless_version(None)(before + "4.1.0.12", len(before), len(before) + 8) == (len(before), len(before) + 8)


@pytest.mark.parametrize(
    ("after", "stands"), [("-beta", False), ("-rc1", False), ("-RC", False), ("-rc.1", False), (" beta", True)]
)
def test_what_has_a_releases_stage_after_it_is_none(after: str, *, stands: bool) -> None:
    assert (unless_version(None)("4.1.0.12" + after, 0, 8) is not None) == stands


@pytest.mark.parametrize(
    ("before", "after", "stands"),
    [
        ("match ", "? (that's our build, not an IP)", False),
        ("", ", that's the new release", False),
        ("on ", " (this is our staging version)", False),
        ("from ", ", that's our build server", True),
        ("from ", " (this is the client)", True),
        ("ip ", ", that's the firmware", True),
        ("from ", " on the build", True),
    ],
)
def test_what_is_said_to_be_a_build_is_no_address(before: str, after: str, *, stands: bool) -> None:
    found = unless_version(None)(f"{before}8.2.6.1{after}", len(before), len(before) + 7)

    assert (found is not None) == stands


@pytest.mark.parametrize(
    ("before", "address", "after"),
    [
        ("ip ", "203.0.113.7", "-dev"),
        ("IP-address is: ", "203.0.113.7", "-rc1"),
        ("server ", "203.0.113.7", "-final notes"),
        ("http://", "203.0.113.7", "-pre"),
        ("from ", "203.0.113.7", "-dev.example.com"),
        ("", "203.0.113.7", "-dev-frankfurt"),
        ("", "2001:db8::1", "-dev"),
        ("", "203.0.113.0/24", "-dev"),
    ],
)
def test_a_machines_address_stands_whatever_its_name_goes_on_with(before: str, address: str, after: str) -> None:
    found = (len(before), len(before) + len(address))

    assert unless_version(None)(before + address + after, *found) == found


def test_what_was_refused_before_stays_refused() -> None:
    assert unless_version(lambda _text, _start, _end: None)("4.1.0.12", 0, 8) is None


def test_from_one_version_to_another_is_no_address() -> None:
    text = "upgrade from 10.15.7.2 to 10.16.0.1, then ping from 10.16.0.9 to 10.16.0.1"
    refine = unless_version(None)
    found = [each.span() for each in re.finditer(r"[0-9]+(?:[.][0-9]+){3}", text)]

    assert [refine(text, *each) is not None for each in found] == [False, False, True, True]


def kept(text: str) -> list[str]:
    found = [each.span() for each in re.finditer(r"[0-9]+(?:[.][0-9]+){3}", text)]
    return [text[start:end] for start, end in found if unless_version(None)(text, start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "<th>Firmware</th><td>4.12.0.7</td>",
        "the version number is 4.12.0.7",
        "Softwareversion: 4.12.0.7",
        "sinds versie 4.12.0.7",
        '"device":"EDGE-2","fw":"2.14.0.118"',
        "coupe les accents depuis la mise à jour 10.4.1.2",
        "crashes since the update 10.4.1.2",
        "Upgrade path: 10.4.2.1 to 11.0.0.17, then hotfix 11.0.0.19.",
        "Upgrade path: 10.4.2.1 -> 11.0.0.17",
        "compat table: 1.0 | 1.1 | 1.2.3.4 | 2.0-beta",
        "versions 1.0 | 2.0-rc1 / 2.0.0.4",
    ],
)
def test_what_is_said_to_be_a_version_is_no_address(text: str) -> None:
    assert kept(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "<th>Address</th><td>4.12.0.7</td>",
        "client 10.2.3.4 connected",
        "Since the update 84.17.52.11 keeps failing to log in",
        "nach dem Update 84.17.52.11 gesperrt",
        "upgraded the box, 84.17.52.11 is her home IP",
        "versions | and 84.17.52.11",
        '"fw":"84.17.52.11"',
        "the version server is 10.2.3.4",
        "the version on 10.2.3.4 is old",
        "update 10.2.3.4 tonight",
        "the update to 10.2.3.4 failed",
        "upgrade 10.2.3.4 tonight",
        "fw: 203.0.113.7",
        '"gw":"10.0.0.1","fw":"10.0.0.2"',
        "latency: 1.0 | 1.1 | 10.2.3.4",
        "seen at: 1.0, 10.2.3.4",
    ],
)
def test_beside_words_for_a_version_a_machine_has_its_address(text: str) -> None:
    assert kept(text) == re.findall(r"[0-9]+(?:[.][0-9]+){3}", text)
