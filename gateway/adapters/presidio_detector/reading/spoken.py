"""Numbers and letters said as words, as in the transcript of a call: "double four seven", "alfa bravo", "ocho uno, um, dos".

A row of so many of them spells a value out; a few are words of the sentence. Fillers, and signs said as words, count inside of a
row only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from gateway.adapters.presidio_detector.reading.call_rows import Word, again, is_number_word, letters_before, row
from gateway.adapters.presidio_detector.reading.call_words import (
    FILLERS,
    IS_SURE,
    LETTERS,
    PORTUGUESE,
    SIGNS,
    TIMES,
)
from gateway.adapters.presidio_detector.reading.guess import counts, guessed
from gateway.adapters.presidio_detector.reading.number_words import (
    EIGHTY,
    JOINED,
    LARGE,
    NUMBERS,
    OF_HUNDREDS,
    is_times_twenty,
    sum_of,
)
from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places
from gateway.core.entities import Label

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
    _trigger(IS_SURE - LARGE),
    _trigger(IS_SURE & LARGE - JOINED.keys() - OF_HUNDREDS.keys()),
    rf"\b(?:{_JOINED}){_GOES_ON}",
)
MIN_WORDS = 5
MIN_NUMBERS = 4
"""So many are enough where two letters are told with them."""
MIN_LENGTH = 5
_BEFORE_LAST = frozenset({"et", "y", "e", "and", "und", "en"})
_ROUND = 10
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


def spoken(text: str, places: Places) -> Iterator[Edit]:
    """Each row of spoken digits and letters as what it spells. What is spelled is personal, whatever its form."""
    done = 0
    for start, end in places:
        if start < done or not is_number_word(text, end - 1):
            continue
        words = row(text, start)
        if words:
            begun, done = done, words[-1].end
            if len(words) < MIN_NUMBERS:
                continue
            before = letters_before(text, words[0])
            if before and before[0].start >= begun:
                words = [*before, *words]
            parts = _parts(words)
            if _is_spelt(text, words, parts):
                value = "".join(parts)
                yield Edit(words[0].start, done, value, _label(value))


def _is_spelt(text: str, words: Sequence[Word], parts: Sequence[str]) -> bool:
    """True if the words are so many that they tell a value, and no count, amounts or words of a sentence."""
    value = "".join(parts)
    sure = sum(word.is_sure or is_again for word, is_again in zip(words, again(words), strict=True))
    letters = sum(word.is_letter and not word.is_sure for word in words)
    if len(value) < MIN_LENGTH or not (sure >= MIN_WORDS or (sure >= MIN_NUMBERS and letters > 1)):
        return False
    if value.isdecimal():
        return not (counts(value) or _is_even(parts) or _is_list(text, words, parts))
    numbers = [part for part in parts if part.isdecimal()]
    return not (letters and len(numbers) >= MIN_NUMBERS and _is_even(numbers))  # "x, y, z, one, two, three, four"


def _parts(words: Sequence[Word]) -> list[str]:
    """What each word, or number of several words, stands for."""
    is_portuguese = any(word.text in PORTUGUESE for word in words)
    is_lettered = any(word.text in LETTERS and word.text not in NUMBERS for word in words)
    parts: list[str] = []
    times = 1
    begun = 0  # a number that the next word may still add to: "seventy", "soixante", "trescientos cuarenta"
    is_begun = False
    for word, after in zip(words, (*words[1:], None), strict=True):
        text = word.text
        if is_begun:  # the second word of "quatre-vingts"
            is_begun = False
            continue
        if text in TIMES:
            times = TIMES[text]
            continue
        if text in FILLERS and not (is_portuguese and text == "um"):
            continue
        number = None if is_lettered and text in LETTERS else NUMBERS.get(text)
        is_begun = after is not None and is_times_twenty(text, after.text)
        added = None if number is None or is_begun else sum_of(begun, text)
        if added is not None:
            begun = added
        else:
            parts += [str(begun)] if begun else []
            begun = EIGHTY if is_begun else number if number and number % 10 == 0 else 0
            if not begun:
                parts.append((SIGNS.get(text) or LETTERS.get(text, text) if number is None else str(number)) * times)
        times = 1
    parts += [str(begun)] if begun else []
    return parts if any(map(_SIGNED.search, parts)) else [part.upper() for part in parts]


def _is_even(parts: Sequence[str]) -> bool:
    """True for numbers that go up or down by the same: "ten, twenty, thirty"."""
    numbers = list(map(int, parts))
    return len({after - before for before, after in pairwise(numbers)}) == 1


def _is_list(text: str, words: Sequence[Word], parts: Sequence[str]) -> bool:
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
