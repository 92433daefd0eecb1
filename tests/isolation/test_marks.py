"""A mark is found again in whatever form it comes, with its owner."""

import base64
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.isolation.marks import FIGURE_SCALE, HIDDEN, LETTERS, MAX_ATTEMPTS, PLAIN, STAMP, Mark, figure, found, made

LETTER = st.sampled_from(LETTERS)


@given(
    st.sampled_from((PLAIN, HIDDEN, STAMP)),
    st.text(LETTER, min_size=2, max_size=2),
    LETTER,
    st.integers(0, MAX_ATTEMPTS - 1),
    st.binary(max_size=9),
)
def test_a_mark_says_whose_it_is_wherever_it_stands(
    kind: str, tenant: str, user: str, attempt: int, before: bytes
) -> None:
    mark = made(kind, tenant, user, attempt, Random(1)).encode()
    owner = Mark(kind, tenant, user, attempt)

    assert owner in found(before + mark)
    assert owner in found(before + mark.upper())
    encoded = base64.urlsafe_b64encode(before + mark + b"." * 40)
    assert owner in found(b"x" * len(before) + encoded)


def test_a_mark_across_two_pieces_of_a_stream_is_found() -> None:
    mark = made(PLAIN, "bb", "c", 7, Random(1))
    pieces = b'data: {"delta":{"content":"%b"}}\n\ndata: {"delta":{"content":"%b"}}\n\n' % (
        mark[:9].encode(),
        mark[9:].encode(),
    )

    assert found(pieces) == {Mark(PLAIN, "bb", "c", 7)}


@given(st.text(LETTER, min_size=2, max_size=2))
def test_a_figure_says_whose_it_is(tenant: str) -> None:
    assert {mark.tenant for mark in found(b'{"embedding":[%r,1]}' % (figure(tenant) / FIGURE_SCALE))} == {tenant}
    assert {mark.tenant for mark in found(b'{"input_tokens":%d}' % figure(tenant))} == {tenant}


def test_text_without_marks_has_none() -> None:
    assert found(b"make it mkp, and marks: mkpbcdfgh" + bytes(range(256))) == set()
