"""Digits keep their surroundings, and lead back to where they were."""

from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.islands import MARGIN, Islands, marked


def _islands(data: bytes) -> Islands:
    return Islands(data, marked(data))


def test_text_without_digits_has_no_islands() -> None:
    assert _islands(b"\0no digits here\0").data == b""


def test_far_text_is_left_out() -> None:
    assert len(_islands(b"\0" + b"a" * 10_000 + b"1" + b"a" * 10_000 + b"\0").data) == 2 * MARGIN + 3


@given(st.lists(st.one_of(st.text("ab \0", max_size=80), st.text("0123456789", max_size=5)), max_size=12))
def test_every_digit_keeps_its_surroundings_at_a_place_that_leads_back(parts: list[str]) -> None:
    whole = b"\0" + "".join(parts).encode() + b"\0"
    islands = _islands(whole)
    back: dict[int, int] = {}
    for place, byte in enumerate(islands.data):
        if chr(byte).isdigit():
            back[place + islands.shift(place)] = place

    assert sorted(back) == [place for place, byte in enumerate(whole) if chr(byte).isdigit()]
    for origin, place in back.items():
        near = whole[max(0, origin - MARGIN) : origin + MARGIN]
        assert near.strip(b"\0") in islands.data
        assert islands.data[place] == whole[origin]
