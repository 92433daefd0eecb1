"""Numbers from 13 to 99 in words: English, German, French, Spanish, Italian, Portuguese, Dutch.

`HEADS` are the words that such a number begins with, `SPOKEN` is the whole of it: "ninety two", "oitenta e um".
"""

from __future__ import annotations

from collections.abc import Mapping

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

_UNITS = (
    "one|two|three|four|five|six|seven|eight|nine|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix-sept|dix-huit|dix-neuf|"
    "dix|onze|douze|"
    "treize|quatorze|quinze|seize|un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|uma?|dois|duas|três|quatro|sete|oito|nove"
)
REST = rf"(?:(?: |-)(?:(?:y|e|et) |et-)?(?:{_UNITS}))?(?![^\W\d_])"
"""What goes on a number after its first word, where it ends."""
SPOKEN = rf"(?:{'|'.join(sorted((each.replace(' ', '[ -]') for each in HEADS), key=len, reverse=True))}){REST}"
"""A whole number, from its first word on."""
SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|"
    "dos|tres|cuatro|cinco|"
    "seis|siete|ocho|nueve|diez|once|doce|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|dois|duas|três|"
    "quatro|sete|oito|"
    "dez|doze|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|twee|drie|vijf|zes|zeven|negen|tien|twaalf"
)
