"""One slip of the hand, and no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.typos import is_slip

LETTERS = st.text(alphabet="abcde", max_size=8)


@pytest.mark.parametrize("word", ["zegler", "zieglerr", "zeigler", "ziegle", "xziegler", "zieglar", "iegler"])
def test_one_edit_makes_the_name(word: str) -> None:
    assert is_slip(word, "ziegler")


@pytest.mark.parametrize("word", ["ziegler", "zgler", "zieglermann", "ziglar", "reglier", ""])
def test_no_edit_or_two_do_not(word: str) -> None:
    assert not is_slip(word, "ziegler")


@given(LETTERS, LETTERS)
def test_it_is_what_the_definition_says(word: str, name: str) -> None:
    assert is_slip(word, name) == (word != name and word in _edits(name))


def _edits(name: str) -> set[str]:
    letters, cuts = "abcde", [(name[:at], name[at:]) for at in range(len(name) + 1)]
    return {
        *(left + right[1:] for left, right in cuts if right),
        *(left + letter + right for left, right in cuts for letter in letters),
        *(left + letter + right[1:] for left, right in cuts if right for letter in letters),
        *(left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1),
    }
