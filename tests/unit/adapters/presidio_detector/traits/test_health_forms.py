"""A word that is made as medicine makes them is found; one that only sounds like it is not."""

import pytest

from gateway.adapters.presidio_detector.rule import Rule
from gateway.adapters.presidio_detector.traits.health_forms import ENDINGS, is_medicine, of_form
from gateway.core.common_words import word_set
from tests.support.detection import finds

RULES = (Rule("HEALTH", 0.6, ENDINGS.source, trail=ENDINGS.trail, refine=of_form, extends=True),)


@pytest.mark.parametrize(
    "word",
    sorted(
        word_set(
            """
    tonsillectomy appendicitis neuralgia leukaemia anemia leucémie glioblastoma lymphomas cirrhosis osteoporosis
    cardiomyopathy Schienbeinkopfbruch Knieoperation Hüft-OP Herzinfarkt Lungenkrebs Kreuzbandriss Erdnussallergie
    Mittelohrentzündung Angststörung hartinfarct borstkanker longontsteking knieoperatie infliximab simvastatin
    omeprazole fluoxetine imatinib
    """
        )
    ),
)
def test_a_word_of_its_form_is_found_whole(word: str) -> None:
    assert finds(RULES, f"x {word}, y") == [("HEALTH", word)]


@pytest.mark.parametrize(
    "word",
    sorted(
        word_set(
            """
    nostalgia academia bohemia diploma aroma Oklahoma Paloma idioma coma dichotomy diagnosis hypnosis synopsis empathy
    trophy Kooperation Operation Einbruch Umbruch Grundriss Verkehrsinfarkt Flusskrebs Betriebsstörung Rohrbruch shop
    laptop workshop purpose april economia anatomy astronomy Normandie robotoperatie
    """
        )
    ),
)
def test_an_ordinary_word_is_left(word: str) -> None:
    assert finds(RULES, f"x {word}, y") == []


def test_medicine_is_told_from_conditions() -> None:
    assert is_medicine("infliximab", 0, 10)
    assert not is_medicine("appendicitis", 0, 12)
