"""A month, a day or a season says when; somebody of that name stays somebody."""

import pytest

from gateway.adapters.presidio_detector.ner.times import is_time
from gateway.core.entities import Label
from gateway.core.spans import Span


def says_when(text: str, word: str) -> bool:
    at = text.index(word)
    return is_time(text, Span(at, at + len(word), Label.PERSON, 0.99))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("the end of May was slow", "May"),
        ("Anfang Mai ist gut", "Mai"),
        ("Wiedervorlage Herbst.", "Herbst"),
        ("every Friday at 9", "Friday"),
        ("jeden Freitag um 9", "Freitag"),
        ("à la fin juin on verra", "juin"),
    ],
)
def test_after_words_that_stand_before_a_time_alone_it_is_one(text: str, word: str) -> None:
    assert says_when(text, word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("on hold until May.", "May"),
        ("it runs until May 2027 or so", "May"),
        ("geliefert wird bis Ostern", "Ostern"),
        ("Risentire dopo Pasqua.", "Pasqua"),
        ("today is Friday. Go home", "Friday"),
        ("gefunden, kommt am Freitag", "Freitag"),
        ("i need sunday off then", "sunday"),
        ("c/b friday a.m. please", "friday"),
    ],
)
def test_where_a_phrase_ends_with_it_or_a_time_of_day_follows_it_is_one(text: str, word: str) -> None:
    assert says_when(text, word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("signed by April.", "April"),
        ("wait until May gets back", "May"),
        ("hi, im april from accounts", "april"),
        ("lunch with June.", "June"),
        ("Herr Freitag kommt", "Freitag"),
        ("it is Mr Friday.", "Friday"),
        ("I am Sunday.", "Sunday"),
        ("it's Friday from accounts", "Friday"),
        ("ok fine April, I will", "April"),
        ("bis Frau Herbst.", "Herbst"),
        ("until Bolek.", "Bolek"),
        ("Es klingelte, jemand fragte nach June.", "June"),
        ("Chegou depois da April, liga hoje", "April"),
        ("Nobody replied since Julio.", "Julio"),
        ("Deal owner changed by Freitag, 14:03", "Freitag"),
        ("agent: name please\ncustomer: it's Domingo.", "Domingo"),
        ("agent: name please\ncustomer: it is Sunday.", "Sunday"),
        ("Next April called and asked for a refund.", "April"),
        ("letzter Freitag hat gekündigt", "Freitag"),
        ("Wiedervorlage Sommer (Kundin ruft zurück)", "Sommer"),
        ("begin June heeft gebeld", "June"),
        ("spoken to Sunday morning", "Sunday"),
        ("Hoy llamo Domingo noche y pidió factura", "Domingo"),
    ],
)
def test_elsewhere_it_may_be_somebody(text: str, word: str) -> None:
    assert not says_when(text, word)


@pytest.mark.parametrize("word", ["April", "May", "June"])
def test_three_months_of_which_something_is_told_are_months(word: str) -> None:
    assert says_when("April was flat, May was rich, June looks thin", word)


def test_what_is_open_is_no_family_name() -> None:
    assert says_when("April was soft, May better, June TBD", "June")
    assert not says_when("APRIL WAS SOFT, MAY BETTER, JUNE TBD", "JUNE")


def test_bare_months_in_a_row_are_months_with_one_that_is_no_name() -> None:
    assert says_when("figures for April, June and October", "June")
    assert not says_when("loop in April, June and May", "June")


@pytest.mark.parametrize(
    "text",
    [
        "April was flat, May was rich",
        "April Jones was flat, May was rich, June looks thin",
        "Ms April was flat, May was rich, June looks thin",
        "April is back in April, May was rich, June looks thin",
        "Present: April (sick), May (late) and June (here)",
        "Dear April, was May rich? June was",
        "In October, April had 3 calls while June had five and August had one.",
    ],
)
def test_months_are_people_where_one_of_them_is_somebody(text: str) -> None:
    assert not says_when(text, "April")


def test_a_longer_name_is_no_time() -> None:
    assert not says_when("the end of May Jones", "May Jones")
