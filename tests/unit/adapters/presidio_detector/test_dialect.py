"""Look-arounds become what a linear automaton can do."""

import pytest

from gateway.adapters.presidio_detector.dialect import linear, widened
from gateway.adapters.presidio_detector.octets import LETTERS


def test_what_is_linear_stays_as_it_is() -> None:
    form = linear(r"\b\d{9}\b")

    assert (form.source, form.lead, form.trail, form.cut) == (r"\b\d{9}\b", False, False, False)


@pytest.mark.parametrize(
    ("expression", "source", "lead", "trail"),
    [
        (r"(?<![\w-])AB", r"[^\w-]AB", True, False),
        (r"(?<!\d)1(?!\d)", r"\D1\D", True, True),
        (r"A(?![\w:])", r"A[^\w:]", False, True),
    ],
)
def test_edges_of_one_class_are_consumed(expression: str, source: str, *, lead: bool, trail: bool) -> None:
    form = linear(expression)

    assert (form.source, form.lead, form.trail, form.cut) == (source, lead, trail, False)


def test_an_inner_look_ahead_is_dropped_and_said_to_be() -> None:
    form = linear(r"\b(?!00(?:0|1))\d{4}\b")

    assert form.source == r"\b\d{4}\b"
    assert form.cut
    assert form.original == r"\b(?!00(?:0|1))\d{4}\b"


def test_a_label_in_a_look_behind_is_matched_with_bounded_spaces() -> None:
    form = linear(r"(?<=claim\s*:\s+)\d{6}")

    assert form.source == r"(?:claim\s{0,4}:\s{1,4})(?:\d{6})"
    assert form.original == r"(?:claim\s{0,4}:\s{1,4})(?P<find>\d{6})"
    assert form.cut


def test_a_letter_beyond_ascii_is_its_byte_in_both_cases() -> None:
    assert linear("né").source == r"n[\xc9\xe9]"
    assert linear("ał").source == r"a[\x4c\x6c]"


def test_a_parenthesis_in_a_class_or_escaped_closes_nothing() -> None:
    assert linear(r"a(?=[)]\)(b))c").source == "ac"


def test_widened_counts_letters_beyond_ascii() -> None:
    assert widened(r"[\w-]x") == rf"[\w{LETTERS}-]x"
