"""Numbers and letters said as words, as in the transcript of a call: "double four seven", "alfa bravo", "ocho uno, um, dos".

A row of so many of them spells a value out; a few are words of the sentence. Fillers, and signs said as words, count inside of a
row only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from gateway.adapters.presidio_detector.reading.guess import counts, guessed
from gateway.adapters.presidio_detector.reading.number_words import (
    BEFORE_OR,
    DIGITS,
    EIGHTY,
    JOINED,
    LARGE,
    NUMBERS,
    is_times_twenty,
    sum_of,
)
from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places
from gateway.core.entities import Label

ALPHABET = (
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
_PORTUGUESE = frozenset(
    _words(
        "dois duas três quatro sete oito uma meia dez doze treze dezesseis dezessete dezoito dezenove vinte trinta quarenta "
        "cinquenta sessenta oitenta"
    )
)
_LETTERS: Mapping[str, str] = {word: word[0] for word in ALPHABET.split()}
_UNSURE = frozenset(_words("um un e y o en sex see at point period space plus like so no once seize"))
_ELSEWHERE = frozenset({"once", "seize"})
"""Numbers of one language that are words of English: after a number that is none of English they count."""
_IS_SURE = frozenset({*NUMBERS, *_LETTERS, *_TIMES}) - _UNSURE
"""Words that may begin and end a row, and of which it has `MIN_WORDS`."""
_BELONGS = frozenset({*NUMBERS, *_LETTERS, *_TIMES, *_SIGNS, *_FILLERS})

_GAP = r"[\s,;.\-()/&'\"*]{1,4}"
_GOES_ON = r"[ ,;.()/&'\"*\r\n\t-]{1,4}[a-z]"


def _trigger(words: Iterable[str]) -> str:
    """One word of a row; an automaton of two in a row would be too large. Letters beyond ASCII have no edge in bytes."""
    latin, others = ("|".join(sorted(each)) for each in _parted(words))
    return rf"(?:\b(?:{latin}){'|' if others else ''}{others}){_GOES_ON}"


def _parted(words: Iterable[str]) -> tuple[list[str], list[str]]:
    every = list(words)
    return [each for each in every if each[0].isascii()], [each for each in every if not each[0].isascii()]


_JOINED = (
    r"(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und(?:zwanz|drei(?:ß|ss)|vierz|fünfz|sechz|siebz|achtz|neunz)ig|"
    r"(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen)(?:en|ën)(?:twin|der|veer|vijf|zes|zeven|tach|negen)tig|"
    r"veinti(?:uno|dos|dós|tres|trés|cuatro|cinco|séis|seis|siete|ocho|nueve)|"
    r"(?:vent|trent|quarant|cinquant|sessant|settant|ottant|novant)[aiou]?(?:no|due|tre|tré|quattro|cinque|sei|sette|tto|nove)"
)
TRIGGERS = (
    _trigger(_IS_SURE - LARGE),
    _trigger(_IS_SURE & LARGE - JOINED.keys()),
    rf"\b(?:{_JOINED}){_GOES_ON}",
)
MIN_WORDS = 5
MIN_LENGTH = 5
_WORD = re.compile(r"x-ray|[^\W_]+", re.IGNORECASE)
_BETWEEN = re.compile(_GAP)
_MAX_WORDS = 200
_AND_ONE = 3
_ANDS = frozenset({"et", "y", "e"})
_BEFORE_LAST = _ANDS | {"and", "und", "en"}
_ROUND = 10
_MAX_BEFORE = 4
_FOREIGN = frozenset({*NUMBERS} - {*DIGITS[0].split()})
_OF_SOMETHING = re.compile(r" ?(?:[^\W\d_]{3}|[%€$£])")
_NUMBER_COMES = re.compile(
    r"\b(?:tel|t[ée]l|phone|mobil|m[óo]vil|cell|celul|handy|fax|call (?:me|us|him|her)|dial|ruf|anruf|num|n[úu]m|llam|ligu|appel|"
    r"rappel|joind|chiam|bel|c[óo]d|code|pin|card|karte|carte|carta|tarjeta|cart[ãa]o|account|konto|compte|cuenta|conta|conto|iban)",
    re.IGNORECASE,
)
"""Before a telephone number, or one of another kind."""
_NEAR = 48
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
            parts = _parts(words)
            spelled = "".join(parts)
            value = spelled if _SIGNED.search(spelled) else spelled.upper()
            sure = sum(word.text in _IS_SURE or again for word, again in zip(words, _again(words), strict=True))
            if (
                sure >= MIN_WORDS
                and len(value) >= MIN_LENGTH
                and not (value.isdecimal() and (counts(value) or _is_even(parts) or _is_list(text, words, parts)))
            ):
                yield Edit(words[0].start, done, value, _label(value))


def _row(text: str, start: int) -> Sequence[_Word]:
    """The words in a row from the first sure one on, to the last sure one."""
    words: list[_Word] = []
    length = 0
    for found in _WORD.finditer(text, start):
        word = _Word(found.start(), found.end(), found[0].lower())
        if words and word.text == "o" and words[-1].text in BEFORE_OR:
            break
        if words and not (_BETWEEN.fullmatch(text, words[-1].end, word.start) and _belongs(word.text)):
            break
        is_sure = word.text in _IS_SURE
        if words or is_sure:
            words.append(word)
        elif word.start - start > _MAX_BEFORE:
            break
        length = len(words) if is_sure or _is_more(words) else length
        if len(words) >= _MAX_WORDS:
            break
    return words[:length]


def _is_more(words: Sequence[_Word]) -> bool:
    """True if the last word, unsure by itself, is a number for what is before it: "un un", "vingt et un"."""
    if len(words) < _AND_ONE or words[-1].text not in NUMBERS:
        return False
    if words[-1].text in _ELSEWHERE and words[-2].text in _FOREIGN:
        return True
    return words[-1].text == words[-2].text or (words[-2].text in _ANDS and words[-3].text in LARGE)


def _again(words: Sequence[_Word]) -> Iterator[bool]:
    """Which numbers are said twice in a row: no article is."""
    for before, word in zip((None, *words), words, strict=False):
        yield before is not None and before.text == word.text and word.text in NUMBERS


def _first(text: str, place: int) -> str:
    """The word that begins there: most numbers of a sentence are told by the one that follows them."""
    found = _WORD.match(text, place)
    return found[0].lower() if found else ""


def _belongs(word: str) -> bool:
    return word in _BELONGS or len(word) == 1


def _parts(words: Sequence[_Word]) -> list[str]:
    """What each word, or number of several words, stands for."""
    is_portuguese = any(word.text in _PORTUGUESE for word in words)
    is_lettered = any(word.text in _LETTERS and word.text not in NUMBERS for word in words)
    parts: list[str] = []
    times = 1
    begun = 0  # a number that the next word may still add to: "seventy", "soixante", "trescientos cuarenta"
    is_begun = False
    for word, after in zip(words, (*words[1:], None), strict=True):
        text = word.text
        if is_begun:  # the second word of "quatre-vingts"
            is_begun = False
            continue
        if text in _TIMES:
            times = _TIMES[text]
            continue
        if text in _FILLERS and not (is_portuguese and text == "um"):
            continue
        number = None if is_lettered and text in _LETTERS else NUMBERS.get(text)
        is_begun = after is not None and is_times_twenty(text, after.text)
        added = None if number is None or is_begun else sum_of(begun, text)
        if added is not None:
            begun = added
        else:
            parts += [str(begun)] if begun else []
            begun = EIGHTY if is_begun else number if number and number % 10 == 0 else 0
            if not begun:
                parts.append((_SIGNS.get(text) or _LETTERS.get(text, text) if number is None else str(number)) * times)
        times = 1
    return [*parts, str(begun)] if begun else parts


def _is_even(parts: Sequence[str]) -> bool:
    """True for numbers that go up or down by the same: "ten, twenty, thirty"."""
    numbers = list(map(int, parts))
    return len({after - before for before, after in pairwise(numbers)}) == 1


def _is_list(text: str, words: Sequence[_Word], parts: Sequence[str]) -> bool:
    """True for amounts in order of size, unless a number is announced.

    All are round, or an "and" is before the last ("two, five, nine and twenty"), or commas part them and what they count follows.
    """
    steps = [int(after) - int(before) for before, after in pairwise(parts)]
    if not (all(step > 0 for step in steps) or all(step < 0 for step in steps)):
        return False
    start, end = words[0].start, words[-1].end
    is_counted = text.count(",", start, end) == len(steps) and _OF_SOMETHING.match(text, end)
    is_last_after_and = words[-2].text in _BEFORE_LAST and NUMBERS.get(words[-1].text) == int(parts[-1])
    is_round = all(int(part) >= _ROUND and int(part) % _ROUND == 0 for part in parts)
    if not (is_counted or is_last_after_and or is_round):
        return False
    return not _NUMBER_COMES.search(text, max(0, start - _NEAR), start)


def _label(value: str) -> Label | None:
    if "@" in value:
        return Label.EMAIL_ADDRESS
    if value.replace(" ", "").isalpha():
        return Label.PERSON
    if _ACCOUNT.fullmatch(value):
        return Label.IBAN_CODE
    digits_only = not any(map(str.isalpha, value))
    return guessed(value) or (None if digits_only else Label.ACCOUNT_ID)
