"""What reads as a token, and how much of a text must be held back because it might."""

import pytest

from gateway.core.entities import Label
from gateway.core.spans import Span
from gateway.core.tokens import Issued, letters, masked, numbers_spelled, outside, spellings, token

ISSUED = Issued.of(["[PERSON_1]", "[PERSON_1_GIVEN]", "[EMAIL_ADDRESS_12_B]"])


@pytest.mark.parametrize("label", Label)
def test_every_label_has_tokens_that_read_back(label: Label) -> None:
    for number, form in ((1, ""), (99_999, "GIVEN"), (7, "FAMILY"), (3, letters(1))):
        written = token(label, number, form)

        assert [each.token for each in spellings(f"x{written}y")] == [written]


@pytest.mark.parametrize(
    "spelled",
    [
        "[person_1_given]",
        "[ PERSON_1_GIVEN  ]",
        "[PERSON 1 GIVEN]",
        "[PERSON  1  GIVEN]",
        r"[PERSON\_1\_GIVEN]",
        r"\[PERSON_1_GIVEN\]",
        r"\[Person\_1 given\]",
        r"[PERSON_1_GIVEN\]",
        "［PERSON_1_GIVEN］",
        "［ person 1 _ Given ］",
        r"[PERSON  \_  1_GIVEN]",
    ],
)
def test_other_spellings_of_a_token_are_taken_back(spelled: str) -> None:
    (found,) = spellings(f"a {spelled} b")

    assert (found.token, found.start, found.end) == ("[PERSON_1_GIVEN]", 2, 2 + len(spelled))


@pytest.mark.parametrize(
    "text",
    [
        "PERSON_1",
        "(PERSON_1)",
        "[PERSON]",
        "[PERSON1]",
        "[PERSON_]",
        "[PERSON   1]",
        "[   PERSON_1]",
        "[PERSON__1]",
        "[PERSON-1]",
        "[PERSON_1",
        "[PERSON\n1]",
        "[PERSON_１]",
        "[PERſON_1]",
        "[PERSON\u00a01]",
    ],
)
def test_what_only_resembles_a_token_does_not_read_as_one(text: str) -> None:
    assert not list(spellings(text))


def test_a_backslash_before_a_token_that_is_not_escaped_is_not_part_of_it() -> None:
    (found,) = spellings(r"CORP\[USERNAME_1]")

    assert (found.start, found.token) == (5, "[USERNAME_1]")


def test_further_spellings_are_lettered_without_end() -> None:
    assert [letters(index) for index in (1, 25, 26, 27, 701, 702)] == ["B", "Z", "AA", "AB", "ZZ", "AAA"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("[PERSON_3] and [email address 14]", {3, 14}),
        (r"\u005bPERSON_5\u005d", {5}),
        (r"\\u005bPERSON_6]", {6}),
        (r"\\\\u005bPERSON_7]", {7}),
        (r"[PERSON\\_8]", {8}),
        ("［ORDER 9］", {9}),
        ("no token 10, [11], [x]", set()),
    ],
)
def test_numbers_that_a_text_spells_are_found_behind_escapes_too(text: str, numbers: set[int]) -> None:
    assert numbers_spelled(text) == numbers


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("hello", ""),
        ("hello [", "["),
        ("hello \\", "\\"),
        ("hello \\[", "\\["),
        (r"a \\[", r"\["),
        ("［ ", "［ "),
        ("[per", "[per"),
        ("[PERSON_1", "[PERSON_1"),
        ("[PERSON_1_", "[PERSON_1_"),
        ("[PERSON_1 ", "[PERSON_1 "),
        ("[PERSON_1\\", "[PERSON_1\\"),
        ("[PERSON \\", "[PERSON \\"),
        ("[EMAIL ADDR", "[EMAIL ADDR"),
        ("[EMAIL_ADDRESS_12", "[EMAIL_ADDRESS_12"),
        ("[EMAIL_ADDRESS_12 ", "[EMAIL_ADDRESS_12 "),
        ("[EMAIL_ADDRESS_12_B", "[EMAIL_ADDRESS_12_B"),
        ("[EMAIL_ADDRESS_12_B _", ""),
        ("[EMAIL_ADDRESS_2", ""),
        ("[PERSON_2", ""),
        ("[PERSON_1]", ""),
        ("[   ", ""),
        ("[PERSON   ", ""),
        ("[order", ""),
        ("[[", "["),
        ("[PERSON_1 [", "["),
        ("[_", ""),
    ],
)
def test_only_what_may_become_a_token_of_this_call_is_held_back(text: str, held: str) -> None:
    assert text[ISSUED.held_from(text) :] == held


def test_a_call_without_tokens_holds_nothing_back() -> None:
    assert Issued.of([]).held_from("a [PERSON_1\\") == len("a [PERSON_1\\")


def test_finds_inside_the_gateways_own_tokens_are_left_out() -> None:
    text = "x [PERSON_1] y [EMAIL_ADDRESS]"
    own = {"[PERSON_1]", masked(Label.EMAIL_ADDRESS)}

    assert outside(text, [Span(3, 11, Label.USERNAME), Span(16, 29, Label.USERNAME)], own) == []
    assert outside(text, [Span(0, 14, Label.USERNAME)], own) == [
        Span(0, 2, Label.USERNAME),
        Span(12, 14, Label.USERNAME),
    ]
    assert outside(text, [Span(3, 11, Label.USERNAME)], set()) == [Span(3, 11, Label.USERNAME)]
