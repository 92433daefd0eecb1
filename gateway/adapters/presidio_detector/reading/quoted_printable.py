"""Quoted-printable text of mail: `=E9` for an octet, `=` at a line's end for a break that is none.

Read apart from other carriers: "x=12" is an assignment anywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.adapters.presidio_detector.reading.carriers import octets
from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, near

TRIGGERS = (r"=[0-9a-f]{2}", r"=\r?\n")
_SIGN = re.compile(r"((?:=[0-9A-F]{2})+|(?:=[0-9a-f]{2}){2,})|(?<!=)=\r?\n[ \t]?")
_OCTET_SIZE = 3
_REACH = 12
_FIRST_PRINTABLE = 0x20


def printable(text: str, places: Places) -> Iterator[Edit]:
    """Each octet that is part of a text as its character, each break as nothing."""
    for found in near(_SIGN, text, places, 1, _REACH):
        if not found[1]:
            yield Edit(found.start(), found.end(), "")
            continue
        data = bytes.fromhex(found[0].replace("=", ""))
        if min(data) >= _FIRST_PRINTABLE or data.isspace():
            yield from octets(found.start(), _OCTET_SIZE, data)
