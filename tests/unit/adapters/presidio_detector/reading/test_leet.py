"""Words with digits for letters are read in letters, a one both ways."""

from gateway.adapters.presidio_detector.reading import leet
from tests.support.disguises import edits, read


def test_a_word_is_read_in_letters() -> None:
    assert read(leet.letters, leet.TRIGGERS, "ask 708145 L1ndqv157 and M4r!a") == "ask tobias Lindqvist and Maria"


def test_a_one_may_be_an_l() -> None:
    assert read(leet.slim_letters, leet.TRIGGERS, "94ll49h3r, Pau1a") == "gallagher, Paula"


def test_numbers_and_short_words_stay() -> None:
    assert edits(leet.letters, leet.TRIGGERS, "B2B, 1204 sends, Q3 2026") == []


def test_an_addresss_own_sign_is_no_letter() -> None:
    assert edits(leet.letters, leet.TRIGGERS, "write to tom.becker@example.org or anna@mail.acme.co.uk now") == []
    assert read(leet.letters, leet.TRIGGERS, "ask M@ria. Then T0m@example.org") == "ask Maria. Then Tomaexample.org"


def test_a_sign_in_what_is_no_address_or_may_end_a_sentence_is_a_letter() -> None:
    assert (
        read(leet.letters, leet.TRIGGERS, "ask S@rah...me.it, Mar@a..jones.com")
        == "ask Sarah...me.it, Maraa..jones.com"
    )
    assert read(leet.letters, leet.TRIGGERS, "ask S@rah.In the end") == "ask Sarah.In the end"


def test_where_there_is_no_one_nothing_is_read_twice() -> None:
    assert edits(leet.slim_letters, leet.TRIGGERS, "ask m@ri4 about R0se") == []
    assert read(leet.slim_letters, leet.TRIGGERS, "ask Pau1a R0se") == "ask Paula Rose"
