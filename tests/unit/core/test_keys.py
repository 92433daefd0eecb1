"""A key's text is told from a typing error, a seal key and hostile text without asking a store."""

import pytest

from gateway.core.derive import Keyed
from gateway.core.keys import API_PREFIX, MAX_KEY_CHARACTERS, SEAL_PREFIX, compose, digest, mask_key, parse

KEY = compose(API_PREFIX, "acme", "k1", bytes(range(32)))


def test_a_composed_key_is_parsed_into_what_it_claims() -> None:
    presented = parse(KEY)

    assert presented is not None
    assert (presented.tenant, presented.key_id, presented.text) == ("acme", "k1", KEY)


def test_any_one_wrong_character_is_found_by_the_checksum() -> None:
    for place in range(len(KEY)):
        wrong = KEY[:place] + ("x" if KEY[place] != "x" else "y") + KEY[place + 1 :]

        assert parse(wrong) is None, place


@pytest.mark.parametrize(
    "text",
    ["", "isg", KEY[:-1], KEY + "0", " " + KEY, KEY + "\n", KEY.upper(), "isg_" * 100, "\ud800", "é" * 65],
)
def test_text_of_another_form_is_no_key(text: str) -> None:
    assert parse(text) is None


def test_a_seal_key_is_no_gateway_key() -> None:
    assert parse(compose(SEAL_PREFIX, "acme", "k1", bytes(32))) is None


def test_the_longest_possible_key_is_within_the_limit() -> None:
    longest = compose(API_PREFIX, "a" * 63, "k" * 16, b"\xff" * 32)

    assert len(longest) <= MAX_KEY_CHARACTERS
    assert parse(longest) is not None


@pytest.mark.parametrize(
    ("tenant", "key_id", "secret"),
    [("A", "k1", bytes(32)), ("acme", "K1", bytes(32)), ("acme", "", bytes(32)), ("acme", "k1", bytes(31))],
)
def test_a_key_of_another_form_is_never_composed(tenant: str, key_id: str, secret: bytes) -> None:
    with pytest.raises(ValueError, match="a key needs"):
        compose(API_PREFIX, tenant, key_id, secret)


def test_the_store_gets_a_keyed_hash_from_which_nothing_of_the_key_can_be_read() -> None:
    assert len(digest(Keyed(b"pepper"), KEY)) == 64
    assert digest(Keyed(b"pepper"), KEY) != digest(Keyed(b"salt"), KEY)
    assert KEY[12:20] not in digest(Keyed(b"pepper"), KEY)


def test_what_is_shown_of_a_key_holds_nothing_of_its_secret() -> None:
    assert mask_key(KEY) == "isg_acme_k1_***"
    assert mask_key("sk-somebody-elses-key") == "***"
    assert "003aUl" not in repr(parse(KEY))
