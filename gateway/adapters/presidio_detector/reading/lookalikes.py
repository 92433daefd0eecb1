"""Letters of other alphabets that look like Latin ones: our own table of them, and where they are read as Latin.

A word that mixes alphabets has none of its own, so it is read as Latin. A word that is all look-alikes may be a word of its
own language: it is read both ways, and only where Latin letters stand beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, near

_PAIRS = (
    # Cyrillic
    ("абвгдеёзийкмнорстухьіїјѕԁһӏԛԝүҽгґ", "abbrdeezuukmhopctyxbiijsdhlqwyerr"),
    ("АВГЕЁЗИІЇЈКМНОРСТУХЅҮԚԜЬҐӀԌ", "ABREEZUIIJKMHOPCTYXSYQWBRIG"),
    # Greek
    ("αβγεζηικνορστυχωάέήίόύώϲϳϝ", "abyeznikvopotuxwaeniouwcjf"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹΆΈΉΊΌΎΏ", "ABEZHIKMNOPTYXCAEHIOYO"),
    # Armenian
    ("աեթհյոսցզօքնգլմւ", "wephjnugqoplqlmi"),
    ("ՍՏՕԼՈ", "USOLN"),
    # Cherokee
    ("ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃᎥᏂ", "ABCDEGHJKLMPRSTVWZih"),
    # Lisu
    ("ꓐꓑꓒꓓꓔꓕꓖꓗꓘꓙꓚꓛꓜꓝꓞꓟꓠꓡꓢꓣꓤꓥꓦꓧꓨꓩꓪꓫꓬꓭꓮꓯꓰꓱꓲꓳꓴ", "BPdDTTGKKJCCZFFMNLSRRAVHGJWXYBAAEEIOU"),
    # Coptic
    ("ⲁⲃⲅⲉⲏⲓⲕⲙⲛⲟⲣⲥⲧⲩⲭⲱ", "abrehikmnopctyxw"),
    ("ⲀⲂⲈⲎⲒⲔⲘⲚⲞⲢⲤⲦⲨⲬ", "ABEHIKMNOPCTYX"),
    # Latin letters of phonetic and African alphabets
    ("ɑɡɩɪʏɓɖɗɛɦɨɫɬɱɲɳɵʀʂʈʉʋʐƅꮃꮓə", "agiiybddehillmnnorstuvzbwze"),
)
"""Look-alikes, and the Latin letters in the same order."""


LATIN: Mapping[int, str] = {
    ord(letter): latin for alike, latins in _PAIRS for letter, latin in zip(alike, latins, strict=True)
}
"""Code point of a look-alike → the Latin letter."""

TRIGGERS = (
    r"[a-z0-9][ ,.:;@/_-]{1,2}(?:[\xcd-\xd6]|\xe1[\x8e\x8f]|\xea[\x93\xb2]|\xe2[\xb2\xb3])",
    r"(?:[\xcd-\xd6][\x80-\xbf]|\xe1[\x8e\x8f][\x80-\xbf]|\xea[\x93\xb2][\x80-\xbf])[ ,.:;@/_-]{1,2}[a-z0-9]",
)
"""Alphabets with look-alikes beside Latin letters or digits."""

_ALIKE = "[" + "".join(map(chr, sorted(LATIN))) + "]"
_ONE = re.compile(_ALIKE)
_MIXED = re.compile(rf"[A-Za-z][0-9]{{0,8}}{_ALIKE}|{_ALIKE}[0-9]{{0,8}}[A-Za-z]")
_REACH = 24
_TOKEN = re.compile(r"[^\s\0]+")
_WORD = re.compile(r"[^\W_]+")
_ALL_ALIKE = re.compile(rf"(?:{_ALIKE}|[0-9])+")
_BESIDE_LATIN = re.compile(
    rf"(?<![^\W_])(?<=[A-Za-z0-9][^\w\0])({_ALIKE}+)(?![^\W_])|(?<![^\W_])({_ALIKE}+)(?=[^\w\0]{{1,2}}[A-Za-z0-9])"
)


def latin(text: str) -> str:
    """The text with every word that mixes alphabets, and look-alike words glued to one, in Latin; as long as it was."""
    return text if text.isascii() or not _MIXED.search(text) else _TOKEN.sub(_token, text)


def has_alike(beyond: str) -> bool:
    """True if there are look-alikes among a text's characters beyond ASCII."""
    return bool(_ONE.search(beyond))


def alike(text: str, places: Places) -> Iterator[Edit]:
    """Every word of look-alikes beside Latin letters or digits, as Latin."""
    for found in near(_BESIDE_LATIN, text, places, _REACH, _REACH):
        word = found[1] or found[2]
        yield Edit(found.start(), found.start() + len(word), word.translate(LATIN))


def _token(found: re.Match[str]) -> str:
    return _WORD.sub(_word, found[0]) if _MIXED.search(found[0]) else found[0]


def _word(found: re.Match[str]) -> str:
    word = found[0]
    return word.translate(LATIN) if _MIXED.search(word) or _ALL_ALIKE.fullmatch(word) else word
