"""The case endings that Slavic languages, Hungarian, Finnish, Greek and Turkish give a name.

They are looked for only in a text that shows itself to be of such a language, by its letters or its commonest words.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from gateway.core.common_words import word_set

_SURROUNDINGS = 300


class _Language(NamedTuple):
    """One language, or a family of alike ones."""

    endings: frozenset[str]
    letters: re.Pattern[str]
    """Letters that few others have."""
    commonest: tuple[str, ...]
    words: re.Pattern[str]
    """These as words."""
    doubles: bool = False
    """True if an ending may begin with the name's last consonant: Istvánnal."""


def _language(endings: str, letters: str, commonest: str, *, doubles: bool = False) -> _Language:
    words = tuple(commonest.split())
    whole = re.compile(rf"\b(?:{'|'.join(words)})\b")
    return _Language(word_set(endings), re.compile(letters), words, whole, doubles)


_SLAVIC = _language(
    """
        a u y e i o em ie ow owi owie om ami ach iem iego iej iemu emu ego ej owa owej ova ove ovi ovu ou ovou y ym ymi im imi
        ovi ove eve evi oma ama ih og ome omu oj om ze zie cie dzie rze le ce sie ovy ova ovou ovy
        ą ę ów ům ů é ě á í ým ému ého ých ími
        а у ы е и о ом ем ой ою ей ею ого ому ым ыми их ами ах ам ям ями ях ю я ове ові еві єм ів
    """,
    "[ąćęłńśźżčďěňřšťůžđ\u0400-\u052f]",
    "jest oraz przez dla nebo jsem nije koji panu panem",
)
_HUNGARIAN = _language(
    """
        nak nek val vel hoz hez höz nál nél ról ről tól től ból ből ban ben ba be ra re on en ön ért ig é ék éknak
        éknél t at et ot öt ként ul ának ával ához ánál áról ától ából ában ába ára áért át áé ének ével éhez énél
        éről étől éből ében ébe ére éért ét
    """,
    "[őű]",
    "hogy volt vagy azt ezt egy kérem üdvözlettel köszönöm vele neki szia kedves",
    doubles=True,
)
_FINNISH = _language(
    """
        n a ä ta tä tta ttä ssa ssä sta stä lla llä lta ltä lle in en an on un yn än na nä ksi ista istä issa issä iin ille
        ilta iltä
    """,
    r"(?!)",
    "että kanssa mutta hänen hänelle terveisin kiitos olen minä sitten myös puhuin kerro",
)
_GREEK = _language("ς ου ο ε α η ην ον ας ης ων οι ους", "[\u0370-\u03ff]", "")
_TURKISH = _language(
    """
        in ın un ün nin nın nun nün im ım a e ya ye i ı u ü yi yı yu yü de da te ta den dan ten tan le la yle yla ile ler lar gil
    """,
    "[ığ]",
    "için değil görüştüm lütfen teşekkürler merhaba",
)
_LANGUAGES = (_SLAVIC, _HUNGARIAN, _FINNISH, _GREEK, _TURKISH)
_DOUBLED = frozenset({"al", "el"})


def is_bent(text: str, start: int, end: int, last: int) -> bool:
    """True if `text[end:last]`, the rest of the word, is an ending of the name `text[start:end]`."""
    ending = text[end:last].lower()
    possible = [each for each in _LANGUAGES if ending in each.endings or (each.doubles and _doubles(text, end, ending))]
    if not possible:
        return False
    first = max(start - _SURROUNDINGS, text.rfind("\0", 0, start) + 1)
    after = text.find("\0", last, last + _SURROUNDINGS)
    around = text[first : last + _SURROUNDINGS if after < 0 else after].lower()
    return any(_is_in(each, around) for each in possible)


def _doubles(text: str, end: int, ending: str) -> bool:
    return ending[:1] == text[end - 1].lower() and ending[1:] in _DOUBLED


def _is_in(language: _Language, lowered: str) -> bool:
    """True if a text shows itself so. Most hold none of the words' letters in a row, which is told twenty times as fast."""
    if not lowered.isascii() and language.letters.search(lowered):
        return True
    return any(word in lowered for word in language.commonest) and language.words.search(lowered) is not None
