"""The forms in which a person's name is written."""

from gateway.adapters.presidio_detector.known.form import Case, Ending
from gateway.adapters.presidio_detector.known.name_forms import case_of, name_parts, person


def _texts(value: str) -> set[str]:
    return {text for text, _ in person(name_parts(value))}


def test_a_person_is_written_by_each_part_and_by_initials() -> None:
    assert {"Jane", "Doe", "JD", "J.D", "JAD"} <= _texts("Jane Ann Doe")


def test_titles_are_no_part_of_a_name() -> None:
    assert name_parts("Dr. Jane Doe, PhD") == ["Jane", "Doe"]
    assert name_parts("Prof. Doe") == ["Doe"]


def test_a_family_name_in_front_of_a_comma_comes_last() -> None:
    assert name_parts("Doe, Jane") == ["Jane", "Doe"]


def test_a_particle_is_a_name_in_front_only() -> None:
    assert "van" not in {text.lower() for text in _texts("Jan van Dijk")}
    assert [form.case for text, form in person(["Van", "Dijk"]) if text == "Van"] == [Case.WORD]


def test_parts_that_do_not_count_alone_count_together() -> None:
    assert {"Will May", "May Will", "May, Will"} <= _texts("Will May")
    assert {"van der Berg", "Jan van der Berg", "Jan Berg"} <= _texts("Jan van der Berg")


def test_a_common_word_asks_for_more_than_a_name() -> None:
    assert case_of("Will") is Case.WORD
    assert case_of("Rose") is Case.NAME
    assert case_of("May") is Case.WORD
    assert case_of("April") is Case.NAME
    assert case_of("Jo") is Case.NAME
    assert case_of("Oyelaran") is Case.ANY


def test_the_parts_of_a_double_name_are_names() -> None:
    assert {"Núñez", "García"} <= _texts("Ana Núñez-García")
    assert "Al" not in _texts("Omar Al-Sayed")


def test_a_given_name_has_its_nicknames_and_its_beginning() -> None:
    by_text = dict(person(["Robert", "Oyelaran"]))

    assert by_text["bob"].case is Case.NAME
    assert by_text["rob"].case is Case.NAME
    assert "Alex" in _texts("Alexandrine Roux")
    assert not [form for text, form in person(["Mariana", "Roux"]) if text == "Mar" and form.ending is Ending.NOTHING]


def test_a_name_is_spelled_out_with_spaces_and_with_commas() -> None:
    assert {"D o e", "D, o, e"} <= _texts("Jane Doe")


def test_a_name_bends_and_a_long_one_may_be_misspelt() -> None:
    by_text = {text: form.ending for text, form in person(["Anna", "Kowalska"])}

    assert by_text["Anna"] is Ending.NAME
    assert by_text["Kowalsk"] is Ending.STEM
    assert by_text["Kowa"] is Ending.SLIP


def test_a_sentence_is_no_name_to_be_taken_apart() -> None:
    assert _texts("please do not call this number again") == set()
