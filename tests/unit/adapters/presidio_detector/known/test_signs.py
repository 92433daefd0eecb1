"""A value that shows no sign in a text has no find there."""

from string import digits

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.known.form import (
    CALLED,
    DISGUISED,
    EVERY_WAY,
    INITIALLED,
    LETTERED,
    NAMED,
    Ending,
)
from gateway.adapters.presidio_detector.known.known_values import KnownValues, Spelt
from gateway.adapters.presidio_detector.known.patterns import Patterns
from gateway.adapters.presidio_detector.known.signs import MAX_SLIPS, Signs
from gateway.adapters.presidio_detector.known.value import values
from gateway.core.entities import Label
from gateway.core.folding import Folded, fold
from gateway.core.source import Known

NAMES = st.sampled_from([
    "Jane", "Doe", "Will", "Oyelaran", "Robert", "Alexandrine", "Müller", "Mueller", "Łukasz", "Max", "Haas", "Tony", "van",
    "der", "Jo", "J.", "A", "O'Neill", "María-José", "Иванов", "Щукин", "王伟", "İpek", "weiß", "Dr.", "Doe,", "-", "Ольга", "K",
])  # fmt: skip
PEOPLE = st.lists(NAMES, min_size=1, max_size=5).map(" ".join)
ADDRESSES = st.sampled_from(["jane.doe@acme.com", "tom-becker+crm@x.io", "j.d@x.io", "łukasz_k@firma.pl", "@", "a@b"])
STREETS = st.lists(
    st.sampled_from([
        "12", "12b", "Main", "Street", "St.", "Hauptstraße", "Hauptstr.", "Weg", "Königsweg", "Maßweg", "Flat", "3,", ",", ";",
        "\n", "62704", "IL", "O'Connell", "Łąkowa", "ul.", "Krakow,", "王府井", "Foo-Bar", "-", "Box", "Obergatan", "'", ".Weg,",
    ]),
    min_size=1,
    max_size=7,
).map(" ".join)  # fmt: skip


def _shown(text: str, *known: Known) -> set[int]:
    return set(Signs(values(known)).shown_in(fold(text), has_edges=Folded(text).has_edges))


@given(
    st.one_of(
        PEOPLE.map(lambda name: Known(name, Label.PERSON)),
        ADDRESSES.map(lambda each: Known(each, Label.EMAIL_ADDRESS)),
        STREETS.map(lambda each: Known(each, Label.STREET_ADDRESS)),
    )
)
@example(Known("J van der", Label.PERSON))
@example(Known("van der Haas A", Label.PERSON))
@example(Known("12 Königsweg, 04109 Leipzig", Label.STREET_ADDRESS))
@example(Known("5 Hauptstr., Flat 3, Krakow", Label.STREET_ADDRESS))
def test_each_spelling_shows_a_sign(known: Known) -> None:
    signs = Signs(values([known]))

    for ways in (NAMED, INITIALLED, LETTERED, CALLED, DISGUISED):
        for text, sought in Patterns(values([known]), {0: ways}).worded.items():
            assert signs.shown_in(text, has_edges=False)[0] & ways, text
            if text.isascii() and sought.form.ending is not Ending.SLIP:
                assert signs.shown_in(text, has_edges=True)[0] & ways, text


WORDS = st.sampled_from([
    "jane", "Jane", "DOE", "jdoe7", "janed", "Janes", "will", "oyel", "oyelarn", "Oylaran", "bob", "rob", "Alex", "ale", "JD",
    "J.D.", "J. D.", "DJ", "J", "a", "n", "e", "d, o, e", "j a n e", "eod enaj", "wnar qbr", "jane.doe", "janedoe", "jane_doe",
    "moc.emca@eod", "muller", "Mueller", "maks", "has", "Jan", "Janem", "jest", "panu", "\n", "-", ",", "x", "ask", "the",
    "Best,\nJ.", "JAD", "é", "12", "St", "street", "flat", "Doeville",
])  # fmt: skip
ALL = [
    Known("Jane Ann Doe", Label.PERSON),
    Known("Will Oyelaran", Label.PERSON),
    Known("Robert Müller", Label.PERSON),
    Known("Alexandrine Haas", Label.PERSON),
    Known("jane.doe@acme.com", Label.EMAIL_ADDRESS),
    Known("Max van der Doe", Label.PERSON),
    Known("12 Will Street, Flat 3, Doeville", Label.STREET_ADDRESS),
]


class _All(KnownValues):
    """Spells every value out, whatever the text shows."""

    def __init__(self) -> None:
        super().__init__(ALL)
        self._made = dict.fromkeys(range(len(ALL)), EVERY_WAY)
        self._spelt = Spelt(values(ALL), self._made)


@given(st.lists(st.tuples(WORDS, st.sampled_from([" ", " ", "", ". ", "_"])).map("".join), max_size=12).map("".join))
def test_what_is_not_spelt_out_would_have_found_nothing(text: str) -> None:
    assert list(KnownValues(ALL).find(text)) == list(_All().find(text))


@pytest.mark.parametrize("text", ["ask the others because of mildew", "in a customer's oyster", ""])
def test_who_is_not_spoken_of_shows_none(text: str) -> None:
    assert _shown(text, Known("Tim Becker", Label.PERSON), Known("tim.becker@x.io", Label.EMAIL_ADDRESS)) == set()


@pytest.mark.parametrize(
    "text", ["Becke called", "tbecker", "TB signs", "t i m", "ask Timothy", "rekceb mit", "BECKER"]
)
def test_who_is_spoken_of_shows_one(text: str) -> None:
    assert _shown(text, Known("Tim Becker", Label.PERSON)) == {0}


@pytest.mark.parametrize("text", ["ask O'Niell", "ask O’Niell – today", "ask ONeill\u200b"])
def test_a_slip_in_a_name_with_an_apostrophe_shows_it(text: str) -> None:
    assert _shown(text, Known("Rory O'Neill", Label.PERSON)) == {0}


def test_an_address_shows_itself_by_its_street() -> None:
    known = Known("12 Hauptstraße, 04109 Leipzig", Label.STREET_ADDRESS)

    assert _shown("at Hauptstr. 12", known) == {0}
    assert _shown("gizpieL 90140 ,essartstpuaH 21", known) == {0}
    assert _shown("Leipzig, 04109", known) == set()
    assert _shown("", Known("Flat 3", Label.STREET_ADDRESS)) == {0}


def test_values_of_other_kinds_are_always_looked_for_numbers_where_there_are_digits() -> None:
    known = Known("12345", Label.ACCOUNT_ID), Known("J", Label.PERSON), Known("a\0b", Label.PERSON)

    assert _shown("none", *known) == {1, 2}
    assert _shown("some \uff17", *known) == {0, 1, 2}


@given(st.sampled_from(Label), st.text(alphabet="07aZx +()-.@#\u0662", min_size=1, max_size=16))
@example(Label.PHONE_NUMBER, "\u0662\u0662\u0662\u0662\u0662\u0662 x1")
def test_a_number_that_is_not_looked_for_is_in_no_text_without_digits(label: Label, text: str) -> None:
    known = values([Known(text, label)])
    patterns = Patterns(known)

    if 0 not in Signs(known).shown_in("none", has_edges=True):
        assert all(set(each) & set(digits) for each in (*patterns.worded, *patterns.years, *patterns.solid)) or (
            label in {Label.PERSON, Label.EMAIL_ADDRESS}
        )


def test_where_many_names_are_alike_none_is_looked_at_closer() -> None:
    many = [Known(f"Becker{letter}", Label.PERSON) for letter in "abdefghij"]

    assert len(many) > MAX_SLIPS
    assert len(_shown("ask Becxxx", *many)) == len(many)


@given(st.text(), st.text())
def test_a_text_beyond_ascii_hides_nobody(name: str, text: str) -> None:
    known = Known(name.strip(), Label.PERSON)
    spelt = Spelt(values([known]), {0: EVERY_WAY})
    found = list(spelt.find(text, Folded(text)))

    assert not found or _shown(text, known) == {0}
