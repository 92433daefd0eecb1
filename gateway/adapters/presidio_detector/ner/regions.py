"""Places and companies that tell nothing of anybody: regions of markets, a country whose custom is meant, a letter by itself.

"Stored outside the EU", "a regex for a UK number", "the model S". Whose number it is, "her UK number", says where she is; and a
letter with a point is an initial.
"""

from __future__ import annotations

import re

from gateway.core.entities import Label
from gateway.core.spans import Span

_REGIONS = frozenset({"EU", "EEA", "EMEA", "APAC", "DACH", "LATAM", "MENA"})
_CUSTOM = re.compile(
    r" (?:(?:phone|mobile|telephone|date|number|address|currency|time) )?"
    r"(?:numbers?|formats?|postcodes?|spellings?|locale|keyboard)(?!\w)(?! (?:is|ends|ending)(?!\w))",
    re.IGNORECASE,
)
"""After a country, what is written there in a way of its own."""
_OF_ANY = re.compile(r"(?<!\w)(?:an?|any|every|valid|standard|use|to|for) \Z", re.IGNORECASE)
_NEAR = 12


def is_vague(text: str, span: Span) -> bool:
    """True for such a place or company."""
    if span.end - span.start == 1:
        return "." not in (text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1])
    if span.label is not Label.LOCATION:
        return False
    if text[span.start : span.end] in _REGIONS:
        return True
    is_custom = _CUSTOM.match(text, span.end) is not None
    return is_custom and _OF_ANY.search(text, max(0, span.start - _NEAR), span.start) is not None
