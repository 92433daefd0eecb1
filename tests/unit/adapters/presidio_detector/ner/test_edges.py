"""What stands beside a name is no part of it."""

import pytest

from gateway.adapters.presidio_detector.ner.dictionary import Dictionary
from gateway.adapters.presidio_detector.ner.edges import EDGE, bare, unthanked
from gateway.adapters.presidio_detector.ner.words import Vocabulary

VOCABULARY = Vocabulary(["[PAD]", "[UNK]"], ["<other>"], Dictionary())
ORDINARY = frozenset({"tomorrow", "van", "der", "sum", "dijk"})


def left(text: str, *sure: float) -> str:
    """What is left of a text that the model calls one name; words are certain where nothing else is said."""
    words = VOCABULARY.cut(text)
    chances = [*sure, *[1.0] * (len(words.starts) - len(sure))]
    kept = bare(text, words, range(len(words.starts)), chances, ORDINARY)
    return text[words.starts[kept[0]] : words.ends[kept[-1]]] if kept else ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mr Jane Doe", "Jane Doe"),
        ("Señora Ortega", "Ortega"),
        ("hi uncle Femi thx", "Femi"),
        ("don ciccio", "ciccio"),
        ("um missus", ""),
        ("Jane Miss Doe", "Jane Miss Doe"),
        ("Olá Rui", "Rui"),
        ("Tanaka san", "Tanaka"),
        ("Me Lacroix", "Lacroix"),
        ("der Jopp", "Jopp"),
        ("marido", ""),
        ("Zijn Jopp", "Jopp"),
        ("jopp soitti eilen", "jopp"),
        ("Jopp volala", "Jopp"),
        ("ehefrau jopp", "jopp"),
        ("gez. Jopp", "Jopp"),
        ("Doktor Jopp", "Jopp"),
        ("Mdm Lim", "Lim"),
        ("engenheiro figueira", "figueira"),
        ("Ring Jopp", "Jopp"),
        ("jopp late", "jopp"),
        ("Nephew", ""),
    ],
)
def test_titles_and_courtesies_come_off_the_edges(text: str, name: str) -> None:
    assert left(text) == name


@pytest.mark.parametrize(
    "name",
    [
        "Gez Moss",
        "Ray Unser",
        "Don Ray",
        "Bella Moss",
        "Will",
        "May",
        "Ola",
        "san",
        "San Lee",
        "Ji-woo",
        "Anna Doktor",
        "Notar",
        "Jo Ring",
        "Jubal Early",
    ],
)
def test_a_word_that_is_a_name_too_stays_with_its_capital_alone_or_where_it_begins_a_name(name: str) -> None:
    assert left(name) == name


def test_a_doubtful_ordinary_word_beside_a_surer_one_is_no_part_of_a_name() -> None:
    assert left("Ann Lee tomorrow", 1, 1, EDGE - 0.01) == "Ann Lee"
    assert left("Tomorrow Ann Lee", EDGE - 0.01) == "Ann Lee"
    assert left("Ann Lee tomorrow", 1, 1, EDGE) == "Ann Lee tomorrow"


@pytest.mark.parametrize("name", ["Ann kowalczyk", "ann lee helpt", "Ann Lee Helpt", "jopp bakker"])
def test_any_other_doubtful_word_may_be_a_family_name_and_stays(name: str) -> None:
    assert left(name, 1, 0.4, 0.4) == name
    assert left(name, 0.4, 1, 0.4) == name


def test_the_surest_of_doubtful_words_stays() -> None:
    assert left("tomorrow van", 0.5, 0.6) == "van"
    assert left("tomorrow", 0.5) == "tomorrow"


def test_a_particle_begins_a_family_name_and_ends_none() -> None:
    assert left("van der goot", 0.9, 0.9) == "van der goot"
    assert left("goot van", 1, 0.9) == "goot"
    assert left("van dijk", 1, 0.9) == "van"


@pytest.mark.parametrize("particle", [1.0, 0.9, 0.4])
def test_nothing_is_cut_after_a_particle(particle: float) -> None:
    assert left("Ann van dijk", 1, particle, 0.4) == "Ann van dijk"
    assert left("Ann van der dijk tomorrow", 1, particle, particle, 0.4, 0.9) == "Ann van der dijk"


def test_a_word_after_a_particle_with_a_capital_is_the_family_name() -> None:
    assert left("Van Dijk", 1, 0.9) == "Van Dijk"
    assert left("Van dijk", 1, 0.9) == "Van"


def test_what_a_hyphen_joins_to_a_name_is_part_of_it() -> None:
    assert left("Tam Ying-lok", 1, 1, 0.9) == "Tam Ying-lok"
    assert left("Min-ji", 1, 1) == "Min-ji"
    assert left("Sharma ji", 1, 1) == "Sharma"
    assert left("Kobayashi-san", 1, 1) == "Kobayashi"


def test_a_particle_before_a_capital_goes_on_beyond_what_the_model_calls_a_name() -> None:
    text = "Ann van Moss"
    words = VOCABULARY.cut(text)
    kept = bare(text, words, range(2), [1.0, 0.9, 0.1], ORDINARY)
    assert list(kept) == [0, 1]


def test_an_ordinary_word_before_a_comma_is_a_family_name_where_a_field_says_so() -> None:
    text = "Driver: Tomorrow, Iris"
    words = VOCABULARY.cut(text)
    sure = [0.0, 0.9, 1.0]

    assert list(bare(text, words, range(1, 3), sure, ORDINARY)) == [1, 2]
    assert left("Tomorrow, Iris", 0.9) == "Iris"


@pytest.mark.parametrize("text", ["jopp herself", "Ann myself"])
def test_a_pronoun_beside_a_name_is_no_part_of_it(text: str) -> None:
    assert left(text) == text.split(maxsplit=1)[0]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("9 Hill Road thx", "9 Hill Road"),
        ("9 Hill Road, please, thanks", "9 Hill Road"),
        ("9 Thanks Road", "9 Thanks Road"),
        ("thx", "thx"),
    ],
)
def test_thanks_behind_an_address_are_no_part_of_it(text: str, address: str) -> None:
    words = VOCABULARY.cut(text)
    kept = unthanked(text, words, range(len(words.starts)))
    assert text[words.starts[kept[0]] : words.ends[kept[-1]]] == address
