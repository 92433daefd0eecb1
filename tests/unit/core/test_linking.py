"""Linked forms share a number, and nothing that comes later changes what came before."""

import pytest

from gateway.core.entities import Label
from gateway.core.linking import Linker
from gateway.core.tokens import token

P, E, U, T, S = Label.PERSON, Label.EMAIL_ADDRESS, Label.USERNAME, Label.PHONE_NUMBER, Label.STREET_ADDRESS


def placed(*values: tuple[Label, str], taken: frozenset[int] = frozenset()) -> list[str]:
    linker = Linker(taken)
    return [token(label, *linker.place(value, label)) for label, value in values]


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ((P, "Jane"), "[PERSON_1_GIVEN]"),
        ((P, "Doe"), "[PERSON_1_FAMILY]"),
        ((P, "JD"), "[PERSON_1_B]"),
        ((P, "J.D."), "[PERSON_1_B]"),
        ((P, "J. Doe"), "[PERSON_1_B]"),
        ((P, "Jane D."), "[PERSON_1_B]"),
        ((P, "Doe, Jane"), "[PERSON_1_B]"),
        ((P, "JANE DOE"), "[PERSON_1_B]"),
        ((P, "Jané Doé"), "[PERSON_1_B]"),
        ((P, "Jane  Doe"), "[PERSON_1_B]"),
        ((P, "J-A-N-E"), "[PERSON_1_GIVEN]"),
        ((P, "D, O, E"), "[PERSON_1_FAMILY]"),
        ((P, "Janie"), "[PERSON_1_B]"),
        ((P, "Janie Doe"), "[PERSON_1_B]"),
        ((E, "jane.doe@x.example"), "[EMAIL_ADDRESS_1]"),
        ((E, "jdoe@x.example"), "[EMAIL_ADDRESS_1]"),
        ((E, "Doe.Jane+news@x.example"), "[EMAIL_ADDRESS_1]"),
        ((E, "jane@x.example"), "[EMAIL_ADDRESS_1]"),
        ((U, "@jane_doe84"), "[USERNAME_1]"),
        ((E, "info@x.example"), "[EMAIL_ADDRESS_2]"),
        ((P, "John Doe"), "[PERSON_2]"),
        ((T, "555 0100"), "[PHONE_NUMBER_2]"),
    ],
)
def test_forms_of_one_person_share_a_number(part: tuple[Label, str], expected: str) -> None:
    assert placed((P, "Jane Doe"), part)[1] == expected


def test_an_address_that_comes_before_the_name_gives_the_name_its_number() -> None:
    assert placed((E, "jdoe@x.example"), (S, "Main St 1"), (P, "Jane Doe"), (P, "Jane")) == [
        "[EMAIL_ADDRESS_1]",
        "[STREET_ADDRESS_2]",
        "[PERSON_1]",
        "[PERSON_1_GIVEN]",
    ]


def test_a_name_that_comes_after_its_part_joins_it_and_renames_nothing() -> None:
    assert placed((P, "Jane"), (P, "Jane Doe"), (P, "Doe")) == [
        "[PERSON_1]",
        "[PERSON_1_B]",
        "[PERSON_1_FAMILY]",
    ]


def test_a_part_that_fits_two_people_is_linked_to_neither() -> None:
    assert placed((P, "Jane Doe"), (P, "John Doe"), (P, "Doe"), (E, "jdoe@x.example"), (P, "John")) == [
        "[PERSON_1]",
        "[PERSON_2]",
        "[PERSON_3]",
        "[EMAIL_ADDRESS_4]",
        "[PERSON_2_GIVEN]",
    ]


def test_a_waiting_part_goes_to_the_first_name_only() -> None:
    assert placed((P, "Jane"), (P, "Jane Doe"), (P, "Jane Roe"))[2] == "[PERSON_2]"


def test_a_middle_name_makes_no_other_person() -> None:
    assert placed((P, "Jane Mary Doe"), (P, "Jane Doe"), (P, "Jane Mary"), (P, "Mary Doe")) == [
        "[PERSON_1]",
        "[PERSON_1_B]",
        "[PERSON_1_GIVEN]",
        "[PERSON_1_FAMILY]",
    ]
    assert placed((P, "Jane Doe"), (P, "Jane Mary Doe"))[1] == "[PERSON_1_B]"


def test_spellings_of_one_value_share_a_number() -> None:
    assert placed((E, "A@x.example"), (E, "a@X.example"), (E, "b@x.example")) == [
        "[EMAIL_ADDRESS_1]",
        "[EMAIL_ADDRESS_1_B]",
        "[EMAIL_ADDRESS_2]",
    ]
    assert placed((T, "+1 (555) 010-0199"), (T, "555.010.0199"), (T, "0199")) == [
        "[PHONE_NUMBER_1]",
        "[PHONE_NUMBER_1_B]",
        "[PHONE_NUMBER_2]",
    ]


def test_a_value_that_is_linked_to_nothing_takes_the_next_number_of_all_labels() -> None:
    assert placed((P, "Ann"), (T, "555 0100"), (S, "Main St 1")) == [
        "[PERSON_1]",
        "[PHONE_NUMBER_2]",
        "[STREET_ADDRESS_3]",
    ]


def test_taken_numbers_are_never_given() -> None:
    assert placed((P, "Ann"), (P, "Bob"), taken=frozenset({1, 3})) == ["[PERSON_2]", "[PERSON_4]"]


@pytest.mark.parametrize("value", ["", " ", "!!!", "李", "李小明", "@", "-", "İ", "ﬁ", "\u0301"])
def test_values_without_words_are_placed_too(value: str) -> None:
    for label in Label:
        assert placed((label, value))[0] == token(label, 1)


def test_a_thousand_spellings_of_a_name_get_a_thousand_tokens() -> None:
    values = [(P, f"Jane{' ' * count}Doe") for count in range(1, 1001)]

    assert len(set(placed(*values))) == 1000


@pytest.mark.parametrize(
    "written", ["R. Vasarely-Dupont", "Vasarely-Dupont, R.", "Renée V.", "Renée V. Dupont", "rvasarelydupont"]
)
def test_a_name_of_several_words_is_shortened_wherever_its_family_name_begins(written: str) -> None:
    full, short = placed((P, "Renée Vasarely-Dupont"), (P, written))

    assert (full, short) == ("[PERSON_1]", "[PERSON_1_B]")


def test_a_nickname_is_nobodys_whose_given_name_another_has() -> None:
    assert placed((P, "John Doe"), (P, "Jack Roe"), (P, "Jack"), (P, "Johnny")) == [
        "[PERSON_1]",
        "[PERSON_2]",
        "[PERSON_2_GIVEN]",
        "[PERSON_3]",
    ]


def test_a_nickname_that_fits_two_people_is_linked_to_neither() -> None:
    assert placed((P, "Gerald Doe"), (P, "Jerome Roe"), (P, "Jerry"))[2] == "[PERSON_3]"


def test_a_name_in_another_alphabet_is_the_same_name() -> None:
    assert placed((P, "Oleg Ivanov"), (P, "Иванов"), (P, "Олег Иванов")) == [
        "[PERSON_1]",
        "[PERSON_1_FAMILY]",
        "[PERSON_1_B]",
    ]
    assert placed((P, "Anna Weiß"), (P, "Weiss")) == ["[PERSON_1]", "[PERSON_1_FAMILY]"]


def test_an_extension_makes_no_other_number() -> None:
    assert placed((T, "+44 20 7123 4567"), (T, "020 7123 4567 ext. 12"))[1] == "[PHONE_NUMBER_1_B]"


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Peter Müller", (E, "peter.mueller@firma.example")),
        ("Peter Müller", (P, "Mueller")),
        ("Peter Mueller", (P, "Müller")),
        ("Søren Kjær", (E, "soeren.kjaer@x.example")),
        ("Jean-Pierre Dupont", (E, "jp.dupont@x.example")),
        ("María José García López", (U, "mjgarcia")),
        ("María José García López", (P, "García")),
    ],
)
def test_umlauts_written_out_and_names_of_many_words_are_the_same_person(name: str, part: tuple[Label, str]) -> None:
    assert all("_1" in each for each in placed((P, name), part))
    assert all("_1" in each for each in placed(part, (P, name)))


def test_names_of_one_family_that_sound_alike_are_two_people() -> None:
    assert placed((P, "Peter Müller"), (P, "Petra Müller")) == ["[PERSON_1]", "[PERSON_2]"]


def test_a_lone_name_written_in_two_ways_is_one_person_and_who_is_called_so_is_that_one() -> None:
    numbers = [each.strip("[]").split("_")[1] for each in placed((P, "Mueller"), (P, "Müller"), (P, "Hans Müller"))]

    assert numbers == ["1", "1", "1"]


def test_a_particle_within_a_name_is_nobodys_name() -> None:
    full, particle, middle = placed((P, "Jane van der Berg Doe"), (P, "Van"), (P, "Berg"))

    assert (full, particle) == ("[PERSON_1]", "[PERSON_2]")
    assert middle == "[PERSON_1_B]"


def test_hungarian_letters_are_written_out_too() -> None:
    assert placed((P, "Anna Erdős"), (E, "anna.erdoes@x.example")) == ["[PERSON_1]", "[EMAIL_ADDRESS_1]"]
