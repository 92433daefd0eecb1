"""Windows: every word judged once, from inside a window."""

from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.ner.windows import SIZE, STRIDE, windows

COUNTS = st.integers(0, 5 * SIZE)


@given(COUNTS)
def test_every_word_is_spoken_for_once_and_in_order(count: int) -> None:
    spoken = [word for each in windows(count) for word in range(each.first, each.last)]

    assert spoken == list(range(count))


@given(COUNTS)
def test_a_window_speaks_for_words_that_it_reads(count: int) -> None:
    for each in windows(count):
        assert each.start <= each.first < each.last <= each.end <= count
        assert each.end - each.start <= SIZE


@given(COUNTS, st.integers(1, SIZE))
def test_words_added_at_the_end_change_no_window_that_was_full_before(count: int, more: int) -> None:
    before, after = list(windows(count)), list(windows(count + more))

    assert [each for each in before[:-1] if each not in after] == []


@given(st.integers(SIZE + 1, 5 * SIZE))
def test_inside_a_long_text_a_word_has_context_on_both_sides(count: int) -> None:
    margin = (SIZE - STRIDE) // 2
    for each in windows(count):
        assert each.start == 0 or each.first - each.start >= margin
        assert each.end == count or each.end - each.last >= margin
