"""Which of the words that the model calls a person, a place or a company are one.

The model learnt names of every look, and is sure of many a word that it never saw. So an ordinary word, one of lexicon.py, must
be almost certain, a less common one a little less; or it stands within a longer name elsewhere in the call, or is listed with a
surer name, "tell Oluwa and Bez", or stands after a title or as a signature. A word that is only common, not put down as ordinary
by hand, is somebody beside any words that say that a name comes. A capital that its sentence does not explain helps, but still
asks for more than any other word does: German writes every noun with one. Places and companies have no such helpers: there a
word put down by hand must be certain. An ordinary word is nobody's handle unless a sign says so. A letter is somebody as an
initial or at the end of a text, not by itself.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from gateway.adapters.presidio_detector.ner.cues import (
    is_acting,
    is_announced,
    is_certain,
    is_last,
    is_named,
    is_signature,
    is_speaker,
)
from gateway.adapters.presidio_detector.ner.dictionary import Dictionary, Kind
from gateway.adapters.presidio_detector.ner.lexicon import Lexicon, Usage
from gateway.adapters.presidio_detector.ner.nobodys import is_nobodys
from gateway.adapters.presidio_detector.ner.words import WORD, fold
from gateway.core.entities import Label
from gateway.core.spans import Span

ALONE, INSIDE = 0.98, 0.9
"""What an ordinary word by itself must reach; the second with a capital inside of a sentence."""
ALONE_IN_ROW, INSIDE_IN_ROW = 0.95, 0.8
"""The same for several ordinary words in a row."""
FAIR, FAIR_INSIDE = 0.9, 0.6
"""The same for words, one or several, of which one is only fairly common."""
LETTER = 0.98
"""The same for a letter that is no initial."""
THING = 0.998
"""What ordinary words must reach as a place or a company. On templates left out of training 42 in 48 below it are neither."""
_THINGS = frozenset({Label.LOCATION, Label.ORGANIZATION})
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:\u2026\n\0][\"')]?|[>*\u2022\u201c\"(-])\s*$")
_BEFORE = 28
_RANGE = re.compile(r".-.")
_SPELT = re.compile(r"\w(?:([^\w\n]{1,2})\w(?:\1\w)*)?")
_SET_APART = re.compile(r"[^\W\d_](?: {1,2}[^\W\d_]){2,}")
_LETTER_BEFORE = re.compile(r"(?<![\w'\u2019])[^\W\d_] {1,2}\Z")
_LETTER_AFTER = re.compile(r" {1,2}[^\W\d_](?!\w)")
_INITIAL_BEFORE = re.compile(r"(?<!\w)[^\W\d_]\. ?\Z")
_INITIAL_AFTER = re.compile(r"\. ?[^\W\d_](?!\w)")
_HOURS = frozenset({"a.m", "p.m"})
_PASSWORD_NEXT = re.compile(
    r"[ ,;/|]{1,3}(?:and |with |und |mit |et |y |e |con |com |en |met )?"
    r"(?:pass(?:word|wort|wd|code)?|pwd?|kennwort|contraseña|clave|mot de passe|mdp|senha|wachtwoord)\b",
    re.IGNORECASE,
)
"""What a log-in name is given with, so that any word may be one."""
_TAG = re.compile(r"</?[a-z]>")
_MIN_PART, _MAX_SHORT = 3, 12
_QUOTES = frozenset("\"'\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019")
_CLOSED = 2
"""A quotation mark and a space."""
_LISTED = re.compile(r" ?(?:[&+/]|and|nd|n|und|et|y|e|en|i|ve|och|og|or|oder|ou|o|of) ?")
"""Between two names of a list."""


def people(text: str, found: Iterable[Span], ordinary: Lexicon, dictionary: Dictionary) -> Iterator[Span]:
    """The spans without ordinary words among people, handles, places and companies, and without what is nobody's."""
    spans = [
        span
        for span in found
        if not (is_nobodys(text, span) or _is_handle_in_doubt(text, span, ordinary, dictionary))
        and not _is_thing_in_doubt(text, span, ordinary)
    ]
    doubtful: dict[int, list[str]] = {}
    sure = _Sure()
    for place, span in enumerate(spans):
        if span.label is Label.PERSON:
            words = _words(text, span)
            if _is_doubtful(text, span, words, ordinary):
                doubtful[place] = words
            else:
                sure.add(text, span, words)
    for place, span in enumerate(spans):
        if place not in doubtful or sure.has(text, span, doubtful[place]) or _is_joined(text, spans, place, doubtful):
            yield span


class _Sure:
    """What people of whom there is no doubt tell of a doubtful word: part of a name, how one begins, or who speaks again."""

    __slots__ = ("_beginnings", "_parts", "_speaking")

    def __init__(self) -> None:
        self._parts: set[str] = set()
        self._beginnings: set[str] = set()
        self._speaking: set[str] = set()

    def add(self, text: str, span: Span, words: Sequence[str]) -> None:
        """Somebody, before any is asked for."""
        for word in words:
            self._beginnings.update(word[:size] for size in range(_MIN_PART, min(len(word) - 1, _MAX_SHORT + 1)))
        if is_speaker(text, span.start, span.end):
            self._speaking.update(words)
        if len(words) > 1:
            self._parts.update(word for word in words if len(word) >= _MIN_PART)

    def has(self, text: str, span: Span, words: Sequence[str]) -> bool:
        """True if `span`, of doubtful `words`, is one of them."""
        if self._parts.issuperset(words):
            return True
        if self._speaking.issuperset(words) and is_speaker(text, span.start, span.end):
            return True
        return len(words) == 1 and words[0] in self._beginnings and text[span.start].isupper()


def _is_handle_in_doubt(text: str, span: Span, ordinary: Lexicon, dictionary: Dictionary) -> bool:
    if span.label is not Label.USERNAME:
        return False
    word = fold(text[span.start : span.end])
    if word not in ordinary and dictionary.kind(word) is not Kind.WORD:
        return False
    return not (text[max(0, span.start - 1) : span.start] == "@" or _PASSWORD_NEXT.match(text, span.end))


def _is_thing_in_doubt(text: str, span: Span, ordinary: Lexicon) -> bool:
    if span.label not in _THINGS:
        return False
    if _SET_APART.fullmatch(text, span.start, span.end):
        return True
    if span.end - span.start == 1 and _is_spaced(text, span.start, span.end):
        return True
    return span.score < THING and _least_usage(_words(text, span), ordinary) is Usage.OURS


def _least_usage(words: Sequence[str], ordinary: Lexicon) -> Usage:
    return min(map(ordinary.usage, words), default=Usage.UNLISTED)


def _words(text: str, span: Span) -> list[str]:
    return [fold(word) for word in WORD.findall(text[span.start : span.end])]


def _is_joined(text: str, spans: Sequence[Span], place: int, doubtful: Container[int]) -> bool:
    """True beside a name of which there is no doubt: with only a word for "and" between them, or in quotation marks before it."""
    return any(
        spans[other].label is Label.PERSON
        and other not in doubtful
        and (
            _LISTED.fullmatch(text, spans[min(place, other)].end, spans[max(place, other)].start)
            or (other > place and _is_nickname(text, spans[place], spans[other].start))
        )
        for other in (place - 1, place + 1)
        if 0 <= other < len(spans)
    )


def _is_nickname(text: str, span: Span, then: int) -> bool:
    """True for a capital in quotation marks, with which a name begins that goes on at `then`: "Tiny" Martinsson."""
    is_quoted = text[max(0, span.start - 1) : span.start] in _QUOTES and text[span.end : then].rstrip(" ") in _QUOTES
    return is_quoted and then - span.end == _CLOSED and text[span.start].isupper()


def is_inside_sentence(text: str, start: int) -> bool:
    """True if nothing before `start` explains a capital there."""
    return _SENTENCE_BEGINS.search(text, max(0, start - _BEFORE), start) is None


def _is_doubtful(text: str, span: Span, words: Sequence[str], ordinary: Lexicon) -> bool:
    if _is_tag(text, span) or _are_loose_letters(text, span, words):
        return True
    usage = _least_usage(words, ordinary)
    if usage is Usage.UNLISTED or any(cue(text, span.start, span.end) for cue in (is_named, is_acting, is_signature)):
        return False
    if usage is not Usage.OURS and (is_certain(text, span.start, span.end) or is_announced(text, span.start, span.end)):
        return False
    has_capital = text[span.start].isupper() and not text[span.start + 1 : span.end][:1].isupper()
    is_inside = has_capital and is_inside_sentence(text, span.start)
    return span.score < _least_score(usage, is_inside=is_inside, is_row=len(words) > 1)


def _least_score(usage: Usage, *, is_inside: bool, is_row: bool) -> float:
    if usage is Usage.FAIR:
        return FAIR_INSIDE if is_inside else FAIR
    if is_row:
        return INSIDE_IN_ROW if is_inside else ALONE_IN_ROW
    return INSIDE if is_inside else ALONE


def _are_loose_letters(text: str, span: Span, words: Sequence[str]) -> bool:
    """True for a letter that is no initial and not almost certain, for a range, "A-Z", for "4 p.m." and spaced ones."""
    if not words or any(len(word) > 1 for word in words):
        return False
    value = text[span.start : span.end]
    if _is_spaced(text, span.start, span.end) or text[max(0, span.start - 2) : span.start] == "= ":
        return True
    if len(words) == 1:
        return span.score < LETTER and not (is_last(text, span.end) or _is_initial(text, span.start, span.end))
    return value.lower() in _HOURS or bool(_RANGE.fullmatch(value)) or not _SPELT.fullmatch(value)


def _is_spaced(text: str, start: int, end: int) -> bool:
    """True for capitals of a word that is set with spaces: "S A L E". Who spells a name says it in lower case."""
    is_beside = _LETTER_BEFORE.search(text, max(0, start - 4), start) or _LETTER_AFTER.match(text, end)
    return is_beside is not None and text[start:end].isupper()


def _is_initial(text: str, start: int, end: int) -> bool:
    """True if another letter with a dot stands beside this one."""
    return bool(_INITIAL_BEFORE.search(text, max(0, start - 4), start) or _INITIAL_AFTER.match(text, end))


def _is_tag(text: str, span: Span) -> bool:
    """True for the letter of a mark such as `<b>`."""
    is_letter = span.end - span.start == 1
    return is_letter and any(_TAG.match(text, span.start - back) for back in (1, 2) if span.start >= back)
