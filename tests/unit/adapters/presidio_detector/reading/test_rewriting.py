"""A text with edits leads back to what it was written from."""

from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.reading.rewriting import Edit, Mirror, Rewriting

STEPS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.text("xyz", max_size=3)), max_size=8)
SOURCE = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOP"


def _edits(steps: list[tuple[int, int, str]], first: int) -> list[Edit]:
    edits: list[Edit] = []
    at = first
    for skip, size, text in steps:
        start = at + skip
        at = start + max(size, 1)
        edits.append(Edit(start, at, text))
    return edits


@given(STEPS, st.integers(0, 4))
def test_every_character_leads_back_to_its_edit_or_to_itself(steps: list[tuple[int, int, str]], first: int) -> None:
    edits = _edits(steps, first)
    rewriting = Rewriting(SOURCE, edits, first)
    expected: list[tuple[int, int]] = []
    at = first
    for edit in edits:
        expected += [(place, place + 1) for place in range(at, edit.start)]
        expected += [(edit.start, edit.end)] * len(edit.text)
        at = edit.end
    expected += [(place, place + 1) for place in range(at, len(SOURCE))]

    assert [rewriting.origin(place, place + 1) for place in range(len(rewriting.text))] == expected
    assert bool(rewriting) == bool(edits)


@given(STEPS)
def test_a_place_of_the_source_is_where_what_it_reads_is(steps: list[tuple[int, int, str]]) -> None:
    rewriting = Rewriting(SOURCE, _edits(steps, 0))

    for place in range(len(rewriting.text)):
        start, end = rewriting.origin(place, place + 1)
        assert rewriting.place(start) <= place < rewriting.place(end) or end == len(SOURCE)


@given(STEPS, st.data())
def test_a_range_touches_just_the_edits_in_it(steps: list[tuple[int, int, str]], data: st.DataObject) -> None:
    edits = _edits(steps, 0)
    rewriting = Rewriting(SOURCE, edits)
    start = data.draw(st.integers(0, len(rewriting.text) - 1))
    end = data.draw(st.integers(start + 1, len(rewriting.text)))
    first, last = rewriting.origin(start, end)

    read_in_it = any(edit.text and edit.start < last and first < edit.end for edit in edits)
    gone_in_it = any(not edit.text and first < edit.start and edit.end < last for edit in edits)
    assert rewriting.touches(start, end) or not (read_in_it or gone_in_it)
    assert not rewriting.touches(start, end) or read_in_it or gone_in_it or any(not each.text for each in edits)


def test_what_is_edited_inside_a_range_is_no_piece_of_it() -> None:
    rewriting = Rewriting("ab--cd--ef", [Edit(2, 4, ""), Edit(6, 8, "")])

    assert rewriting.text == "abcdef"
    assert list(rewriting.pieces(1, 5)) == [(1, 2), (4, 6), (8, 9)]
    assert list(rewriting.pieces(2, 4)) == [(4, 6)]
    assert list(Rewriting("a, b", [Edit(1, 3, "@")]).pieces(0, 3)) == [(0, 1), (3, 4)]
    assert rewriting.touches(1, 3)
    assert not rewriting.touches(2, 4)


def test_what_reads_as_nothing_after_a_range_can_be_taken_along() -> None:
    rewriting = Rewriting("a..b.", [Edit(1, 2, ""), Edit(2, 3, ""), Edit(4, 5, "")])

    assert [rewriting.beyond(end) for end in (1, 3, 4)] == [3, 3, 5]


@given(st.text(min_size=1), st.data())
def test_what_is_turned_round_leads_back(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    mirror = Mirror(text, start, end)
    first = data.draw(st.integers(0, end - start - 1))
    last = data.draw(st.integers(first + 1, end - start))
    [(left, right)] = mirror.pieces(first, last)

    assert text[left:right][::-1] == mirror.text[first:last]
    assert mirror.touches(first, last)
