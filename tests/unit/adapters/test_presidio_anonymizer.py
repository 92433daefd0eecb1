"""Each action makes its replacement."""

import pytest

from gateway.adapters.presidio_anonymizer import Band, PresidioAnonymizer
from gateway.core.entities import Action, Label
from tests.support.detection import detector

ANONYMIZER = PresidioAnonymizer()


@pytest.mark.parametrize(
    ("action", "token", "expected"),
    [
        (Action.PSEUDONYMISE, "[PERSON_1]", "[PERSON_1]"),
        (Action.MASK, None, "[PERSON]"),
        (Action.MASK, "[PERSON_1]", "[PERSON]"),
        (Action.DROP, None, ""),
        (Action.GENERALISE, None, "[PERSON]"),
        (Action.KEEP, None, "Jane Doe"),
    ],
)
def test_an_action_makes_its_replacement(action: Action, token: str | None, expected: str) -> None:
    assert ANONYMIZER.replacement("Jane Doe", Label.PERSON, action, token) == expected


@pytest.mark.parametrize(
    ("value", "band"),
    [
        ("34", "[30-39]"),
        ("34yo", "[30-39]"),
        ("9", "[0-9]"),
        ("0", "[0-9]"),
        ("89", "[80-89]"),
        ("90", "[90+]"),
        ("104", "[90+]"),
        ("thirty-four", "[30-39]"),
        ("vierunddreißig", "[30-39]"),
        ("cuarenta y dos", "[40-49]"),
        ("quatre-vingt-deux", "[AGE]"),
        ("elderly", "[AGE]"),
    ],
)
def test_an_age_becomes_its_decade_and_the_oldest_one_band(value: str, band: str) -> None:
    assert ANONYMIZER.replacement(value, Label.AGE, Action.GENERALISE, None) == band


@pytest.mark.parametrize(
    ("value", "band"),
    [
        ("3 May 1984", "1980s"),
        ("1984-05-03", "1980s"),
        ("2003", "2000s"),
        ("04/07/88", "1980s"),
        ("04/07/12", "[DATE_OF_BIRTH]"),
    ],
)
def test_a_birth_date_becomes_the_decade_of_its_year(value: str, band: str) -> None:
    assert ANONYMIZER.replacement(value, Label.DATE_OF_BIRTH, Action.GENERALISE, None) == band


@pytest.mark.parametrize(
    "text",
    [
        "The lead is {} years old",
        "aged {}",
        "{}-year-old",
        "{} y/o",
        "{} Jahre alt",
        "{} ans",
        "Alter: {}",
        "age {}, happy",
    ],
)
@pytest.mark.parametrize("age", ["9", "17", "42", "95"])
async def test_a_decade_is_no_age_again_where_it_stands(text: str, age: str) -> None:
    band = ANONYMIZER.replacement(age, Label.AGE, Action.GENERALISE, None)

    assert await detector().confirm([text.format(band)]) == [[]]


@pytest.mark.parametrize("text", ["born on {}", "DOB: {}", "geboren {}", "née en {}"])
async def test_a_birth_decade_is_no_date_again(text: str) -> None:
    assert await detector().confirm([text.format("1980s")]) == [[]]


@pytest.mark.parametrize(("value", "market"), [("Lyon", "EMEA"), ("Texas", "AMERICAS"), ("Much Marcle", "[LOCATION]")])
def test_a_place_becomes_its_market(value: str, market: str) -> None:
    assert ANONYMIZER.replacement(value, Label.LOCATION, Action.GENERALISE, None) == market


@pytest.mark.parametrize("label", sorted(set(Label) - {Label.AGE, Label.DATE_OF_BIRTH}))
def test_what_has_no_band_becomes_its_label(label: Label) -> None:
    assert ANONYMIZER.replacement("34 in 1984", label, Action.GENERALISE, None) == f"[{label}]"


@pytest.mark.parametrize(
    ("action", "token"), [(Action.BLOCK, None), (Action.PSEUDONYMISE, None), (Action.PSEUDONYMISE, "")]
)
def test_what_makes_no_replacement_is_refused_without_the_value(action: Action, token: str | None) -> None:
    with pytest.raises(ValueError, match="makes no replacement") as caught:
        ANONYMIZER.replacement("Jane Doe", Label.PERSON, action, token)

    assert "Jane" not in str(caught.value)


def test_only_keep_and_nothing_else_shows_the_value() -> None:
    shown = [action for action in STRICT if "4711" in ANONYMIZER.replacement("4711", Label.ACCOUNT_ID, action, "[T]")]

    assert shown == [Action.KEEP]


def test_a_band_is_one_of_presidios_operators() -> None:
    assert Band().operator_name() == "band"
    assert Band().operate("34", {"entity_type": "AGE", "new_value": "x"}) == "[30-39]"


STRICT = [action for action in Action if action is not Action.BLOCK]
