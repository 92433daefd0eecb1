"""Finds and tokens made visible, with and without colour."""

import pytest

from gateway.cli import highlight, screen
from gateway.cli.highlight import highlighted, ink, with_tokens
from gateway.core.entities import INDIRECT, Label
from gateway.core.spans import Span

TEXT = "Mail jane@example.com, \x1b[2Jnow"
SPANS = [Span(5, 21, Label.EMAIL_ADDRESS)]


def test_without_colour_a_find_stands_in_brackets_with_its_label() -> None:
    assert highlighted(TEXT, SPANS) == "Mail ⟦jane@example.com⟧ EMAIL_ADDRESS, ␛[2Jnow"


def test_with_colour_a_find_is_in_its_labels(colour: None) -> None:
    assert highlighted(TEXT, SPANS).startswith("Mail \x1b[32;1mjane@example.com\x1b[0m\x1b[2m EMAIL_ADDRESS\x1b[0m, ␛")


def test_tokens_are_coloured_by_label_and_other_brackets_left_alone(colour: None) -> None:
    assert with_tokens("[PERSON_1] and [NOTHING_2] and [x]") == "\x1b[36;1m[PERSON_1]\x1b[0m and [NOTHING_2] and [x]"


def test_without_colour_tokens_stay_as_they_are() -> None:
    assert with_tokens("[PERSON_1], [EMAIL_ADDRESS_2]\n") == "[PERSON_1], [EMAIL_ADDRESS_2]\n"


@pytest.mark.parametrize("label", sorted(INDIRECT))
def test_what_names_nobody_directly_is_blue(label: Label) -> None:
    assert ink(label) is screen.Ink.BLUE


@pytest.fixture
def colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "is_coloured", lambda: True)
    monkeypatch.setattr(highlight, "is_coloured", lambda: True)
