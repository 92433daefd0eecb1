"""Addresses written so that no program follows them: "hxxps://acme[.]com/jo", "203 . 0 . 113 . 7", "2001 : db8 : : 9a1".

What they are said to be is left to the rules: a list of numbers with such signs between is no address.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, near

_SCHEME = r"h(?:xx|\*\*|__|--)p"
TRIGGERS = (rf"{_SCHEME}s?(?:\[:\]|\[:/?/?\]|:)/?/?", r"[a-z0-9][\[({] ?(?:\.|dot) ?[\])}][a-z0-9]", r"https?\[:")
BLANK_TRIGGERS = (
    r"[0-9] \. [0-9]{1,3} \. [0-9]{1,3} \. [0-9]",
    r"[0-9a-f] ?: ?:? ?[0-9a-f]{1,4} ?: ?:? ?[0-9a-f]{1,4} ?: ?",
)
_SIGN = re.compile(
    rf"(?P<scheme>{_SCHEME})(?=s?(?:\[|:))|\[(?P<colon>:)(?P<strokes>/{{0,2}})\](?=/|[A-Za-z0-9])"
    r"|(?<=[A-Za-z0-9])[\[({] ?(?P<dot>\.|dot) ?[\])}](?=[A-Za-z0-9])",
    re.IGNORECASE,
)
_FOUR = re.compile(r"(?<![\w.])[0-9]{1,3}(?: \. [0-9]{1,3}){3}(?! ?[.][0-9 ]|[\w])")
_SIX = re.compile(r"(?<![\w:.])[0-9a-fA-F]{1,4}(?: ?:(?: ?:)? ?[0-9a-fA-F]{1,4}){2,7}(?![\w:])")
_REACH = 160
_MIN_HEXADECIMAL = 9
"""Digits of an address, so that none is made of a time or a score."""


def followed(text: str, places: Places) -> Iterator[Edit]:
    """Each such scheme, dot and colon as the plain one."""
    for found in near(_SIGN, text, places, _REACH, _REACH):
        if found["scheme"]:
            yield Edit(found.start(), found.end(), "http")
        else:
            yield Edit(found.start(), found.end(), f":{found['strokes']}" if found["colon"] else ".")


def without_blanks(text: str, places: Places) -> Iterator[Edit]:
    """Each address with blanks about its signs without them."""
    found = [*near(_FOUR, text, places, 3, 3), *near(_SIX, text, places, 4, 40)]
    for each in sorted(found, key=re.Match[str].start):
        solid = each[0].replace(" ", "")
        if solid != each[0] and _is_address(solid):
            yield Edit(each.start(), each.end(), solid)


def _is_address(solid: str) -> bool:
    try:
        address = ipaddress.ip_address(solid)
    except ValueError:
        return False
    return address.version == 4 or len(solid.replace(":", "")) >= _MIN_HEXADECIMAL  # noqa: PLR2004 - a protocol's
