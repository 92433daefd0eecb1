r"""Escapes of JSON (RFC 8259, section 7), however often the text was written as JSON: with any number of backslashes.

Scanned as they stand, the letter of `\n` would be part of the word after it, and a name written `Jos\u00e9` nobody's. Half a
surrogate pair reads as U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gateway.adapters.presidio_detector.reading.rewriting import Edit

_ESCAPE = re.compile(
    r"\\\\*+(?:u([dD][89abAB][0-9a-fA-F]{2})\\++u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([\"/bfnrt]))?"
)
_CHARACTERS: Mapping[str, str] = {'"': '"', "/": "/", "b": " ", "f": " ", "n": "\n", "r": "\r", "t": "\t"}
_SURROGATES = range(0xD800, 0xE000)


def unescaped(text: str) -> Iterator[Edit]:
    """Each escape as its character."""
    if "\\" in text:
        for found in _ESCAPE.finditer(text):
            if found.lastindex:
                yield Edit(found.start(), found.end(), _character(found))


def _character(escape: re.Match[str]) -> str:
    high, low, single, letter = escape.groups()
    if letter:
        return _CHARACTERS[letter]
    if high:
        return (bytes.fromhex(high) + bytes.fromhex(low)).decode("utf-16-be")
    point = int(single, 16)
    if point in _SURROGATES:
        return "\ufffd"
    # NUL separates texts.
    return chr(point) if point else " "
