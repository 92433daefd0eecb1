"""Morse code: signs of dots and dashes with spaces between, words with a stroke between."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.adapters.presidio_detector.reading.guess import guessed
from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, near

TRIGGERS = (r"(?:[.-]{1,6} (?:/ )?){5}",)
_ROW = re.compile(r"(?<![^\s\"'(])[.-]{1,6}(?: [.-]{1,6}| ?/ ?[.-]{1,6}){5,200}(?![^\s\"'),;])")
_SIGN = re.compile(r"[.-]+|/")
_CODES = (
    ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.. "
    "----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----. .-.-.- .--.-. ..--.- -....-"
)
_LETTERS = {**dict(zip(_CODES.split(), "abcdefghijklmnopqrstuvwxyz0123456789.@_-", strict=True)), "/": " "}
_MIN_KINDS = 4
_REACH = 600


def decoded(text: str, places: Places) -> Iterator[Edit]:
    """Each row of signs that are all letters, and of enough kinds, as the text that it says."""
    for found in near(_ROW, text, places, 1, _REACH):
        letters = [_LETTERS.get(sign) for sign in _SIGN.findall(found[0])]
        if None not in letters and len(set(letters)) >= _MIN_KINDS:
            said = "".join(letter for letter in letters if letter)
            yield Edit(found.start(), found.end(), said, guessed(said))
