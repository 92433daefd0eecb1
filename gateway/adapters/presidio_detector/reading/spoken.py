"""Numbers and letters said as words, as in the transcript of a call: "double four seven", "alfa bravo", "ocho uno, um, dos".

A row of so many of them spells a value out; a few are words of the sentence. Fillers, and signs said as words, count inside of a
row only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gateway.adapters.presidio_detector.reading.guess import counts, guessed
from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places
from gateway.core.entities import Label

_DIGITS = (
    "zero one two three four five six seven eight nine",
    "null eins zwei drei vier fünf sechs sieben acht neun",
    "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "zéro un deux trois quatre cinq six sept huit neuf",
    "zero uno due tre quattro cinque sei sette otto nove",
    "zero um dois três quatro cinco seis sete oito nove",
    "nul een twee drie vier vijf zes zeven acht negen",
    "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć",
    "noll ett två tre fyra fem sex sju åtta nio",
    "oh ein zwo drei vier fuenf sechs sieben acht neun",
    "nought uma duas tres quatro cinco meia sete oito niner",
)
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ALPHABET = (
    "alfa bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo sierra tango "
    "uniform victor whiskey xray x-ray yankee zulu alpha juliet whisky "
    "anton berta cäsar caesar dora emil friedrich gustav heinrich ida julius kaufmann ludwig martha nordpol otto paula quelle "
    "richard samuel siegfried theodor ulrich viktor wilhelm xanthippe ypsilon zacharias zeppelin"
)
_SIGNS = {
    **dict.fromkeys(("at", "arroba", "arobase"), "@"),
    **dict.fromkeys(("dot", "point", "period", "punkt", "punto", "ponto"), "."),
    **dict.fromkeys(("dash", "hyphen", "minus"), "-"),
    "underscore": "_",
    "plus": "+",
    "slash": "/",
    "space": " ",
}
_TIMES = {
    **dict.fromkeys(("double", "doble", "doppel", "doppelt", "dubbel", "dupla"), 2),
    **dict.fromkeys(("triple", "treble", "dreifach"), 3),
}


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_FILLERS = frozenset(_words("um uh er erm ehm then like and so okay ok well y e et und en comma pause hmm ah"))
"""Portuguese "um" is a one where other numbers are Portuguese."""
_PORTUGUESE = frozenset({"dois", "duas", "quatro", "sete", "oito", "uma"})


_VALUES: Mapping[str, str] = {
    **{word: str(place) for words in _DIGITS for place, word in enumerate(words.split())},
    **{word: str(10 + place) for place, word in enumerate(_TEENS.split())},
    **{word: word[0] for word in _ALPHABET.split()},
}
_DECADES: Mapping[str, str] = {word: str(2 + place) for place, word in enumerate(_TENS.split())}
_UNSURE = frozenset(
    {"um", "un", "e", "y", "o", "en", "sex", "see", "at", "point", "period", "space", "plus", "like", "so", "no"}
)
_IS_SURE = frozenset({*_VALUES, *_DECADES, *_TIMES}) - _UNSURE
"""Words that may begin and end a row, and of which it has `MIN_WORDS`."""
_BELONGS = frozenset({*_VALUES, *_DECADES, *_TIMES, *_SIGNS, *_FILLERS})
_SURE = sorted(_IS_SURE)

_GAP = r"[\s,;.\-()/&'\"*]{1,4}"
_LATIN = "|".join(word for word in _SURE if word[0].isascii())
_OTHERS = "|".join(word for word in _SURE if not word[0].isascii())
"""They have no edge in bytes."""
TRIGGERS = (rf"(?:\b(?:{_LATIN})|{_OTHERS})[ ,;.()/&'\"*\r\n\t-]{{1,4}}[a-z]",)
"""One word of a row; an automaton of two in a row would be too large."""
MIN_WORDS = 5
MIN_LENGTH = 5
_WORD = re.compile(r"x-ray|[^\W_]+", re.IGNORECASE)
_BETWEEN = re.compile(_GAP)
_MAX_WORDS = 200
_MAX_BEFORE = 4
_SIGNED = re.compile(r"[@._-]")
_ACCOUNT = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")


class _Word(NamedTuple):
    start: int
    end: int
    text: str


def spoken(text: str, places: Places) -> Iterator[Edit]:
    """Each row of spoken digits and letters as what it spells. What is spelled is personal, whatever its form."""
    done = 0
    for start, end in places:
        if start < done or not _belongs(_first(text, end - 1)):
            continue
        words = _row(text, start)
        if words:
            done = words[-1].end
            if len(words) < MIN_WORDS:
                continue
            value = _spelled(words)
            sure = sum(word.text in _IS_SURE for word in words)
            if sure >= MIN_WORDS and len(value) >= MIN_LENGTH and not (value.isdigit() and counts(value)):
                yield Edit(words[0].start, done, value, _label(value))


def _row(text: str, start: int) -> Sequence[_Word]:
    """The words in a row from the first sure one on, to the last sure one."""
    words: list[_Word] = []
    length = 0
    for found in _WORD.finditer(text, start):
        word = _Word(found.start(), found.end(), found[0].lower())
        if words and not (_BETWEEN.fullmatch(text, words[-1].end, word.start) and _belongs(word.text)):
            break
        is_sure = word.text in _IS_SURE
        if words or is_sure:
            words.append(word)
        elif word.start - start > _MAX_BEFORE:
            break
        length = len(words) if is_sure else length
        if len(words) >= _MAX_WORDS:
            break
    return words[:length]


def _first(text: str, place: int) -> str:
    """The word that begins there: most numbers of a sentence are told by the one that follows them."""
    found = _WORD.match(text, place)
    return found[0].lower() if found else ""


def _belongs(word: str) -> bool:
    return word in _BELONGS or len(word) == 1


def _spelled(words: Sequence[_Word]) -> str:
    is_portuguese = any(word.text in _PORTUGUESE for word in words)
    parts: list[str] = []
    times, decade = 1, ""
    for word in words:
        if word.text in _TIMES:
            times = _TIMES[word.text]
            continue
        if word.text in _FILLERS and not (is_portuguese and word.text == "um"):
            continue
        value = _SIGNS.get(word.text) or _VALUES.get(word.text) or _DECADES.get(word.text) or word.text
        if decade:
            parts.append("" if len(value) == 1 and value in "123456789" else "0")
        decade = word.text if word.text in _DECADES else ""
        parts.append(value * times)
        times = 1
    spelled = "".join([*parts, "0" if decade else ""])
    return spelled if _SIGNED.search(spelled) else spelled.upper()


def _label(value: str) -> Label | None:
    if "@" in value:
        return Label.EMAIL_ADDRESS
    if value.replace(" ", "").isalpha():
        return Label.PERSON
    if _ACCOUNT.fullmatch(value):
        return Label.IBAN_CODE
    digits_only = not any(map(str.isalpha, value))
    return guessed(value) or (None if digits_only else Label.ACCOUNT_ID)
