"""Personal data and tokens, made visible in a text: in a colour per label on a terminal, in brackets elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from gateway.cli.screen import Ink, is_coloured, paint, visible
from gateway.core.entities import INDIRECT, Label
from gateway.core.spans import Span
from gateway.core.tokens import spellings

_INKS = {
    Label.PERSON: Ink.CYAN,
    Label.EMAIL_ADDRESS: Ink.GREEN,
    Label.PHONE_NUMBER: Ink.YELLOW,
    Label.ORGANIZATION: Ink.BLUE,
    Label.CREDIT_CARD: Ink.RED,
    Label.SECRET: Ink.RED,
}


def ink(label: Label) -> Ink:
    """The label's colour: direct identifiers without one of their own are magenta, indirect ones blue."""
    return _INKS.get(label, Ink.BLUE if label in INDIRECT else Ink.MAGENTA)


def highlighted(text: str, spans: Iterable[Span]) -> str:
    """`text` with each find marked and named; `spans` are in order and do not overlap."""
    parts: list[str] = []
    at = 0
    for span in spans:
        found = visible(text[span.start : span.end])
        marked = paint(found, ink(span.label), Ink.BOLD) if is_coloured() else f"⟦{found}⟧"
        parts += visible(text[at : span.start]), marked, paint(f" {span.label}", Ink.DIM)
        at = span.end
    return "".join([*parts, visible(text[at:])])


def with_tokens(text: str) -> str:
    """`text` with its tokens in their labels' colours; a token shows by its brackets without colour, too."""
    parts: list[str] = []
    at = 0
    for spelling in spellings(text):
        label = next((each for each in Label if spelling.token.startswith(f"[{each}_")), None)
        token = text[spelling.start : spelling.end]
        parts += visible(text[at : spelling.start]), paint(token, ink(label), Ink.BOLD) if label else token
        at = spelling.end
    return "".join([*parts, visible(text[at:])])
