"""Words after which a number is a product's, a book's or a program's, and nobody's."""

from __future__ import annotations

import re

_OF_A_THING = re.compile(
    r"(?<![^\W\d_])(?:isbn(?:-?1[03])?|issn|ismn|doi|ean|gtin|upc|asin|sku|mpn|part|model|version|release|build|commit|sha|md5|hash"
    r"|checksum|uuid|guid|iso|din|rfc|mask|revision|rev|flight|vol|vuelo|volo|voo|flug|vlucht|parcelle|flurst[uü]ck|parcela"
    r"|barcode|lot|batch|serial|s/n|purchase order|po|asset|tag"
    r"|case|ticket|delivery note|cve|cwe|hs|taric|arxiv|epoch|timestamp|tracking|int|section)[^\w\n\0]{1,5}"
    r"(?:(?:no|nr|number|is|code)\b\W{1,3}){0,2}(?:\d{3,4}[ -])?$",
    re.IGNORECASE,
)
_BEFORE = 32
_AFTER_PORT = re.compile(r"(?<![^\W\d_])port[^\w\n\0]{1,5}$", re.IGNORECASE)
_PORT = re.compile(r"[0-9]{1,5}(?![0-9]|[ ./-]{1,3}[0-9])")
"""A machine's; in French "port." stands before the number of a mobile telephone."""


def is_of_a_thing(text: str, start: int) -> bool:
    """True if one of them stands right before `start`."""
    first = max(0, start - _BEFORE)
    if _OF_A_THING.search(text, first, start):
        return True
    return _PORT.match(text, start) is not None and _AFTER_PORT.search(text, first, start) is not None
