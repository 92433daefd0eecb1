"""What the reader is told to take out: a letter after each of the value's, or words like NOSPAM inside of it."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, near

LETTER_TRIGGERS = tuple(rf"(?:[^\x00\n]{letter}){{6}}" for letter in string.ascii_lowercase)
_ACTS = "no|not|remove|delete|drop|strip|cut|take|omit|ditch|minus|anti|without|skip|ignore|erase|kill"
_WHAT = "spam|this|me|out|it|that|caps|junk|bot|bots|robots|here|please|invalid"
WORD_TRIGGERS = (rf"(?:{_ACTS})[-_ ]?(?:{_WHAT})",)

_ALTERNATING = re.compile(r"[^\n\0](?P<dummy>[A-Za-z])(?:[^\n\0](?P=dummy)){4,200}[^\s\0]?")
_WORD = re.compile(
    rf"(?<=[\w.@+-])[-_.]?(?:{_ACTS})[-_]?(?:{_WHAT})[-_.]?(?=[\w.@+-])|[-_.]?(?:{_ACTS})[-_]?(?:{_WHAT})[-_.]?(?=@)",
    re.IGNORECASE,
)
_REACH = 400
_NEAR = 24


def letters(text: str, places: Places) -> Iterator[Edit]:
    """Each value with a letter after every one of its own as the value."""
    for found in near(_ALTERNATING, text, places, 2, _REACH):
        yield Edit(found.start(), found.end(), found[0].replace(found["dummy"], ""))


def words(text: str, places: Places) -> Iterator[Edit]:
    """Each such word that is part of a longer one as nothing."""
    for found in near(_WORD, text, places, 2, _NEAR):
        yield Edit(found.start(), found.end(), "" if text[found.end()] == "@" else _kept(found[0]))


def _kept(word: str) -> str:
    """The signs around the word, which may be the value's own: of two the first."""
    return next((sign for sign in (word[0], word[-1]) if sign in "-_."), "")
