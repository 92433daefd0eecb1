"""Where the word that holds a form begins and ends, and whether it counts."""

import pytest

from gateway.adapters.presidio_detector.known.form import Case, Ending, Form
from gateway.adapters.presidio_detector.known.joins import Beside
from gateway.adapters.presidio_detector.known.patterns import Sought
from gateway.adapters.presidio_detector.known.words import MAX_WORD, found_at, is_cut, solid
from gateway.core.entities import Label

BESIDE = {0: Beside("jo", frozenset({"jane", "oyelaran"}))}


def _found(text: str, part: str, ending: Ending, case: Case = Case.ANY) -> str | None:
    start = text.index(part)
    sought = Sought(Form(Label.PERSON, case, ending), frozenset({0}))
    found = found_at(text, start, start + len(part), sought, BESIDE)
    return None if found is None else text[found.start : found.end]


@pytest.mark.parametrize(
    ("text", "part", "ending", "expected"),
    [
        ("ask Jane", "Jane", Ending.NAME, "Jane"),
        ("Janes car", "Jane", Ending.NAME, "Jane"),
        ("janes car", "jane", Ending.NAME, "jane"),
        ("Oyelarans car", "Oyelaran", Ending.NAME, "Oyelaran"),
        ("by joyelaran7", "oyelaran", Ending.NAME, "joyelaran7"),
        ("ask Oyelarn", "Oyel", Ending.SLIP, "Oyelarn"),
        ("ask Oylaran", "aran", Ending.SLIP, "Oylaran"),
        ("z Ołyną, Janą", "Jan", Ending.STEM, "Janą"),
        ("janet", "jane", Ending.NAME, None),
        ("Oyelaran", "Oyel", Ending.SLIP, None),
        ("Oyelxxan", "Oyel", Ending.SLIP, None),
        ("Jan", "Jan", Ending.STEM, None),
        ("x14155", "14155", Ending.NOTHING, None),
        ("a" * (MAX_WORD + 9) + "jane", "jane", Ending.NAME, None),
    ],
)
def test_a_word_that_holds_a_form_counts_or_not(text: str, part: str, ending: Ending, expected: str | None) -> None:
    assert _found(text, part, ending) == expected


def test_a_user_name_that_looks_like_a_bent_name_counts_as_that() -> None:
    text = "Kiitos, tunnus evan toimii, kanssa mikkon"
    sought = Sought(Form(Label.PERSON, Case.NAME, Ending.NAME), frozenset({0}))

    found = found_at(text, 15, 18, sought, {0: Beside("en", frozenset({"eva", "nagy"}))})

    assert found is not None
    assert (text[found.start : found.end], found.label) == ("evan", Label.USERNAME)


def test_scripts_without_spaces_have_no_edge() -> None:
    assert not is_cut("我和王伟", 1, 2)
    assert is_cut("abc", 0, 1)
    assert not is_cut("abc", -1, 0)
    assert not is_cut("abc", 3, 2)


def test_a_plain_texts_letters_and_digits_are_solid_and_its_edges_are_not() -> None:
    assert [bool(each) for each in solid("a-1 ")] == [True, False, True, False, False]
