"""Which words of a text stand in a row as those of a value that is told: numbers, letters, and what is said between.

A row begins and ends with a word that is surely one of a value. Letters right before it are its own ("s l four four nine"), and
so is one that ends it before a pause ("four four nine, s."). "C as in Charlie" is the letter alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gateway.adapters.presidio_detector.reading.call_words import (
    BELONGS,
    ELSEWHERE,
    FILLERS,
    IS_SURE,
    NAMES,
    PARTICLES,
    PHRASES,
)
from gateway.adapters.presidio_detector.reading.number_words import BEFORE_OR, DIGITS, LARGE, NUMBERS

_LIKE = "(?:as in|for|like|wie|comme|como|come|de|di|van) (?:the )?"
_TOLD = rf"(?P<told>[^\W\d_])[.:,]? {_LIKE}(?=(?P=told))[^\W\d_]{{2,14}}"
_WORD = re.compile(
    rf"{_TOLD}|(?:{PHRASES})(?![^\W_])|double-(?:you|u|vé)(?![^\W_])|x-ray(?![^\W_])|[^\W_]+", re.IGNORECASE
)
_PLAIN = re.compile(r"[^\W_]+")
_PHRASE_BEGINS = frozenset(re.findall(r"(?:^|\|)(\w+)", PHRASES)) | {"double", "x"}
_GAP = r"[\s,;.\-()/&'\"*]{1,4}"
_BETWEEN = re.compile(_GAP)
_LETTER_BEFORE = re.compile(
    rf"(?<![^\W_])(?<!['’])({'|'.join(sorted(NAMES, key=len, reverse=True))}|[^\W\d_]){_GAP}$", re.IGNORECASE
)
_TOLD_BEFORE = re.compile(rf"(?<![^\W_]){_TOLD}{_GAP}\Z", re.IGNORECASE)
_TELLS = re.compile(rf"(?<![^\W_])([^\W\d_])[.:,]? {_LIKE}\Z", re.IGNORECASE)
_PAUSE = re.compile(r"[ \t]?(?:[,;.!?)\]\"'\n\0]|\Z)")
_LONGEST = 40
"""Characters of a told letter, and of the gap behind it."""
_MAX_LETTERS = 20
_MAX_WORDS = 200
_MAX_FILLERS = 5
_AND_ONE = 3
_LETTERED = 2
_ANDS = frozenset({"et", "y", "e"})
_VOWELS = frozenset("aeiouyàèéêíóôöüä")
"""Alone, a vowel may be a word of some language."""
_MAX_BEFORE = 4
_FOREIGN = frozenset({*NUMBERS} - {*DIGITS[0].split()})


class Word(NamedTuple):
    """A word of a row; `text` is in small letters, of a letter that an example tells the letter."""

    start: int
    end: int
    text: str
    is_sure: bool
    is_letter: bool
    """True for a letter by itself, by its name or with an example."""


def row(text: str, start: int) -> Sequence[Word]:
    """The words in a row from the first sure one on, to the last sure one."""
    words: list[Word] = []
    length = fillers = 0
    for found in _WORD.finditer(text, start):
        word = _word(found)
        if words and not _goes_on(text, words, word):
            break
        if words or word.is_sure:
            words.append(word)
        elif word.start - start > _MAX_BEFORE:
            break
        fillers = fillers + 1 if word.text in FILLERS else 0
        length = len(words) if word.is_sure or _is_more(words) or _is_last_letter(text, words) else length
        if len(words) >= _MAX_WORDS or fillers > _MAX_FILLERS:
            break
    return words[:length]


def letters_before(text: str, word: Word) -> Sequence[Word]:
    """The letters that are told right before the first word of a row, in order; none where they may be words."""
    found: list[Word] = []
    start = word.start
    told = _TELLS.search(text, max(0, start - _LONGEST), start)
    if told and told[1].lower() == word.text[0]:
        start = told.start()
        found.append(Word(start, word.start, "", is_sure=False, is_letter=True))
    sure, before = len(found), ""
    while len(found) < _MAX_LETTERS:
        floor = max(0, start - _LONGEST)
        letter = _TOLD_BEFORE.search(text, floor, start) or _LETTER_BEFORE.search(text, floor, start)
        if not letter:
            break
        is_told = "told" in letter.groupdict()
        name = letter[1].lower()
        start = letter.start()
        found.append(Word(start, letter.end(), name, is_sure=is_told, is_letter=True))
        is_sure = is_told or name in IS_SURE or (len(name) == 1 and name not in _VOWELS)
        if is_sure or (name in NAMES and before in NAMES):
            sure = len(found)
        before = name
    return found[:sure][::-1]


def is_number_word(text: str, place: int) -> bool:
    """True if the word that begins there may go on a row: most numbers of a sentence are told by the one that follows them."""
    plain = _PLAIN.match(text, place)
    word = plain[0].lower() if plain else ""
    if not word or _belongs(word):
        return bool(word)
    # Asked of few words only: all that may be looked for takes ten times as long.
    found = _WORD.match(text, place) if word in _PHRASE_BEGINS else None
    return found is not None and _belongs(_word(found).text)


def again(words: Sequence[Word]) -> Iterator[bool]:
    """Which numbers are said twice in a row: no article is."""
    for before, word in zip((None, *words), words, strict=False):
        yield before is not None and before.text == word.text and word.text in NUMBERS


def _word(found: re.Match[str]) -> Word:
    if found["told"]:
        return Word(found.start(), found.end(), found["told"].lower(), is_sure=True, is_letter=True)
    text = found[0].lower()
    is_letter = text in NAMES or (len(text) == 1 and text.isalpha() and text not in _VOWELS)
    return Word(found.start(), found.end(), text, text in IS_SURE, is_letter)


def _belongs(word: str) -> bool:
    return word in BELONGS or len(word) == 1


def _goes_on(text: str, words: list[Word], word: Word) -> bool:
    """True if the row goes on with the word: one that is more often a particle is a letter beside others only."""
    last = words[-1]
    if word.text == "o" and last.text in BEFORE_OR:
        return False
    if not (_BETWEEN.fullmatch(text, last.end, word.start) and _belongs(word.text)):
        return False
    return last.text not in PARTICLES or word.is_letter or _is_lettered(words[:-1])


def _is_lettered(words: Sequence[Word]) -> bool:
    """True for a row of which the last word is a letter, or some are."""
    return bool(words) and (words[-1].is_letter or sum(word.is_letter for word in words) >= _LETTERED)


def _is_more(words: Sequence[Word]) -> bool:
    """True if the last word, unsure by itself, is a number for what is before it: "un un", "vingt et un"."""
    if len(words) < _AND_ONE or words[-1].text not in NUMBERS:
        return False
    if words[-1].text in ELSEWHERE and words[-2].text in _FOREIGN:
        return True
    return words[-1].text == words[-2].text or (words[-2].text in _ANDS and words[-3].text in LARGE)


def _is_last_letter(text: str, words: Sequence[Word]) -> bool:
    """True if the last word is a letter, and a pause comes after it."""
    return len(words) > _AND_ONE and words[-1].is_letter and _PAUSE.match(text, words[-1].end) is not None
