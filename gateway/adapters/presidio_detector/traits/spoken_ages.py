"""Numbers from 13 to 99 in words: English, German, French, Spanish, Italian, Portuguese, Dutch.

`HEADS` are the words that such a number begins with, `SPOKEN` is the whole of it: "ninety two", "oitenta e um".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gateway.adapters.presidio_detector.reading.number_words import NUMBERS
from gateway.core.common_words import word_set

ENGLISH_TENS: Mapping[str, str] = {
    "twenty": "twenties",
    "thirty": "thirties",
    "forty": "forties",
    "fifty": "fifties",
    "sixty": "sixties",
    "seventy": "seventies",
    "eighty": "eighties",
    "ninety": "nineties",
}
"""Each with the word for its decade."""

TENS = frozenset(word for word, number in NUMBERS.items() if number in range(20, 100, 10)) | word_set(
    "septante octante huitante nonante"
)
HEADS = (
    TENS
    | {word for word, number in NUMBERS.items() if number in range(13, 100)}
    | {"dix sept", "dix huit", "dix neuf", "quatre vingt", "quatre vingts", "veintiún", "veintiuna"}
    | {f"{ten}un" for ten in ("vent", "trent", "quarant", "cinquant", "sessant", "settant", "ottant", "novant")}
)


def _any(words: Iterable[str]) -> str:
    """Longer words first, so that none is cut short by how it begins."""
    return "|".join(sorted((each.replace(" ", "[ -]") for each in words), key=len, reverse=True))


_UNITS = _any(
    [*(word for word, number in NUMBERS.items() if number in range(1, 20)), "dix sept", "dix huit", "dix neuf", "une"]
)
"""French counts on to nineteen after sixty and eighty."""
REST = rf"(?:(?: |-)(?:(?:y|e|et) |et-)?(?:{_UNITS}))?(?![^\W\d_])"
"""What goes on a number after its first word, where it ends."""
SPOKEN = rf"(?:{_any(HEADS)}){REST}"
"""A whole number, from its first word on."""
SMALL = _any(word for word, number in NUMBERS.items() if number in range(2, 13)) + "|one"
"""Numbers that are an age only where "years old" or the like says so."""
