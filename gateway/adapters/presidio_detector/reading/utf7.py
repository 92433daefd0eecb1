"""UTF-7, as old mail has it: "jo+AEA-acme.com" for an address. Only what reads as signs and letters of Latin is read."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, near

TRIGGERS = (r"\+a[a-z0-9+/]{2,40}-",)
_CODED = re.compile(r"\+(A[A-Za-z0-9+/]{2,40})-")
"""The first octet of a Latin character is small."""
_LATIN = 0x250
_REACH = 1


def decoded(text: str, places: Places) -> Iterator[Edit]:
    """Each row of coded characters as they."""
    for found in near(_CODED, text, places, _REACH, _REACH):
        read = _read(found[1])
        if read.isprintable() and all(ord(char) < _LATIN for char in read):
            yield Edit(found.start(), found.end(), read)


def _read(coded: str) -> str:
    """What the row says, bits that fill it up aside."""
    whole = len(coded) - (len(coded) % 4 == 1)
    data = binascii.a2b_base64(coded[:whole] + "=" * (-whole % 4))
    return data[: len(data) // 2 * 2].decode("utf-16-be", "replace")
