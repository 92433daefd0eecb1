"""Text turned round, and letters moved by half of the alphabet (ROT13).

Both read as nonsense, so what tells them is what addresses, streets and keys begin or end with, written so. Known values are
looked for in these forms (`disguised`) rather than all text in every form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_lowercase, ascii_uppercase

from gateway.adapters.presidio_detector.payment import luhn
from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_STREETS = _words(
    """
    Street Avenue Road Lane Drive Boulevard Court Terrace Place Square Crescent Parkway Highway Gardens Close Grove Strasse Way
    Bend
    """
)
_KEYS = _words("sk- ghp_ gho_ ghs_ AKIA ASIA key- sk_live_ sk_test_ xoxb- xoxp- glpat- pat_ api_ tok_")
_ENDS = _words("com org net io co.uk de fr es it nl eu edu gov info biz dev example")
_REACH = 90
_EDGES = ("\n", "\0")
_MIN_DISGUISED = 8
_CARD = re.compile(r"(?<![0-9])[0-9]{4}(?P<gap>[ -])[0-9]{4}(?P=gap)[0-9]{4}(?P=gap)[0-9]{4}(?![0-9])")
_LETTERS = re.compile(r"[A-Za-z]+")
_HALF = len(ascii_lowercase) // 2
_MOVED = str.maketrans(
    ascii_lowercase + ascii_uppercase,
    "".join(each[_HALF:] + each[:_HALF] for each in (ascii_lowercase, ascii_uppercase)),
)


def moved(text: str) -> str:
    """The text with each letter moved by thirteen."""
    return text.translate(_MOVED)


def turned(text: str) -> str:
    """The text from its end to its beginning."""
    return text[::-1]


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in words)


TURNED_TRIGGERS = (
    rf"[^a-z](?:{_any(tuple(map(turned, _ENDS)))})\.[a-z0-9.-]{{2,60}}@[a-z0-9]",
    rf"[a-z0-9](?:{_any(tuple(map(turned, _KEYS)))})[^a-z0-9]",
    rf"[^a-z](?:{_any(tuple(map(turned, _STREETS)))})[ ,][^\n\x00]{{2,60}}[0-9]",
    r"[0-9]\+[^0-9a-z+]",
    r"[^0-9-][0-9]{4}-[0-9]{2}-[0-9]{3}[^0-9-]",
    r"[^0-9][0-9]{4}[ -][0-9]{4}[ -][0-9]{4}[ -][0-9]{4}[^0-9]",
    r"[0-9 ]{11}[a-z0-9 ]{0,24}[0-9]{2}[a-z]{2}[^a-z0-9]",
)
MOVED_TRIGGERS = (
    rf"@[a-z0-9.-]{{2,60}}\.(?:{moved(_any(_ENDS))})[^a-z0-9]",
    rf"[^a-z0-9](?:{moved(_any(_KEYS))})[a-z0-9_-]{{12}}",
    rf"[0-9][^\n\x00]{{2,60}}[^a-z](?:{moved(_any(_STREETS))})[^a-z]",
)


def turned_round(text: str, places: Places) -> Iterator[Edit]:
    """The text around each sign turned round; where all signs are card numbers, only if that makes one of them one."""
    for start, end in _lines(text, places):
        cards = list(_CARD.finditer(text, start, end))
        others = sum(start <= place < end for place, _ in places) - len(cards)
        if others > 0 or any(_is_turned(found[0]) for found in cards):
            yield Edit(start, end, text[start:end])


def letters_moved(text: str, places: Places) -> Iterator[Edit]:
    """The words around each sign with their letters moved."""
    for start, end in _lines(text, places):
        for found in _LETTERS.finditer(text, start, end):
            yield Edit(found.start(), found.end(), moved(found[0]))


def disguised(value: str) -> Iterator[str]:
    """A known value turned round, and with its letters moved, if it is long enough to be told."""
    if sum(map(str.isalnum, value)) >= _MIN_DISGUISED:
        yield turned(value)
        yield moved(value)


def _lines(text: str, places: Places) -> Iterator[tuple[int, int]]:
    """The surroundings of the places, no further than the edges of their lines."""
    first = last = -1
    for start, end in places:
        before, after = _line(text, start, end)
        if before <= last:
            last = max(last, after)
            continue
        if last >= 0:
            yield first, last
        first, last = before, after
    if last >= 0:
        yield first, last


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    floor, ceiling = max(0, start - _REACH), min(len(text), end + _REACH)
    begun = max(text.rfind(edge, floor, start) for edge in _EDGES) + 1
    ends = [place for edge in _EDGES if (place := text.find(edge, end, ceiling)) >= 0]
    return max(floor, begun), min([ceiling, *ends])


def _is_turned(card: str) -> bool:
    digits = "".join(filter(str.isdigit, card))
    return luhn(turned(digits)) and not luhn(digits)
