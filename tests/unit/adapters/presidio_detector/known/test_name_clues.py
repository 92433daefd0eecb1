"""Whether a word that may be a name is one where it stands."""

import pytest

from gateway.adapters.presidio_detector.known.form import Case
from gateway.adapters.presidio_detector.known.name_clues import counts


def _counts(text: str, word: str, case: Case) -> bool:
    start = text.index(word)
    return counts(text, start, start + len(word), case)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("I met Will today", "Will"),
        ("Will called", "Will"),
        ("hi will, are you free", "will"),
        ("Please ask will about it", "will"),
        ("and will says no", "will"),
        ("lunch with will, then home", "will"),
        ("this is dr price speaking", "price"),
        ('{"name": "will"}', "will"),
        ("thanks\nwill", "will"),
        ("will: sure", "will"),
        ("yes. will will sign", "will"),
        ("WE MET WILL SAYS NOBODY\nhi WILL", "WILL"),
    ],
)
def test_a_frequent_word_is_a_name_where_something_says_so(text: str, word: str) -> None:
    assert counts(text, text.rindex(word), text.rindex(word) + len(word), Case.WORD) or _counts(text, word, Case.WORD)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("We will sign", "will"),
        ("this will work", "will"),
        ("Will you sign?", "Will"),
        ("Ok. Will the price hold?", "Will"),
        ("THIS WILL WORK", "WILL"),
        ("the price says it all", "price"),
        ("due in May", "May"),
        ("4 May 2026", "May"),
        ("May 4th works", "May"),
    ],
)
def test_elsewhere_it_is_a_word(text: str, word: str) -> None:
    assert not _counts(text, word, Case.WORD)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("rose is out today", "rose", True),
        ("agent: rose is out today", "rose", True),
        ("ROSE IS OUT", "ROSE", True),
        ("Sales rose in Leeds", "rose", False),
        ("Ask Rose", "Rose", True),
        ("in april we close", "april", False),
    ],
)
def test_a_rarer_word_is_a_name_in_a_text_that_writes_none_with_capitals(
    text: str, word: str, *, expected: bool
) -> None:
    assert _counts(text, word, Case.NAME) is expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("ok with JD on this", "JD", True),
        ("ok with jd on this", "jd", False),
        ("SKU JD-123", "JD", False),
        ("THE JD FILE", "JD", False),
        ("thanks\njd", "jd", True),
        ("thanks, jd", "jd", True),
        ("JD called", "JD", True),
    ],
)
def test_initials_stand_in_capitals_or_where_somebody_signs(text: str, word: str, *, expected: bool) -> None:
    assert _counts(text, word, Case.INITIALS) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("the IT team", False), ("Best,\nIT", True), ("IT called back", True), ("it is, it\n", True)]
)
def test_initials_that_are_an_abbreviation_count_where_somebody_signs(text: str, *, expected: bool) -> None:
    word = "it" if text.islower() else "IT"
    start = text.rindex(word)

    assert counts(text, start, start + 2, Case.SIGNATURE) is expected


def test_letters_without_case_ask_nothing() -> None:
    assert _counts("我和王伟见面", "王伟", Case.WORD)
