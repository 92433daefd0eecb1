"""Cases and endings are ordered by what they ask."""

from gateway.adapters.presidio_detector.known.form import Case, Form
from gateway.core.entities import Label


def test_a_form_asks_nothing_unless_it_says_so() -> None:
    assert Form(Label.PERSON).case is min(Case)


def test_a_common_word_asks_more_than_a_rare_one() -> None:
    assert Case.ANY < Case.NAME < Case.WORD < Case.INITIALS < Case.SIGNATURE
