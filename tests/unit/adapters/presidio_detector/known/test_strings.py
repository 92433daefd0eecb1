"""Strings are found wherever they stand, by whichever way is sooner."""

from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.known.strings import FEW, LONG, SHORT, Place, Strings

LETTERS = st.text(alphabet="ab\u00e9 ", min_size=1, max_size=4)


def _slowly(strings: list[str], text: str) -> list[Place]:
    places = [
        (index, start, start + len(each))
        for index, each in enumerate(strings)
        for start in range(len(text))
        if text.startswith(each, start)
    ]
    return sorted(places, key=lambda place: (place[2], place[1]))


@given(st.lists(LETTERS, max_size=8, unique=True), st.text(alphabet="ab\u00e9 ", max_size=30))
def test_each_is_found_at_each_place_in_a_short_text_and_in_a_long_one(strings: list[str], text: str) -> None:
    long, longer = (text.ljust(size, ".") for size in (SHORT + 1, LONG * len(strings) + SHORT + 1))

    for each in (text, long, longer):
        assert Strings(strings).places(each) == _slowly(strings, text)


def test_a_text_of_the_longest_short_length_and_one_longer_find_the_same() -> None:
    looked_for = Strings(["ab", "b"])

    assert looked_for.places("ab".rjust(SHORT)) == [(0, SHORT - 2, SHORT), (1, SHORT - 1, SHORT)]
    assert looked_for.places("ab".rjust(SHORT + 1)) == [(0, SHORT - 1, SHORT + 1), (1, SHORT, SHORT + 1)]
    assert looked_for.places("ab") == [(0, 0, 2), (1, 1, 2)]


def test_many_are_found_as_few_are() -> None:
    strings = [f"a{number}b" for number in range(FEW + 1)]
    text = f"a{FEW}b a7b".ljust(LONG * len(strings) + 1, ".")

    assert Strings(strings).places(text) == Strings(strings).places(text[:SHORT]) == _slowly(strings, text)
