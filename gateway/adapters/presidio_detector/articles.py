"""Numbers of articles (GS1: EAN, UPC, GTIN, ISBN): what a word says is one, and has its check digit, is no number of a person."""

from __future__ import annotations

import re

_SAYS_SO = re.compile(
    r"(?<![^\W\d_])(?:ean|gtin|upc|isbn|barcode|bar code|strichcode|code-barres|código de barras|codice a barre|streepjescode)s?"
    r"(?:[-_ ]?(?:8|12|13|14|[ae]|code|no\.?|number|nr\.?)){0,2}(?: of [^\n\0:;.,]{1,30}| is)?[^\w\n\0]{1,5}\Z",
    re.IGNORECASE,
)
_REACH = 56
_SIZES = frozenset({8, 12, 13, 14})
_TEN = 10


def is_of_an_article(text: str, start: int, end: int) -> bool:
    """True for an article's number after a word for it."""
    value = text[start:end]
    return (
        len(value) in _SIZES
        and value.isdecimal()
        and _has_check_digit(value)
        and _SAYS_SO.search(text, max(0, start - _REACH), start) is not None
    )


def _has_check_digit(number: str) -> bool:
    """Of all digits from the last, every second one threefold, the sum is full tens."""
    return sum(int(digit) * (1 + 2 * (place % 2)) for place, digit in enumerate(reversed(number))) % _TEN == 0
