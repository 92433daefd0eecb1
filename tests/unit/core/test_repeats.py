"""One find masks all: where values are found again, and where they are only words."""

import pytest

from gateway.core.entities import INDIRECT, Label
from gateway.core.repeats import Repeats
from gateway.core.spans import Span


def places(text: str, *values: str, label: Label = Label.PERSON) -> list[str]:
    return [text[span.start : span.end] for span in Repeats((value, label) for value in values).find(text)]


def test_case_does_not_matter() -> None:
    assert places("jane doe, JANE DOE", "Jane Doe") == ["jane doe", "JANE DOE"]


def test_edges_are_token_boundaries() -> None:
    assert places("xJane Doe Jane Doex Jane Doe1 _Jane Doe_ (Jane Doe)", "Jane Doe") == ["Jane Doe", "Jane Doe"]


def test_values_may_begin_and_end_with_signs() -> None:
    assert places("x+1 (555) 0100!y", "+1 (555) 0100!") == ["+1 (555) 0100!"]
    assert places("(555) 010-01990", "(555) 010-0199") == []


@pytest.mark.parametrize("value", ["Jo", "J.D.", "123", "12345", "1-2-3-4-5", "", "…"])
def test_short_values_and_short_numbers_are_not_looked_for(value: str) -> None:
    assert places(f"a {value} b", value) == []


@pytest.mark.parametrize("value", ["Jane", "123456", "A123", "12-34-56"])
def test_telling_values_are_looked_for(value: str) -> None:
    assert places(f"a {value} b", value) == [value]


@pytest.mark.parametrize("label", sorted(INDIRECT))
def test_indirect_values_are_not_looked_for(label: Label) -> None:
    assert places("in Berlin", "Berlin", label=label) == []


def test_one_word_of_letters_counts_with_a_capital_only() -> None:
    assert places("I will ask Will, WILL; user", "Will", "User") == ["Will", "WILL"]
    assert places("ask jane4", "Jane4") == ["jane4"]
    assert places("ask 李小明明 now", "李小明明") == ["李小明明"]


@pytest.mark.parametrize(
    "text",
    ["xiaoling and Xiaoling", "Xiaoling and xiaoling"],
)
def test_a_name_found_in_lower_case_is_looked_for_in_lower_case(text: str) -> None:
    assert places(text, "xiaoling") == text.split(" and ")
    assert places(text, "Xiaoling") == ["Xiaoling"]
    assert places("ask gio, Gio", "gio2", "giob") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I asked Grace and Grace said", ["Grace", "Grace"]),
        ("Grace period is 14 days. Grace ends.", []),
        ("> Grace\n- Grace (Grace)", ["Grace"]),
        ("with grace", []),
    ],
)
def test_a_common_word_counts_with_a_capital_inside_a_sentence_only(text: str, expected: list[str]) -> None:
    assert places(text, "Grace") == expected
    assert places(text, "grace") == expected


def test_a_letter_before_it_begins_no_sentence() -> None:
    assert places("a Grace", "Grace") == ["Grace"]


@pytest.mark.parametrize("count", [1, 64, 65, 200])
def test_few_values_and_many_are_found_alike(count: int) -> None:
    values = [f"Value{number:03} Doe" for number in range(count)]
    text = f"x {values[-1]}, Value999 Doe, {values[0]}x and {values[0]}"

    assert sorted(places(text, *values)) == sorted([values[-1], values[0]])


def test_a_month_is_not_looked_for_again() -> None:
    assert places("April met May in April", "April") == []
    assert places("April Ludgate in April", "April Ludgate") == ["April Ludgate"]


def test_letters_that_grow_when_lowered_move_no_place() -> None:
    assert places("İİ Jane Doe İ", "Jane Doe") == ["Jane Doe"]
    assert places("x İnci Yılmaz y", "İnci Yılmaz") == ["İnci Yılmaz"]


def test_values_inside_each_other_are_all_found() -> None:
    assert places("Jane Doe Smith", "Jane Doe", "Jane Doe Smith", "Doe Smith") == [
        "Jane Doe",
        "Jane Doe Smith",
        "Doe Smith",
    ]


def test_a_find_says_what_and_why() -> None:
    assert list(Repeats([("Jane Doe", Label.PERSON)]).find("Jane Doe")) == [Span(0, 8, Label.PERSON, 1.0, "repeat")]
