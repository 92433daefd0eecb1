"""Bytes lead back to code points."""

from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.offsets import code_points


@given(st.text(), st.data())
def test_the_byte_offset_of_every_character_leads_back_to_it(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    encoded = text.encode()
    wanted = len(text[:place].encode())

    assert code_points(encoded, [len(encoded), wanted, 0])[wanted] == place


def test_an_offset_inside_a_character_counts_as_its_end() -> None:
    assert code_points("é€x".encode(), [1, 3, 4]) == {1: 1, 3: 2, 4: 2}
