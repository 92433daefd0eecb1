"""Numbers without what separates them, and the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.known.compact import Compact


@pytest.mark.parametrize("text", ["12 34-56", "1.2.3.4.5.6", "(12) 34/56", "12\n3456", "x " * 400 + "12 34 56"])
def test_a_grouped_number_leads_back_to_where_it_is(text: str) -> None:
    compact = Compact(text)
    at = compact.data.index(b"123456")
    span = compact.span(at, at + 6)

    assert span is not None
    assert "".join(filter(str.isdigit, text[span[0] : span[1]])) == "123456"


@pytest.mark.parametrize("text", ["12 ~34 56", "12      3456", "12;3456", "12\u201434 56"])
def test_digits_with_more_between_them_are_no_number(text: str) -> None:
    compact = Compact(text)
    at = compact.data.find(b"123456")

    assert at < 0 or compact.span(at, at + 6) is None


@given(st.text(alphabet="0123456789ab -./()\n~\u00e9\u738b", max_size=700), st.data())
def test_every_range_leads_back_inside_its_text(text: str, data: st.DataObject) -> None:
    compact = Compact(text)
    if not compact.data:
        return
    first = data.draw(st.integers(0, len(compact.data) - 1))
    last = data.draw(st.integers(first + 1, len(compact.data)))
    span = compact.span(first, last)

    if span is not None:
        solid = "".join(char for char in text[span[0] : span[1]] if char.isalnum())
        assert solid.encode("latin-1", "replace") == compact.data[first:last]
