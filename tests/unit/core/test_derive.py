"""Keys and keyed ids: bound to exactly their parts."""

from hypothesis import given
from hypothesis import strategies as st

from gateway.core.derive import Keyed, derive, keyed_id

PARTS = st.lists(st.text(max_size=6), max_size=4)


@given(PARTS, PARTS)
def test_two_lists_of_parts_share_a_key_only_when_they_are_equal(left: list[str], right: list[str]) -> None:
    assert (derive(b"k", *left) == derive(b"k", *right)) == (left == right)


def test_moving_a_border_between_parts_changes_the_id() -> None:
    assert keyed_id(b"k", "a:b", "c") != keyed_id(b"k", "a", "b:c")
    assert keyed_id(b"k", "ab", "") != keyed_id(b"k", "a", "b")


@given(st.binary(max_size=80), PARTS)
def test_a_key_begun_once_derives_the_same_again_and_again(key: bytes, parts: list[str]) -> None:
    keyed = Keyed(key)

    assert keyed.derive(*parts) == keyed.derive(*parts) == derive(key, *parts)
    assert keyed.keyed_id(*parts) == keyed_id(key, *parts)


def test_an_id_is_32_hex_characters() -> None:
    assert len(bytes.fromhex(keyed_id(b"k", "x"))) == 16


def test_half_of_a_surrogate_pair_is_a_part_like_any_other() -> None:
    assert derive(b"k", "\ud800") != derive(b"k", "\udfff")
