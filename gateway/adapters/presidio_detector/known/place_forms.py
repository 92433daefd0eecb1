"""A known street address in parts, with its street's kind in full or short.

The line with the house number and the street's name count alone; every other word of the address beside one of
them only (joins.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.adapters.presidio_detector.known import spoken_english
from gateway.adapters.presidio_detector.known.form import Case, Form, Spelling
from gateway.core.common_words import WORDS, word_set
from gateway.core.entities import Label
from gateway.core.folding import fold

_PART = re.compile(r"[,;\n]+")
_WORD = re.compile(r"[^\W_]+")
_KINDS = """
street st str
road rd
avenue ave av avda avenida
boulevard blvd bd bvd
drive dr
lane ln
court ct
place pl
square sq
terrace ter terr
crescent cres
highway hwy
parkway pkwy
close cl
gardens gdns
grove gr
mount mt
saint st
north n
south s
east e
west w
apartment apt
suite ste
floor fl
strasse str
platz pl
calle c
rua r
via v
ulica ul
aleja al
plaza pza
piazza p.za
prospekt pr
"""
_SHORT: dict[str, tuple[str, ...]] = {}
for _line in _KINDS.strip().splitlines():
    for _word in _line.split():
        _SHORT[_word] = (*_SHORT.get(_word, ()), *(each for each in _line.split() if each != _word))
_GLUED_KINDS = (("strasse", "str"), ("straat", "str"), ("gatan", "g"), ("weg", "w"))
_UNITS = word_set(
    "flat unit block building bldg room box postfach shop plot house piso apto interior edificio lote wohnung"
)
_MIN_STREET = 8
_ADDRESS = Form(Label.STREET_ADDRESS)
_STREET_ALONE = Form(Label.STREET_ADDRESS, Case.NAME)
_MIN_WORD = 2
_MOST_DIGITS_SAID = 4
_MIN_SPELLED = 3
_HEAD = 4
_STATE = 2


def address(value: str) -> Iterator[Spelling]:
    """The parts of an address that name a place by themselves."""
    for line in _lines(value):
        for text in _spelled(line):
            yield text, _ADDRESS
        yield from _street(line)


def heads(value: str) -> list[str]:
    """How a word begins that each spelling of the address, or of one of its lines, has; nothing where a line has no such word."""
    found: list[str] = []
    for line in _lines(value):
        words = [plain for word in line.split() if _is_telling(plain := fold(word).strip(".,")) and plain.isascii()]
        if not words:
            return []
        word = max(words, key=len)
        is_glued = any(word.endswith(each) for kinds in _GLUED_KINDS for each in kinds)
        found.append(word[: _MIN_SPELLED if is_glued else _HEAD])
    return found


def _lines(value: str) -> list[str]:
    """The parts of an address that are looked for by themselves: those with a house number, else the first."""
    parts = [part.strip() for part in _PART.split(value) if part.strip()]
    return [part for part in parts[:-1] if _is_line(part)] or parts[:1]


def words_beside(value: str) -> frozenset[str]:
    """The words of an address, folded, in full and short: they belong to it where they stand beside one of its parts."""
    words = {fold(word) for word in (*_WORD.findall(value), *_PART.sub(" ", value).split())}
    spoken = {each for word in words for each in _said(word)}
    return frozenset(words.union(spoken, *(_SHORT.get(word, ()) for word in words)))


def _said(word: str) -> Iterator[str]:
    """The words in which a house number, a postcode or a short name of a state is said."""
    digits = "".join(filter(str.isdigit, word))
    if not digits:
        if len(word) == _STATE:
            yield from word
        return
    if len(digits) <= _MOST_DIGITS_SAID:
        yield from spoken_english.said(int(digits)).split()
    if len(word) >= _MIN_SPELLED:
        yield from spoken_english.DIGITS
        yield from filter(str.isalpha, word)


def _is_line(part: str) -> bool:
    """A house number and a word that says more than "flat"."""
    return any(map(str.isdigit, part)) and any(map(_is_telling, part.split()))


def _is_telling(word: str) -> bool:
    plain = fold(word).strip(".,").replace("'", "")
    return len(plain) > _MIN_WORD and plain.isalpha() and plain not in _SHORT and plain not in _UNITS


def _spelled(line: str) -> Iterator[str]:
    yield line
    words = line.split()
    for index, word in enumerate(words):
        plain = fold(word).rstrip(".")
        for kind in _SHORT.get(plain, ()):
            yield " ".join([*words[:index], kind, *words[index + 1 :]])
        for whole, short in _GLUED_KINDS:
            for one, other in ((whole, short), (short, whole)):
                if len(plain) > len(one) + 2 and plain.endswith(one):
                    yield " ".join([*words[:index], plain[: -len(one)] + other, *words[index + 1 :]])
                    yield " ".join([*words[:index], plain[: -len(one)] + other + ".", *words[index + 1 :]])


def _street(line: str) -> Iterator[Spelling]:
    words = [word for word in line.split() if not any(map(str.isdigit, word))]
    name = " ".join(words).strip(" .,-")
    letters = sum(map(str.isalpha, name))
    if letters >= _MIN_STREET and any(map(_is_telling, words)) and fold(name) not in WORDS:
        for text in _spelled(name):
            yield text, _ADDRESS if len(words) > 1 else _STREET_ALONE
