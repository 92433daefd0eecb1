"""The case endings that Slavic languages give a name.

They are looked for only in a text that shows itself to be of such a language, by its letters or its commonest words.
"""

from __future__ import annotations

import re

from gateway.core.common_words import word_set

_SURROUNDINGS = 300
_SLAVIC = word_set(
    """
    a u y e i o em ie ow owi owie om ami ach iem iego iej iemu emu ego ej owa owej ova ove ovi ovu ou ovou y ym ymi im imi
    ovi ove eve evi oma ama ih og ome omu oj om ze zie cie dzie rze le ce sie ovy ova ovou ovy
    ą ę ów ům ů é ě á í ým ému ého ých ími
    а у ы е и о ом ем ой ою ей ею ого ому ым ыми их ами ах ам ям ями ях ю я ове ові еві єм ів
    """
)
_LETTERS = re.compile("[ąćęłńśźżčďěňřšťůžđ\u0400-\u052f]")
_COMMONEST = ("jest", "oraz", "przez", "dla", "nebo", "jsem", "nije", "koji", "panu", "panem")
_WORD = re.compile(rf"\b(?:{'|'.join(_COMMONEST)})\b")


def is_bent(text: str, start: int, end: int, last: int) -> bool:
    """True if `text[end:last]`, the rest of the word, is an ending of the name `text[start:end]`."""
    ending = text[end:last].lower()
    if ending not in _SLAVIC:
        return False
    first = max(start - _SURROUNDINGS, text.rfind("\0", 0, start) + 1)
    after = text.find("\0", last, last + _SURROUNDINGS)
    return _is_slavic(text[first : last + _SURROUNDINGS if after < 0 else after].lower())


def _is_slavic(lowered: str) -> bool:
    """True if a text shows itself so. Most hold none of the words' letters in a row, which is told twenty times as fast."""
    if not lowered.isascii() and _LETTERS.search(lowered):
        return True
    return any(word in lowered for word in _COMMONEST) and _WORD.search(lowered) is not None
