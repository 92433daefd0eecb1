"""One word of a name in other alphabets' and keyboards' spelling.

Case, accents, ß, æ, ø and the letters of Cyrillic and Greek are folding.py's: here are the spellings that fold differently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.core.linking import WRITTEN_OUT

_PAIRS = re.compile(r"(?<![aeiouqy])([aou])e(?=[^aeiouy])|(?<![aeiou])aa(?=[^aeiou])")
_PAIR = re.compile("[aou]e|aa")
WRITTEN_OTHERWISE = re.compile("[aou]e|aa|x", re.IGNORECASE)
"""What a plain word has of which another spelling is no mere ending."""
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_MIN_WRITTEN_OUT = 4
_MIN_CYRILLIC = 4


def spellings(word: str) -> Iterator[str]:
    """Further spellings of a word that fold.py would not fold together: "Mueller" of "Müller", and back."""
    lowered = word.lower()
    if not word.isascii():
        written = lowered.translate(WRITTEN_OUT)
        if written != lowered:
            yield written
        if _CYRILLIC.search(lowered):
            yield from _romanised(lowered)
    elif len(word) >= _MIN_WRITTEN_OUT:
        short = _PAIRS.sub(lambda found: found[1] or "a", lowered) if _PAIR.search(lowered) else lowered
        if short != lowered:
            yield short
        if "x" in lowered:
            yield lowered.replace("x", "ks")
        if len(word) >= _MIN_CYRILLIC and lowered[-1] in "yi" and lowered[-2] not in "aeiouy":
            yield lowered[:-1] + "iy"


def _romanised(lowered: str) -> Iterator[str]:
    """A Cyrillic word's usual Latin endings, where the letters alone give another."""
    if lowered.endswith(("ий", "ый")):
        yield lowered[:-2] + "y"
        yield lowered[:-2] + "i"
    elif lowered.endswith("й"):
        yield lowered[:-1] + "i"
    if "кс" in lowered:
        yield lowered.replace("кс", "x")
