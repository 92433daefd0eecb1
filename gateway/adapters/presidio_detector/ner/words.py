"""Text as the model reads it: words, each with its pieces, its case and what stands before it. Training cuts by this module too.

A word is a run of letters or a run of digits; ideographs, kana and Hangul syllables stand alone. Signs and spaces are no words:
what stands between two words is a feature of both, so that a line of JSON costs no more than its letters and digits do.
Letters lose case and accents, which the vocabulary (WordPiece, BERT's uncased one) does not know; case comes back as a feature.
Digits in runs of three and more read as zeros, years aside: what a number is worth names nobody.
Nothing is cached: a word of one call is not remembered for the next.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gateway.adapters.presidio_detector.ner.dictionary import Dictionary

MAX_PIECES = 4
"""Pieces of one word that the model sees; what matters of a longer one is at its beginning."""
MAX_LETTERS = 40
"""A longer run of letters is no word of any language: it reads as unknown, and costs no search."""
MAX_ZEROS = 24
MAX_GAP = 4

PAD, UNKNOWN = "[PAD]", "[UNK]"
NO_CASE, LOWER, CAPITAL, UPPER, MIXED = range(5)
CASES = 5

_ALONE = "\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
WORD = re.compile(rf"[{_ALONE}]|[^\W\d_{_ALONE}]+|\d+")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_LONG_RUN = 3
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n[\s]*")
_RUN = re.compile(r"([^\s])\1+")
_PLAIN_SIGNS = str.maketrans(
    "\u2018\u2019\u201b\u2032`\u00b4\u201c\u201d\u201e\u00ab\u00bb\u2010\u2011\u2012\u2013\u2014\u2212\0",
    "''''''\"\"\"\"\"------\n",
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text, in order; `text[starts[i]:ends[i]]` is word i.

    `pieces` has `MAX_PIECES` numbers a word, the vocabulary's; `bands` says how ordinary each is (`dictionary.Band`); `gaps` has
    one more than there are words: the last is the text's end.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    pieces: Sequence[Sequence[int]]
    cases: Sequence[int]
    gaps: Sequence[int]
    bands: Sequence[int]


class Vocabulary:
    """Numbers of pieces and gaps, and words' bands. Zero is padding among the pieces, an unlisted gap, and an unlisted word."""

    def __init__(self, pieces: Sequence[str], gaps: Sequence[str], dictionary: Dictionary) -> None:
        """`pieces` in the order of the network's table, `[PAD]` first; `gaps` likewise, the first being any other."""
        self._pieces: Mapping[str, int] = {piece: number for number, piece in enumerate(pieces)}
        self._gaps: Mapping[str, int] = {gap: number for number, gap in enumerate(gaps)}
        self._bands = dictionary.bands
        self._unknown = self._pieces[UNKNOWN]
        self._reach: dict[str, int] = {}
        for piece in pieces:
            begin = piece[:_BEGIN] if not piece.startswith(_GOES_ON) else piece[: len(_GOES_ON) + _BEGIN]
            self._reach[begin] = max(self._reach.get(begin, 0), len(piece))

    def cut(self, text: str) -> Words:
        """The text's words."""
        starts: list[int] = []
        ends: list[int] = []
        pieces: list[Sequence[int]] = []
        cases: list[int] = []
        gaps: list[int] = []
        read: list[str] = []
        at = 0
        for found in WORD.finditer(text):
            start, end = found.span()
            word = found[0]
            starts.append(start)
            ends.append(end)
            gaps.append(self._gap(text[at:start]))
            cases.append(_case(word))
            folded = fold(word)
            read.append(folded)
            pieces.append(self._numbers(folded))
            at = end
        gaps.append(self._gap(text[at:]))
        return Words(starts, ends, pieces, cases, gaps, self._bands(read))

    def _gap(self, between: str) -> int:
        number = self._gaps.get(between)
        return self._gaps.get(gap(between), 0) if number is None else number

    def _numbers(self, folded: str) -> Sequence[int]:
        number = self._pieces.get(folded)
        if number is not None:
            return (number, *_NONE_MORE)
        if len(folded) > MAX_LETTERS:
            return (self._unknown, *_NONE_MORE)
        found: list[int] = []
        rest = folded
        while rest and len(found) < MAX_PIECES:
            number, size = self._longest(rest)
            if not size:
                return (self._unknown, *_NONE_MORE)
            found.append(number)
            rest = rest[size:] if len(rest) == size else _GOES_ON + rest[size:]
        return (*found, *_NONE_MORE)[:MAX_PIECES]

    def _longest(self, rest: str) -> tuple[int, int]:
        """The longest piece that `rest` begins with, and its length; zero if there is none."""
        mark = len(_GOES_ON) if rest.startswith(_GOES_ON) else 0
        for end in range(min(len(rest), self._reach.get(rest[: mark + _BEGIN], mark + 1)), mark, -1):
            number = self._pieces.get(rest[:end])
            if number is not None:
                return number, end
        return 0, 0


_GOES_ON = "##"
"""WordPiece's mark of a piece that goes on inside a word."""
_BEGIN = 2
_NONE_MORE = (0,) * (MAX_PIECES - 1)


def fold(word: str) -> str:
    """A word as the vocabulary spells it."""
    if word.isdecimal():
        if len(word) < _LONG_RUN or _YEAR.fullmatch(word):
            return word
        return "0" * min(len(word), MAX_ZEROS)
    lowered = word.lower()
    if lowered.isascii():
        return lowered
    return "".join(char for char in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(char))


def gap(between: str) -> str:
    """What stands between two words, in one of few forms: runs are one sign, a line break swallows the spaces around it."""
    plain = _BREAKS.sub("\n", _SPACES.sub(" ", between.translate(_PLAIN_SIGNS)))
    plain = _RUN.sub(r"\1", plain)
    return plain if len(plain) <= MAX_GAP else plain[: MAX_GAP // 2] + plain[-(MAX_GAP // 2) :]


def _case(word: str) -> int:
    if word.islower():
        return LOWER
    if word.isupper():
        return UPPER if len(word) > 1 else CAPITAL
    if word[0].isupper() and word[1:].islower():
        return CAPITAL
    return MIXED if word.upper() != word.lower() else NO_CASE
