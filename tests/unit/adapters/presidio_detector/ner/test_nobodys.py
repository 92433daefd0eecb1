"""What the text itself says is nobody's."""

import pytest

from gateway.adapters.presidio_detector.ner.nobodys import is_nobodys
from gateway.core.entities import Label
from gateway.core.spans import Span


def judged(text: str, value: str, label: Label) -> bool:
    at = text.index(value)
    return is_nobodys(text, Span(at, at + len(value), label, 0.9))


@pytest.mark.parametrize(
    "text",
    [
        "please have someone over 18 at home",
        "adults aged over 18 only",
        "EVERYONE UNDER 18 pays half",
        "over 18s and under-18s",
        "niemand unter 18 darf hinein",
        "personas mayores de 18 pagan",
    ],
)
def test_a_limit_is_nobodys_age(text: str) -> None:
    assert judged(text, "18", Label.AGE)


@pytest.mark.parametrize(
    "text",
    ["she is over 18", "Ann, 18, and her brother", "someone called; he is 18", "the under 18", "over 18 she said"],
)
def test_an_age_that_is_told_of_somebody_is_theirs(text: str) -> None:
    assert not judged(text, "18", Label.AGE)


@pytest.mark.parametrize(
    "text",
    [
        "my three kids under 5",
        "with kids under 5",
        "she has children under 5",
        "our small children under 5",
        "2 kids under 5",
        "nos enfants de moins de 5 ans",
        "meine Kinder unter 5",
        "mis niños menores de 5",
        "onze kinderen onder de 5",
    ],
)
def test_an_age_of_somebodys_children_is_theirs(text: str) -> None:
    assert not judged(text, "5", Label.AGE)


@pytest.mark.parametrize("text", ["&mdash;Ann", "yes &amp;mdash; &mdash; no"])
def test_an_html_entity_is_nobody(text: str) -> None:
    at = text.rindex("mdash")
    assert is_nobodys(text, Span(at, at + 5, Label.USERNAME, 0.9))


@pytest.mark.parametrize("text", ["Ann&Bolek; Carl", "Ann & Bolek; Carl", "&mdash; Bolek; Carl"])
def test_who_stands_after_an_ampersand_is_somebody(text: str) -> None:
    assert not judged(text, "Bolek", Label.PERSON)


@pytest.mark.parametrize("text", ['tz="Asia/Tokyo"', "Time zone: Asia/Tokyo", "timezone=Asia/Tokyo"])
@pytest.mark.parametrize("part", ["Asia", "Tokyo", "Asia/Tokyo"])
def test_a_time_zone_is_nobody(text: str, part: str) -> None:
    assert judged(text, part, Label.PERSON)


@pytest.mark.parametrize("text", ["call Asia/Bolek", "tz is known to Asia", "their time zone: ask Asia/Bolek"])
def test_without_its_label_or_form_it_is_no_zone(text: str) -> None:
    assert not judged(text, "Asia", Label.PERSON)


@pytest.mark.parametrize(
    "text",
    [
        "tz: Oyelaran/Bolek",
        "time zone Oyelaran/Bolek said",
        "it is 4pm; time zone: Oyelaran/Bolek",
        "tz: europe/Bolek",
        "tz: Asia, Bolek",
    ],
)
@pytest.mark.parametrize("name", ["Oyelaran", "Bolek"])
def test_people_after_a_word_for_a_time_zone_stay_people(text: str, name: str) -> None:
    assert name not in text or not judged(text, name, Label.PERSON)


@pytest.mark.parametrize(("text", "part"), [("at 9:00 Asia/Tokyo", "Tokyo"), ("| Europe/Rome |", "Europe/Rome")])
def test_a_time_zone_is_no_place(text: str, part: str) -> None:
    assert judged(text, part, Label.LOCATION)


@pytest.mark.parametrize(
    ("text", "part"), [("Asia, Tokyo", "Tokyo"), ("src/Asia/Tokyo", "Tokyo"), ("Rome/Milan", "Rome")]
)
def test_without_the_form_of_a_time_zone_a_place_is_one(text: str, part: str) -> None:
    assert not judged(text, part, Label.LOCATION)


@pytest.mark.parametrize(
    "text",
    [
        "la gamme Jopp convient",
        "die Serie „Jopp“",
        "de nieuwe lijn Jopp",
        "el modelo Jopp, en blanco",
        "della linea Jopp",
        "a coleção Jopp",
        "nowa kolekcja Jopp",
    ],
)
def test_what_is_made_in_a_series_is_nobody(text: str) -> None:
    assert judged(text, "Jopp", Label.PERSON)


@pytest.mark.parametrize(
    "text",
    [
        "ik had aan de lijn Jopp",
        "in linea Jopp",
        "la modelo Jopp",
        "das Model Jopp",
        "la gamme de Jopp",
        "la gamme jopp",
    ],
)
def test_who_is_on_the_line_is_somebody(text: str) -> None:
    assert not judged(text, text.rpartition(" ")[2], Label.PERSON)


def test_a_whole_name_or_a_sure_one_beside_a_word_for_goods_is_somebody() -> None:
    assert not judged("for collection Jopp Day at 3pm", "Jopp Day", Label.PERSON)
    assert not is_nobodys("la collection Jopp", Span(14, 18, Label.PERSON, 0.98))


@pytest.mark.parametrize(
    ("word", "is_nobody"), [("jajaja", True), ("hehe", True), ("kkkk", True), ("Juha", False), ("Jaja", False)]
)
def test_laughter_is_nobody(word: str, *, is_nobody: bool) -> None:
    assert judged(f"{word} ok", word, Label.PERSON) is is_nobody


def test_a_zone_may_have_three_parts() -> None:
    assert judged("tz: America/Indiana/Knox", "Knox", Label.PERSON)
    assert judged("tz: America/Indiana/Knox", "Indiana", Label.PERSON)


@pytest.mark.parametrize("text", ["thanks :wave:", ":wave: all", "ok:wave:"])
def test_an_emojis_code_is_nobody(text: str) -> None:
    assert judged(text, "wave", Label.PERSON)


@pytest.mark.parametrize(("text", "word"), [("owner :kim: ok", "kim"), ("wave: hi", "wave"), ("10:30 wave", "wave")])
def test_other_words_beside_colons_may_be_somebody(text: str, word: str) -> None:
    assert not judged(text, word, Label.PERSON)


def test_a_channel_is_nobodys_handle() -> None:
    assert judged("see #deals-emea", "deals-emea", Label.USERNAME)
    assert not judged("see @deals-emea", "deals-emea", Label.USERNAME)


@pytest.mark.parametrize("text", ["West,95,210410,388120,7", "open | 12 | 210410 | 40 % | -", "a\n9;210410;31;4.5\nb"])
def test_a_figure_in_a_row_of_figures_is_nobodys_number(text: str) -> None:
    assert judged(text.replace(" %", "%"), "210410", Label.BANK_ACCOUNT)


@pytest.mark.parametrize("text", ["Ann,Bo,210410,204577,9", "acct,210410,12", "210410", "1,2\n210410,3\n4,5"])
def test_a_number_among_words_or_by_itself_may_be_somebodys(text: str) -> None:
    assert not judged(text, "210410", Label.BANK_ACCOUNT)


def test_a_number_as_long_as_a_telephones_is_no_figure() -> None:
    assert not judged("Jopp;94107;38120;2104104441;2", "2104104441", Label.PHONE_NUMBER)


@pytest.mark.parametrize("value", ["PMO", "sms"])
def test_an_abbreviation_of_offices_is_nobody(value: str) -> None:
    assert judged(f"present: {value}, Ann", value, Label.PERSON)


def test_a_name_that_looks_like_one_is_not() -> None:
    assert not judged("present: Sms, PM", "Sms", Label.PERSON)
    assert not judged("present: Ann, PM", "PM", Label.PERSON)


def test_a_word_before_a_things_number_is_nobody_and_a_longer_name_is_not() -> None:
    assert judged("Batch 4711 is late", "Batch", Label.PERSON)
    assert not judged("Ann Batch 4711", "Ann Batch", Label.PERSON)
    assert not judged("Ann 4711", "Ann", Label.PERSON)


@pytest.mark.parametrize(
    ("text", "value", "is_nobody"),
    [
        ("Ho ho ho, HR", "Ho", True),
        ("Ho ho ho, HR", "Ho ho ho", True),
        ("Ho called Ho", "Ho", False),
        ("they ca n't stay", "ca n't", True),
        ("Ann 't Hart", "Ann 't", False),
        ("step Bolek-Filter 3", "Bolek", True),
        ("the Bolek-Vertrag", "Bolek", False),
        ("UPDATE customer SET x", "SET", True),
        ("Network: SSID Marlin", "SSID", True),
    ],
)
def test_laughter_negations_what_is_called_by_a_name_and_labels_are_nobody(
    text: str, value: str, *, is_nobody: bool
) -> None:
    assert judged(text, value, Label.PERSON) is is_nobody


def test_words_with_modules_of_their_own_are_nobody() -> None:
    assert judged("grazie mille", "mille", Label.PERSON)
    assert judged("every Friday", "Friday", Label.PERSON)
    assert judged("owl, badger, otter, Robin", "Robin", Label.PERSON)
    assert judged("two digits, e.g. XX", "e.g", Label.PERSON)
    assert judged("outside the EU", "EU", Label.LOCATION)
    assert judged("giudice di pace", "pace", Label.LOCATION)
