"""What is listed with others of its kind is nobody; people of such names stay people."""

import pytest

from gateway.adapters.presidio_detector.ner.kinds import is_of_a_kind
from gateway.core.entities import Label
from gateway.core.spans import Span


def is_thing(text: str, word: str, label: Label = Label.PERSON) -> bool:
    at = text.rindex(word)
    return is_of_a_kind(text, Span(at, at + len(word), label, 0.99))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Maskottchen zur Wahl: Wolf, Dachs, Eule, Fuchs, Igel", "Wolf"),
        ("Maskottchen zur Wahl: Wolf, Dachs, Eule, Fuchs, Igel", "Igel"),
        ("djur: björn, älg, räv och uggla", "björn"),
        ("labels: hazelnut, fig, damson, kumquat", "damson"),
        ("Ring, Kette:\n- Rubin\n- Saphir\n- Perle\n- Smaragd\nok", "Perle"),
        ("Kräuter: Dill, Salbei, Rosmarin, Minze", "Rosmarin"),
        ("our values: Courage, Honesty, Hope, Joy", "Joy"),
        ("taps in black, navy, pink / Ruby", "Ruby"),
    ],
)
def test_in_a_list_of_its_kind_it_is_a_thing(text: str, word: str) -> None:
    assert is_thing(text, word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Anwesend: Wolf, Fuchs, Hahn, Igel, Eule", "Wolf"),
        ("Wolf, Fuchs, Hahn, Vogel", "Wolf"),
        ("Wolf, Fuchs, Hahn", "Fuchs"),
        ("call Wolf, owl, badger, otter", "Wolf"),
        ("the owl, the badger and Wolf", "Wolf"),
        ("owl, badger, otter, Bolek", "Bolek"),
        ("Basil, Rosemary, Ginger and Sage joined", "Ginger"),
        ("Hope, Faith, Grace, Joy", "Grace"),
        ("owl, badger, Ann, Bo, Robin", "Robin"),
        ("Braun, Schwarz, Grau, Blau, Weiß", "Braun"),
        ("Herr Wolf, Igel, Eule, Dachs", "Wolf"),
        ("New accounts this week: Wolf, Fuchs, Hahn, Dachs, Igel", "Wolf"),
        ("Clientes nuevos: Kaya, Kaz, Aslan, Dogan, Tavsan", "Aslan"),
        ("Sales team: Hope, Faith, Grace, Wisdom, Trust", "Grace"),
        ("Lark, Maple, Oak and Rowan live here", "Rowan"),
        ("Seen by Robin, Jay, Owl and Otter", "Robin"),
        ("Call back Wolf, Fuchs, Eule, Uhu, Dachs tomorrow", "Wolf"),
    ],
)
def test_people_of_such_names_stay_people(text: str, word: str) -> None:
    assert not is_thing(text, word)


def test_a_company_needs_a_list_of_three_anywhere_in_the_text() -> None:
    text = "Kestrel, Osprey and Merlin are the racks; Osprey is loud"
    assert is_thing(text, "Merlin", Label.ORGANIZATION)
    assert is_thing(text, "Osprey", Label.ORGANIZATION)
    assert not is_thing(text, "Osprey")
    assert not is_thing("Kestrel and Osprey are clients", "Osprey", Label.ORGANIZATION)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("15 words per sign; Capricorn gets the worst one", "Capricorn"),
        ("horoscope : Bélier, fonce", "Bélier"),
        ("Leo rests, Virgo works, Aries shouts", "Leo"),
    ],
)
def test_a_sign_of_the_zodiac_is_nobody(text: str, word: str) -> None:
    assert is_thing(text, word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Leo wants his horoscope", "Leo"),
        ("Krebs will sein Horoskop", "Krebs"),
        ("the horoscope of Capricorn Jones", "Capricorn Jones"),
        ("horoscope for Ms Virgo", "Virgo"),
        ("Virgo and Leo are in", "Virgo"),
        ("Krebs, Stier, Wassermann: out", "Stier"),
        ("Customers who called today: Leo, Aries, Virgo", "Virgo"),
    ],
)
def test_somebody_called_like_a_sign_is_somebody(text: str, word: str) -> None:
    assert not is_thing(text, word)
